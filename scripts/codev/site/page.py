"""A page of the site as Markdown with front matter, and the escaping that it needs.

Texts of entries stand in pages as HTML only, never as Markdown, so that nothing in them can become a link or a heading.  mkdocs
puts front matter into its templates as it is, so everything there is HTML-escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

_UNPRINTABLE = re.compile("[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\u2028|\u2029")
"""What YAML does not take as it is (YAML 1.2.2 §5.1), and its line breaks."""

DESCRIPTION_LENGTH_MAX = 200
"""Characters of a description: what search engines show at the most."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to write.

    Attributes:
        address: Relative to the site's root, ending in a slash; empty for the home page.
        title: Plain text.
        description: Plain text, one or two sentences.
        body: Markdown and HTML.
        section: The part of the site that it belongs to: the tab that is shown as open.
        head: HTML for the page's head: what citation managers and other machines read.
        scripts: Bundles that it needs besides the common one, such as ``table``.
        layout: A class of the page's body for the style sheet, such as ``wide``.
        contents: Whether the page's own table of contents is shown.
        searched: The ids of the sections that full-text search reads, besides what stands before the first; None for all.
        facets: What full-text search can narrow by, such as ``{"kind": ["Work"]}``; None for pages that are not searched.
    """

    address: str
    title: str
    description: str
    body: str
    section: str
    head: str = ""
    scripts: tuple[str, ...] = ()
    layout: str = "text"
    contents: bool = True
    searched: frozenset[str] | None = None
    facets: Mapping[str, Sequence[str]] | None = None

    def text(self) -> str:
        """Return the file's text."""
        hidden = ["navigation"] if self.contents else ["navigation", "toc"]
        lines = [
            f"title: {yaml_text(escape(self.title))}",
            f"description: {yaml_text(escape(shortened(self.description, DESCRIPTION_LENGTH_MAX)))}",
            f"section: {self.section}",
            f"layout: {self.layout}",
            f"hide: [{', '.join(hidden)}]",
            "generated: true",
        ]
        if self.scripts:
            lines.append(f"scripts: [{', '.join(self.scripts)}]")
        if self.head:
            lines.append(f"head: {yaml_text(self.head)}")
        return "---\n" + "\n".join(lines) + "\n---\n\n" + self.body.strip() + "\n"


def yaml_text(text: str) -> str:
    """Return text as a single-quoted YAML scalar on one line; what YAML cannot hold is left out.

    Args:
        text: Any text.
    """
    one_line = _UNPRINTABLE.sub("", str(text).replace("\n", " "))
    return "'" + one_line.replace("'", "''") + "'"


def shortened(text: str, length: int) -> str:
    """Return text of at most so many characters, cut after a word.

    Args:
        text: Plain text.
        length: The greatest number of characters, the ellipsis included.
    """
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
