"""LaTeX: pylatexenc reads back what was written, braces are balanced, capitals are protected."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from codev.bib.write.latex import title_to_latex, to_latex, verbatim_address

_BACK = LatexNodes2Text(math_mode="text", keep_comments=False, strict_latex_spaces=True)

# Latin and Greek letters and what stands around them; combining marks and modifiers come in no name as entries write it.
_LETTERS = (
    st.characters(max_codepoint=0x24F, blacklist_categories=["Cc", "Cf"])
    | st.characters(min_codepoint=0x386, max_codepoint=0x3CE, categories=["Lu", "Ll"])
    | st.sampled_from("–—“”’®²½⅓中")
)

LATEX = {
    "Plain words, with 3 signs.": "Plain words, with 3 signs.",
    "Diversity & Difficulty": r"Diversity {\&} Difficulty",
    "Krähenbühl": r"Kr{\"a}henb{\"u}hl",
    "Łukasz": r"{\L}ukasz",
    "50% of $5 #1 a_b": r"50{\%} of {\$}5 {\#}1 a{\_}b",
    "{x}": r"{\ensuremath{\lbrace}}x{\ensuremath{\rbrace}}",
    "a\\b": r"a{\textbackslash}b",
    "x^2": r"x{\textasciicircum}2",
    "a--b": "a{-}-b",
    "中文": "中文",
}


@pytest.mark.parametrize(("text", "latex"), LATEX.items())
def test_to_latex(text: str, latex: str) -> None:
    assert to_latex(text) == latex


TITLES = {
    "ShareGPT4V: Improving Large Multi-Modal Models": "{ShareGPT4V}: Improving Large Multi-Modal Models",
    "VILA^2: VILA Augmented VILA": r"{VILA{\textasciicircum}2}: {VILA} Augmented {VILA}",
    "GPT-4V(ision) Is": "{GPT-4V(ision)} Is",
    "What If the TV Was Off? Examining": "What If the {TV} Was Off? Examining",
    "Deep Mutual Learning": "Deep Mutual Learning",
    "A (CLIP) Study": "A ({CLIP}) Study",
}


@pytest.mark.parametrize(("title", "latex"), TITLES.items())
def test_title(title: str, latex: str) -> None:
    assert title_to_latex(title) == latex


@given(
    st.text(
        _LETTERS,
        max_size=60,
    )
)
@example("{}{{}\\}")
@example("''--``?`!`,,<>|\"~^")
def test_read_back(text: str) -> None:
    for latex in (to_latex(text), title_to_latex(text)):
        depth = 0
        for sign in latex:
            depth += (sign == "{") - (sign == "}")
            assert depth >= 0
        assert depth == 0
        read = _BACK.latex_to_text(latex)
        assert _comparable(read) == _comparable(text)


def _comparable(text: str) -> str:
    """Return a text in one spelling: composed letters, plain spaces, and pylatexenc's circumflex as the sign it stands for."""
    return " ".join(unicodedata.normalize("NFKC", text.replace("ˆ", "^")).split())


def test_address() -> None:
    assert verbatim_address("https://example.org/a{b}_c%20") == "https://example.org/a%7Bb%7D_c%20"
