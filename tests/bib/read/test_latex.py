"""LaTeX to Unicode: what titles and names hold, and that no text is lost or raises."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.bib.read.latex import plain_text
from codev.bib.write.latex import to_latex
from codev.limits.texts import LATEX_DEPTH_MAX, LATEX_MARKS_MAX

SECONDS_MAX = 10.0
"""Of processor time for 100 KB on a slow machine; what is quadratic takes minutes."""


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("{LLaVA}: A {V}isual", "LLaVA: A Visual"),
        ("R{\\'e}my \\& Co", "Rémy & Co"),
        ("\\o{} \\ss{} {\\c{c}} {\\L}", "ø ß ç Ł"),
        ("a~b -- c---d", "a b – c—d"),
        ("$\\pi_0$ and $\\alpha$", "π_0 and α"),
        ("VILA$^2$", "VILA^2"),
        ("100% sure", "100% sure"),
        ("ACL\\slash EMNLP", "ACL/EMNLP"),
        ("Meta\\kern-.1em Data and Big\\hskip 2pt Models", "Meta Data and Big Models"),
        ("Things \\&amp; More &ndash; {\\'e}", "Things & More – é"),
        ("&lt;b&gt; stays text", "<b> stays text"),
        ("&lt;b&gt;is&lt;/b&gt; none", "is none"),
        ("Q & A on {\\'e}", "Q & A on é"),
        ("AT&T and R&D; more", "AT&T and R&D; more"),
        ("\\href{https://x.org}{A link}", "A link"),
        ("\\textbf{Bold} \\emph{words}", "Bold words"),
        ("\\textup{a}\\textmd{b}\\textsf{c}\\texttt{d}\\mbox{e}\\verb{f}", "abcdef"),
        ("M{\\(^{\\mbox{3}}\\)}Pairs and VILA\\textsuperscript{2}, the 1\\textsuperscript{st}", "M^3Pairs and VILA^2, the 1st"),
        ("The 5\\({}^{\\mbox{th}}\\) Workshop on Radix-2\\({}^{\\mbox{k}}\\)", "The 5th Workshop on Radix-2^k"),
        ("\\unknown{A \\other[with]{nested $x_\\more{y}$} argument}", "A [with]nested x_y argument"),
        ("\\href{https://x.org}{A \\textsc{link}} to \\url{https://x.org/a_b}", "A link to https://x.org/a_b"),
        ("$\\mathcal{X}$-\\texttt{Gen} on \\today: \\input{x}", "X-Gen on : x"),
        ("\\textcolor{red}{Red} \\color{blue} blue\\label{x}\\hspace{1em}after", "Red blue after"),
        ("\\raisebox{-1em}[2em]{\\includegraphics[width=3em]{logo.png}} LLaVA", "LLaVA"),
        ("\\texorpdfstring{$\\alpha$}{alpha}, \\frac{1}{2}, \\textfrac{a}{b}", "alpha, 1/2, ab"),
        ("\\LLaVA-Next, \\ours{} and \\zz{arguments}", "LLaVA-Next, ours and arguments"),
        ("{\\bfseries Bold} \\large words\\xspace, \\textgreater{}", "Bold words, >"),
        ("\\scalebox{0.8}{Small} \\rotatebox{90}{Turned} \\fontsize{9}{10}\\selectfont Set", "Small Turned Set"),
        ("M{\\unicode{x00B3}}Pairs \\unicode{x7D}", "M³Pairs"),
        ("Ada Author\\thanks{Equal contribution}", "Ada Author"),
        ("One\\\\Two and \\LaTeX{}", "One Two and LaTeX"),
        ("plain text", "plain text"),
        ("line\nbreak", "line break"),
        ("soft\u00adhyphen \u202eturned", "softhyphen turned"),
    ],
)
def test_latex(latex: str, text: str) -> None:
    assert plain_text(latex) == text


_WORDS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), min_size=1, max_size=6)
_MACROS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABC"), min_size=4, max_size=8).map(
    "zz{}".format
) | st.sampled_from(
    [
        "mbox",
        "texttt",
        "textsf",
        "textup",
        "textmd",
        "textbf",
        "emph",
        "title",
        "section",
        "footnote",
        "cite",
        "mathbb",
        "'",
        "c",
    ]
)


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return LaTeX that holds what the strategy makes: macros with one or two arguments, groups, formulas, links."""
    return st.one_of(
        st.builds(r"\{}{{{}}}".format, _MACROS, inner),
        st.builds(r"\zzmore[{}]{{{}}}{{{}}}".format, _WORDS, inner, inner),
        st.builds(r"\href{{https://x.org}}{{{}}}".format, inner),
        st.builds("{{{}}} {}".format, inner, inner),
        st.builds(r"\({}\)".format, _WORDS),
        st.builds("{}-{}".format, inner, inner),
    )


