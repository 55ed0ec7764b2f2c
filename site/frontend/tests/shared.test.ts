import assert from "node:assert/strict";
import { test } from "node:test";
import { readQuery, writeQuery } from "../src/shared/address";
import { toCsv } from "../src/shared/save";
import { fold, nearest, words } from "../src/shared/text";
import { countCells } from "../src/matrix-filter";
import { openFacet } from "../src/table/data";
import { Engine } from "../src/table/engine";

test("folding drops case and accents and resolves compatibility forms", () => {
  for (const [text, folded] of [
    ["CLIP", "clip"],
    ["Dániel Šimík", "daniel simik"],
    ["VILA²", "vila2"],
    ["ﬁne-tuning", "fine-tuning"],
    ["Straße", "straße"],
  ] as const) assert.equal(fold(text), folded);
  assert.deepEqual(words("  Data   FILTER\n"), ["data", "filter"]);
});

test("the nearest come first, strangers not at all", () => {
  assert.deepEqual(nearest("pretrian", ["finetune", "pretrain", "pretrain-projector"]), ["pretrain", "pretrain-projector"]);
  assert.deepEqual(nearest("zzz", ["finetune"]), []);
});

test("a query string is what Python's quote writes, and is read back", () => {
  const pairs = [["text", "a b&c=d/é!'()*~"], ["year", "2023..2025"]] as const;
  const query = writeQuery(pairs);
  assert.equal(query, "text=a%20b%26c%3Dd%2F%C3%A9%21%27%28%29%2A~&year=2023..2025");
  assert.deepEqual(readQuery(query), pairs);
  assert.deepEqual(readQuery("?x=%FF&y"), [["x", "\ufffd"], ["y", ""]]);
});

test("CSV is quoted, and no cell runs as a formula", () => {
  const text = toCsv(["a", "b"], [["x, \"y\"", 1], ["=1+1", -2], ["two\nlines", 0], ["@SUM", 3], ["-", 4]]);
  assert.equal(text, '\ufeffa,b\r\n"x, ""y""",1\r\n\'=1+1,-2\r\n"two\nlines",0\r\n\'@SUM,3\r\n\'-,4\r\n');
});

test("cells of a matrix count each work once, nodes below included", () => {
  const facet = (name: string, ids: string[], members: number[][], parents?: number[]) =>
    openFacet({
      ...{ name, title: name, level: "unit", shape: parents ? "tree" : "terms", ids, names: ids },
      ...{ counts: members.map((each) => each.length), members: members.flat(), ...(parents ? { parents } : {}) },
    });
  const node = facet("node", ["a", "a1", "b"], [[1], [1], [0], [2]], [-1, 0, -1]);
  const stage = facet("stage", ["x", "y"], [[0], [0, 1], [0], [1]]);
  const engine = new Engine(2, [node, stage], [0, 0, 1, 1], [1, 2, 1, 2]);
  const count = (chosen: Record<string, number[]>) =>
    Object.fromEntries(
      countCells(engine, { chosen: new Map(Object.entries(chosen).map(([name, values]) => [name, new Set(values)])), texts: [] }, node, stage, ["a", "b"], ["x", "y"]),
    );
  assert.deepEqual(count({}), { "a|x": 2, "a|": 2, "|x": 2, "|": 2, "a|y": 1, "|y": 2, "b|y": 1, "b|": 1 });
  assert.deepEqual(count({ stage: [1] }), { "a|x": 1, "a|": 1, "|x": 1, "|": 2, "a|y": 1, "|y": 2, "b|y": 1, "b|": 1 });
  const others = countCells(engine, { chosen: new Map(), texts: [] }, node, stage, ["a", "b"], ["x", "other"]);
  assert.deepEqual(Object.fromEntries(others), { "a|x": 2, "a|": 2, "|x": 2, "|": 2, "a|other": 1, "|other": 2, "b|other": 1, "b|": 1 });
});
