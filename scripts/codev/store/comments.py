"""Comments that people write in YAML files, carried over a rewrite.

A comment is remembered with the value that it stands before (or beside) and put back there.  A comment whose place is gone
is kept with the nearest value that is left, so that none is ever lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import yaml

from codev.store.findings import Location
from codev.store.yaml_in import read_document, scalar_spans


class CommentLost(Exception):  # noqa: N818
    """A comment."""

    line = column = 1


END: Location = ("",)
"""The location of comments after the last value."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment.

    Attributes:
        text: From the ``#`` on, without line break.
        place: ``above`` the value on a line of its own, or ``beside`` it at the end of its line.
        location: The value's path; `END` after the last one.
    """

    text: str
    place: Literal["above", "beside"]
    location: Location


def find_comments(text: str, skip_first: bool = True) -> list[Comment]:
    """Return the comments of a YAML text, in order.

    Args:
        text: A text that `read_document` accepts.
        skip_first: Leave out the editor's schema line, which is written anew.

    Raises:
        YamlProblem: The text is not one of our files.
    """
    if "#" not in text:
        return []
    root = read_document(text).root
    starts = sorted(_starts(root, ()), key=lambda item: item[0])
    comments = []
    for line, column, content in _comment_places(text, root):
        if skip_first and line == 0 and content.startswith("# yaml-language-server:"):
            continue
        alone = not text.splitlines()[line][:column].strip()
        if alone:
            location = next((place for start, place in starts if start[0] > line), END)
        else:
            location = [place for start, place in starts if start[0] <= line and start < (line, column)][-1]
        comments.append(Comment(content, "above" if alone else "beside", location))
    return comments


def insert_comments(text: str, comments: list[Comment]) -> str:
    """Return a text with the comments put back.

    Args:
        text: A YAML text without comments but the editor's line.
        comments: What `find_comments` returned.
    """
    if not comments:
        return text
    lines = text.splitlines()
    root = read_document(text).root
    first_at: dict[Location, int] = {}
    last_at = {location: end_line for end_line, location in _ends(root, ())}
    for (line, _), location in _starts(root, ()):
        first_at.setdefault(location, line)
    above: dict[int, list[str]] = {}
    beside: dict[int, list[str]] = {}
    for comment in comments:
        location = comment.location
        while location != END and location not in first_at:
            location = location[:-1]
        if location in (END, ()):
            above.setdefault(len(lines), []).append(comment.text)
        elif comment.place == "above":
            line = first_at[location]
            above.setdefault(line, []).append(_indent(lines[line]) + comment.text)
        else:
            beside.setdefault(last_at.get(location, first_at[location]), []).append(comment.text)
    written = []
    for number, line_text in enumerate([*lines, None]):
        written += above.get(number, [])
        if line_text is not None:
            written.append("  ".join([line_text, *beside.get(number, [])]))
    return "\n".join(written) + "\n"


def _indent(line: str) -> str:
    """Return the white space at the beginning of a line."""
    return line[: len(line) - len(line.lstrip())]


def _comment_places(text: str, root: yaml.Node) -> list[tuple[int, int, str]]:
    """Return line, column and content of each comment; a ``#`` outside all scalars begins one."""
    spans = [(start, end) for start, end, _ in scalar_spans(root)]
    found = []
    index = text.find("#")
    span = 0
    while index != -1:
        while span < len(spans) and spans[span][1] <= index:
            span += 1
        if span < len(spans) and spans[span][0] <= index:
            index = text.find("#", spans[span][1])
            continue
        end = text.find("\n", index)
        end = len(text) if end == -1 else end
        before = text[:index]
        found.append((before.count("\n"), index - (before.rfind("\n") + 1), text[index:end].rstrip()))
        index = text.find("#", end)
    return found


def _starts(node: yaml.Node, location: Location) -> list[tuple[tuple[int, int], Location]]:
    """Return where each key and item begins, as (line, column) from 0, in order."""
    found: list[tuple[tuple[int, int], Location]] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = (*location, key.value)
            found.append(((key.start_mark.line, key.start_mark.column), place))
            found += _starts(value, place)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            place = (*location, number)
            found.append(((item.start_mark.line, item.start_mark.column), place))
            found += _starts(item, place)
    return found


def _ends(node: yaml.Node, location: Location) -> list[tuple[int, Location]]:
    """Return the last line (from 0) of each scalar or one-line value."""
    found: list[tuple[int, Location]] = []
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        for key, value in node.value:
            found += _ends(value, (*location, key.value))
        return found
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        for number, item in enumerate(node.value):
            found += _ends(item, (*location, number))
        return found
    mark = node.end_mark
    line = mark.line - 1 if mark.column == 0 and mark.line > node.start_mark.line else mark.line
    found.append((line, location))
    inner = [*range(len(node.value))] if isinstance(node, yaml.SequenceNode) else []
    if isinstance(node, yaml.MappingNode):
        found += [(line, (*location, key.value)) for key, _ in node.value]
    found += [(line, (*location, number)) for number in inner]
    return found
