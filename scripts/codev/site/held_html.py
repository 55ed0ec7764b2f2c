"""Hooks for mkdocs that spare it the HTML of generated pages: it is held aside while Markdown is converted, and put back.

A generated page is Markdown headings with HTML between them.  Python-Markdown and mkdocs each parse all of that HTML to pass it
on as it is, which is half of the time that a page takes.  Only this toolchain's build uses these hooks: no page needs them, and
plain mkdocs and zensical make the same of it, which a test holds.  https://www.mkdocs.org/user-guide/configuration/#hooks
"""

from __future__ import annotations

import re
from typing import Any

_HEADING = re.compile(r"^#{2,3} .+ \{ #[\w.-]+ \}$", re.MULTILINE)
_PLACE = "HELDHTML{:d}ENDOFHELD"
_PLACE_IN_HTML = re.compile(r"<p>HELDHTML([0-9]+)ENDOFHELD</p>")

_held: dict[str, list[str]] = {}


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Take the HTML out of a generated page.

    Args:
        markdown: The page's text.
        page: The page; its front matter says whether it is generated.
    """
    if not page.meta.get("generated"):
        return markdown
    held: list[str] = []
    parts: list[str] = []

    def hold(html: str) -> None:
        if html.strip():
            parts.append(_PLACE.format(len(held)))
            held.append(html.strip())

    end = 0
    for found in _HEADING.finditer(markdown):
        hold(markdown[end : found.start()])
        parts.append(found[0])
        end = found.end()
    hold(markdown[end:])
    _held[page.file.src_uri] = held
    return "\n\n".join(parts)


def on_page_content(html: str, *, page: Any, **_: Any) -> str:
    """Put the HTML back.

    Args:
        html: What became of the page's Markdown.
        page: The page.
    """
    held = _held.pop(page.file.src_uri, None)
    return html if held is None else _PLACE_IN_HTML.sub(lambda found: held[int(found[1])], html)
