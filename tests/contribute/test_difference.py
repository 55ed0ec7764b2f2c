"""Knowledge diffs: what each kind of change does, on small knowledge bases and on a real change of the real one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from codev import Atlas
from codev.contribute.difference import KnowledgeDiff, Side, difference, load_side
from codev.contribute.rename import rename
from codev.model import Taxonomy
from codev.store.findings import Finding, Severity
from small import small_atlas

MAKES = {"node": "data-creator", "stages": ["finetune"], "models": ["m"], "datasets": ["d"], "modalities": ["image"]}
TRAINS = {
    "node": "acquisition-for-fine-tuning",
    "stages": ["finetune"],
    "models": ["m"],
    "datasets": ["d"],
    "modalities": ["image"],
}


@pytest.fixture
def diffed(taxonomy: Taxonomy) -> Any:
    """Returns a function that compares two knowledge bases of a few works."""

    def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> KnowledgeDiff:
        sides = [Side(name, small_atlas(taxonomy, works), ()) for name, works in (("before", before), ("after", after))]
        return difference(*sides)

    return compare


def test_nothing_differs_from_itself(facts_atlas: Atlas) -> None:
    side = Side("x", facts_atlas, ())
    diff = difference(side, side)
    assert diff.is_empty
    assert not diff.dependence


def test_a_new_claim_closes_a_loop(diffed: Any) -> None:
    model = {"models": ["m"], "datasets": ["d"]}
    diff = diffed({"a2020b": {**model, "claims": [MAKES]}}, {"a2020b": {**model, "claims": [MAKES, TRAINS]}})
    assert [(each.kind, each.id, each.change) for each in diff.changes] == [("claim", "a2020b.2", "added")]
    assert [(edge.change, edge.source, edge.relation, edge.target) for edge in diff.edges] == [
        ("added", "dataset:d", "trains", "model:m")
    ]
    assert [(loop.change, loop.artifacts) for loop in diff.loops] == [("added", ("model:m", "dataset:d"))]
    assert {(cell.node, cell.before, cell.after) for cell in diff.gaps} == {("data-acquisition", "empty", "thin")}
    assert diff.figures["claims"] == (1, 2)
    back = diffed({"a2020b": {**model, "claims": [MAKES, TRAINS]}}, {"a2020b": {**model, "claims": [MAKES]}})
    assert [loop.change for loop in back.loops] == ["removed"]


def test_dependence_is_told_where_it_changes(diffed: Any) -> None:
    other = {"b2021c": {"datasets": ["e"], "claims": [{**MAKES, "datasets": ["e"]}]}}
    first = {"a2020b": {"models": ["m"], "datasets": ["d"], "claims": [MAKES]}}
    diff = diffed(first, first | other)
    row = next(row for row in diff.dependence if row.on == "model:m")
    assert (row.direct_before, row.direct_after, row.share_before, row.share_after) == (1, 2, 1.0, 1.0)


def test_changed_fields_are_named_with_both_values(diffed: Any) -> None:
    diff = diffed(
        {"a2020b": {"venue": "arXiv", "claims": [MAKES], "models": ["m"], "datasets": ["d"]}},
        {"a2020b": {"venue": "CVPR", "claims": [{**MAKES, "stages": []}], "models": ["m"], "datasets": ["d"]}},
    )
    fields = {(each.kind, field.field): (field.before, field.after) for each in diff.changes for field in each.fields}
    assert fields == {("work", "venue"): ("arXiv", "CVPR"), ("claim", "stages"): (["finetune"], None)}


def test_a_renamed_work_is_not_a_loss(diffed: Any) -> None:
    title = {"title": "The same title", "models": ["m"], "datasets": ["d"]}
    diff = diffed({"a2020b": title}, {"a2020c": title})
    assert [(each.id, each.change, each.was) for each in diff.of_kind("work")] == [("a2020c", "renamed", "a2020b")]


def test_findings_are_compared_by_what_they_say(facts_atlas: Atlas) -> None:
    def finding(line: int, message: str) -> Finding:
        return Finding("papers/2020/a2020b.yaml", line, 1, "unknown-term", Severity.ERROR, message, "mend it")

    before = Side("x", facts_atlas, (finding(3, "old"), finding(4, "stays")))
    after = Side("y", facts_atlas, (finding(9, "stays"), finding(5, "new")))
    diff = difference(before, after)
    assert [each["message"] for each in diff.new_findings] == ["new"]
    assert [each["message"] for each in diff.mended_findings] == ["old"]
    assert not diff.is_empty


def test_a_broken_file_leaves_the_rest_comparable(base: Path) -> None:
    before = load_side(base, "before")
    (base / "papers/2023/liu2023visual.yaml").write_text("key: [")
    diff = difference(before, load_side(base, "after"))
    assert [each.id for each in diff.of_kind("work")] == ["liu2023visual"]
    assert "yaml-syntax" in {each["code"] for each in diff.new_findings}


def test_a_key_that_stands_twice_is_a_finding_not_an_error(base: Path) -> None:
    text = (base / "papers/2023/liu2023visual.yaml").read_text()
    (base / "papers/2023/other2023name.yaml").write_text(text)
    side = load_side(base, "twice")
    assert side.atlas.paths["liu2023visual"] == "papers/2023/liu2023visual.yaml"
    assert side.findings


def test_it_is_json(diffed: Any) -> None:
    diff = diffed({}, {"a2020b": {"models": ["m"], "datasets": ["d"], "claims": [MAKES, TRAINS]}})
    plain = json.loads(json.dumps(diff.as_dict()))
    assert set(plain) >= {"figures", "changes", "edges", "loops", "gaps", "dependence", "new_findings", "mended_findings"}
    assert plain["figures"]["works"] == [0, 1]
    assert plain["loops"][0]["artifacts"] == ["model:m", "dataset:d"]


@pytest.mark.parametrize(
    ("old", "new"), [("model:clip", "openai-clip"), ("node:data-filter", "data-sieve"), ("model:pointllm-pisa", "a-model")]
)
def test_a_rename_is_told_once(base: Path, facts_atlas: Atlas, old: str, new: str) -> None:
    before = load_side(base, "before", use_cache=True)
    rename(before.atlas, old, new).write(before.atlas.root)
    diff = difference(before, load_side(base, "after", use_cache=True))
    kind, _, bare = old.partition(":")
    assert [(each.kind, each.id, each.change, each.was, each.fields) for each in diff.changes] == [
        (kind, new, "renamed", bare, ())
    ]
    assert (diff.edges, diff.loops, diff.gaps, diff.dependence, diff.new_findings) == ((), (), (), (), ())


def test_what_a_renamed_thing_says_otherwise_is_told(diffed: Any) -> None:
    works = {"a2020b": {"models": ["m"], "datasets": ["d"], "claims": [MAKES]}}
    other = {"a2020c": {"models": ["m"], "datasets": ["d"], "claims": [{**MAKES, "stages": ["evaluation"]}]}}
    renamed = next(each for each in diffed(with_title(works), with_title(other)).of_kind("claim", "renamed"))
    assert (renamed.id, renamed.was) == ("a2020c.1", "a2020b.1")
    assert [(each.field, each.before, each.after) for each in renamed.fields] == [("stages", ["finetune"], ["evaluation"])]


def with_title(works: Mapping[str, Any]) -> dict[str, Any]:
    """Return works under one title, their claims with one statement: only then is one taken for the other."""
    claims = {"statement": "Says one thing."}
    return {
        key: {**work, "title": "One title", "claims": [claim | claims for claim in work["claims"]]}
        for key, work in works.items()
    }
