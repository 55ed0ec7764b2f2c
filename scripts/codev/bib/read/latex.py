r"""LaTeX to Unicode, for titles, names and abstracts: ``M\"uller`` gives ``Müller``, ``{LLaVA}`` gives ``LLaVA``.

pylatexenc knows the macros.  A macro that it does not know, or that is about type only, is left out and its arguments stay; one
without arguments, such as an author's own ``\LLaVA``, becomes its name.  A text that it cannot read loses its braces and
backslashes, never its words; nothing is executed, and no input is long enough to take noticeable time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from pylatexenc import latex2text, latexwalker, macrospec

from codev.bib.read.citation import one_line
from codev.bib.read.markup import without_html
from codev.limits.texts import LATEX_CHARACTERS_MAX, LATEX_DEPTH_MAX, LATEX_MARKS_MAX, LATEX_SPARE_STEPS_MAX

REMEMBERED_LENGTH_MAX = 120
"""Characters of a text whose decoding is remembered."""

_SPECIAL = re.compile(r"[\\$~]|--|''|[`?!]`")
_MARK = re.compile(r"[\\{}$]")
_BARE_MACRO = re.compile(r"(?<!\\)\\([A-Za-z]{2,60})(?![A-Za-z@*])(\{\})?(?!\s{0,3}[{\[])")
_LENGTH = re.compile(r"(\\(?:kern|hskip|vskip)) ?[+-]?[0-9.,]{1,12} ?(?:em|ex|pt|pc|in|bp|cm|mm|dd|cc|sp|mu)(?![A-Za-z])")
"""A space of a given length, which TeX writes without braces; its length is no text."""
_CHARACTER_CODE = re.compile(r"\\(?:unicode\{x|symbol\{\"|char\")([0-9A-Fa-f]{2,5})\}?")

# What pylatexenc raises beside its own errors where it meets broken LaTeX.
_BROKEN = (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError)

# Macros without arguments that are about type or space only, and that pylatexenc does not know.
_SWITCHES = frozenset(
    re.findall(
        r"\S+",
        """bf bfseries boldmath break cal clearpage displaystyle em footnotemark footnotesize hfill hfil huge Huge
        ignorespaces it itshape kern large Large LARGE linebreak llap mathstrut md mdseries newline nobreak noindent
        nolinebreak nonumber normalfont normalsize null par protect quad qquad relax rlap rm rmfamily sc scriptsize
        scriptstyle scshape selectfont sf sffamily sl slshape small smash strut textstyle tiny today tt ttfamily
        unboldmath unskip up upshape xspace hskip vskip sloppy fussy textgreater textless""",
    )
)


# Name, arguments as pylatexenc writes them, what is shown.  Lengths, colours, labels and file names are settings, not text.
_OWN: tuple[tuple[str, str, str | Callable[..., str]], ...] = (
    ("href", "{{", "%(2)s"),
    ("url", "{", "%(1)s"),
    ("textcolor", "[{{", "%(3)s"),
    ("colorbox", "[{{", "%(3)s"),
    ("color", "[{", ""),
    ("raisebox", "{[[{", "%(4)s"),
    ("scalebox", "{[{", "%(3)s"),
    ("rotatebox", "[{{", "%(3)s"),
    ("resizebox", "*{{{", "%(4)s"),
    ("fontsize", "{{", ""),
    ("SI", "[{{", "%(2)s %(3)s"),
    ("textgreater", "", ">"),
    ("textless", "", "<"),
    ("hspace", "*{", " "),
    ("vspace", "*{", " "),
    ("label", "{", ""),
    ("thanks", "{", ""),
    ("includegraphics", "[{", ""),
    ("frac", "{{", "%s/%s"),
    ("nicefrac", "{{", "%s/%s"),
    ("textsuperscript", "{", lambda node, l2tobj: _raised(l2tobj.node_arg_to_text(node, 0))),
    ("\\", "*[", " "),
    ("LaTeX", "", "LaTeX"),
    ("TeX", "", "TeX"),
    ("slash", "", "/"),
    # pylatexenc would give the accent instead of the sign, today's date, a file's text, and letters of another alphabet.
    ("textasciicircum", "", "^"),
    ("today", "", ""),
    *((name, "", "") for name in ("input", "include")),
    *((f"math{style}", "{", "%s") for style in ("bf", "it", "sf", "bb", "tt", "cal", "scr", "frak")),
)


class _TooManyStepsError(Exception):
    """A text takes the parser far more steps than it has characters."""


class _BoundedWalker(latexwalker.LatexWalker):  # type: ignore[misc]
    """A parser that gives up where it takes the same text again and again."""

    def __init__(self, text: str, context: latexwalker.LatexContextDb) -> None:
        super().__init__(text, latex_context=context, tolerant_parsing=True)
        self._steps_left = len(text) + LATEX_SPARE_STEPS_MAX

    def get_token(self, *arguments: Any, **options: Any) -> Any:
        """Return the next piece of the text, as the base class does."""
        self._steps_left -= 1
        if self._steps_left < 0:
            raise _TooManyStepsError
        return super().get_token(*arguments, **options)


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


_ORDINAL = re.compile(r"(?<=\d)\^(st|nd|rd|th)\b")
"""An ordinal number whose letters DBLP sets in mathematics: ``5\\({}^{\\mbox{th}}\\)``."""


def _raised(text: str) -> str:
    """Return what stands above the line as titles write it: ``VILA^2``, but ``1st``."""
    return f"^{text}" if text.isdigit() else text


def plain_text(latex: str) -> str:
    """Return a LaTeX text in Unicode, on one line.

    Args:
        latex: A value as BibTeX holds it; plain text stays as it is.
    """
    text = latex[:LATEX_CHARACTERS_MAX]
    if "&" in text or "<" in text:
        text = without_html(text)
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
    marks = _MARK.findall(text)
    if len(marks) > LATEX_MARKS_MAX or _depth(marks) > LATEX_DEPTH_MAX:
        return _words(text)
    # In a title, % is a sign, not the beginning of a comment that would swallow the rest, and & stands in no table.
    guarded = re.sub(r"(?<!\\)([%&])", r"\\\1", text)
    guarded = _CHARACTER_CODE.sub(lambda found: _character(found.group(1)), guarded)
    guarded = _LENGTH.sub(lambda found: "" if found.group(1) == "\\kern" else " ", guarded)
    guarded = _BARE_MACRO.sub(_named, guarded)
    converter, parsing = _reader()
    try:
        nodes, _, _ = _BoundedWalker(guarded, parsing).get_latex_nodes()
        return _ORDINAL.sub(r"\1", one_line(converter.nodelist_to_text(nodes)))
    except (_TooManyStepsError, latexwalker.LatexWalkerError, *_BROKEN):
        return _words(text)


def _depth(marks: list[str]) -> int:
    """Return how many braces are open within each other at the most."""
    return max(accumulate((mark == "{") - (mark == "}") for mark in marks), default=0)


def _words(text: str) -> str:
    """Return the words of a text that is not parsed: what the library trips over is somebody else's broken LaTeX."""
    return one_line(re.sub(r"\\[A-Za-z]+ ?|[\\{}$]", "", text))


def _character(code: str) -> str:
    """Return the character of a hexadecimal code; nothing for one that cannot stand in a text."""
    number = int(code, 16)
    return chr(number) if number < 0x110000 and chr(number).isprintable() and chr(number) not in "\\{}$" else ""


def _named(found: re.Match[str]) -> str:
    """Return a macro that nobody knows and that has no argument by its name: authors define one for their model."""
    name = found.group(1)
    converter, parsing = _reader()
    is_known = name in _SWITCHES or converter.latex_context.get_macro_spec(name) or parsing.get_macro_spec(name)
    return found.group() if is_known else name
