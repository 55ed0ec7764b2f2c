"""A page of the site: what stands inside its frame, and what the frame has to know; and the jobs that make pages.

A page's body is HTML between headings that are written as ``## Heading { #id }``, as the templates have them.  Nothing of it is
Markdown: a text of an entry stays the text that it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

_HEADING = re.compile(r"## (?<![^\n]## )(.+) \{ #([\w.-]+) \}$", re.MULTILINE)
"""A heading with its id, on a line of its own; the heading is HTML.  What begins with plain letters is found sooner."""

DESCRIPTION_LENGTH_MAX = 200
"""Characters of a description: what search engines show at the most."""


class Part(NamedTuple):
    """A part of a page.

    Attributes:
        heading: Its heading as HTML; empty for what stands before the first one.
        anchor: The heading's id.
        text: What stands below the heading, as HTML.
    """

    heading: str
    anchor: str
    text: str

    @property
    def html(self) -> str:
        """The heading and what stands below it."""
        return f'<h2 id="{self.anchor}">{self.heading}</h2>\n{self.text}' if self.anchor else self.text


class DataFile(NamedTuple):
    """A file beside the pages: what an interactive view loads, or what a reader takes away.

    Attributes:
        path: Relative to the site's root.
        content: What it holds.
    """

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A page to write.

    Attributes:
        address: Relative to the site's root, ending in a slash; empty for the home page.
        title: Plain text.
        description: Plain text, one or two sentences.
        body: HTML between headings.
        section: The part of the site that it belongs to: the tab that is shown as open.
        head: HTML for the page's head: what citation managers and other machines read.
        scripts: Bundles that it needs besides the common one, such as ``table``.
        layout: A class of the page's body for the style sheet, such as ``wide``.
        contents: Whether the page's own table of contents is shown.
        searched: The ids of the sections that full-text search reads, besides what stands before the first; None for all.
        facets: What full-text search can narrow by, such as ``{"kind": ["Work"]}``; None for pages that are not searched.
        near: The key of the work that it is about: pages that change together are indexed together.
        names: Other names and identifiers by which full-text search finds it.
        weight: How many claims are about it: of pages that are called alike, search shows the one with the most first.
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
    near: str = ""
    names: tuple[str, ...] = ()
    weight: int = 0

    def parts(self) -> Sequence[Part]:
        """Return what stands before the first heading, and the part under each heading."""
        return _parts_of(self.body)


@lru_cache(maxsize=1)
def _parts_of(body: str) -> tuple[Part, ...]:
    """Return the parts of a page's body; the page, its Markdown and its search document each ask for them in turn."""
    found, heading, anchor, end = [], "", "", 0
    for match in _HEADING.finditer(body):
        found.append(Part(heading, anchor, body[end : match.start()].strip()))
        heading, anchor, end = match[1], match[2], match.end()
    return (*found, Part(heading, anchor, body[end:].strip()))


def page_of_section(
    section: str,
    address: str,
    title: str,
    description: str,
    body: str,
    *,
    layout: str = "text",
    scripts: tuple[str, ...] = (),
) -> Page:
    """Return a page that is about no single thing, and that search knows as a page.

    Args:
        section: The part of the site that it belongs to.
        address: Its address.
        title: Its title.
        description: What it holds, in a sentence.
        body: Its text.
        layout: ``text`` with contents beside it, or ``wide`` without.
        scripts: Bundles that it needs besides the common one.
    """
    return Page(
        address=address,
        title=title,
        description=description,
        body=body,
        section=section,
        scripts=scripts,
        layout=layout,
        contents=layout == "text",
        facets={"kind": ["Page"]},
    )


def shortened(text: str, length: int) -> str:
    """Return text of at most so many characters, cut after a word.

    Args:
        text: Plain text.
        length: The greatest number of characters, the ellipsis included.
    """
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


Made_co = TypeVar("Made_co", bound=Page | DataFile, covariant=True)


@dataclass(frozen=True)
class Job(Generic[Made_co]):
    """Pages, or files beside them, that are made together.

    Attributes:
        name: Tells it from the others, from one build to the next.
        make: Makes them.
    """

    name: str
    make: Callable[[], Iterable[Made_co]]
