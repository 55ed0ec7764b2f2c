"""A knowledge diff as Markdown, for a comment on a pull request.

Whatever comes from an entry is escaped: no markup, mention, issue number or link of a stranger's text takes effect.  The text
is cut where GitHub's limit for a comment would be passed; the JSON form holds everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from codev.contribute.difference import EdgeChange, KnowledgeDiff, RecordChange
from codev.graph.relations import RELATIONS, Relation

COMMENT_MARK = "<!-- codev-diff -->"
"""The first line, by which a later run finds the comment to replace."""

CHARACTERS_MAX = 60_000
"""Characters of the text at the most: GitHub allows 65,536."""

ROWS_MAX = 40
"""Rows of one list at the most."""

TEXT_MAX = 240
"""Characters of one text from an entry at the most."""

_INERT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "#": "&#35;", "://": "&#58;//", "www.": "www&#46;"}
_ACTIVE = re.compile(r"[&<>@#\\`*_\[\]|~$]|://|www\.", re.IGNORECASE)
# Entities for what GitHub would make a mention, an issue or a link of; backslashes for Markdown's own marks.

Item = TypeVar("Item")


def as_markdown(diff: KnowledgeDiff) -> str:
    """Return a knowledge diff as Markdown.

    Args:
        diff: What differs.
    """
    parts = [COMMENT_MARK, f"## What this changes in the knowledge\n\nFrom {escaped(diff.base)} to {escaped(diff.head)}."]
    if diff.is_empty:
        parts.append("Nothing: both versions say the same.")
    else:
        parts += [_figures(diff), *filter(None, (section(diff) for section in _SECTIONS))]
    text = "\n\n".join(parts) + "\n"
    if len(text) <= CHARACTERS_MAX:
        return text
    cut = text[:CHARACTERS_MAX].rpartition("\n")[0]
    return f"{cut}\n\n… cut here; 'codev diff {diff.base} --format json' holds everything.\n"


def escaped(text: object) -> str:
    """Return a text that Markdown shows letter by letter, at most `TEXT_MAX` characters of it.

    Args:
        text: Anything that an entry holds.
    """
    flat = " ".join(str(text).split())
    shown = flat if len(flat) <= TEXT_MAX else flat[: TEXT_MAX - 1] + "…"
    return _ACTIVE.sub(lambda found: _INERT.get(found.group().lower(), f"\\{found.group()}"), shown)


def _code(text: str) -> str:
    return f"`{re.sub(r'[^A-Za-z0-9._/^~+:@{}-]', '?', text)[:120]}`"


def _figures(diff: KnowledgeDiff) -> str:
    """Return the figures that differ in a line."""
    told = [f"{after:,} {name} ({after - before:+,})" for name, (before, after) in diff.figures.items() if before != after]
    return ", ".join(told) + "." if told else "The figures do not change."


def _listed(title: str, items: Sequence[Item], line: Callable[[Item], str]) -> str:
    """Return a list under a title, cut to `ROWS_MAX`; nothing where there is no item."""
    if not items:
        return ""
    lines = [f"- {line(item)}" for item in items[:ROWS_MAX]]
    if len(items) > ROWS_MAX:
        lines.append(f"- … and {len(items) - ROWS_MAX:,} more")
    return f"### {title} ({len(items):,})\n\n" + "\n".join(lines)


def _findings(diff: KnowledgeDiff) -> str:
    """Return what the check finds now, and what it no longer finds."""

    def line(finding: dict[str, Any]) -> str:
        place = f"{finding['path']}:{finding['line']}"
        return f"{_code(place)} {_code(finding['code'])} {escaped(finding['message'])} → {escaped(finding['fix'])}"

    new = _listed("New findings of the check", diff.new_findings, line)
    mended = _listed("Findings that are resolved", diff.mended_findings, line)
    return "\n\n".join(filter(None, (new, mended)))


def _works(diff: KnowledgeDiff) -> str:
    return _by_change(diff, {"work": "Works"})


def _claims(diff: KnowledgeDiff) -> str:
    return _by_change(diff, {"claim": "Claims"})


def _artifacts(diff: KnowledgeDiff) -> str:
    return _by_change(diff, {"model": "Models", "dataset": "Datasets"})


def _terms(diff: KnowledgeDiff) -> str:
    told = ("work", "claim", "model", "dataset")
    return _by_change(diff, {each.kind: f"Terms: {each.kind}" for each in diff.changes if each.kind not in told})


def _by_change(diff: KnowledgeDiff, titles: Mapping[str, str]) -> str:
    """Return the changes of some kinds of thing, a list for each kind and way of changing."""

    def line(each: RecordChange) -> str:
        node = f" {_code(each.node or '')}:" if each.kind == "claim" else ""
        was = f" (was {_code(each.was)})" if each.was else ""
        return f"{_code(each.id)}{node} {escaped(each.title)}{was}" + "".join(f"\n  - {_field(field)}" for field in each.fields)

    lists = (
        _listed(f"{title} {change}", diff.of_kind(kind, change), line)
        for kind, title in titles.items()
        for change in ("added", "removed", "renamed", "changed")
    )
    return "\n\n".join(filter(None, lists))


def _field(change: Any) -> str:
    return f"{_code(change.field)}: {_value(change.before)} → {_value(change.after)}"


def _value(value: object) -> str:
    """Return a value of a field in words."""
    if value is None:
        return "nothing"
    return escaped(_plain(value))


def _plain(value: object) -> str:
    """Return a value in one line, as a person would say it: ``ego4d, seen`` for a record of two fields."""
    if isinstance(value, dict):
        return ", ".join(_plain(each) for each in value.values())
    if isinstance(value, list):
        return ("; " if any(isinstance(each, dict) for each in value) else ", ").join(map(_plain, value))
    return str(value)


def _edges(diff: KnowledgeDiff) -> str:
    """Return the edges that came or went."""

    def line(edge: EdgeChange) -> str:
        relation = RELATIONS[Relation(edge.relation)].forward
        return f"{_code(edge.source)} {relation} {_code(edge.target)} ({_code(edge.claim or '')})"

    lists = [
        _listed(f"Edges {change}", [edge for edge in diff.edges if edge.change == change], line)
        for change in ("added", "removed")
    ]
    return "\n\n".join(filter(None, lists))


def _loops(diff: KnowledgeDiff) -> str:
    """Return the loops that came or went."""
    lists = [
        _listed(
            title,
            [loop for loop in diff.loops if loop.change == change],
            lambda loop: f"{' → '.join(_code(each) for each in (*loop.artifacts, loop.artifacts[0]))}, {loop.paradigm}",
        )
        for change, title in (("added", "Loops that are closed now"), ("removed", "Loops that are no longer closed"))
    ]
    return "\n\n".join(filter(None, lists))


def _gaps(diff: KnowledgeDiff) -> str:
    """Return the cells of the gaps map that changed."""
    return _listed(
        "Cells of the gaps map",
        diff.gaps,
        lambda cell: f"{_code(cell.node)} × {_code(cell.stage)} × {_code(cell.modality)}: {cell.before} → {cell.after}",
    )


def _dependence(diff: KnowledgeDiff) -> str:
    """Return on what more or fewer datasets rest."""
    return _listed(
        "Dependence",
        diff.dependence,
        lambda row: (
            f"{_code(row.on)}: {row.direct_before:,} → {row.direct_after:,} datasets directly, {row.transitive_before:,} → "
            f"{row.transitive_after:,} in all ({row.share_before:.1%} → {row.share_after:.1%})"
        ),
    )


_SECTIONS = (_findings, _works, _claims, _artifacts, _terms, _loops, _gaps, _dependence, _edges)
