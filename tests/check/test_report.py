"""Findings as text, JSON and annotations: what a hostile path or value could do to a terminal or a log is taken from it."""

from __future__ import annotations

import json

import pytest

from codev.check.report import as_data, as_github, as_text, printable, summary
from codev.check.run import Report
from codev.store.findings import Finding, Severity


def finding(
    path: str = "papers/2024/a.yaml", message: str = "m", fix: str = "f", severity: Severity = Severity.ERROR
) -> Finding:
    """Return a finding."""
    return Finding(path, 3, 7, "wrong-word", severity, message, fix)


@pytest.mark.parametrize(
    ("findings", "count", "expected"),
    [
        ((), 393, "393 files, no findings"),
        ((), 1, "1 file, no findings"),
        ((finding(),), 3000, "3,000 files, 1 finding"),
        ((finding(), finding("b")), 4, "4 files, 2 findings in 2 of them"),
    ],
)
def test_the_figures(findings: tuple[Finding, ...], count: int, expected: str) -> None:
    assert summary(Report(findings, count)) == expected


def test_a_line_for_people() -> None:
    lines = list(as_text(Report((finding(message="no node 'x'", fix="did you mean y?"),), 2)))
    assert lines == ["papers/2024/a.yaml:3:7 wrong-word no node 'x' → did you mean y?", "2 files, 1 finding"]


def test_data_for_programs() -> None:
    data = as_data(Report((finding("papers/\udcff.yaml"),), 2))
    assert data == {
        "findings": [
            {
                "path": "papers/\\udcff.yaml",
                "line": 3,
                "column": 7,
                "code": "wrong-word",
                "severity": "error",
                "message": "m",
                "fix": "f",
            }
        ]
    }
    json.dumps(data, ensure_ascii=False).encode()


def test_annotations() -> None:
    hostile = finding("papers/a,b:c%.yaml", "50% of\r\n::error::it", "x\x1b[31m", Severity.WARNING)
    first, last = as_github(Report((hostile,), 1))
    assert first == (
        "::warning file=papers/a%2Cb%3Ac%25.yaml,line=3,col=7,title=wrong-word::50%25 of\\r\\n::error::it → x\\x1b[31m"
    )
    assert last == "1 file, 1 finding"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain – ünïcode → fine 中文", "plain – ünïcode → fine 中文"),
        ("a\nb\x1b[2J\x9b", "a\\nb\\x1b[2J\\x9b"),
        ("\u202eevil\u2066", "\\u202eevil\\u2066"),
        ("\udcff", "\\udcff"),
        ("tab\there", "tab\\there"),
    ],
)
def test_what_is_not_seen_is_escaped(text: str, expected: str) -> None:
    assert printable(text) == expected
    printable(text).encode()
