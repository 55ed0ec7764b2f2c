"""LaTeX to Unicode: what titles and names hold, and that no text is lost or raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.bib.latex import to_latex
from codev.bib.latex_in import plain_text


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
        ("Things \\&amp; More &ndash; {\\'e}", "Things & More – é"),
        ("&lt;b&gt; stays text", "<b> stays text"),
        ("Q & A on {\\'e}", "Q & A on é"),
        ("AT&T and R&D; more", "AT&T and R&D; more"),
        ("\\href{https://x.org}{A link}", "A link"),
        ("\\textbf{Bold} \\emph{words}", "Bold words"),
        ("plain text", "plain text"),
        ("line\nbreak", "line break"),
        ("soft\u00adhyphen \u202eturned", "softhyphen turned"),
    ],
)
def test_latex(latex: str, text: str) -> None:
    assert plain_text(latex) == text


@given(st.text(alphabet=st.sampled_from("a \\{}$^_%&#~'`\"é-"), max_size=40))
def test_no_text_raises(latex: str) -> None:
    assert "\n" not in plain_text(latex)


@given(st.text(alphabet=st.sampled_from("abc ABC éüßøç&_#$% 42"), max_size=30))
def test_what_we_write_is_read_back(text: str) -> None:
    assert plain_text(to_latex(text)) == " ".join(text.split())
