"""The explorer's style sheet, and small pieces of HTML for `st.html`: legends, findings, columns of the database.

Nothing of an entry goes through Markdown, which could make pictures and links of it; it is escaped by markupsafe.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup

from codev.show.looks import COLOURS, Palette
from codev.store.findings import Finding

FOLDER = Path(__file__).parents[1] / "script"
"""The scripts and style sheets of the page and its components."""

_EMPTY = Markup()


@cache
def style(palette: Palette) -> Markup:
    """Return the style sheet of the page, with the colours that components do not bring along.

    Args:
        palette: Light or dark.
    """
    colours = "".join(f"--codev-{name}:{palette[name]};" for name in COLOURS)
    # Nothing in it comes from an entry.
    return Markup(f"<style>:root{{{colours}}}\n{(FOLDER / 'page.css').read_text('utf-8')}</style>")  # noqa: S704


def framed(inside: Markup) -> str:
    """Return HTML in the element that the style sheet is about."""
    return str(Markup('<div class="cv">{}</div>').format(inside))


def legend(colours: Mapping[str, str]) -> str:
    """Return what the colours of a picture mean, as a line that breaks where it must.

    Args:
        colours: The colour of each name, as ``#rrggbb``.
    """
    items = [Markup('<span><i style="background:{}"></i>{}</span>').format(colour, name) for name, colour in colours.items()]
    return str(Markup('<div class="legend">{}</div>').format(_EMPTY.join(items)))


def findings_markup(findings: Sequence[Finding]) -> Markup:
    """Return findings as a list, each with its place, its rule, what is wrong and what to do.

    Args:
        findings: What the check says of an entry, by place.
    """
    item = Markup(
        '<li value="{}"><span class="quiet">Line {}, column {} · {}</span><br>{}<br><span class="quiet">→ {}</span></li>'
    )
    items = [
        item.format(number, each.line, each.column, each.code, _sentence(each.message), _sentence(each.fix))
        for number, each in enumerate(findings, 1)
    ]
    return Markup('<ol class="found">{}</ol>').format(_EMPTY.join(items))


def columns_markup(columns: Mapping[str, str]) -> Markup:
    """Return the columns of a table of the database, each with what it means.

    Args:
        columns: Meanings by name.
    """
    items = [Markup("<dt><code>{}</code></dt><dd>{}</dd>").format(name, meaning) for name, meaning in columns.items()]
    return Markup("<dl>{}</dl>").format(_EMPTY.join(items))


def _sentence(text: str) -> str:
    """Return a text with a capital letter."""
    return text[:1].upper() + text[1:]
