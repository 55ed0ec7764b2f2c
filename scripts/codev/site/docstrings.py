"""Docstrings in Google style, taken apart for the API reference.

Text that fits no section stays a paragraph: nothing of a docstring is lost.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field
from typing import Any

SECTIONS = ("Args", "Returns", "Yields", "Raises", "Attributes")
"""The sections that are understood.  https://google.github.io/styleguide/pyguide.html#383-functions-and-methods"""

_ITEM = re.compile(r"^(\*{0,2}[\w.]+)(?: \([^)]*\))?:\s*(.*)$")


@dataclass
class Docstring:
    """A docstring in its parts.

    Attributes:
        paragraphs: Summary and explanation; code blocks keep their lines.
        sections: By heading, items of name and text; the name is empty where the section names nothing.
    """

    paragraphs: list[str] = field(default_factory=list)
    sections: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def parse_docstring(thing: Any) -> Docstring:
    """Return the docstring of a class, function or module in its parts.

    Args:
        thing: Anything with a docstring; without one every part is empty.
    """
    text = inspect.getdoc(thing) or ""
    parsed = Docstring()
    section: str | None = None
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        heading = line.strip().removesuffix(":")
        if line and not line.startswith(" ") and line.endswith(":") and heading in SECTIONS:
            section = heading
            parsed.sections[section] = []
        elif section is not None and (line.startswith("    ") or not line.strip()):
            _add_to_section(parsed.sections[section], section, line)
        elif line.strip():
            section = None
            block.append(line)
        elif block:
            _add_paragraph(parsed.paragraphs, block)
            block = []
    if block:
        _add_paragraph(parsed.paragraphs, block)
    return parsed


def _add_paragraph(paragraphs: list[str], block: list[str]) -> None:
    """Add a paragraph; code that goes on after an empty line is one block."""
    text = "\n".join(block)
    if text.startswith("    ") and paragraphs and paragraphs[-1].startswith("    "):
        paragraphs[-1] += f"\n\n{text}"
    else:
        paragraphs.append(text)


def _add_to_section(items: list[tuple[str, str]], section: str, line: str) -> None:
    """Add a line to a section: a new item, or more of the last one."""
    text = line.strip()
    if not text:
        return
    found = _ITEM.match(text) if not line.startswith("     ") and section not in ("Returns", "Yields") else None
    if found:
        items.append((found[1], found[2]))
    elif items:
        name, before = items[-1]
        items[-1] = (name, f"{before} {text}".strip())
    else:
        items.append(("", text))
