import assert from "node:assert/strict";
import { test } from "node:test";
import { layOutRings, ROW, type RingLayout } from "../src/graph/rings";

const measure = (text: string): number => text.length * 7.3;
const MARK = 8;

interface Box {
  name: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Returns the boxes of all marks and of all names. */
function boxes({ places }: RingLayout): { marks: Box[]; names: Box[] } {
  const marks = places.map(({ node, x, y }) => ({ name: `mark ${node}`, left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK }));
  const names = places.map(({ node, y, ring, labelX, labelWidth }) => {
    const middle = ring === 0 ? y - 18 : y;
    return { name: `name ${node}`, left: labelX, right: labelX + labelWidth, top: middle - 7, bottom: middle + 7 };
  });
  return { marks, names };
}

function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Returns which names overlap a name or a mark, and which marks overlap each other. */
function faults(layout: RingLayout): string[] {
  const { marks, names } = boxes(layout);
  const found: string[] = [];
  names.forEach((name, index) => {
    for (const other of [...names.slice(index + 1), ...marks]) if (overlaps(name, other)) found.push(`${name.name} ${other.name}`);
  });
  marks.forEach((mark, index) => {
    for (const other of marks.slice(index + 1)) if (overlaps(mark, other)) found.push(`${mark.name} ${other.name}`);
  });
  return found;
}

const around = (near: number, far = 0): number[][] => [Array.from({ length: near }, (_, index) => index + 1), Array.from({ length: far }, (_, index) => 1000 + index)];
const label = (node: number): string => (node % 3 === 0 ? "A name that is far too long to stand in any picture of this size whole" : `Thing ${node}`);
const ringed = (near: number, far: number, width: number, height: number): RingLayout => layOutRings({ centre: 0, rings: around(near, far), width, height, label, measure });

for (const [width, height] of [[358, 506], [700, 840], [1220, 840]] as const) {
  for (const [near, far] of [[1, 0], [2, 0], [7, 30], [19, 0], [40, 12], [90, 0], [120, 0], [137, 0]] as const) {
    test(`no name covers a name or a mark: ${near} and ${far} around, ${width} by ${height}`, () => {
      const layout = ringed(near, far, width, height);
      assert.deepEqual(faults(layout), []);
      for (const box of [...boxes(layout).marks, ...boxes(layout).names]) {
        assert.ok(box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= layout.height, `${box.name} is outside`);
      }
    });
  }
}

test("the picture is filled, and grows where its rows need more", () => {
  const small = ringed(10, 0, 800, 600);
  assert.equal(small.height, 600);
  const ys = small.places.map(({ y }) => y);
  assert.ok(Math.max(...ys) - Math.min(...ys) > 400);
  assert.ok(ringed(100, 0, 800, 600).height >= 50 * ROW);
});

test("what has no place is counted, and a second ring is whole or not there", () => {
  const layout = ringed(137, 0, 800, 600);
  assert.equal(layout.places.length, 121);
  assert.equal(layout.leftOut, 17);
  assert.deepEqual(new Set(ringed(100, 30, 800, 600).places.map(({ ring }) => ring)), new Set([0, 1]));
  assert.equal(ringed(10, 30, 800, 600).places.filter(({ ring }) => ring === 2).length, 30);
});

test("a thing without neighbours stands alone in the middle", () => {
  const { places } = ringed(0, 0, 800, 600);
  assert.deepEqual(places.map(({ node, x, y }) => [node, x, y]), [[0, 400, 300]]);
});
