"""``papers/rejected.yaml``: what it may hold, where it is, and that nothing in it is a work."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.check.run import check
from codev.model.rejected import REJECTED_PATH
from codev.store.findings import Finding

FIRST_LINE = "# yaml-language-server: $schema=../taxonomy/schema/rejected.schema.json\n"
PAPER = "- {}\n  title: A paper\n  why: Text only.\n  date: '2026-11-29'\n"


def found_in(base: Path, text: str) -> list[Finding]:
    """Return what the check finds in the file when it holds a text."""
    (base / REJECTED_PATH).write_text(text)
    return [each for each in check(base).findings if each.path == REJECTED_PATH]


def test_a_rejected_paper_is_read(base: Path) -> None:
    assert found_in(base, FIRST_LINE + "rejected:\n" + PAPER.format("id: '2508.06585'") + PAPER.format("id: 10.1000/xyz")) == []
    assert [paper.id for paper in Atlas.load(base).taxonomy.rejected] == ["2508.06585", "10.1000/xyz"]


@pytest.mark.parametrize(
    ("lines", "code", "told"),
    [
        (PAPER.format("id: '2304.08485'"), "rejected-work", "2304.08485 is the work in papers/2023/liu2023visual.yaml"),
        (PAPER.format("id: nonsense"), "", ""),
        (PAPER.format("id: '2508.06585'").replace("  date", "  reason: More.\n  date"), "unknown-key", "reason"),
        (PAPER.format("id: '2508.06585'").replace("  why: Text only.\n", ""), "missing-key", "why"),
        (PAPER.format("id: '2508.06585'") * 2, "", "rejected twice"),
    ],
)
def test_what_does_not_belong_there_is_found(base: Path, lines: str, code: str, told: str) -> None:
    [finding] = found_in(base, FIRST_LINE + "rejected:\n" + lines)
    assert finding.severity.value == "error"
    assert finding.line > 1
    assert not code or finding.code == code
    assert told in finding.message


def test_it_has_one_place(base: Path) -> None:
    (base / "taxonomy/rejected.yaml").write_text(FIRST_LINE + "rejected:\n" + PAPER.format("id: '2508.06585'"))
    assert [each.code for each in check(base).findings if each.path == "taxonomy/rejected.yaml"] == ["misplaced-file"]
