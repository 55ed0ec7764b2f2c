"""Findings in order: sorted, each once, and a bounded number a file."""

from __future__ import annotations

from codev.limits.files import FINDINGS_PER_FILE_MAX
from codev.store.examine import examine_bytes
from codev.store.findings import Finding, Severity, in_order
from codev.store.layout import SourceFile
from rule_cases import WORK


def finding(path: str, line: int) -> Finding:
    """Return a finding at a line of a file."""
    return Finding(path, line, 1, "wrong-word", Severity.ERROR, "m", "f")


def test_sorted_and_each_once() -> None:
    assert in_order([finding("b", 1), finding("a", 10), finding("a", 9), finding("b", 1)]) == [
        finding("a", 9),
        finding("a", 10),
        finding("b", 1),
    ]


def test_the_rest_is_counted() -> None:
    found = in_order([*(finding("a", line) for line in range(1, 100_001)), finding("b", 1)])
    assert len(found) == FINDINGS_PER_FILE_MAX + 2
    note = found[FINDINGS_PER_FILE_MAX]
    assert (note.code, note.line, note.message) == ("more-findings", 101, "99,900 more findings in this file are not listed")
    assert in_order(found) == found, "a note is not counted again"


def test_a_file_with_very_many_mistakes() -> None:
    raw = (WORK + "claims: [" + "1, " * 15_000 + "]\n").encode()
    found = examine_bytes(SourceFile("papers/2023/liu2023visual.yaml", "work"), raw).findings
    assert len(found) == FINDINGS_PER_FILE_MAX + 1
    assert {finding.code for finding in found} == {"wrong-type", "more-findings"}
    assert [finding.message for finding in found if finding.code == "more-findings"] == [
        "14,900 more findings in this file are not listed"
    ]
