"""The Markdown twin of a page, for readers that are programs: the same words, links and tables without the frame.

It is made from the page's own HTML, which the templates write and which is therefore well-formed: each kind of tag is replaced
by what stands for it in Markdown, everywhere at once, which is faster than reading a tree.  What only eyes or
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

_TITLE = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_UNSEEN = re.compile(r"<(svg|script|style|button|form|template|select|noscript)\b.*?</\1>", re.DOTALL)
_SHOWN_AS_WRITTEN = re.compile(r"<pre\b[^>]*>(.*?)</pre>", re.DOTALL)
_ATTRIBUTES = re.compile(r"<(?!a )([a-z0-9]+) [^>]*>")
_MARKS = re.compile(r"[\\`*_\[\]|#]")
_WORDS_WITH_MARKS = re.compile(r">[^<>]*?[\\`*_\[\]|#][^<>]*")
_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>')
_TAG = re.compile(r"</?[a-z!][^>]*>")
_ROW = re.compile(r"^\|.*\x00.*$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n{3,}")
_KEPT = re.compile("\x01([0-9]+)\x01")

_LEVELS = range(2, 7)
_REPLACED: dict[str, str] = {
    "<code>": "`",
    "</code>": "`",
    "<tr>": "\n|",
    "</tr>": "\n",
    "<table>": f"{_BREAK}\x02",
    "<li>": "\n- ",
    "</li>": "\n",
    "<dt>": "\n- **",
    "</dt> <dd>": ":** ",
    "</dt>": ":** ",
    "</dd>": "\n",
    "<br>": "\n",
    "<hr>": _BREAK,
    "<summary>": f"{_BREAK}**",
    "</summary>": f"**{_BREAK}",
    **{f"<{cell}>": " " for cell in ("td", "th")},
    **{f"</{cell}>": " |" for cell in ("td", "th")},
    **{f"<{end}{tag}>": mark for tag, mark in (("b", "**"), ("strong", "**"), ("em", "*"), ("i", "*")) for end in ("", "/")},
    **{f"<h{level}>": f"{_BREAK}{'#' * level} " for level in _LEVELS},
    **{f"</h{level}>": _BREAK for level in _LEVELS},
    **{
        f"<{end}{tag}>": _BREAK
        for tag in [
            "p",
            "div",
            "section",
            "article",
            "ul",
            "ol",
            "dl",
            "caption",
            "details",
            "figure",
            "figcaption",
            "nav",
            "blockquote",
            "header",
            "footer",
            "aside",
        ]
        for end in ("", "/")
    },
    "</table>": _BREAK,
}
"""What each tag becomes; of any other tag, only the words between are kept."""


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

    text = " ".join(_SHOWN_AS_WRITTEN.sub(keep, _UNSEEN.sub("", text)).split())
    text = _WORDS_WITH_MARKS.sub(lambda found: _MARKS.sub(r"\\\g<0>", found[0]), text)
    text = _LINK.sub(_link, _ATTRIBUTES.sub(r"<\1>", text))
    for tag, mark in _REPLACED.items():
        text = text.replace(tag, mark)
    text = html.unescape(_TAG.sub("", text).replace("&lt;", "&amp;lt;"))
    return _KEPT.sub(lambda found: f"```\n{kept[int(found[1])]}\n```", _laid_out(text))


def _link(found: re.Match[str]) -> str:
    """Return a link; one without words, such as a picture's, is left out."""
    words = found[2]
    return f"[{words}]({found[1].replace('(', '%28').replace(')', '%29')})" if words and not words.isspace() else ""


def _laid_out(text: str) -> str:
    """Return text with breaks as lines, and with a heading for each table, which Markdown cannot do without."""
    lines = _ROW.sub(lambda found: found[0].replace(_BREAK, " "), text)
    first, *tables = lines.split("\x02")
    parts = [first]
    for table in tables:
        before, bar, after = table.partition("\n|")
        heading, end, rows = after.partition("\n")
        columns = heading.replace("\\|", "").count("|")
        parts.append(f"{before}\n\n|{heading}\n|{' --- |' * columns}{end}{rows}" if bar else table)
    stripped = "\n".join([line.strip() for line in "".join(parts).replace(_BREAK, "\n\n").split("\n")])
    tidy = _EMPTY_LINES.sub("\n\n", stripped)
    # Rows and items stand close together.
    return tidy.replace("|\n\n|", "|\n|").replace("\n\n- ", "\n- ").strip()
