import assert from "node:assert/strict";
import { test } from "node:test";
import { incidence, type GraphData } from "../src/graph/data";
import { arrowsOf, closingPairs, reachOf, type Arrow } from "../src/graph/lineage";
import { firstState } from "../src/graph/state";
import { lanesAround, lanesOf, OPEN_MAX } from "../src/graph/timeline-lanes";
import { columnsOf, cut, layOut, route, type LayoutInput, type Place } from "../src/graph/timeline-layout";

// SAM made SA-1B, which trained it; both led to a later model; a judge; SAM 2 of the family stands alone; something undated.
const data: GraphData = {
  kinds: ["work", "model", "dataset", "node"],
  relations: ["trains", "produces", "examines", "derived_from", "introduces"],
  stages: ["pretrain"],
  stageNames: ["Pre-training"],
  families: [{ id: "sam", name: "SAM", developer: "Meta" }, { id: "judge", name: "Judge", developer: "Judge" }],
  nodes: {
    id: ["model:sam", "dataset:sa-1b", "model:later", "model:judge", "model:sam-2", "dataset:undated", "work:sam"],
    kind: [1, 2, 1, 1, 1, 2, 0],
    label: ["SAM", "SA-1B", "Later", "Judge", "SAM 2", "Undated", "Segment Anything"],
    year: [2023, 2023, 2025, 2024, 2024, 0, 2023],
    page: ["", "", "", "", "", "", ""],
    direction: [0, 0, 0, 0, 0, 0, 0],
    lane: [0, 0, -1, 1, 0, -1, -1],
    first: [1, 1, 0, 0, 0, 0, 0],
    x: [0, 0, 0, 0, 0, 0, 0],
    y: [0, 0, 0, 0, 0, 0, 0],
  },
  edges: {
    source: [0, 1, 1, 1, 3, 5, 6],
    target: [1, 0, 0, 2, 1, 3, 0],
    relation: [1, 0, 0, 3, 2, 3, 4],
    direction: [2, 1, 1, 0, 2, 0, 0],
    stages: [1, 1, 1, 0, 0, 0, 0],
    claim: [0, 1, 2, -1, 3, -1, -1],
    basis: ["", "", "", "seen", "", "seen", "declared"],
    unverified: [0, 1, 0, 1, 1, 0, 0],
  },
  claims: ["a.1", "a.2", "a.3", "b.1"],
  ...{ claimsPrefix: "", claimsSize: 400, nodeCount: 7 },
  loops: [{ nodes: [0, 1], paradigm: "self-boosted", relations: ["produces", "trains"] }],
};
const around = incidence(data);
const all = new Uint8Array(data.edges.source.length).fill(1);
const arrows = arrowsOf(data, all);
const isThere = (node: number): boolean => node !== 6;
const names = (nodes: Iterable<number>): string[] => [...nodes].map((node) => data.nodes.label[node]!).sort();
const keys = (lanes: readonly { key: string; note: string }[]): string[] => lanes.map(({ key, note }) => `${key} ${note}`);

test("arrows are edges between models and datasets, each once; one that is seen is enough", () => {
  assert.deepEqual(arrows.map(({ source, target, word, unverified }) => [source, target, word, unverified]), [
    [0, 1, "made", false],
    [1, 0, "trained", false],
    [1, 2, "derived", true],
    [3, 1, "judged", true],
    [5, 3, "derived", false],
  ]);
  assert.deepEqual([...closingPairs(data)], ["1 0"]);
});

test("a thing came from all before it and led to all after it; a judgement goes one step", () => {
  const sam = reachOf([0], arrows);
  assert.deepEqual([names(sam.up), names(sam.down), names(sam.judged)], [["SA-1B"], ["Later", "SA-1B"], []]);
  assert.equal(sam.steps.get(2), 2);
  const pool = reachOf([1], arrows);
  assert.deepEqual([names(pool.up), names(pool.down), names(pool.judged)], [["SAM"], ["Later", "SAM"], ["Judge"]]);
  assert.ok(!pool.steps.has(5), "what the judge came from is another story");
  assert.deepEqual(names(reachOf([2], arrows).up), ["SA-1B", "SAM"]);
});

/** The same with more things than can all be named. */
const many: GraphData = {
  ...data,
  nodes: {
    ...data.nodes,
    ...(Object.fromEntries(
      Object.entries({ id: "model:more", kind: 1, label: "More", year: 2022, page: "", direction: 0, lane: -1, first: 0, x: 0, y: 0 }).map(([name, value]) => [name, [...(data.nodes as Record<string, unknown>)[name] as unknown[], ...Array<unknown>(OPEN_MAX + 10).fill(value)]]),
    ) as unknown as GraphData["nodes"]),
  },
};

