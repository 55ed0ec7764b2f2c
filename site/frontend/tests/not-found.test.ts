import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsOf } from "../src/not-found";

test("the words of an address are those of its last part", () => {
  for (const [path, words] of [
    ["/atlas/models/llava-1-5/", "llava 1 5"],
    ["/works/li2023blip.html", "li2023blip"],
    ["/authors/%C5%81ukasz-kaiser/", "Łukasz kaiser"],
    ["/%E0%A4%A", "E0 A4 A"],
    ["/<b>x</b>/", "b"],
    ["/", ""],
    ["", ""],
  ] as const) assert.equal(wordsOf(path), words, path);
  assert.ok(wordsOf(`/${"x".repeat(100_000)}`).length <= 80);
});
