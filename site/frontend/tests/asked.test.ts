import assert from "node:assert/strict";
import { test } from "node:test";
import { bareQuery, exactWord, plainName } from "../src/search/asked";

const QUERIES: [string, string][] = [
  ["https://arxiv.org/abs/2304.08485", "2304.08485"],
  ["http://www.arxiv.org/pdf/2304.08485v2.pdf", "2304.08485"],
  ["arxiv.org/html/2304.08485v1/", "2304.08485"],
  ["arXiv:2304.08485", "2304.08485"],
  ["arXiv: 2304.08485v3", "2304.08485"],
  ["10.48550/arXiv.2304.08485", "2304.08485"],
  ["https://doi.org/10.48550/arXiv.2304.08485", "2304.08485"],
  ["https://arxiv.org/abs/cs/0101001", "cs/0101001"],
  ["https://doi.org/10.1109/TPAMI.2025.1234567", "10.1109/TPAMI.2025.1234567"],
  ["doi:10.1109/TPAMI.2025.1234567", "10.1109/TPAMI.2025.1234567"],
  ["§3.2", "§3.2"],
  ["§ 3.2", "§3.2"],
  ["Section 3.2", "§3.2"],
  ["sec. 4.1.1", "§4.1.1"],
  ["2304.08485", "2304.08485"],
  ["liu2023visual", "liu2023visual"],
  ["  gpt   4v ", "gpt 4v"],
  ["section of a film", "section of a film"],
  ["", ""],
];

for (const [text, asked] of QUERIES) {
  test(`“${text}” asks for “${asked}”`, () => assert.equal(bareQuery(text), asked));
}

test("a name is plain whatever its case, accents and hyphens", () => {
  assert.equal(plainName("GPT-4V"), "gpt 4v");
  assert.equal(plainName("Łukasz  Kuciński"), "lukasz kucinski");
  assert.equal(plainName("Sağnak Taşırlar"), "sagnak tasirlar");
  assert.equal(plainName("“Data filter”"), "data filter");
});

test("a whole name is one word", () => {
  assert.equal(exactWord("gpt 4v"), "xngpt4v");
  assert.equal(exactWord("Łukasz Kuciński"), "xnlukaszkucinski");
  assert.equal(exactWord("§3.2"), "xn32");
  assert.equal(exactWord("数据"), "");
});

test("a long text is read in no time", () => {
  const before = performance.now();
  for (const text of [`https://arxiv.org/abs/${"a-".repeat(100)}`, `10.1234/${"/".repeat(200)}`, `§${"1.".repeat(100)}`]) bareQuery(text);
  assert.ok(performance.now() - before < 50);
});
