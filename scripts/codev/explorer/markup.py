"""The explorer's style sheet, and small pieces of HTML for `st.html`: legends, findings, columns of the database.

Nothing of an entry goes through Markdown, which could make pictures and links of it; it is escaped by markupsafe.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from codev.model.fields import URL_PATTERN
from codev.show.looks import Palette
from codev.store.findings import Finding

_EMPTY = Markup()
_MARK = Markup(' <span class="mark">{}</span>')
_URL = re.compile(URL_PATTERN)


def style(palette: Palette) -> Markup:
    """Return the style sheet of everything that this module makes.

    Args:
        palette: Light or dark.
    """
    quiet = palette["ink-2"]
    # Streamlit's own greys, and its white on a light primary colour, fall short of 4.5 : 1 (WCAG 2.2, 1.4.3).
    own = f"[data-testid=stCaptionContainer]{{opacity:1}}[data-testid=stCaptionContainer] *{{color:{quiet}}}"
    own += (
        "[data-testid=stMarkdownContainer] code{font-size:.875em}[data-tag]{max-width:100%}[data-tag] [title]{max-width:none}"
    )
    own += ".token{color:inherit!important}"
    own += f".token.keyword{{color:{palette['d2m-text']}!important}}.token.string{{color:{palette['dataset']}!important}}"
    if palette.dark:
        own += ":is([data-testid=stBaseButton-primary],[data-tag]),:is([data-testid=stBaseButton-primary],[data-tag]) *"
        own += f"{{color:{palette['paper-sunk']}}}"
    # Nothing in it comes from an entry.
    return Markup(  # noqa: S704
        f"<style>{own}"
        f".cv{{--quiet:{palette['ink-2']};line-height:1.5;max-width:48rem;overflow-wrap:anywhere}}"
        ".cv .quiet,.cv dt{color:var(--quiet);font-size:.875rem}"
        ".cv dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.4rem 0;padding:0;font-size:.875rem}"
        ".cv .found{padding-left:1.4rem;margin:.2rem 0}.cv .found li{margin:.5rem 0}"
        ".cv code{font-family:'Source Code Pro',monospace;font-size:.875em;color:inherit;background:none;padding:0}"
        ".legend{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;font-size:.875rem}"
        ".legend i{display:inline-block;width:.8em;height:.8em;margin-right:.4em;border:1px solid #8886;border-radius:2px}"
        ".cv dt,.cv dd{margin:0}"
        # The open tab is in view.
        "[role=tablist]{scroll-padding-inline:2rem}[role=tablist] [aria-selected=true]{scroll-initial-target:nearest}"
        "[data-testid=stSidebarHeader]{height:auto;margin-bottom:0;padding-block:1.25rem .5rem}"
        "[data-testid=stMain] textarea{font-family:'Source Code Pro',monospace;font-size:.875rem}"
        "[data-testid=stMainBlockContainer]{padding-inline:clamp(1rem,3vw,5rem)}"
        "@media(max-width:40rem){[data-testid=stMainBlockContainer]{padding-top:4rem}}"
        "@media(max-width:40rem){.cv dl{grid-template-columns:1fr}.cv dd{margin-bottom:.3rem}}"
        "</style>"
    )


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
