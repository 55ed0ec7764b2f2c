"""A number at a link says what it counts, and the page behind the link shows the same number: every link of the whole site."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from built_site import html_files
from counted_links import BuiltSite, CountedLink, asked_of, by_template, said
from front_end_pages import served, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

PROCESSOR_SECONDS_MAX = 60.0
"""For reading all pages of the site and comparing all numbers, the browser aside: half for each."""

VISITS = 30
"""Addresses that are opened as a reader opens them, to try what is asked in one page."""

COUNTED = [
    "index.html",
    "rq1/index.html",
    "rq2/index.html",
    "gaps/index.html",
    "trends/index.html",
    "evidence/index.html",
    "trust/index.html",
    "taxonomy/index.html",
    "taxonomy/*",
    "terms/index.html",
    "stages/*",
    "capabilities/*",
    "modalities/*",
    "sources/*",
    "families/*",
    "sections/*",
    "works/index.html",
    "years/*",
    "authors/index.html",
    "venues/index.html",
    "datasets/index.html",
    "models/index.html",
]
"""The pages whose links have numbers, whatever the knowledge base holds."""

STATUS = ".ct-status"

ASK = """async (queries) => {
  const said = {};
  const status = document.querySelector(".ct-status");
  document.querySelector("main").remove();
  for (const query of queries) {
    history.replaceState(null, "", `?${query}`);
    dispatchEvent(new PopStateEvent("popstate"));
    await null;
    said[query] = status.textContent;
  }
  return said;
}"""
"""Goes to addresses of a table without loading the page anew, and returns what the table says of each.

The table is taken out of the page first: nothing of it is laid out or styled for thousands of addresses.
"""


@pytest.fixture(scope="module")
def site(built: Path) -> BuiltSite:
    """The whole site, to be read."""
    return BuiltSite(built)


@pytest.fixture(scope="module")
def links(site: BuiltSite) -> list[CountedLink]:
    """The numbers at all links of the site."""
    before = time.process_time()
    found = [each for page in html_files(site.folder) for each in site.counted_links(page)]
    assert time.process_time() - before < PROCESSOR_SECONDS_MAX / 2
    return found


@pytest.fixture(scope="module")
def tables(browser: Browser, built: Path, links: list[CountedLink]) -> Mapping[str, Mapping[str, str]]:
    """What the tables say of every address that a number leads to, by page and query string."""
    found = {}
    with served(built) as address:
        for path, queries in asked_of(links).items():
            with watched(browser, address) as page:
                page.goto(path)
                expect(page.locator(STATUS)).not_to_be_empty()
                found[path] = page.evaluate(ASK, queries)
    return found


def test_every_number_at_a_link_is_what_is_behind_it(
    site: BuiltSite, links: list[CountedLink], tables: Mapping[str, Mapping[str, str]]
) -> None:
    assert list(tables) == ["works/index.html"]
    before = time.process_time()
    assert list(site.differences(links, tables)) == []
    assert time.process_time() - before < PROCESSOR_SECONDS_MAX / 2


@pytest.mark.parametrize("template", COUNTED)
def test_the_numbers_of_a_template_are_found(links: list[CountedLink], template: str) -> None:
    assert by_template(links).get(template)


def test_an_address_says_the_same_when_it_is_opened(
    browser: Browser, built: Path, tables: Mapping[str, Mapping[str, str]]
) -> None:
    chance = random.Random(20261129)  # noqa: S311 - nothing secret
    with served(built) as address, watched(browser, address) as page:
        for path, answers in tables.items():
            for query in chance.sample(sorted(answers), min(VISITS, len(answers))):
                page.goto(f"{path.removesuffix('index.html')}?{query}")
                expect(page.locator(STATUS)).to_have_text(answers[query])
                (works,) = said(answers[query]).stated["work"]
                assert rows_of(page) == works, query


def rows_of(page: Page) -> int:
    """Return how many rows the table of a page has, drawn or not."""
    return int(page.locator(".ct-table").get_attribute("aria-rowcount") or "0") - 1


@pytest.mark.parametrize("name", ["works", "datasets", "models"])
def test_a_table_has_as_many_rows_as_the_page_says_without_scripts(browser: Browser, site: BuiltSite, name: str) -> None:
    unit = name.removesuffix("s")
    stated = site.shown(f"{name}/index.html", "").stated[unit]
    with served(site.folder) as address, watched(browser, address) as page:
        page.goto(f"{name}/")
        expect(page.locator(STATUS)).not_to_be_empty()
        assert said(page.locator(STATUS).inner_text()).stated[unit] <= stated
