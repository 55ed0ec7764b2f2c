"""What the indices and lists say of their own numbers, days and order, compared with the records."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from codev import Atlas
from codev.query.answers.findings.wording import thousands
from codev.show.addresses import is_full_name
from codev.site.pages.about import NEWS_SHOWN, about_page, news_page
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page
from codev.site.pages.people import author_index, author_page, venue_page
from codev.site.pages.records import evidence_page
from codev.site.pages.works import subsections_of, works_index, year_page
from small import small_atlas


@pytest.fixture(scope="module")
def renderer(facts_atlas: Atlas, repository: Path) -> Renderer:
    """Renders pages of the frozen base."""
    return Renderer(facts_atlas, repository / "site" / "templates")


def soup_of(page: Page) -> BeautifulSoup:
    """Return the page's text, parsed."""
    return BeautifulSoup("\n".join(part.html for part in page.parts()), "html.parser")


def lede_of(page: Page) -> str:
    """Return the sentences below the page's title."""
    lede = soup_of(page).select_one(".codev-lede")
    assert lede is not None
    return lede.get_text().strip()


def test_the_page_of_thin_evidence_says_of_how_many_claims(renderer: Renderer, facts_atlas: Atlas) -> None:
    assert f" of {len(facts_atlas.claims)} claims have weak or missing evidence" in lede_of(evidence_page(renderer))


def test_the_index_of_authors_counts_full_names_and_initials(renderer: Renderer, facts_atlas: Atlas) -> None:
    full = sum(map(is_full_name, facts_atlas.works_by_author))
    initials = len(facts_atlas.works_by_author) - full
    lede = lede_of(author_index(renderer))
    assert lede.startswith(f"{thousands(full)} authors whose full names are known.")
    assert f" {thousands(initials)} more are known by initials only;" in lede
    assert full != initials > 0


def test_authors_and_venues_are_called_so(renderer: Renderer) -> None:
    author, venue = author_page(renderer, "Haotian Liu"), venue_page(renderer, "NeurIPS")
    for page, kind in ((author, "Author"), (venue, "Venue")):
        kicker = soup_of(page).select_one(".codev-kicker")
        assert kicker is not None
        assert kicker.get_text().strip() == kind
        assert page.facets == {"kind": [kind]}
        assert page.title.endswith(f"({kind.lower()})")


def test_a_year_holds_its_works_by_title(renderer: Renderer, facts_atlas: Atlas) -> None:
    year = max(facts_atlas.works_by_year, key=lambda each: len(facts_atlas.works_by_year[each]))
    page = year_page(renderer, year)
    titles = [work.title for work in facts_atlas.works.values() if work.year == int(year)]
    assert [link.get_text() for link in soup_of(page).select("td.title > a")] == sorted(titles, key=str.casefold)
    assert lede_of(page) == "By year of first publication, preprints included."
    assert (page.title, page.scripts) == (f"Works of {year}", ())


def test_a_work_stands_under_all_its_parts_in_the_order_of_the_tree(facts_atlas: Atlas) -> None:
    tree, counts = facts_atlas.tree, set()
    for work in facts_atlas.works.values():
        under = {
            next((each for each in tree.path(claim.node) if each in tree.subsections), claim.node) for claim in work.claims
        }
        assert subsections_of(facts_atlas, work) == [node for node in tree if node in under]
        counts.add(len(under))
    assert counts >= {0, 1, 2, 3}


def test_the_table_of_works_has_all_of_them_and_its_script(renderer: Renderer, facts_atlas: Atlas) -> None:
    page = works_index(renderer)
    assert len(soup_of(page).select("td.title > a")) == len(facts_atlas.works)
    assert page.scripts == ("table",)
    years = {link.get_text().split()[0] for link in soup_of(page).select(".codev-years a")}
    assert years == set(facts_atlas.works_by_year)


def test_what_is_new_begins_with_the_newest_day(facts_atlas: Atlas, repository: Path) -> None:
    days = {"one2024net": "2026-01-01", "two2024pile": "2026-03-03", "three2023heap": "2026-02-02"}
    taxonomy = facts_atlas.taxonomy.model_copy(update={"paradigms": (), "roadmap": (), "surveys": ()})
    works = {key: {"title": f"Added on {day}", "added": day} for key, day in days.items()}
    renderer = Renderer(small_atlas(taxonomy, works), repository / "site" / "templates")
    listed = [link.get_text() for link in soup_of(news_page(renderer)).select("a.line-work")]
    assert listed == [f"Added on {day}" for day in sorted(days.values(), reverse=True)]
    assert "entries up to 2026-03-03" in soup_of(about_page(renderer)).get_text()


def test_what_is_new_ends_somewhere(renderer: Renderer, facts_atlas: Atlas) -> None:
    assert len(soup_of(news_page(renderer)).select("a.line-work")) == NEWS_SHOWN < len(facts_atlas.works)
