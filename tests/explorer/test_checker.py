"""The entry checker: the same findings as `codev check`, at the same places, and where a work would sit."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from codev import Atlas
from codev.check.run import check
from codev.contribute.entry_check import check_entry
from codev.contribute.suggest import Suggester
from codev.errors import CodevError
from codev.explorer.results.entry_place import _arrows, place_of, suggest_nodes
from codev.explorer.tabs.checker import SEEN_MAX, look_at
from codev.graph import graph_of
from codev.limits.files import WORK_BYTES_MAX
from codev.model import Work
from codev.model.same_work import Sameness
from codev.store.findings import Severity
from generated import write_generated


@pytest.fixture(scope="module")
def base(facts_part: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the part to make mistakes in; it was checked once, so that a check reads what changed."""
    base = shutil.copytree(facts_part, tmp_path_factory.mktemp("checker") / "base")
    check(base, process_count=1)
    return base


@pytest.fixture(scope="module")
def base_atlas(base: Path) -> Atlas:
    """The copy as it is before anybody makes a mistake."""
    return Atlas.load(base)


EDITS = {
    "nothing": ("", ""),
    "unknown node": ("node: acquisition-for-projectors", "node: acquisition-for-projectrs"),
    "unknown dataset": ("datasets: [cc3m-595k]", "datasets: [cc3m-596k]"),
    "unknown stage": ("stages: [pretrain-projector]", "stages: [pretrain-projecter]"),
    "unknown key": ("scope: surveyed", "scope: surveyed\ncolour: blue"),
    "wrong type": ("year: 2023", "year: soon"),
    "not canonical": ("scope: surveyed", "scope:   surveyed"),
    "wrong statement": ("statement: Recasts", "statement: |\n    Recasts"),
    "other key": ("key: liu2023visual", "key: liu2024visual"),
    "no YAML": ("authors:", "authors: ["),
}


@pytest.mark.parametrize("edit", EDITS)
def test_the_findings_are_those_of_the_check(base: Path, base_atlas: Atlas, edit: str) -> None:
    path = base / "papers/2023/liu2023visual.yaml"
    original = path.read_text("utf-8")
    before, after = EDITS[edit]
    assert before in original
    text = original.replace(before, after, 1)
    verdict = check_entry(base_atlas, text.encode())
    try:
        path.write_text(text, encoding="utf-8")
        report = check(base, process_count=1)
    finally:
        path.write_text(original, encoding="utf-8")
    expected = {
        (finding.line, finding.column, finding.code, finding.message)
        for finding in report.findings
        if finding.path.endswith("liu2023visual.yaml")
    }
    found = {(finding.line, finding.column, finding.code, finding.message) for finding in verdict.findings}
    if edit == "other key":
        # By itself the entry would be a file of its own name, with the claims' ids of another work.
        assert found
        return
    assert found == expected
    assert (edit == "nothing") == (not found)


def test_every_entry_of_a_sample_passes_as_it_stands(live_base: Path, atlas: Atlas) -> None:
    for key in list(atlas.works)[::25]:
        verdict = check_entry(atlas, (live_base / atlas.paths[key]).read_bytes())
        assert {each.severity for each in verdict.findings} <= {Severity.NOTICE}
        assert verdict.replaces
        assert verdict.path == atlas.paths[key]


def _swap_ids(data: dict[str, Any], number: int, atlas: Atlas) -> None:
    """Introduce what others introduce already, derived from itself."""
    for kind, known in (("models", atlas.models), ("datasets", atlas.datasets)):
        for place, each in enumerate(data.get("introduces", {}).get(kind, ())):
            each["id"] = list(known)[(number * 7 + place) % len(known)]
            each["derived_from"] = [{"id": each["id"], "basis": "recalled"}]


def _vary(data: dict[str, Any], number: int, atlas: Atlas) -> None:
    """Make a model its own variant."""
    for each in data.get("introduces", {}).get("models", ()):
        each["variant_of"] = each["id"]


def _mix(data: dict[str, Any], number: int, atlas: Atlas) -> None:
    """Name what there is not, and data where models belong."""
    for claim in data.get("claims", ()):
        claim["models"] = [["nobody", "coco", "clip@liu2023visual", "model:clip"][number % 4]]
        claim["stages"], claim["capabilities"], claim["modalities"] = ["nostage"], ["nocapability"], ["nomodality"]
        claim["node"] = ["nowhere", "data4model", "data-filter"][number % 3]


def _repeat(data: dict[str, Any], number: int, atlas: Atlas) -> None:
    """Give all claims one id and the entry the key of another."""
    for claim in data.get("claims", ()):
        claim["id"] = data["claims"][0]["id"]
    data["key"] = list(atlas.works)[number * 11 % len(atlas.works)]


@pytest.mark.parametrize("change", [_swap_ids, _vary, _mix, _repeat])
def test_whatever_can_be_read_is_placed_or_refused(
    facts_part: Path, part_atlas: Atlas, change: Callable[[dict[str, Any], int, Atlas], None]
) -> None:
    read = 0
    for number, key in enumerate(list(part_atlas.works)[::5]):
        data = yaml.safe_load((facts_part / part_atlas.paths[key]).read_text("utf-8"))
        change(data, number, part_atlas)
        verdict = check_entry(part_atlas, yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode())
        assert verdict.findings
        if verdict.work is not None:
            read += 1
            with contextlib.suppress(CodevError):
                place = place_of(part_atlas, verdict.work)
                assert verdict.work.key in place.atlas.works
    assert read


