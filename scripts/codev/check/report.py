"""Findings as text for people, JSON for programs, and annotations for GitHub's pages.

Messages quote what files hold, and paths are what somebody called a file: what could move a terminal's cursor or end an
annotation is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codev.check.run import Report
from codev.store.findings import Severity
from codev.unseen import escaped


def as_text(report: Report) -> Iterator[str]:
    """Yield a line for each finding and one for the whole: ``path:line:col code message → fix``.

    Args:
        report: What the check found.
    """
    for finding in report.findings:
        place = f"{printable(finding.path)}:{finding.line}:{finding.column}"
        notice = "notice: " if finding.severity is Severity.NOTICE else ""
        yield f"{place} {finding.code} {notice}{printable(finding.message)} → {printable(finding.fix)}"
    yield summary(report)


def as_data(report: Report) -> dict[str, Any]:
    """Return the findings as plain data (DESIGN §5), texts as they are but for what cannot be written as UTF-8.

    Args:
        report: What the check found.
    """
    return {"findings": [_encodable(finding.as_dict()) for finding in report.findings]}


def as_github(report: Report) -> Iterator[str]:
    """Yield a workflow command for each finding, which GitHub shows beside the line.

    Args:
        report: What the check found.

    See https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
    """
    for finding in report.findings:
        properties = {
            "file": printable(finding.path),
            "line": str(finding.line),
            "col": str(finding.column),
            "title": finding.code,
        }
        shown = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
        text = printable(f"{finding.message} → {finding.fix}")
        yield f"::{finding.severity.value} {shown}::{_escaped(text)}"
    yield summary(report)


def summary(report: Report) -> str:
    """Return the figures in a line: "393 files, no findings"."""
    count = len(report.findings)
    findings = "no findings" if not count else "1 finding" if count == 1 else f"{count:,} findings"
    files = {finding.path for finding in report.findings}
    where = f" in {len(files):,} of them" if count > 1 and report.file_count > 1 else ""
    return f"{report.file_count:,} {'file' if report.file_count == 1 else 'files'}, {findings}{where}"


def printable(text: str) -> str:
    """Return a text with everything that is not seen (control characters, direction marks, half surrogates) escaped.

    Args:
        text: Any text.
    """
    return escaped(text)


def _encodable(data: dict[str, Any]) -> dict[str, Any]:
    """Return plain data in which half surrogates, as undecodable file names hold, are escaped."""
    return {
        name: value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value
        for name, value in data.items()
    }


def _escaped(text: str) -> str:
    """Return the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    """Return the property of a workflow command."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
