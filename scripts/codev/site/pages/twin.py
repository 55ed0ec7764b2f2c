"""The Markdown twin of a page, for readers that are programs: the same words, links and tables without the frame.

It is made from the page's own HTML, which the templates write and which is therefore well-formed: each tag is replaced by
what stands for it in Markdown, in one pass, which is faster than reading a tree.  What only eyes or
scripts use (pictures, buttons, forms) is left out: each picture has its table behind it on the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from codev.export import api
from codev.export.run import FORMATS
from codev.site.pages.page import Page

FILE = "index.md"
"""The name of a twin: it stands beside the ``index.html`` of its page."""

_DOWNLOADS = "downloads/"

_BREAK = "\x00"
"""Stands for the edge of a block: an empty line, or a space in a cell of a table.  No text of an entry holds it."""

_TITLE = re.compile(r"<h1\b[^<]*+(?:<(?!/?h1\b)[^<]*+)*+</h1>")
_UNSEEN = re.compile(
    r"<(svg|script|style|button|form|template|select|noscript)\b[^<]*+(?:<(?!/\1>|\1\b)[^<]*+)*+</\1>|</?(?:span|small|abbr|mark|time)\b[^<>]*+>"
)
_SHOWN_AS_WRITTEN = re.compile(r"<pre\b[^<>]*+>([^<]*+(?:<(?!/?pre\b)[^<]*+)*+)</pre>")
_MARKS = re.compile(r"[\\`*_\[\]|#]")
_WORDS_WITH_MARKS = re.compile(r">[^<>]*?[\\`*_\[\]|#][^<>]*")
_TAG = re.compile(r"</?([a-z0-9]++)[^<>]*+>|<!--[^-<]*+(?:(?!-->|<!--).[^-<]*+)*+-->")
_HREF = re.compile(r'\shref="([^"]*)"')
_EMPTY_LINK = re.compile(r"\[\s*+\]\([^()]*+\)")
_EMPTY_LINES = re.compile(r"\n{3,}")
_KEPT = re.compile("\x01([0-9]+)\x01")

_NOTHING = ("", "")
_REPLACED: dict[str, tuple[str, str]] = {
    "code": ("`", "`"),
    "tr": ("\n|", "\n"),
    "td": (" ", " |"),
    "th": (" ", " |"),
    "table": (f"{_BREAK}\n\x02", _BREAK),
    "li": ("\n- ", "\n"),
    "dt": ("\n- **", ":** "),
    "dd": ("", "\n"),
    "br": ("\n", ""),
    "summary": (f"{_BREAK}**", f"**{_BREAK}"),
    **{tag: (mark, mark) for tag, mark in (("b", "**"), ("strong", "**"), ("em", "*"), ("i", "*"))},
    **{f"h{level}": (f"{_BREAK}{'#' * level} ", _BREAK) for level in range(2, 7)},
    **dict.fromkeys(("p", "div", "section", "article", "ul", "ol", "dl", "caption", "details", "hr"), (_BREAK, _BREAK)),
    **dict.fromkeys(("figure", "figcaption", "nav", "blockquote", "header", "footer", "aside"), (_BREAK, _BREAK)),
}
"""What the two tags of an element become; of any other element, only the words are kept."""


def markdown_of(page: Page) -> str:
    """Return a page as Markdown: its title, what it is about, and its text.

    Args:
        page: The page.
    """
    text = _TITLE.sub("", "\n".join(part.html for part in page.parts()), count=1)
    title, about = (_MARKS.sub(r"\\\g<0>", html.escape(each, quote=False)) for each in (page.title, page.description))
    return f"# {title}\n\n{about}\n\n{to_markdown(text)}\n".replace("&amp;", "&").replace("&gt;", ">")


def llms_text(config: Mapping[str, Any]) -> str:
    """Return ``llms.txt``: the entrances of the site for programs that read (https://llmstxt.org).

    Args:
        config: What ``site/mkdocs.yml`` holds.
    """
    lines = [f"# {config['site_name']}", "", f"> {config['site_description']}", ""]
    lines += [
        f"Every page has a Markdown twin, {FILE}, beside its {FILE.replace('.md', '.html')}. Every claim names its evidence."
    ]
    for item in config["nav"]:
        for name, value in item.items():
            pages = value if isinstance(value, list) else [{name: value}]
            lines += ["", f"## {name}", ""]
            lines += [f"- [{title}]({_twin_of(path)})" for page in pages for title, path in page.items()]
    lines += [
        "",
        "## Data",
        "",
        f"- [Works, claims, models, datasets and answers as JSON]({api.FOLDER}/openapi.json): described by OpenAPI",
    ]
    lines += [
        f"- [{each.label}]({_DOWNLOADS}{each.files}): {each.meaning}"
        for each in FORMATS.values()
        if not each.files.endswith("/")
    ]
    return "\n".join(lines) + "\n"


def _twin_of(path: str) -> str:
    """Return the twin of a page of the navigation: ``works/index.md`` has its own name, ``gaps.md`` is in a folder."""
    return path if path.endswith(FILE) else f"{path.removesuffix('.md')}/{FILE}"


def to_markdown(text: str) -> str:
    """Return HTML of our own templates as Markdown; ``<`` in its words stays a reference, so that no word becomes a tag.

    Args:
        text: The HTML.
    """
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(html.unescape(_TAG.sub("", found[1])).strip("\n"))
        return f"<p>\x01{len(kept) - 1}\x01</p>"

    links: list[str] = []

    def mark(found: re.Match[str]) -> str:
        tag, is_end = found[1], found[0][1] == "/"
        if tag != "a":
            return _REPLACED.get(tag, _NOTHING)[is_end]
        if is_end:
            target = links.pop() if links else ""
            return f"]({target})" if target else ""
        href = _HREF.search(found[0])
        links.append(href[1].replace("(", "%28").replace(")", "%29") if href else "")
        return "[" if href else ""

    text = " ".join(_SHOWN_AS_WRITTEN.sub(keep, _UNSEEN.sub("", text)).split())
    text = _WORDS_WITH_MARKS.sub(lambda found: _MARKS.sub(r"\\\g<0>", found[0]), text)
    text = _EMPTY_LINK.sub("", _TAG.sub(mark, text).replace(":**  ", ":** "))
    # The references that the templates write for quotes, before all others are looked for.
    text = html.unescape(text.replace("&#39;", "'").replace("&#34;", '"').replace("&lt;", "&amp;lt;"))
    return _KEPT.sub(lambda found: f"```\n{kept[int(found[1])]}\n```", _laid_out(text))


def _laid_out(text: str) -> str:
    """Return text with breaks as lines, and with a heading for each table, which Markdown cannot do without."""
    lines = []
    begins = False
    for line in text.split("\n"):
        if line.startswith("|"):
            row = line.replace(_BREAK, " ").strip()
            lines.append(row)
            if begins:
                lines.append(f"|{' --- |' * (row.replace(chr(92) + '|', '').count('|') - 1)}")
                begins = False
        else:
            begins = begins or "\x02" in line
            lines += [part.strip() for part in line.replace("\x02", "").replace(_BREAK, "\n\n").split("\n")]
    tidy = _EMPTY_LINES.sub("\n\n", "\n".join(lines))
    # Rows and items stand close together.
    return tidy.replace("|\n\n|", "|\n|").replace("\n\n- ", "\n- ").strip()
