"""HTML in records to plain text: known tags and every entity, and nothing that only looks like one."""

from __future__ import annotations

import time
from html.entities import html5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.bib.read.latex import plain_text
from codev.bib.read.markup import without_html

CASES = {
    "Gassm&ouml;ster and Zo&eacute;": "Gassmöster and Zoé",
    "O&rsquo;Brien, Gassm\\&ouml;ster, {\\&}Aring;sa": "O’Brien, Gassmöster, Åsa",
    "&#x4e2d;&#20013;": "中中",
    "escaped &amp;amp;amp; thrice": "escaped & thrice",
    "&amp;lt;i&amp;gt;in vivo&amp;lt;/i&amp;gt;": "in vivo",
    "R&D; AT&T &nosuch; x": "R&D; AT&T &nosuch; x",
    '<span class="math inline">k</span> <i>in vivo</i> CO<sub>2</sub> emissions': "k in vivo CO2 emissions",
    "VILA<sup>2</sup>, M <sup> 3 </sup>Pairs, the 1<sup>st</sup>, 10<sup>6</sup>": "VILA^2, M^3Pairs, the 1st, 106",
    "<image> tokens, the <s> token, a < b and c > d, <think>": "<image> tokens, the <s> token, a < b and c > d, <think>",
    "<mml:math><mml:msup>\n <mml:mi>M</mml:mi>\n <mml:mn>3</mml:mn>\n</mml:msup></mml:math> Pairs": "M^3 Pairs",
    "<alternatives><tex-math>$k$</tex-math><mml:math><mml:mi>k</mml:mi></mml:math></alternatives>-means": "k-means",
    "<inline-formula><tex-math>k</tex-math></inline-formula>-means": "k-means",
    "<jats:p>One</jats:p><jats:p>Two<br/>Three</jats:p>": " One  Two Three ",
    "<scp>LLaVA</scp> <jats:italic>in</jats:italic> <A HREF='x'>b</A><!-- note -->": "LLaVA in b",
    "": "",
}


@pytest.mark.parametrize(("record", "text"), CASES.items())
def test_cases(record: str, text: str) -> None:
    assert without_html(record) == text


def test_every_named_entity_is_read() -> None:
    for name in (name for name in html5 if name.endswith(";")):
        assert without_html(f"a&{name}b") == f"a{html5[name]}b", name


@given(st.text(st.sampled_from("ab<>/&;#x2isup p"), max_size=60))
def test_no_letter_is_lost_but_those_of_tags(record: str) -> None:
    kept = without_html(record)
    assert len(kept) <= len(record) + record.count("sup")
    if "<" not in record and "&" not in record:
        assert kept == record


@pytest.mark.parametrize(
    "worst", ["<", "<i ", "<sup>", "a<sup>3", "a ", "&", "&amp;", "&amp", "&#", "<!--", "<i>", "<mml:", "> <"]
)
def test_long_texts_take_no_noticeable_time(worst: str) -> None:
    start = time.process_time()
    without_html(worst * (100_000 // len(worst)))
    without_html("<mml:msup>" + worst * (100_000 // len(worst)))
    assert time.process_time() - start < 10.0


def test_titles_and_names_are_read_so() -> None:
    assert plain_text("{<i>In vivo</i>} \\emph{captions} &amp; &#36;5") == "In vivo captions & 5"
