"""The newest works of the knowledge base come back through the form of the site, its code run by Node.js."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from codev import Atlas
from codev.cli.main import main
from codev.contribute.difference import difference, load_side
from codev.site.engine.frontend import prepare_workshop
from codev.site.engine.node_runtime import find_node
from codev.site.engine.node_runtime import run as run_node
from codev.store.yaml_out import canonical_text
from data_files import data_files
from entrances import COUNT, draft_of, take_out

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("frontend")]

RUN = """
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
const names = ["draft", "find", "rules", "same-work", "schema"];
const contents = names.map((name) => `export * from "./src/entry/${name}";`).join("\\n");
const stdin = { contents, resolveDir: ".", loader: "ts" };
await build({ stdin, bundle: true, format: "esm", outfile: "out/walk.mjs", platform: "node" });
const own = await import("./out/walk.mjs");
const { file, things, works, drafts } = JSON.parse(readFileSync("asked.json", "utf8"));
const work = new own.Records(file).work;
const known = new own.KnownWorks(works, file.sameWork);
const entries = drafts.map((draft) => {
  const entry = own.entryOf(draft, work, file, new Set(works.keys));
  return { ...entry, problems: own.problemsOf(entry.work, work, file, new own.Names(things), known) };
});
writeFileSync("answer.json", JSON.stringify(entries));
"""


def test_ten_works_come_back(atlas: Atlas, repository: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    all_left = take_out(atlas, base)
    assert len(all_left) == COUNT
    before = load_side(base, "before", use_cache=True)
    files = data_files(before.atlas, "entry", "compare names")
    names = {"file": "entry.json", "works": "entry-works.json", "things": "things.json"}
    asked: dict[str, Any] = {name: json.loads(files[f"assets/data/{path}"]) for name, path in names.items()}
    workshop = prepare_workshop(repository, tmp_path / "workshop")
    (workshop / "asked.json").write_text(json.dumps(asked | {"drafts": [draft_of(left) for left in all_left]}), "utf-8")
    (workshop / "run.mjs").write_text(RUN, "utf-8")
    run_node([find_node().node, "run.mjs"], workshop, "the form's code fails")
    keys = {}
    for entry, left in zip(json.loads((workshop / "answer.json").read_text("utf-8")), all_left, strict=True):
        assert [each for each in entry["problems"] if not each.get("isNotice")] == []
        key = keys[left.work.key] = entry["key"]
        if not left.declared:
            record = canonical_text(left.work, "work", left.work.key)
            assert entry["text"] == record.replace(left.work.key, key), "the form loses or changes something"
        (base / entry["path"]).write_text(entry["text"], "utf-8")
        for kind, artifact in left.declared:
            merged = CliRunner().invoke(main, ["merge", f"work:{key}", f"{kind}:{artifact}", "--root", str(base)])
            assert merged.exit_code == 0, merged.output
    diff = difference(before, load_side(base, "after", use_cache=True))
    assert diff.new_findings == ()
    assert {(each.change, each.id) for each in diff.of_kind("work")} == {("added", key) for key in keys.values()}
    claims = {each.id.replace(left.work.key, keys[left.work.key]) for left in all_left for each in left.work.claims}
    assert {(each.change, each.id) for each in diff.of_kind("claim")} == {("added", each) for each in claims}
