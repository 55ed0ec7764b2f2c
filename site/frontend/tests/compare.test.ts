import assert from "node:assert/strict";
import { test } from "node:test";
import { readThing, sideBySide } from "../src/compare/aspects";
import { Things } from "../src/compare/things";

const things = new Things(
  {
    size: 2,
    kinds: {
      model: {
        ids: ["clip", "clip@gadre2023datacomp", "llava-1-5", "lamm", "clip-long"],
        names: ["CLIP", "CLIP (retrained by gadre2023datacomp)", "LLaVA-1.5", "LAMM", "CLIP with a name longer than that of the variant"],
        notes: ["2021", "", "2023", "", ""],
        aliases: { 2: ["LLaVA v1.5"] },
        pages: { 1: "clip/" },
      },
      dataset: { ids: ["lamm"], names: ["LAMM"], notes: [""], aliases: {}, pages: {} },
    },
    terms: { "node:data-filter": ["Model as a data filter", "taxonomy/data-filter/"] },
  },
  { model: "models", dataset: "datasets" },
);

const found = (text: string): string => {
  const each = things.find(text);
  return "thing" in each ? each.thing.thing : each.reason;
};

test("a name, an alias or an id means a thing; what means none or several is said", () => {
  for (const text of ["model:llava-1-5", "LLaVA-1.5", "llava v1.5", "llava-1-5", "model:LLaVA-1.5"]) assert.equal(found(text), "model:llava-1-5");
  assert.equal(found("dataset:LAMM"), "dataset:lamm");
  assert.equal(found("LAMM"), "“LAMM” may mean model:lamm or dataset:lamm.");
  assert.match(found("LLaVA-1.6"), /^Nothing is called “LLaVA-1.6”. Did you mean .*LLaVA-1.5/);
  for (const text of ["constructor", "__proto__", "model:constructor", "toString", ""]) assert.match(found(text), /^Nothing is called/);
});

test("the whole name is offered first, a variant after what it varies", () => {
  const offered = (text: string, without: string[] = []): string[] => things.suggest(text, 3, new Set(without)).map(({ thing }) => thing);
  assert.deepEqual(offered("clip"), ["model:clip", "model:clip-long", "model:clip@gadre2023datacomp"]);
  assert.deepEqual(offered("clip", ["model:clip", "model:clip-long"]), ["model:clip@gadre2023datacomp"]);
  assert.deepEqual(offered("1.5"), ["model:llava-1-5"]);
  assert.deepEqual(offered("  "), []);
});

test("a value that is a thing or a term has its name and page, another is a text", () => {
  assert.deepEqual(things.value("model:clip@gadre2023datacomp"), { name: "CLIP (retrained by gadre2023datacomp)", page: "models/clip/", kind: "model" });
  assert.deepEqual(things.value("node:data-filter"), { name: "Model as a data filter", page: "taxonomy/data-filter/", kind: "node" });
  assert.deepEqual(things.value("constructor"), { name: "constructor", page: null, kind: "" });
});

test("what all have is shared, what one has is its own, and equal aspects are the same", () => {
  const piece = { aspects: ["Year", "Trained on", "Made by"], values: ["2023", "dataset:d", "dataset:e", "model:m"], claims: ["a2023.1"], things: [[[0, 0, -1], [1, 1, 0]], [[1, 1, 0, 2, -1], [0, 0, -1]], [[0, 0, -1], [1, 2, -1, 2, 0], [2, 3, -1]]] };
  const known = piece.things.map((_, place) => readThing(piece, place));
  assert.deepEqual(known[1]?.get("Trained on"), [["dataset:d", "a2023.1"], ["dataset:e", null]]);
  const aspects = sideBySide(known);
  assert.deepEqual(aspects.map(({ name, isSame }) => [name, isSame]), [["Year", true], ["Trained on", false], ["Made by", false]]);
  const trained = aspects[1]!;
  assert.deepEqual(trained.cells.map(({ values }) => values), [["dataset:d"], ["dataset:d", "dataset:e"], ["dataset:e"]]);
  assert.deepEqual(trained.cells.map(({ claims }) => claims), [["a2023.1"], ["a2023.1"], ["a2023.1"]]);
  assert.deepEqual([[...trained.shared], [...trained.own]], [[], []]);
  assert.deepEqual([[...aspects[0]!.shared], [...aspects[2]!.own]], [["2023"], ["model:m"]]);
});

test("the thing with most aspects gives their order, the others add theirs", () => {
  const having = (...names: string[]): Map<string, [string, string | null][]> => new Map(names.map((name) => [name, [["x", null]]]));
  assert.deepEqual(sideBySide([having("c", "d"), having("a", "b", "c"), having("e")]).map(({ name }) => name), ["a", "b", "c", "d", "e"]);
});
