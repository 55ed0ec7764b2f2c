"""A finding: something in a file that should be otherwise, and how it should be.

Findings are values; they are collected, sorted and rendered, never raised.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

Location = tuple[str | int, ...]
"""A path into a file's data, such as ``("claims", 0, "node")``."""


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """The knowledge base is wrong or cannot be read: the check fails."""
    WARNING = "warning"
    """Somebody should look: the check fails too, so that none piles up."""


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


def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    """Return what findings are sorted by: file, place, code, message."""
    return finding.path, finding.line, finding.column, finding.code, finding.message
