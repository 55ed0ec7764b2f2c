"""Every rule fires on a broken entry, at the right line and column, and only then: tried as a contributor would, by an edit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from claim_cases import CLAIM_CASES, CLAIM_READINGS
from codev.check.catalogue import rules
from codev.check.run import check
from codev.check.works import check_work
from codev.store.examine import examine_bytes
from codev.store.findings import Finding
from codev.store.layout import SourceFile
from copied import new_findings
from rule_cases import CASES, READINGS, VISUAL, WORK, Case, Edit, Reading

FOUND_ELSEWHERE = {
    "comment-lost": "tests/store/test_comments.py",
    "lone-double-entry": "tests/check/test_double.py",
    "rejected-work": "tests/check/test_rejected.py",
    "missing-file": "tests/check/test_run.py",
    "misplaced-file": "tests/check/test_run.py",
    "more-findings": "tests/store/test_findings.py",
    "not-a-file": "tests/store/test_read.py",
    "schema-stale": "tests/check/test_schemas.py",
    "too-large": "tests/store/test_read.py",
    "unreadable": "tests/store/test_read.py",
}
"""Rules that no edit of an entry breaks, and where they are tried."""

ALL_CASES = (*CASES, *CLAIM_CASES)

TWO_FILES = {"background-unexplained"}
"""Rules that take edits of two files."""


AMONG_ALL = {"author-spelling", "duplicate-table-row"}
"""Rules that compare an entry with works that no case names: they are tried in the whole frozen knowledge base."""


@pytest.fixture(scope="module")
def whole_workshop(facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the whole frozen knowledge base to be edited; its cache is there."""
    return shutil.copytree(facts_base, tmp_path_factory.mktemp("whole_workshop") / "base")


@pytest.fixture(scope="module")
def workshop(facts_part: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the part of the frozen knowledge base to be edited; its cache is there."""
    return shutil.copytree(facts_part, tmp_path_factory.mktemp("workshop") / "base")


@contextmanager
def edited(root: Path, path: str, edit: Edit) -> Iterator[str]:
    """Replace one thing in a file for a while; the value is the edited text."""
    file = root / path
    original = file.read_text("utf-8")
    assert edit[0] in original, f"{path} does not hold {edit[0]!r} any more"
    text = original.replace(edit[0], edit[1], 1)
    file.write_text(text, encoding="utf-8")
    try:
        yield text
    finally:
        file.write_text(original, encoding="utf-8")


def place_of(text: str, at: str) -> tuple[int, int]:
    """Return line and column of the caret in a piece of the text."""
    piece = at.replace("^", "")
    assert text.count(piece) == 1, f"{piece!r} is not unique"
    before = text[: text.index(piece) + at.index("^")]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def found_at(findings: tuple[Finding, ...], code: str, path: str) -> list[Finding]:
    """Return the findings of a rule about a file."""
    return [finding for finding in findings if finding.code == code and finding.path == path]


@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_a_rule_fires_where_it_should(workshop: Path, whole_workshop: Path, case: Case) -> None:
    root = whole_workshop if case.code in AMONG_ALL else workshop
    with edited(root, case.path, case.wrong) as text:
        findings = found_at(check(root).findings, case.code, case.path)
    assert place_of(text, case.at) in [(finding.line, finding.column) for finding in findings]
    assert any(case.fix in finding.fix for finding in findings)


@pytest.mark.parametrize("case", [case for case in ALL_CASES if case.right != ("", "")], ids=str)
def test_a_rule_lets_the_like_pass(workshop: Path, whole_workshop: Path, case: Case) -> None:
    root = whole_workshop if case.code in AMONG_ALL else workshop
    with edited(root, case.path, case.right):
        assert found_at(check(root).findings, case.code, case.path) == []


@pytest.mark.parametrize("reading", [*READINGS, *CLAIM_READINGS], ids=str)
def test_what_cannot_be_read_is_found_where_it_stands(reading: Reading) -> None:
    examined = examine_bytes(SourceFile(VISUAL, "work"), reading.raw, check_work)
    assert [
        finding
        for finding in examined.findings
        if (finding.code, finding.line, finding.column) == (reading.code, reading.line, reading.column)
        and reading.fix in finding.fix
    ], examined.findings
    assert examined.data == ""


def test_claims_keep_their_numbers_under_a_new_key(workshop: Path) -> None:
    with edited(workshop, VISUAL, ("key: liu2023visual", "key: liu2023other")) as text:
        found = found_at(check(workshop).findings, "foreign-claim-id", VISUAL)
    numbers = [line.rpartition(".")[2] for line in text.splitlines() if line.startswith("- id: liu2023visual.")]
    assert [finding.fix for finding in found] == [f"write liu2023other.{number}" for number in numbers]
    assert len(numbers) > 1


@pytest.mark.parametrize(
    "edit", [("  direction: data4model\n", ""), ("  direction: data4model\n", "  parent: data-acquisition\n")]
)
def test_what_makes_a_direction_unknown_makes_no_capability_look_unused(workshop: Path, edit: Edit) -> None:
    with edited(workshop, "taxonomy/nodes.yaml", edit):
        codes = {finding.code for finding in new_findings(workshop)}
    assert "unused-term" not in codes
    assert codes & {"node-direction", "parent-cycle"}


def test_a_missing_tree_is_one_finding(workshop: Path) -> None:
    file = workshop / "taxonomy" / "nodes.yaml"
    text = file.read_bytes()
    file.unlink()
    try:
        findings = new_findings(workshop)
    finally:
        file.write_bytes(text)
    assert [(finding.path, finding.code) for finding in findings] == [("taxonomy/nodes.yaml", "missing-file")]


def test_the_small_entry_has_nothing_wrong() -> None:
    examined = examine_bytes(SourceFile(VISUAL, "work"), WORK.encode(), check_work)
    assert examined.findings == ()
    assert examined.data


def test_a_background_work_is_explained_somewhere(workshop: Path) -> None:
    path = "papers/2022/bai2022constitutional.yaml"
    with edited(workshop, "taxonomy/roadmap.yaml", ("bai2022constitutional, ", "")):
        findings = found_at(check(workshop).findings, "background-unexplained", path)
    assert [finding.line for finding in findings] == [
        number for number, line in enumerate((workshop / path).read_text("utf-8").splitlines(), 1) if line.startswith("scope:")
    ]


def test_every_rule_is_tried() -> None:
    tried = {case.code for case in ALL_CASES} | {reading.code for reading in READINGS} | set(FOUND_ELSEWHERE) | TWO_FILES
    assert tried == {rule.code for rule in rules()}


def test_one_mistake_does_not_make_every_reference_look_wrong(workshop: Path) -> None:
    with edited(workshop, VISUAL, ("authors: [", "autors: [")):
        findings = new_findings(workshop)
    assert {finding.code for finding in findings} == {"unknown-key", "missing-key"}
    with edited(workshop, VISUAL, ("title: Visual", "title: Visual: ")):
        findings = new_findings(workshop)
    assert {finding.code for finding in findings} == {"yaml-syntax"}
    with edited(workshop, "taxonomy/nodes.yaml", ("nodes:", "nods:")):
        findings = new_findings(workshop)
    assert {finding.code for finding in findings} == {"unknown-key", "missing-key"}
    with edited(workshop, "taxonomy/artifacts.yaml", ("models:", "models: [")):
        findings = new_findings(workshop)
    assert {finding.code for finding in findings} == {"yaml-syntax"}
