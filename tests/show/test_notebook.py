"""Cards and pictures in notebooks: whole by themselves, escaped, with links only to where something is."""

from __future__ import annotations

import re
from html import unescape

import html5lib
import pytest

import codev
from codev import Atlas
from codev.errors import UnknownNameError, WrongUseError
from codev.model import Taxonomy
from codev.show.looks import COLOURS
from small import small_atlas

HOSTILE = '<img src=x onerror=alert(1)><script>alert(\'1\')</script> "q" href="x" & [a](javascript:alert(1))'
SITE = "https://example.org/atlas"


@pytest.fixture(autouse=True)
def no_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody say where the site is published."""
    monkeypatch.delenv("CODEV_SITE_URL", raising=False)


def body(html: str) -> str:
    """Return a piece of HTML, which must be well-formed, without its style sheet."""
    html5lib.HTMLParser(strict=True).parseFragment(html)
    style, _, rest = html.partition("</style>")
    assert all(f"--codev-{name}:" in style for name in COLOURS)
    assert ":root" not in style, "the notebook itself keeps its look"
    return rest


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("liu2023visual", "Visual Instruction Tuning"),
        ("work:liu2023visual", "Visual Instruction Tuning"),
        ("gadre2023datacomp.1", 'id="gadre2023datacomp.1"'),
        ("LLaVA", "LLaVA</a></h3>"),
        ("dataset:sharegpt4v", "ShareGPT4V"),
    ],
)
def test_a_card_shows_what_is_known(facts_atlas: Atlas, name: str, said: str) -> None:
    shown = codev.card(facts_atlas, name)
    assert said in body(shown._repr_html_())
    assert repr(shown).startswith("<Card of ")


def test_a_picture_shows_the_lineage(facts_atlas: Atlas) -> None:
    for name, label in (("ShareGPT4V", "ShareGPT4V"), ("liu2023visual", "Visual Instruction Tuning")):
        drawn = codev.picture(facts_atlas, name)
        assert drawn.title == f"Lineage of {label}"
        assert drawn.svg in body(drawn._repr_html_())
        assert "LLaVA" in drawn.svg
        html5lib.HTMLParser(strict=True).parseFragment(drawn.svg)
        for part in ("codev-stroke", "codev-legend", "codev-picture"):
            assert f'class="{part}"' in drawn.html
            assert re.search(rf"\.{part} \{{[^}}]", drawn.html), "without its style, a legend is as wide as the notebook"


def test_links_lead_to_the_published_site_or_nowhere(facts_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    def hrefs() -> set[str]:
        shown = codev.card(facts_atlas, "liu2023visual").html + codev.picture(facts_atlas, "LLaVA").html
        return {unescape(each) for each in re.findall(r'href="([^"]*)"', shown)}

    away = hrefs()
    assert away
    assert all(each.startswith("https://") for each in away)
    for given in (SITE, f"{SITE}/"):
        monkeypatch.setenv("CODEV_SITE_URL", given)
        assert {f"{SITE}/models/llava/", f"{SITE}/works/liu2023visual/#liu2023visual.1"} <= hrefs() - away
    monkeypatch.setenv("CODEV_SITE_URL", "javascript:alert(1)//")
    assert hrefs() == away


def test_hostile_entries_are_shown_as_text(taxonomy: Taxonomy) -> None:
    claim = {"node": "data-filter", "statement": HOSTILE, "doubt": HOSTILE, "models": [HOSTILE[:100]]}
    work = {"title": HOSTILE, "authors": [HOSTILE[:100]], "notes": [HOSTILE], "venue": HOSTILE[:100], "claims": [claim]}
    atlas = small_atlas(taxonomy, {"evil2024work": work})
    for name in ("evil2024work", "evil2024work.1"):
        made = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(codev.card(atlas, name).html)
        tags = {each.tag for each in made.iter() if isinstance(each.tag, str)}
        assert not tags & {"script", "img"}
        assert HOSTILE in "".join(made.itertext()), "no part of the text is taken for a link"


def test_names_without_a_card_or_picture_are_refused(facts_atlas: Atlas) -> None:
    with pytest.raises(WrongUseError, match="there is no card of node:data-filter"):
        codev.card(facts_atlas, "node:data-filter")
    with pytest.raises(WrongUseError, match="no lineage of node:data-filter is recorded"):
        codev.picture(facts_atlas, "node:data-filter")
    for show in (codev.card, codev.picture):
        with pytest.raises(UnknownNameError, match="liu2023visul"):
            show(facts_atlas, "liu2023visul")
