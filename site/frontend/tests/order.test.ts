import assert from "node:assert/strict";
import { test } from "node:test";
import { LOOKED_AT, namedFirst } from "../src/search/order";
import type { Hit } from "../src/search/pagefind";

const hit = (title: string, meta: Record<string, string> = {}): Hit => ({
  id: title,
  data: () => Promise.resolve({ url: "", excerpt: "", meta: { title, ...meta } }),
});
const ids = async (hits: Hit[], query: string): Promise<string[]> => (await namedFirst(hits, query)).map((each) => each.id);
const called = async (titles: string[], query: string): Promise<string[]> => ids(titles.map((title) => hit(title)), query);

test("what is called so comes first, the rest keeps its order", async () => {
  assert.deepEqual(await called(["UIClip", "Scores of CLIP", "CLIP"], "clip"), ["CLIP", "Scores of CLIP", "UIClip"]);
  assert.deepEqual(await called(["A", "Data  filter"], ' "data filter" '), ["Data  filter", "A"]);
  assert.deepEqual(await called(["GPT-4V captions", "GPT-4V"], "gpt4v"), ["GPT-4V", "GPT-4V captions"]);
});

test("another name counts like the title", async () => {
  const hits = [hit("The key liu2023visual"), hit("Visual Instruction Tuning", { names: "liu2023visual · 2304.08485" })];
  assert.deepEqual(await ids(hits, "liu2023visual"), ["Visual Instruction Tuning", "The key liu2023visual"]);
  assert.deepEqual((await ids(hits, "2304.08485"))[0], "Visual Instruction Tuning");
});

test("of what has the words in its name, that with most claims comes first", async () => {
  const hits = [hit("R10"), hit("Med-R1", { weight: "2" }), hit("Video-R1: A title", { weight: "8" }), hit("About R1 things")];
  assert.deepEqual(await ids(hits, "R1"), ["Video-R1: A title", "Med-R1", "About R1 things", "R10"]);
});

test("what is found under its whole name is looked at, however far behind it stands", async () => {
  const hits = [...Array.from({ length: LOOKED_AT }, (_, number) => hit(`Other ${number}`)), hit("CLIP"), hit("CLIPS")];
  const named = [hit("CLIP"), hit("Not among the results")];
  assert.deepEqual((await namedFirst(hits, "clip", named)).map((each) => each.id).slice(0, 2), ["CLIP", "Other 0"]);
  assert.equal((await namedFirst(hits, "clip", named)).length, hits.length);
});

test("without a query nothing is looked at", async () => {
  const untouched: Hit[] = [{ id: "A", data: () => Promise.reject(new Error("not asked for")) }];
  assert.deepEqual(await namedFirst(untouched, ""), untouched);
});

test("what stands far behind is not looked at", async () => {
  const titles = [...Array.from({ length: LOOKED_AT }, (_, number) => `Other ${number}`), "CLIP"];
  assert.deepEqual(await called(titles, "CLIP"), titles);
});
