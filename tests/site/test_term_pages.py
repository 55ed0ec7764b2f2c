"""Pages of terms and of the survey's sections: what they count, what they list, and what they say where there is little."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from codev import Atlas
from codev.model import Taxonomy
from codev.model.vocabularies import VOCABULARIES
from codev.query import Facets, select_claims, select_works
from codev.site.pages.environment import Renderer
from codev.site.pages.sections import section_page
from codev.site.pages.term_uses import CLAIMS_SHOWN, YEARS_SHOWN
from codev.site.pages.terms import term_ids, term_page, terms_index
from counted_links import said, text_of
from small import produces, small_atlas, trains

SURVEY = [{"source": "survey", "section": "3.2.1"}]

WORKS: Mapping[str, Any] = {
    "a2012old": {"claims": [trains("net", "pile", capabilities=["retrieval"], inferred=["statement"])], "models": ["net"]},
    "b2023cited": {
        "scope": "surveyed",
        "survey": {
            "references": [7],
            "sections": ["3.2.1", "2.3", "Table 2"],
            "background": [{"section": "2.3", "why": "an example of a survey"}],
        },
        "models": [{"id": "llava-x", "family": "llava", "aliases": ["LX"]}],
        "datasets": ["pile", "heap"],
        "claims": [{**trains("llava-x", "pile", evidence=SURVEY), "node": "data-condensation"}],
    },
    "c2025new": {
        "claims": [
            {**trains("llava-x", "heap", modalities=["image"], acquired_from=["web"]), "node": "data-condensation"},
            produces("llava-x", "heap", capabilities=["retrieval"], doubt="Hard to tell."),
        ]
    },
    "d2025many": {
        "claims": [trains("net", "heap", capabilities=["robustness"]) for _ in range(CLAIMS_SHOWN + 3)],
    },
}


@pytest.fixture(scope="module")
def atlas(taxonomy: Taxonomy) -> Atlas:
    """A few works."""
    return small_atlas(taxonomy, {key: dict(fields) for key, fields in WORKS.items()})


@pytest.fixture(scope="module")
def renderer(atlas: Atlas, repository: Path) -> Renderer:
    """Renders its pages."""
    made = Renderer(atlas, repository / "site" / "templates")
    made.prepare()
    return made


def shown(body: str) -> html.HtmlElement:
    """Return a page as a tree."""
    return html.fromstring(f"<div>{body}</div>")


def asked(link: str) -> Facets:
    """Return the facets of an address of the table of works."""
    return Facets.of(**parse_qs(urlsplit(link).query))


def assert_counts(atlas: Atlas, body: str) -> int:
    """Compare every number at a link to the table of works with what its facets select; return how many there are."""
    numbers = 0
    for link in shown(body).iter("a"):
        if "works/?" in (link.get("href") or ""):
            facets = asked(link.get("href"))
            found = {"work": len(select_works(atlas, facets)), "claim": len(select_claims(atlas, facets))}
            stated = said(f"{text_of(link)} {link.get('title', '')}").stated
            assert stated, text_of(link)
            assert all(found[unit] in values for unit, values in stated.items()), link.get("href")
            numbers += 1
    return numbers


def test_every_term_has_one_page_and_the_index_leads_to_it(atlas: Atlas, renderer: Renderer) -> None:
    pages = [term_page(renderer, *each) for each in term_ids(atlas.taxonomy)]
    assert len({page.address for page in pages}) == len(pages)
    assert len({page.title for page in pages}) == len(pages)
    (index,) = terms_index(renderer)
    led_to = {link.get("href", "").removeprefix("../").partition("#")[0] for link in shown(index.body).iter("a")}
    assert {page.address for page in pages} <= led_to
    assert {renderer.addresses.section(each) for each in atlas.names_by_section} <= led_to
    for each in VOCABULARIES.values():
        assert all(renderer.addresses.term(each.members, term.id) for term in each.terms(atlas.taxonomy)) == bool(each.folder)


def test_the_numbers_of_every_page_are_what_their_links_select(atlas: Atlas, renderer: Renderer) -> None:
    (index,) = terms_index(renderer)
    assert assert_counts(atlas, index.body) > 0
    assert sum(assert_counts(atlas, term_page(renderer, *each).body) for each in term_ids(atlas.taxonomy)) > 40
    assert sum(assert_counts(atlas, section_page(renderer, each).body) for each in atlas.names_by_section) > 10


def test_the_numbers_of_the_frozen_base_too(facts_atlas: Atlas, repository: Path) -> None:
    renderer = Renderer(facts_atlas, repository / "site" / "templates")
    renderer.prepare()
    pages = [
        term_page(renderer, *each).body for each in (("stages", "finetune"), ("capabilities", "retrieval"), ("sources", "web"))
    ]
    pages += [term_page(renderer, "families", "clip").body, section_page(renderer, "3.2").body]
    assert all(assert_counts(facts_atlas, body) > 10 for body in pages)


def test_a_capability_of_both_directions_has_one_page_with_two_parts(renderer: Renderer) -> None:
    body = term_page(renderer, "capabilities", "retrieval").body
    assert body.index("{ #enhanced }") < body.index("?enhanced=retrieval") < body.index("{ #leveraged }")
    assert body.index("{ #leveraged }") < body.index("?leveraged=retrieval")
    enhanced, leveraged = body.split("{ #leveraged }")
    assert "a2012old" in enhanced
    assert "a2012old" not in leveraged
    assert "c2025new.2" in leveraged
    assert renderer.addresses.term("leveraged", "retrieval") == "capabilities/retrieval/#leveraged"


def test_a_term_without_claims_says_so(renderer: Renderer) -> None:
    page = term_page(renderer, "modalities", "fmri")
    assert "No claim of the atlas names it yet." in page.body
    assert "0 works and 0 claims" in page.description


def test_a_long_list_is_cut_and_leads_to_the_whole(atlas: Atlas, renderer: Renderer) -> None:
    tree = shown(term_page(renderer, "capabilities", "robustness").body)
    (group,) = tree.xpath(".//details")
    assert len(group.xpath(".//li")) == CLAIMS_SHOWN
    assert f"1 work, {CLAIMS_SHOWN + 3} claims" in text_of(group)
    (link,) = group.xpath("./p/a/@href")
    assert len(select_claims(atlas, asked(link))) == CLAIMS_SHOWN + 3


def test_old_years_stand_in_one_column(renderer: Renderer) -> None:
    tree = shown(term_page(renderer, "stages", "finetune").body)
    heads = [text_of(each) for each in tree.xpath(".//table[contains(@class, 'codev-by-year')]//th")]
    assert heads == [f"to {2025 - YEARS_SHOWN}", *map(str, range(2026 - YEARS_SHOWN, 2026))]
    assert "?stage=finetune&amp;year=..2017" in term_page(renderer, "stages", "finetune").body


def test_what_is_thin_is_said(renderer: Renderer) -> None:
    body = term_page(renderer, "capabilities", "retrieval").body
    assert "?enhanced=retrieval&amp;inferred=statement" in body
    assert "?leveraged=retrieval&amp;doubt=yes" in body


def test_a_family_lists_its_models(renderer: Renderer) -> None:
    page = term_page(renderer, "families", "llava")
    assert "the atlas knows 1 model of it" in page.body
    assert "../../models/llava-x/" in page.body
    assert "?series=llava" in page.body
    assert page.title == "LLaVA (family)"


def test_a_section_shows_parts_terms_citations_and_what_came_since(renderer: Renderer) -> None:
    section = section_page(renderer, "3.2.1")
    assert section.title == "§3.2.1 of the survey: Data condensation"
    assert "b2023cited.1" in section.body
    since = section.body.split("{ #since }")[1]
    assert "c2025new" in since
    assert "b2023cited" not in since
    above = section_page(renderer, "3.2")
    assert 'href="../../sections/3.2.1/"' in above.body.split("{ #parts }")[1]
    background = section_page(renderer, "2.3")
    assert "an example of a survey" in background.body
    assert "A part of §2; the taxonomy has no term of its own for it." in background.body
    paradigms = section_page(renderer, "2.1")
    assert "terms/#paradigms-self-boosted" in paradigms.body


def test_pages_read_their_own_claims_only(renderer: Renderer) -> None:
    noted = renderer.reads.noted
    noted.clear()
    term_page(renderer, "modalities", "image")
    assert "claims_by_term/modality:image" in noted
    assert {each for each in noted if each.startswith("works/")} == {"works/c2025new"}
    assert not {"everything", "claims", "lineages"} & noted
    noted.clear()
    section_page(renderer, "3.2.1")
    assert not {"everything", "claims", "lineages"} & noted


def test_hostile_words_stay_words(taxonomy: Taxonomy, repository: Path) -> None:
    families = tuple(
        each.model_copy(update={"name": "<script>", "aliases": ('"><img src=x>',), "developer": "<b>Maker</b>"})
        if each.id == "llava"
        else each
        for each in taxonomy.families
    )
    hostile = taxonomy.model_copy(update={"families": families})
    renderer = Renderer(
        small_atlas(hostile, {key: dict(fields) for key, fields in WORKS.items()}), repository / "site/templates"
    )
    body = term_page(renderer, "families", "llava").body
    assert "<script>" not in body
    assert "<img" not in body
    assert "<b>" not in body
