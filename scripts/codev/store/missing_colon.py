"""The line that lacks a colon, or the space after it, where libyaml complains of a later one.

libyaml reads on, so that its place is the next line or the one after.  Any other fault gives None.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

SHOWN_LENGTH_MAX = 60
"""Characters of a line that are shown."""


_LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line for libyaml, which counts the lines.  https://yaml.org/spec/1.1/#id871136"""


class MissingColon(NamedTuple):
    """A line without a colon.

    Attributes:
        line: Counted from 1.
        column: Where its words begin, counted from 1.
        message: What is wrong.
        fix: What to write instead.
    """

    line: int
    column: int
    message: str
    fix: str


def missing_colon(error: yaml.MarkedYAMLError, text: str) -> MissingColon | None:
    """Return the line that lacks a colon, or None where that is not the fault.

    Args:
        error: What libyaml says.
        text: The whole text.
    """
    lines = _LINE_BREAK.split(text)
    problem = error.problem or ""
    if "could not find expected ':'" in problem and error.context_mark is not None:
        number = error.context_mark.line
    elif "mapping values are not allowed" in problem and error.problem_mark is not None and error.problem_mark.line > 0:
        # A first line without a colon is taken together with the next one; a second colon in one line is another fault.
        mark = error.problem_mark
        number = mark.line - 1
        here, before = lines[mark.line], lines[number]
        is_aligned = len(here) - len(here.lstrip()) == len(before) - len(before.lstrip(" -"))
        if not is_aligned or here.find(":") != mark.column or re.search(r":(\s|$)", before):
            return None
    else:
        return None
    bare = lines[number].strip().removeprefix("- ")
    if re.match(r"[A-Za-z_]+(?: |:\S|$)", bare) is None:
        return None
    name, _, rest = bare.replace(":", " ", 1).partition(" ")
    written = f"{name}: {rest.strip()}".strip()
    shown = bare if len(bare) <= SHOWN_LENGTH_MAX else f"{bare[: SHOWN_LENGTH_MAX - 3]}…"
    return MissingColon(
        number + 1,
        len(lines[number]) - len(lines[number].lstrip(" -")) + 1,
        f"{shown!r} has no {'space after the colon' if ':' in bare else 'colon'}",
        f"write '{written if len(written) <= SHOWN_LENGTH_MAX else f'{name}: …'}'",
    )