test("at first leading families name what leads, and the rest is counted", () => {
  const lanes = lanesOf(many, incidence(many), isThere, firstState());
  assert.deepEqual(keys(lanes), ["sam 2 of 3", "other-families 1", "no-family 91", "no-year 1"]);
  assert.deepEqual([...lanes[1]!.counts!], [[2024, [1, 0]]]);
  assert.equal(lanes[0]!.title, "SAM, Meta");
  const open = lanesOf(many, incidence(many), isThere, { ...firstState(), lane: ["sam", "other-families", "no-family", "no-year"] });
  assert.deepEqual(keys(open), ["sam 3", "other-families 1", "judge 1", `no-family ${OPEN_MAX} of 91`, "no-year 1"]);
  assert.deepEqual([0, 1, 2, 4].map((each) => names(open[each]!.things)), [["SA-1B", "SAM", "SAM 2"], [], [], ["Undated"]]);
  assert.equal(open[2]!.title, "Judge", "a family that is called like its maker is called so once");
});

test("few things are all named", () => {
  const lanes = lanesOf(data, around, isThere, firstState());
  assert.deepEqual(lanes.map(({ key, things, isOpen }) => [key, isOpen, ...names(things)]), [["sam", null, "SA-1B", "SAM", "SAM 2"], ["judge", null, "Judge"], ["no-family", null, "Later"], ["no-year", null, "Undated"]]);
});

test("around a thing stand its family and all that it reaches", () => {
  const { lanes, cut: left } = lanesAround(data, around, isThere, [0], reachOf([0], arrows), firstState());
  assert.deepEqual(lanes.map(({ key, things }) => [key, ...names(things)]), [["sam", "SA-1B", "SAM", "SAM 2"], ["no-family", "Later"]]);
  assert.equal(left, 0);
});

const measure = (text: string): number => text.length * 7;
const input = (things: readonly number[][], year: (node: number) => number, label: (node: number) => string, some: readonly Arrow[] = [], width = 900): LayoutInput => ({
  ...{ lanes: things.map((each, index) => ({ key: String(index), things: each, counts: null })), width, top: 26, label, year, measure, arrows: some, closing: closingPairs(data) },
});

for (const width of [340, 900]) {
  test(`names and marks of a lane cover nothing, ${width} wide`, () => {
    const things = Array.from({ length: 90 }, (_, index) => index);
    const { places } = layOut(input([things], (node) => 2018 + ((node * 7) % 9), (node) => `Name ${"x".repeat((node * 5) % 60)}`, [], width)).lanes[0]!;
    const boxes = places.map(({ x, y, labelX, labelWidth }) => ({ y, left: Math.min(x - 8, labelX), right: Math.max(x + 8, labelX + labelWidth) }));
    boxes.forEach((one, index) => {
      assert.ok(one.left >= 0 && one.right <= width + 0.1, `${places[index]!.label} is outside: ${one.left} to ${one.right}`);
      for (const other of boxes.slice(index + 1)) assert.ok(one.y !== other.y || one.right <= other.left || other.right <= one.left);
    });
    assert.ok(new Set(boxes.map(({ y }) => y)).size < 90, "rows are shared");
  });
}

test("within a year what came from a thing stands below it and to its right", () => {
  const { placeOf } = layOut(input([[1, 0, 4], [2]], (node) => data.nodes.year[node]!, (node) => data.nodes.label[node]!, arrows));
  const [sam, pool, later] = [placeOf.get(0)!, placeOf.get(1)!, placeOf.get(2)!];
  assert.ok(sam.x < pool.x && sam.y < pool.y && pool.x < later.x && pool.y < later.y);
});

test("the few early years share a column, and a narrow picture has fewer", () => {
  const few = [2008, 2012, ...Array<number>(60).fill(2020), 2021, 2022, 2023];
  assert.deepEqual(columnsOf(few, 900).map(({ year, isEarly }) => [year, isEarly]), [[2020, true], [2021, false], [2022, false], [2023, false]]);
  assert.deepEqual(columnsOf([2019, 2023], 900).map(({ year }) => year), [2019, 2020, 2021, 2022, 2023]);
  assert.equal(columnsOf([2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022], 200).length, 4);
  assert.deepEqual(columnsOf([0], 900), []);
});

test("a name is cut to its room", () => {
  assert.equal(cut("LLaVA", 35, measure), "LLaVA");
  assert.equal(cut("LLaVA-Instruct", 50, measure), "LLaVA-…");
  assert.equal(cut("LLaVA", 3, measure), "…");
});

test("an arrow reaches its target from the side without a name", () => {
  const at = (x: number, y: number, isLeft: boolean): Place => ({ node: 0, x, y, label: "", labelX: 0, labelWidth: 0, isLeft });
  const from = at(100, 50, false);
  assert.deepEqual(route(from, at(300, 90, false)).end, { x: 291, y: 90 });
  assert.deepEqual([route(from, at(300, 90, true)).end.x, route(from, at(300, 90, true)).angle], [309, 180]);
  assert.ok(route(at(10, 50, false), at(5, 90, false)).line.includes("C2 50 2 90"), "it stays in the picture");
});
