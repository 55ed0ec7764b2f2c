import assert from "node:assert/strict";
import { test } from "node:test";
import { openFacet, type FacetFile } from "../src/table/data";
import { Engine } from "../src/table/engine";
import { emptyAsked, findValues, parseYears, readAsked, understand, valueName, writeAsked, writeYears } from "../src/table/question";

const facet = (parts: Partial<FacetFile>) =>
  openFacet({ name: "stage", title: "Stage", level: "row", shape: "terms", ids: [], names: [], counts: [], members: [], ...parts });

const model = facet({
  ...{ name: "model", title: "Model", shape: "long", ids: ["gpt-4v", "clip"], names: ["GPT-4V", "CLIP"] },
  ...{ counts: [1, 1], members: [0, 1], aliases: { "gpt-4v": ["GPT-4 Vision"] } },
});
const author = facet({
  ...{ name: "author", shape: "long", ids: ["José Pérez", "Ann Lee"], names: ["José Pérez", "Ann Lee"], counts: [1, 1], members: [0, 1] },
});
const year = facet({ name: "year", shape: "years", ids: ["2022", "2023", "2024"], names: ["2022", "2023", "2024"], counts: [1, 1, 1], members: [0, 1, 2] });

for (const [text, range] of [
  ["2023", [2023, 2023]],
  ["2023..2025", [2023, 2025]],
  ["2023..", [2023, 2100]],
  ["..2022", [1900, 2022]],
  [" 2024 ", [2024, 2024]],
  ["2025..2023", null],
  ["..", null],
  ["20232024", null],
  ["23", null],
  ["", null],
] as const) {
  test(`years ${JSON.stringify(text)}`, () => assert.deepEqual(parseYears(text), range));
}

test("years are written as they are read", () => {
  assert.equal(writeYears(2023, 2025), "2023..2025");
  assert.equal(writeYears(2023, 2023), "2023");
  assert.equal(writeYears(2023, null), "2023..");
  assert.equal(writeYears(null, 2022), "..2022");
  assert.equal(writeYears(null, null), "");
});

test("values are found by id, name, alias and kind, case aside", () => {
  for (const text of ["gpt-4v", "GPT-4V", "gpt-4 vision", "model:gpt-4v"]) {
    assert.deepEqual(findValues(model, text), { canonical: "gpt-4v", numbers: [0] }, text);
  }
  assert.equal(findValues(model, "gpt-5"), null);
});

test("authors are found by parts of the name, accents aside", () => {
  assert.deepEqual(findValues(author, "perez jose"), { canonical: "perez jose", numbers: [0] });
  assert.deepEqual(findValues(author, "Ann Lee"), { canonical: "Ann Lee", numbers: [1] });
  assert.equal(findValues(author, "nobody"), null);
});

test("the address is canonical: facets in the order of the file, values sorted, what Python's quote writes", () => {
  const asked = emptyAsked();
  asked.values.set("year", ["2023.."]);
  asked.values.set("stage", ["pretrain", "finetune"]);
  asked.values.set("node", ["data-filter"]);
  asked.values.set("venue", ["NeurIPS (D&B)"]);
  asked.texts = ["vidéo!"];
  asked.sort = "-claims";
  assert.equal(
    writeAsked(asked, ["node", "stage", "year", "venue"]),
    "node=data-filter&stage=finetune&stage=pretrain&year=2023..&venue=NeurIPS%20%28D%26B%29&text=vid%C3%A9o%21&sort=-claims",
  );
});

test("what is written is read back, and strangers are left alone", () => {
  const known = new Set(["node", "stage", "year"]);
  const asked = readAsked("?stage=finetune&stage=finetune&stage=pretrain&node=&utm=x&text=a%20b&sort=year&year=2023", known);
  assert.deepEqual([...asked.values], [["stage", ["finetune", "pretrain"]], ["year", ["2023"]]]);
  assert.equal(writeAsked(asked), "stage=finetune&stage=pretrain&year=2023&text=a%20b&sort=year");
});

test("half a surrogate pair does not break the address", () => {
  const asked = emptyAsked();
  asked.texts = ["\ud83d"];
  assert.equal(writeAsked(asked), "text=%EF%BF%BD");
});

test("a hostile address is bounded", () => {
  const many = Array.from({ length: 500 }, (_, number) => `stage=s${number}`).join("&");
  const asked = readAsked(`${many}&text=${"x".repeat(5000)}`, new Set(["stage"]));
  assert.equal(asked.values.get("stage")?.length, 50);
  assert.equal(asked.texts[0]?.length, 200);
});

test("what names nothing is said with the nearest, and not asked for", () => {
  const engine = new Engine(3, [model, year]);
  const asked = readAsked("model=clop&year=20", new Set(["model", "year"]));
  const { question, unknown } = understand(asked, engine);
  assert.equal(question.chosen.size, 0);
  assert.equal(unknown.length, 2);
  assert.match(unknown[0]!, /Nothing under “Model” is called “clop”/);
  assert.match(unknown[1]!, /write 2023, 2023\.\.2025/);
});

test("a range without works selects none", () => {
  const engine = new Engine(3, [year]);
  const { question } = understand(readAsked("year=1999", new Set(["year"])), engine);
  assert.equal(engine.ask(question).rows.length, 0);
});

test("years are called by words", () => {
  assert.equal(valueName(year, "2023..2025"), "2023 to 2025");
  assert.equal(valueName(year, "2023.."), "2023 or later");
  assert.equal(valueName(year, "..2022"), "up to 2022");
  assert.equal(valueName(model, "clip"), "CLIP");
});
