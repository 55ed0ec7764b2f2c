import assert from "node:assert/strict";
import { test } from "node:test";
import { openFacet, type Facet, type FacetFile } from "../src/table/data";
import { Engine, type Question } from "../src/table/engine";

const terms = (parts: Pick<FacetFile, "name" | "ids"> & Partial<FacetFile>, members: number[][]): Facet =>
  openFacet({ title: parts.name, level: "unit", shape: "terms", names: parts.ids, counts: members.map((each) => each.length), members: members.flat(), ...parts });

// Two works with two claims each, and one without claims.
const unitRows = [0, 0, 1, 1, 2];
const unitIds = [1, 2, 1, 2, 0];
const node = terms({ name: "node", ids: ["top", "left", "leaf", "right"], shape: "tree", parents: [-1, 0, 1, 0] }, [[2], [3], [1], [1], []]);
const stage = terms({ name: "stage", ids: ["train", "test"] }, [[0], [1], [1], [0, 1], []]);
const scope = terms({ name: "scope", ids: ["old", "new"], level: "row" }, [[0], [1], [1]]);

const ask = (chosen: Record<string, number[]>, ...texts: string[]) => {
  const engine = new Engine(3, [node, stage, scope], unitRows, unitIds);
  engine.setTexts({ rows: ["clip paper", "sam paper", "bare survey"], units: ["trains on web", "tests masks", "segments", "masks again", ""] });
  const question: Question = { chosen: new Map(Object.entries(chosen).map(([name, values]) => [name, new Set(values)])), texts };
  return engine.ask(question);
};

test("nothing asked selects everything, claims of works without any not counted", () => {
  const answer = ask({});
  assert.deepEqual([...answer.rows], [0, 1, 2]);
  assert.equal(answer.units, 4);
  assert.deepEqual([...answer.unitsOfRow], [2, 2, 0]);
});

test("facets of a claim hold on one and the same claim", () => {
  // The first work has a claim under leaf and one at test, but none that is both.
  assert.deepEqual([...ask({ node: [2], stage: [1] }).rows], []);
  assert.deepEqual([...ask({ node: [1], stage: [1] }).rows], [1]);
});

test("a node includes what is below", () => {
  assert.deepEqual([...ask({ node: [1] }).rows], [0, 1]);
  assert.deepEqual([...ask({ node: [0] }).rows], [0, 1]);
  assert.deepEqual([...ask({ node: [2] }).rows], [0]);
});

test("values of one facet mean either, different facets both", () => {
  assert.deepEqual([...ask({ node: [2, 3] }).rows], [0]);
  assert.deepEqual([...ask({ scope: [0, 1] }).rows], [0, 1, 2]);
  assert.deepEqual([...ask({ scope: [1], stage: [0] }).rows], [1]);
});

test("a work without claims is selected only while no facet of a claim is asked for", () => {
  assert.deepEqual([...ask({ scope: [1] }).rows], [1, 2]);
  assert.deepEqual([...ask({ scope: [1], stage: [0, 1] }).rows], [1]);
});

test("counts are of the rows that would be left, each row once", () => {
  const answer = ask({ stage: [1] });
  assert.deepEqual([...answer.counts("stage")], [2, 2], "its own choice does not narrow a facet");
  assert.deepEqual([...answer.counts("scope")], [1, 1]);
  assert.deepEqual([...answer.counts("node")], [2, 1, 0, 1]);
});

test("a count is what choosing the value gives", () => {
  const facets = [node, stage, scope];
  for (const base of [{}, { node: [1] }, { stage: [0] }, { scope: [1], stage: [1] }] as Record<string, number[]>[]) {
    const { counts } = ask(base);
    for (const facet of facets) {
      facet.ids.forEach((_, value) => {
        const { rows } = ask({ ...base, [facet.name]: [value] });
        assert.equal(counts(facet.name)[value], rows.length, `${facet.name}=${facet.ids[value]} over ${JSON.stringify(base)}`);
      });
    }
  }
});

test("all words of a text stand in one claim or its work; of several texts one is enough", () => {
  assert.deepEqual([...ask({}, "paper masks").rows], [0, 1]);
  assert.deepEqual([...ask({}, "clip masks").rows], [0]);
  assert.deepEqual([...ask({}, "web masks").rows], []);
  assert.deepEqual([...ask({}, "SURVEY", "clip").rows], [0, 2]);
  assert.deepEqual([...ask({ stage: [0] }, "masks").rows], [1]);
  assert.deepEqual([...ask({}, "  ").rows], [0, 1, 2]);
});

test("what each filter costs is known", () => {
  const answer = ask({ node: [2], stage: [1] }, "nowhere");
  assert.equal(answer.rows.length, 0);
  assert.deepEqual([...answer.without], [["node", 0], ["stage", 0], ["text", 0]]);
  assert.deepEqual([...ask({ node: [2], stage: [1] }).without], [["node", 2], ["stage", 1]]);
});

test("text without its index is refused", () => {
  const engine = new Engine(1, [scope], [0]);
  assert.throws(() => engine.ask({ chosen: new Map(), texts: ["x"] }), /not been loaded/);
});

test("many random questions agree with asking every claim one by one", () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const rows = 60;
  const owners: number[] = [];
  for (let row = 0; row < rows; row++) for (let each = 0; each <= random(4); each++) owners.push(row);
  const values = owners.map(() => Array.from({ length: random(3) }, () => random(5)));
  const others = owners.map(() => [random(3)]);
  const one = terms({ name: "one", ids: ["a", "b", "c", "d", "e"] }, values.map((each) => [...new Set(each)]));
  const two = terms({ name: "two", ids: ["x", "y", "z"] }, others);
  const engine = new Engine(rows, [one, two], owners, owners.map(() => 1));
  for (let turn = 0; turn < 200; turn++) {
    const first = new Set(Array.from({ length: random(3) }, () => random(5)));
    const second = new Set(Array.from({ length: random(2) }, () => random(3)));
    const expected = new Set<number>();
    owners.forEach((row, unit) => {
      const hasFirst = first.size === 0 || values[unit]!.some((value) => first.has(value));
      const hasSecond = second.size === 0 || others[unit]!.some((value) => second.has(value));
      if (hasFirst && hasSecond) expected.add(row);
    });
    const answer = engine.ask({ chosen: new Map([["one", first], ["two", second]]), texts: [] });
    assert.deepEqual([...answer.rows], [...expected]);
  }
});
