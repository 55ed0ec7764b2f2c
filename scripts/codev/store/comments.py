"""Comments that people write in YAML files, carried over a rewrite.

A comment is remembered with the value that it stands before (or beside) and put back there.  The canonical form has room for
comments above and beside the lines of keys and of items written one a line: a comment within a list on one line moves to that
list, and one whose value is gone to the nearest value that is left, or to the end.  What was put back is read again: should a
comment be missing or a value have changed, `CommentLost` is raised and nothing is written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import yaml

from codev.model.references import Location
from codev.store.yaml_in import YamlProblem, read_document, scalar_spans

END: Location = ("",)
"""The location of comments after the last value."""

SCHEMA_COMMENT = "# yaml-language-server:"
"""How the editor's line begins, which is written anew rather than carried over."""

# What libyaml takes for the end of a line.
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


class CommentLost(Exception):  # noqa: N818 - becomes a finding, not an error for the user
    """A comment has no place in the new text.

    Attributes:
        line: Where the first one stands, counted from 1.
        column: Its column, counted from 1.
    """

    def __init__(self, comments: Sequence[Comment]) -> None:
        """Keep where the first of the comments stands.

        Args:
            comments: All comments, of which one or more were lost.
        """
        super().__init__("the canonical form has no place for this comment, or for one after it")
        self.line = comments[0].line
        self.column = comments[0].column


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment.

    Attributes:
        text: From the ``#`` on, without line break.
        place: ``above`` the value on a line of its own, or ``beside`` it at the end of its line.
        location: The value's path; `END` after the last one.
        line: Where it stands, counted from 1.
        column: Its column, counted from 1.
    """

    text: str
    place: Literal["above", "beside"]
    location: Location
    line: int = field(default=1, compare=False)
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Where comments on a value go, as indices into the text: above before `line`, beside at `end`."""

    line: int
    end: int


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
    starts = list(_starts(root, ()))
    indices = [index for index, _ in starts]
    line_starts = [0, *(match.end() for match in _BREAK.finditer(text))]
    comments = []
    for index, end in _comment_spans(text, root):
        line = bisect_right(line_starts, index) - 1
        is_alone = not text[line_starts[line] : index].strip()
        content = text[index:end].rstrip()
        if skip_first and is_alone and index < indices[0] and content.startswith(SCHEMA_COMMENT):
            continue
        before = bisect_left(indices, index)
        place: Literal["above", "beside"] = "above" if is_alone or before == 0 else "beside"
        following = starts[before][1] if before < len(starts) else END
        location = following if place == "above" else starts[before - 1][1]
        comments.append(Comment(content, place, location, line + 1, index - line_starts[line] + 1))
    return comments


def insert_comments(text: str, comments: Sequence[Comment]) -> str:
    """Return a text with the comments put back.

    Args:
        text: A YAML text without comments but the editor's line.
        comments: What `find_comments` returned.

    Raises:
        CommentLost: A comment cannot be put back without loss.
    """
    if not comments:
        return text
    document = read_document(text)
    anchors = dict(_anchors(document.root, (), text))
    above: dict[int, list[str]] = {}
    beside: dict[int, str] = {}
    for comment in comments:
        location = comment.location
        while location and location not in anchors:
            location = location[:-1]
        anchor = anchors.get(location)
        if anchor is None:
            above.setdefault(len(text), []).append(comment.text)
        elif comment.place == "beside" and anchor.end not in beside:
            beside[anchor.end] = f"  {comment.text}"
        else:
            above.setdefault(anchor.line, []).append(_indent(text, anchor.line) + comment.text)
    pieces = []
    last = 0
    for index in sorted({*above, *beside}):
        pieces.append(text[last:index])
        last = index
        # A comment beside ends its line, at the line break; comments above begin a line, right after one.
        pieces += [beside[index]] if index in beside else []
        pieces += [f"{line}\n" for line in above.get(index, ())]
    pieces.append(text[last:])
    written = "".join(pieces)
    _make_sure(written, document.data, comments)
    return written


def _make_sure(text: str, data: object, comments: Sequence[Comment]) -> None:
    """Raise CommentLost unless a text holds these data and comments."""
    try:
        is_same = read_document(text).data == data
        found = Counter(comment.text for comment in find_comments(text))
    except YamlProblem as problem:
        raise CommentLost(comments) from problem
    if not is_same or found != Counter(comment.text for comment in comments):
        raise CommentLost(comments)


def _indent(text: str, line: int) -> str:
    """Return the white space at the beginning of the line that begins at an index."""
    end = line
    while text[end : end + 1] == " ":
        end += 1
    return text[line:end]


def _comment_spans(text: str, root: yaml.Node) -> Iterator[tuple[int, int]]:
    """Yield where each comment begins and ends; a ``#`` outside all scalars begins one."""
    spans = [(start, end) for start, end, _ in scalar_spans(root)]
    ends = [end for _, end in spans]
    index = text.find("#")
    while index != -1:
        span = bisect_right(ends, index)
        if span < len(spans) and spans[span][0] <= index:
            index = text.find("#", ends[span])
            continue
        found = _BREAK.search(text, index)
        end = found.start() if found else len(text)
        yield index, end
        index = text.find("#", end)


def _starts(node: yaml.Node, location: Location) -> Iterator[tuple[int, Location]]:
    """Yield where each key and item begins, as an index into the text, in order."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = (*location, key.value)
            yield key.start_mark.index, place
            yield from _starts(value, place)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            place = (*location, number)
            yield item.start_mark.index, place
            yield from _starts(item, place)


def _anchors(node: yaml.Node, location: Location, text: str) -> Iterator[tuple[Location, _Anchor]]:
    """Yield the places for comments: keys and items that begin a line."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        members = [(key.value, key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode) and not node.flow_style:
        members = [(number, item, item) for number, item in enumerate(node.value)]
    else:
        return
    for step, first, value in members:
        place = (*location, step)
        begin = first.start_mark.index
        is_block = isinstance(value, yaml.CollectionNode) and not value.flow_style
        # Beside a value of several lines of its own, a comment stands on the line of its key.
        end = text.find("\n", begin if is_block else value.end_mark.index)
        yield place, _Anchor(text.rfind("\n", 0, begin) + 1, len(text) if end == -1 else end)
        yield from _anchors(value, place, text)
