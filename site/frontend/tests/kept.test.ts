import assert from "node:assert/strict";
import { test } from "node:test";
import { isThing, KeptList, readStored, readThings, splitThing, writeThings } from "../src/shared/kept";

test("names of the graph are things, everything else is none", () => {
  for (const name of ["work:gadre2023datacomp", "model:llava-1-5", "model:clip@gadre2023datacomp", "dataset:sa-1b", "work:constructor"]) assert.ok(isThing(name), name);
  for (const name of ["constructor", "__proto__", "node:data-filter", "model:", "model:A", "model:a b", "model:a/../b", "model:<b>", "model:a--b", `model:${"a".repeat(200)}`, null, 3, ["model:a"]]) {
    assert.ok(!isThing(name), String(name));
  }
  assert.deepEqual(splitThing("model:clip@x"), ["model", "clip@x"]);
});

test("what is stored is checked before it is believed", () => {
  for (const text of [null, "", "{", "null", "3", '"model:a"', "{}", '{"length": 3}', '[null, 3, "model:a", [], {}]', '[["constructor", "x"]]', '[["model:a\\u0000", "x"]]', `[["model:a","${"x".repeat(200_001)}"]]`]) {
    assert.deepEqual(readStored(text, 4), [], String(text).slice(0, 40));
  }
  assert.deepEqual(readStored('[["model:a","A"],["model:a","again"],["work:b",{"x":1}],["dataset:c","<b>"]]', 4), [
    { thing: "model:a", name: "A" },
    { thing: "work:b", name: "work:b" },
    { thing: "dataset:c", name: "<b>" },
  ]);
  const many = JSON.stringify(Array.from({ length: 50 }, (_, number) => [`model:m${number}`, "M"]));
  assert.equal(readStored(many, 4).length, 4);
  assert.equal(readStored('[["model:a","' + "x".repeat(5000) + '"]]', 4)[0]?.name.length, 300);
});

test("an address names things, each once, as many as fit", () => {
  assert.deepEqual(readThings("?things=model:a&things=%20model:a%20&things=&other=x&things=LLaVA-1.5", 4), { things: ["model:a", "LLaVA-1.5"], left: 0 });
  const many = Array.from({ length: 10_000 }, (_, number) => `things=model:m${number}`).join("&");
  const read = readThings(many, 4);
  assert.equal(read.things.length, 4);
  assert.equal(read.left, 9_996);
  assert.equal(writeThings(["model:b", "dataset:a"]), "things=dataset%3Aa&things=model%3Ab");
});

test("a list takes what fits, drops what is pressed again, and tells everybody", () => {
  const told: string[] = [];
  const stored = new Map<string, string>();
  const globals = globalThis as Record<string, unknown>;
  globals["localStorage"] = { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, text: string) => void stored.set(key, text) };
  globals["dispatchEvent"] = (event: CustomEvent<{ said: string }>) => void told.push(event.detail.said);
  const list = new KeptList("few", "basket", 2);
  list.toggle({ thing: "model:a", name: "A" });
  list.toggle({ thing: "model:b", name: "B" });
  list.toggle({ thing: "model:c", name: "C" });
  assert.deepEqual(list.all().map(({ thing }) => thing), ["model:a", "model:b"]);
  list.toggle({ thing: "model:a", name: "A" });
  assert.deepEqual(new KeptList("few", "basket", 2).all(), [{ thing: "model:b", name: "B" }]);
  assert.deepEqual(told, ["A added to the basket.", "B added to the basket.", "The basket holds 2 at the most. Remove one first.", "A removed from the basket."]);
  globals["localStorage"] = undefined;
  list.toggle({ thing: "model:d", name: "D" });
  assert.deepEqual(list.all(), [{ thing: "model:d", name: "D" }], "where nothing can be stored, the list lasts as long as the page");
});