@given(st.recursive(_WORDS, _around, max_leaves=8))
def test_no_letter_of_an_argument_is_lost(latex: str) -> None:
    in_text = re.sub(r"\\href\{https://x\.org\}|\\(?:[A-Za-z]+|.)", " ", latex)
    shown = unicodedata.normalize("NFKD", plain_text(latex))
    assert _letters(shown) == _letters(in_text)


def _letters(text: str) -> list[str]:
    """Return the letters and digits of a text, in order."""
    return [letter for letter in text if letter.isalnum()]


@given(st.text(alphabet=st.sampled_from("a \\{}$^_%&#~'`\"é-"), max_size=40))
def test_no_text_raises(latex: str) -> None:
    assert "\n" not in plain_text(latex)


@given(st.text(alphabet=st.sampled_from("abc ABC éüßøç&_#$% 42"), max_size=30))
def test_what_we_write_is_read_back(text: str) -> None:
    assert plain_text(to_latex(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    "worst", ["\\", "{", "\\zz", "\\zz{", "$_", "\\(", "&amp;", "&", "<i ", "<sup>", "a<sup>3", "\\unicode{x", "\\a ", "`", "%"]
)
def test_long_texts_take_no_noticeable_time(worst: str) -> None:
    plain_text("warm \\emph{up}")
    start = time.process_time()
    plain_text(worst * (100_000 // len(worst)))
    assert time.process_time() - start < SECONDS_MAX


@pytest.mark.parametrize(
    "opened", ["\\sqrt[", "\\frac{", "\\textcolor[", "\\raisebox{a}[", "\\SI[\\\\[", "\\verb\\verb|\\frac{"]
)
def test_arguments_that_never_end_are_not_tried_again_within_each_other(opened: str) -> None:
    plain_text("warm \\emph{up}")
    start = time.process_time()
    assert "last" in plain_text(f"{opened * 20} last")
    # Twice the time for each argument more, without a bound: 20 took over three minutes.
    assert time.process_time() - start < SECONDS_MAX


@pytest.mark.parametrize(("marks", "begins"), [(LATEX_MARKS_MAX, "é&"), (LATEX_MARKS_MAX + 1, "'e&")])
def test_dense_texts_keep_their_words(marks: int, begins: str) -> None:
    # The accent takes one mark; a text with more than the bound is not parsed.
    text = plain_text("\\'e" + "\\&" * (marks - 1) + " word")
    assert text.startswith(begins)
    assert text.endswith("& word")


@pytest.mark.parametrize(("depth", "read"), [(LATEX_DEPTH_MAX, "é"), (LATEX_DEPTH_MAX + 1, "'e")])
def test_deep_texts_keep_their_words(depth: int, read: str) -> None:
    assert plain_text("{" * depth + "\\'e" + "}" * depth) == read


def test_an_abstract_in_french_keeps_its_accents() -> None:
    assert plain_text("r{\\'e}sum{\\'e} " * 90) == " ".join(["résumé"] * 90)
