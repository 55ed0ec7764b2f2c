"""Cards of works and claims in the explorer: provenance shown, nothing of an entry unescaped, links that are understood."""

from __future__ import annotations

import re
from html import unescape

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.explorer.results.links import Links, asking
from codev.explorer.state.address import read_address
from codev.explorer.widgets.drawn import claims_html, work_html
from codev.model import Taxonomy
from codev.show.apart import fitted
from small import small_atlas

HOSTILE = "<img src=x onerror=alert(1)><script>alert('1')</script> \"q\" & [a](javascript:alert(1))"


def elements(markup: str) -> set[str]:
    """Return the elements of a piece of HTML, which must be well-formed."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return {element.tag for element in parser.parseFragment(markup).iter() if isinstance(element.tag, str)}


def test_every_work_is_well_formed_and_shows_its_provenance(facts_atlas: Atlas) -> None:
    for work in facts_atlas.works.values():
        markup = str(work_html(facts_atlas, work))
        assert "script" not in elements(markup)
        for claim in work.claims:
            assert f'id="{claim.id}"' in markup
        assert markup.count('aria-label="Evidence"') == len(work.claims)
        assert markup.count("claim-doubt") == sum(claim.doubt is not None for claim in work.claims)


def test_what_a_selection_is_about_stands_first(facts_atlas: Atlas) -> None:
    work = facts_atlas.works["gadre2023datacomp"]
    found = re.findall(r'<article[^>]* id="([^"]+)"', work_html(facts_atlas, work, [work.claims[2].id]))
    assert found[0] == work.claims[2].id
    assert sorted(found) == sorted(claim.id for claim in work.claims)


def test_marks_say_below_what_they_mean(facts_atlas: Atlas) -> None:
    claim = next(each for each in facts_atlas.claims.values() if each.is_statement_inferred and "models" in each.inferred)
    shown = str(claims_html(facts_atlas, [claim]))
    assert shown.count(">unverified</span>") == 1, "the sentence"
    assert shown.count("codev-inferred") > 1, "a field, and the mark"
    assert shown.count("<dt>unverified</dt>") == 1
    plain = next(each for each in facts_atlas.claims.values() if not each.inferred and not each.is_unverified)
    assert "What the marks mean" not in claims_html(facts_atlas, [plain])


def test_hostile_entries_are_shown_as_text(taxonomy: Taxonomy) -> None:
    claim = {"node": "data-filter", "statement": HOSTILE, "doubt": HOSTILE, "models": [HOSTILE[:100]]}
    work = {"title": HOSTILE, "authors": [HOSTILE[:100]], "notes": [HOSTILE], "venue": HOSTILE[:100], "claims": [claim]}
    atlas = small_atlas(taxonomy, {"evil2024work": work})
    for markup in (work_html(atlas, atlas.works["evil2024work"]), claims_html(atlas, atlas.claims.values())):
        assert not elements(str(markup)) & {"script", "img"}
        assert "&lt;script&gt;" in markup


def test_links_lead_to_states_that_are_understood(facts_atlas: Atlas) -> None:
    made = work_html(facts_atlas, facts_atlas.works["liu2023visual"]) + claims_html(
        facts_atlas, [facts_atlas.claims["gadre2023datacomp.1"]]
    )
    addresses = {unescape(each) for each in re.findall(r'href="(\?[^"]+)"', made)}
    assert {asking("lineage", of="model:llava"), asking("works", show="gadre2023datacomp")} <= addresses
    for each in addresses:
        parameters = dict(part.split("=", 1) for part in each.removeprefix("?").split("&"))
        state, problems = read_address({name: [value.replace("+", " ")] for name, value in parameters.items()})
        assert problems == (), each
        assert state.question is not None


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_an_address_cannot_end_early(name: str) -> None:
    for address in (Links().author(name), Links().venue(name), Links().thing(f"model:{name}")):
        assert not set(address) & set("\"'<> ")


def test_lengths_are_fitted_but_not_those_that_ask_for_the_window() -> None:
    style = ".a{font-size:.72rem;margin:1rem 0 .5rem}@media(max-width:44rem){.a{padding:2rem}}"
    assert fitted(style) == ".a{font-size:0.9rem;margin:1.25rem 0 0.625rem}@media(max-width:44rem){.a{padding:2.5rem}}"
