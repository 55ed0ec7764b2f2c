/** What the pictures drawn as SVG share: marks with names that are links, arrows, and the lighting up of what belongs together. */

import { ARROW_DASHES, SHAPE_PATHS } from "../made/looks";
import { KIND_NAMES } from "../made/words";
import { makeSvg, round } from "../shared/dom";
import { writeQuery } from "../shared/address";
import type { Palette } from "./colours";
import type { GraphData } from "./data";

export interface Point {
  x: number;
  y: number;
}

/** A thing with the place of its mark and of its name. */
export interface Spot extends Point {
  node: number;
  label: string;
  labelX: number;
  labelWidth: number;
  isLeft: boolean;
}

export const FONT_SIZE = 13;

/** Returns a function that tells how wide a text is in the typeface of an element. */
export function measureIn(element: Element, weight = 400): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  // Without a canvas: wider than any text is, so that nothing overlaps.
  if (!context) return (text) => text.length * FONT_SIZE * 0.7;
  context.font = `${weight} ${FONT_SIZE}px ${getComputedStyle(element).fontFamily || "sans-serif"}`;
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? context.measureText(text).width;
    known.set(text, width);
    return width;
  };
}

/** Returns an empty picture. */
export function sheet(width: number, height: number, label: string, palette: Palette): SVGSVGElement {
  const root = makeSvg("svg", {
    ...{ xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": label },
    ...{ "font-family": "inherit", "font-size": FONT_SIZE, class: "cg-svg" },
  });
  root.append(makeSvg("rect", { width, height, fill: palette.page }));
  return root;
}

/** Returns a thing as a link that shows what it came from and led to; the whole of it can be hit. */
export function drawSpot(data: GraphData, palette: Palette, spot: Spot, about: string, look: { size: number; strong: boolean; ring: boolean; rowHeight: number }): SVGElement {
  const { node, x, y } = spot;
  const kind = data.kinds[data.nodes.kind[node]!]!;
  const scale = look.size / 6;
  const said = `${data.nodes.label[node]!}, ${KIND_NAMES[kind]?.[0].toLowerCase() ?? kind}${about}`;
  const left = Math.min(x - 10, spot.labelX - 2);
  const right = Math.max(x + 10, spot.labelX + spot.labelWidth + 2);
  const hit = { x: left, y: y - look.rowHeight / 2, width: right - left, height: look.rowHeight, fill: "transparent", class: "cg-hit" };
  // A loop is a ring of both directions: made, and trained.
  const arc = (sweep: number, direction: number): SVGElement =>
    makeSvg("path", { d: `M${round(x - 9.5)} ${round(y)}A9.5 9.5 0 0 ${sweep} ${round(x + 9.5)} ${round(y)}`, fill: "none", stroke: palette.directions[direction]!, "stroke-width": 1.8 });
  return makeSvg(
    "a",
    { href: `?${writeQuery([["of", data.nodes.id[node]!]])}`, class: "cg-item", "data-node": node, tabindex: -1 },
    makeSvg("title", {}, said),
    makeSvg("rect", hit),
    look.ring ? makeSvg("g", { class: "cg-loop-ring" }, arc(1, 2), arc(0, 1)) : null,
    makeSvg("path", { d: SHAPE_PATHS[kind] ?? SHAPE_PATHS["work"]!, fill: palette.kinds[kind] ?? palette.text, transform: `translate(${round(x - look.size)} ${round(y - look.size)}) scale(${round(scale)})` }),
    makeSvg(
      "text",
      {
        ...{ x: round(spot.labelX), y: round(y + 4.5), fill: palette.text, stroke: palette.page, "stroke-width": 3.5 },
        ...{ "stroke-linejoin": "round", "paint-order": "stroke", "font-weight": look.strong ? 700 : 400 },
      },
      spot.label,
    ),
  );
}

/** Returns an arrow along a line that ends at a place, seen from an angle (0 to the right). */
export function drawArrow(line: string, end: Point, angle: number, look: { colour: string; word: string; width: number; unverified: boolean; title: string }): SVGElement {
  const dashes = ARROW_DASHES[look.word] ?? (look.unverified ? "4 3" : null);
  return makeSvg(
    "g",
    { class: "cg-arrow" },
    makeSvg("title", {}, look.title),
    makeSvg("path", { d: line, fill: "none", stroke: look.colour, "stroke-width": look.width, "stroke-dasharray": dashes, "stroke-linecap": ARROW_DASHES[look.word] ? "round" : null }),
    makeSvg("path", { d: "M0 0l-7-3.5v7z", fill: look.colour, transform: `translate(${round(end.x)} ${round(end.y)}) rotate(${round(angle)})` }),
  );
}

/** Returns a picture as a document of its own. */
export function asDocument(root: SVGSVGElement, title: string): string {
  const copy = root.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("font-family", "sans-serif");
  copy.prepend(makeSvg("title", {}, title));
  // Addresses of views mean nothing outside the page.
  copy.querySelectorAll("a").forEach((link) => link.removeAttribute("href"));
  return new XMLSerializer().serializeToString(copy);
}

/** Returns the thing that an event is about. */
export function nodeAt(event: { target: EventTarget | null }): number | null {
  const item = event.target instanceof Element ? event.target.closest("[data-node]") : null;
  return item ? Number(item.getAttribute("data-node")) : null;
}
