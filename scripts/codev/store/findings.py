"""A finding: something in a file that should be otherwise, and how it should be.

Findings are values; they are collected, sorted and rendered, never raised.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

from codev.limits.files import FINDINGS_PER_FILE_MAX
from codev.model.references import Location
from codev.model.taxonomy import FORMAT


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """The knowledge base is wrong or cannot be read: the check fails."""
    WARNING = "warning"
    """Somebody should look: the check fails too, so that none piles up."""
    NOTICE = "notice"
    """Somebody may want to look, but nothing is certain: the check passes.  GitHub's word for an annotation of this kind."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend.

    Attributes:
        path: The file, relative to the root.
        line: Counted from 1.
        column: Counted from 1, in characters.
        code: The rule's stable name, in kebab-case.
        severity: How bad it is.
        message: What is wrong, in one sentence.
        fix: What to write instead.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    fix: str

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain data (DESIGN §5)."""
        return asdict(self) | {"severity": self.severity.value}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule has to say about a place in the data, before line and column are worked out.

    Attributes:
        location: The path into the file's data; empty for the file as a whole.
        message: What is wrong, in one sentence.
        fix: What to write instead.
        path: The file, relative to the root; empty for the one that the rule looks at.
        of_key: Whether the key at the location is meant rather than its value.
    """

    location: Location
    message: str
    fix: str
    path: str = ""
    of_key: bool = False


def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    """Return what findings are sorted by: file, place, code, message."""
    return finding.path, finding.line, finding.column, finding.code, finding.message


def wrong_format(found: int) -> tuple[str, str]:
    """Return what is to be said, and what to do, where the files are of another version of the data model than the code.

    Args:
        found: The version of the files.
    """
    fix = "run 'codev migrate'" if found < FORMAT else "update codev"
    return f"the files have format {found}, and this codev reads format {FORMAT}", fix


def more_findings(path: str, line: int, count: int) -> Finding:
    """Return the note that a file has more findings than are listed.

    Args:
        path: The file, relative to the root.
        line: Where the first of them is.
        count: How many they are.
    """
    message = f"{count:,} more findings in this file are not listed"
    return Finding(path, line, 1, "more-findings", Severity.ERROR, message, "correct those above and check again")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings sorted, without repetition, at most `FINDINGS_PER_FILE_MAX` a file and a note on the rest.

    Args:
        findings: Findings about any files, in any order.
    """
    listed: list[Finding] = []
    for path, group in groupby(sorted(set(findings), key=sort_key), key=attrgetter("path")):
        about_file = list(group)
        rest = about_file[FINDINGS_PER_FILE_MAX:]
        listed += about_file[:FINDINGS_PER_FILE_MAX]
        if rest and not (len(rest) == 1 and rest[0].code == "more-findings"):
            listed.append(more_findings(path, rest[0].line, len(rest)))
        elif rest:
            listed += rest
    return listed
