import assert from "node:assert/strict";
import { test } from "node:test";
import { LOOKED_AT, namedFirst } from "../src/search/order";
import type { Hit } from "../src/search/pagefind";

const hits = (titles: string[]): Hit[] =>
  titles.map((title) => ({ id: title, data: () => Promise.resolve({ url: "", excerpt: "", meta: { title } }) }));
const ids = async (titles: string[], query: string): Promise<string[]> => (await namedFirst(hits(titles), query)).map((hit) => hit.id);

test("what is called so comes first, the rest keeps its order", async () => {
  assert.deepEqual(await ids(["CLIP scores", "UIClip", "CLIP"], "clip"), ["CLIP", "CLIP scores", "UIClip"]);
  assert.deepEqual(await ids(["A", "Data  filter"], ' "data filter" '), ["Data  filter", "A"]);
});

test("without a query nothing is looked at", async () => {
  const untouched: Hit[] = [{ id: "A", data: () => Promise.reject(new Error("not asked for")) }];
  assert.deepEqual(await namedFirst(untouched, ""), untouched);
});

test("what stands far behind is not looked at", async () => {
  const titles = [...Array.from({ length: LOOKED_AT }, (_, number) => `Other ${number}`), "CLIP"];
  assert.deepEqual(await ids(titles, "CLIP"), titles);
});