def test_what_is_too_large_is_not_read(facts_atlas: Atlas) -> None:
    verdict = check_entry(facts_atlas, b"x" * (WORK_BYTES_MAX + 1))
    assert [finding.code for finding in verdict.findings] == ["too-large"]
    assert verdict.work is None


@pytest.fixture
def fresh(facts_atlas: Atlas) -> Work:
    """A work like a known one under another key and title."""
    work = facts_atlas.works["gadre2023datacomp"]
    claims = tuple(
        claim.model_copy(update={"id": claim.id.replace("gadre2023datacomp", "new2025work")}) for claim in work.claims
    )
    changes = {
        "key": "new2025work",
        "title": "Something quite new",
        "claims": claims,
        "introduces": None,
        "arxiv": None,
        "doi": None,
    }
    return work.model_copy(update=changes)


def test_a_work_sits_among_nodes_arrows_and_works_like_it(facts_atlas: Atlas, fresh: Work) -> None:
    place = place_of(facts_atlas, fresh)
    assert place.nodes == tuple(dict.fromkeys(claim.node for claim in fresh.claims))
    assert place.duplicate is None
    assert place.alike[0].key == "gadre2023datacomp"
    between = [arrow for arrow in place.arrows if not arrow.source.startswith("work:")]
    assert any(arrow.target.endswith("@new2025work") for arrow in between)
    assert all(arrow.claim is None or arrow.claim.startswith("new2025work.") for arrow in between)
    # The knowledge base that visitors share is as it was.
    assert "new2025work" not in facts_atlas.works
    assert "work:new2025work" not in graph_of(facts_atlas)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"arxiv": "2304.14108"}, Sameness.ARXIV),
        ({"title": "DataComp: in search of the next generation of multimodal datasets"}, Sameness.TITLE),
        ({"title": "DataComp: In Search of the Next Generations of Multimodal Dataset"}, Sameness.NEAR_TITLE),
    ],
)
def test_a_duplicate_is_found(facts_atlas: Atlas, fresh: Work, changes: dict[str, str], why: Sameness) -> None:
    place = place_of(facts_atlas, fresh.model_copy(update=changes))
    assert place.duplicate is not None
    assert (place.duplicate.key, place.duplicate.why) == ("gadre2023datacomp", why)


@pytest.mark.parametrize("start", [0, 7])
def test_the_part_has_the_same_edges_as_the_whole(facts_atlas: Atlas, start: int) -> None:
    for key in list(facts_atlas.works)[start::24]:
        work = facts_atlas.works[key]
        found = {
            (arrow.source, arrow.relation, arrow.target, arrow.claim, arrow.unverified) for arrow in _arrows(facts_atlas, work)
        }
        place = place_of(facts_atlas, work)
        assert {(arrow.source, arrow.relation, arrow.target, arrow.claim, arrow.unverified) for arrow in place.arrows} == found
        whole, part = graph_of(facts_atlas), graph_of(place.atlas)
        assert all(
            part.nodes[name]["label"] == whole.nodes[name]["label"]
            for arrow in place.arrows
            for name in (arrow.source, arrow.target)
        )


def test_what_was_looked_at_is_kept_and_let_go(facts_atlas: Atlas, facts_base: Path) -> None:
    raw = (facts_base / facts_atlas.paths["liu2023visual"]).read_bytes()
    seen = look_at(facts_atlas, raw)
    assert look_at(facts_atlas, raw) is seen
    for number in range(SEEN_MAX):
        look_at(facts_atlas, f"key: x{number}".encode())
    assert look_at(facts_atlas, raw) is not seen
    assert look_at(facts_atlas, raw).verdict == seen.verdict


def test_a_claim_under_an_unknown_node_has_no_place(facts_atlas: Atlas, fresh: Work) -> None:
    lost = fresh.claims[0].model_copy(update={"node": "nowhere"})
    assert "nowhere" not in place_of(facts_atlas, fresh.model_copy(update={"claims": (lost, *fresh.claims[1:])})).nodes


def test_nodes_are_suggested_by_the_words_of_a_work(facts_atlas: Atlas) -> None:
    work = facts_atlas.works["gadre2023datacomp"]
    suggestions = suggest_nodes(Suggester(facts_atlas), work)
    claimed = {facts_atlas.tree.subsection_of(claim.node) for claim in work.claims}
    assert claimed & {suggestion.node for suggestion in suggestions}


def test_a_generated_entry_is_checked_against_its_own_base(facts_base: Path, tmp_path: Path) -> None:
    part = Atlas.load(write_generated(facts_base, tmp_path / "kb", 30), use_cache=False)
    key = next(key for key, work in part.works.items() if work.claims)
    findings = check_entry(part, (part.root / part.paths[key]).read_bytes()).findings
    assert {each.severity for each in findings} <= {Severity.NOTICE}
