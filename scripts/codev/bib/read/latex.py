r"""LaTeX to Unicode, for titles, names and abstracts: ``M\"uller`` gives ``Müller``, ``{LLaVA}`` gives ``LLaVA``.

pylatexenc knows the macros.  A macro that it does not know, or that is about type only, is left out and its arguments stay.  A
text that it cannot read loses its braces and backslashes, never its words; nothing is executed, and no input is long enough to
take noticeable time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache, lru_cache

from pylatexenc import latex2text, latexwalker, macrospec

from codev.bib.read.citation import one_line

TEXT_LENGTH_MAX = 20_000
"""Characters of one value that are read; the rest is cut off: no title, name or abstract is longer."""

REMEMBERED_LENGTH_MAX = 120
"""Characters of a text whose decoding is remembered."""

_ENTITY = re.compile(r"\\?(&(?:#[0-9]{1,6}|amp|quot|apos|lt|gt|nbsp|ndash|mdash|[lr]squo|[lr]dquo);)")
_SPECIAL = re.compile(r"[\\$~%`']|--")


# Name, arguments as pylatexenc writes them, what is shown.  Lengths, colours, labels and file names are settings, not text.
_OWN: tuple[tuple[str, str, str | Callable[..., str]], ...] = (
    ("href", "{{", "%(2)s"),
    ("url", "{", "%(1)s"),
    ("textcolor", "[{{", "%(3)s"),
    ("colorbox", "[{{", "%(3)s"),
    ("color", "[{", ""),
    ("raisebox", "{[[{", "%(4)s"),
    ("hspace", "*{", " "),
    ("vspace", "*{", " "),
    ("label", "{", ""),
    ("includegraphics", "[{", ""),
    ("frac", "{{", "%s/%s"),
    ("nicefrac", "{{", "%s/%s"),
    ("textsuperscript", "{", lambda node, l2tobj: _raised(l2tobj.node_arg_to_text(node, 0))),
    ("\\", "*[", " "),
    ("LaTeX", "", "LaTeX"),
    ("TeX", "", "TeX"),
    # pylatexenc would give the accent instead of the sign, today's date, a file's text, and letters of another alphabet.
    ("textasciicircum", "", "^"),
    ("today", "", ""),
    *((name, "", "") for name in ("input", "include")),
    *((f"math{style}", "{", "%s") for style in ("bf", "it", "sf", "bb", "tt", "cal", "scr", "frak")),
)


@cache
def _reader() -> tuple[latex2text.LatexNodes2Text, latexwalker.LatexContextDb]:
    """Return pylatexenc's converter, taught what bibliographies use, and to keep the arguments of all other macros.

    A macro that is known to take no argument leaves what follows it where it is: pylatexenc's knowledge of arguments is
    therefore used only for the macros that it can show.
    """
    shown = latex2text.get_default_latex_context_db().filter_context(
        keep_categories=["latex-base", "nonascii-specials", "advanced-symbols"]
    )
    parsed = latexwalker.get_default_latex_context_db().filter_context(keep_categories=["latex-base", "nonascii-specials"])
    own = [macrospec.MacroSpec(name, arguments) for name, arguments, _ in _OWN]
    bare = [
        macrospec.MacroSpec(macro.macroname) for macro in parsed.iter_macro_specs() if not shown.get_macro_spec(macro.macroname)
    ]
    parsed.add_context_category("own", prepend=True, macros=[*bare, *own])
    shown.add_context_category("own", prepend=True, macros=[latex2text.MacroTextSpec(name, repl) for name, _, repl in _OWN])
    return latex2text.LatexNodes2Text(latex_context=shown, math_mode="text"), parsed


def _raised(text: str) -> str:
    """Return what stands above the line as titles write it: ``VILA^2``, but ``1st``."""
    return f"^{text}" if text.isdigit() else text


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
