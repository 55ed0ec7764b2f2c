r"""LaTeX to Unicode, for titles, names and abstracts: ``M\"uller`` gives ``Müller``, ``{LLaVA}`` gives ``LLaVA``.

pylatexenc knows the macros.  A text that it cannot read loses its braces and backslashes, never its words; nothing is executed,
and no input is long enough to take noticeable time.
"""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache

from pylatexenc import latex2text, latexwalker, macrospec

from codev.bib.citation_in import one_line

TEXT_LENGTH_MAX = 20_000
"""Characters of one value that are read; the rest is cut off: no title, name or abstract is longer."""

REMEMBERED_LENGTH_MAX = 120
"""Characters of a text whose decoding is remembered."""

_ENTITY = re.compile(r"\\?(&(?:#[0-9]{1,6}|amp|quot|apos|lt|gt|nbsp|ndash|mdash|[lr]squo|[lr]dquo);)")
_SPECIAL = re.compile(r"[\\$~%`']|--")


@cache
def _reader() -> tuple[latex2text.LatexNodes2Text, latexwalker.LatexContextDb]:
    """Return pylatexenc's converter, taught what bibliographies use beyond its own macros."""
    parsing = latexwalker.get_default_latex_context_db()
    parsing.add_context_category(
        "links", prepend=True, macros=[macrospec.MacroSpec("href", "{{"), macrospec.MacroSpec("url", "{")]
    )
    showing = latex2text.get_default_latex_context_db()
    showing.add_context_category(
        "links",
        prepend=True,
        macros=[
            latex2text.MacroTextSpec("href", simplify_repl="%(2)s"),
            latex2text.MacroTextSpec("url", simplify_repl="%(1)s"),
            # pylatexenc gives the accent instead of the sign.
            latex2text.MacroTextSpec("textasciicircum", simplify_repl="^"),
        ],
    )
    return latex2text.LatexNodes2Text(latex_context=showing, math_mode="text"), parsing


def plain_text(latex: str) -> str:
    """Return a LaTeX text in Unicode, on one line.

    Args:
        latex: A value as BibTeX holds it; plain text stays as it is.
    """
    text = latex[:TEXT_LENGTH_MAX]
    if "&" in text:
        # Publishers' exports write HTML's entities, with LaTeX's backslash before them.
        text = _ENTITY.sub(lambda found: html.unescape(found.group(1)), text)
    if _SPECIAL.search(text) is None:
        # Braces alone only protect capitals: the common case needs no parser.
        return one_line(text.replace("{", "").replace("}", ""))
    # Names and venues come again and again in a long file; abstracts do not, and would fill the memory.
    return _short_text(text) if len(text) <= REMEMBERED_LENGTH_MAX else _decoded(text)


@lru_cache(maxsize=16384)
def _short_text(text: str) -> str:
    """Return a short LaTeX text in Unicode, remembered."""
    return _decoded(text)


def _decoded(text: str) -> str:
    """Return a LaTeX text in Unicode, as pylatexenc reads it."""
    # In a title, % is a sign, not the beginning of a comment that would swallow the rest, and & stands in no table.
    guarded = re.sub(r"(?<!\\)([%&])", r"\\\1", text)
    converter, parsing = _reader()
    try:
        nodes, _, _ = latexwalker.LatexWalker(guarded, latex_context=parsing, tolerant_parsing=True).get_latex_nodes()
        return one_line(converter.nodelist_to_text(nodes))
    except (latexwalker.LatexWalkerError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        # What the library trips over is somebody else's broken LaTeX: its words are still worth having.
        return one_line(re.sub(r"\\[A-Za-z]+ ?|[\\{}$]", "", text))
