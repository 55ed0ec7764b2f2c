/**
 * Where the things around one stand: on rings by distance, each in a row of its own on its side, so that no name can cover
 * another name or a mark.
 */

import { cut } from "./timeline-layout";

export const ROW = 18;
const MARK = 8;
const AFTER = 6;
const MARGIN = 10;
/** Things around the middle at the most, in rows on both sides; what has no place is listed beside the picture. */
export const PLACES_MAX = 120;

export interface RingPlace {
  node: number;
  x: number;
  y: number;
  /** The number of the ring, 0 for the middle. */
  ring: number;
  label: string;
  labelX: number;
  labelWidth: number;
  isLeft: boolean;
}

export interface RingLayout {
  places: RingPlace[];
  rings: { rx: number; ry: number }[];
  width: number;
  height: number;
  /** How many have no place. */
  leftOut: number;
}

export interface RingInput {
  centre: number;
  /** What is one step away, what two steps: the most important first. */
  rings: readonly (readonly number[])[];
  width: number;
  /** What the picture should fill; it grows where its rows need more. */
  height: number;
  label: (node: number) => string;
  measure: (text: string) => number;
}

/** Returns the places around a thing. */
export function layOutRings(input: RingInput): RingLayout {
  const kept: { node: number; ring: number }[] = [];
  let leftOut = 0;
  input.rings.forEach((nodes, index) => {
    // A farther ring is shown only where all of it has a place.
    const room = PLACES_MAX - kept.length;
    const some = index === 0 ? nodes.slice(0, room) : nodes.length <= room ? nodes : [];
    if (index === 0) leftOut = nodes.length - some.length;
    for (const node of some) kept.push({ node, ring: index + 1 });
  });
  const ringCount = Math.max(1, ...kept.map(({ ring }) => ring));
  const rows = Math.ceil(kept.length / 2);
  const height = Math.max(input.height, (rows + 4) * ROW);
  const [middleX, middleY] = [input.width / 2, height / 2];
  // Names take a good third of the width on either side; the rings what is between.
  const widest = Math.max(input.width * 0.12, input.width / 2 - Math.min(230, input.width * 0.36));
  const rings = Array.from({ length: ringCount }, (_, index) => ({
    rx: (widest * (index + 1)) / ringCount,
    ry: (height / 2 - 2 * ROW) * (ringCount === 1 ? 1 : index === ringCount - 1 ? 1 : 0.72),
  }));
  const places: RingPlace[] = [];
  const name = (node: number, room: number): { label: string; labelWidth: number } => {
    const label = cut(input.label(node), room, input.measure);
    return { label, labelWidth: input.measure(label) };
  };
  // The middle's name stands above its mark, inside the innermost ring.
  const own = name(input.centre, 2 * rings[0]!.rx - 4 * MARK);
  places.push({ node: input.centre, x: middleX, y: middleY, ring: 0, ...own, labelX: middleX - own.labelWidth / 2, isLeft: false });
  for (const isLeft of [false, true]) {
    const side = kept.filter((_, index) => index % 2 === (isLeft ? 1 : 0));
    const step = Math.max(ROW, (height - 4 * ROW) / Math.max(1, side.length));
    // Rows from the middle outwards to an inner ring, so that it keeps inside its height.
    const ys = side.map((_, index) => middleY + (index - (side.length - 1) / 2) * step).sort((one, other) => Math.abs(one - middleY) - Math.abs(other - middleY));
    side.forEach(({ node, ring }, index) => {
      const y = ys[index]!;
      const { rx, ry } = rings[ring - 1]!;
      const across = Math.max(1.5 * MARK, rx * Math.sqrt(Math.max(0.04, 1 - ((y - middleY) / ry) ** 2)));
      const x = middleX + (isLeft ? -across : across);
      const { label, labelWidth } = name(node, (isLeft ? x : input.width - x) - MARK - AFTER - MARGIN);
      const labelX = isLeft ? x - MARK - AFTER - labelWidth : x + MARK + AFTER;
      places.push({ node, x, y, ring, label, labelX, labelWidth, isLeft });
    });
  }
  return { places, rings, width: input.width, height, leftOut };
}
