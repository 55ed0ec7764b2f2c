"""Every kind of page, opened once wide and once as on a phone, and asked everything that needs it drawn.

On each, axe-core finds nothing serious, in light where it is wide and in dark on the phone, since colours do not depend on the
width; nothing is wider than the window; the first press of Tab offers to
skip to the content; what is cut off says so, and what a reader came for is in sight; and every control is hit where it is
drawn, with nothing over it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from codev.site.engine.frontend import packages_folder
from front_end_pages import served, watched
from page_checks import (
    cut_off,
    missed,
    missed_anywhere,
    scroll_back,
    shorten,
    thin_out,
    violations,
    wait_until,
    wrong_skips,
)
from site_kinds import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE, PHONE = 1440, 390
"""Widths of windows, in pixels."""

TRIED = [
    "index.html",
    "rq1/index.html",
    "gaps/index.html",
    "graph/index.html",
    "works/index.html",
    "works/gadre2023datacomp/index.html",
    "authors/haotian-liu/index.html",
    "venues/neurips/index.html",
    "taxonomy/index.html",
    "taxonomy/data-filter/index.html",
    "datasets/index.html",
    "datasets/datacomp/index.html",
    "models/clip/index.html",
    "roadmap/index.html",
    "about/index.html",
    "contribute/index.html",
    "contribute/new/index.html",
    "search/index.html",
]
"""The kinds whose controls differ; the others hold links in text and tables only, as these do."""


def complaints_of(page: Page, kind: str, engine: Path, width: int) -> list[str]:
    """Open a page and return all that is wrong with it."""
    page.goto(kind)
    if page.locator("[data-source]").count():  # tables and graph are drawn when their data have come
        page.wait_for_load_state("networkidle")
    # The frame that holds the link is the same for all, and the controls after it are those of the kinds that are tried.
    found = wrong_skips(page) if width > PHONE or kind in TRIED else []
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("the page is wider than the window")
    found += cut_off(page)
    if kind in TRIED:
        found += missed_anywhere(page)
    if width == PHONE:  # what a finger meets lies as near as it does while all items are there
        scroll_back(page)  # the header covers nothing that a reader cannot scroll to
        thin_out(page)
        found += violations(page, engine, "target-size")
    shorten(page)
    return found + violations(page, engine)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_nothing_is_wrong_with_any_kind_of_page(browser: Browser, built: Path, repository: Path, width: int) -> None:
    engine = axe_core(repository)
    with served(built) as address, watched(browser, address, width=width, dark=width == PHONE) as page:
        found = {kind: complaints_of(page, kind, engine, width) for kind in KINDS}
        page.goto("search/index.html")
        drawer = page.locator("label.md-header__button[for=__drawer]")
        if drawer.is_visible():
            drawer.click()
            wait_until(page, "document.querySelector('.md-sidebar--primary').getBoundingClientRect().left >= 0")
            found["drawer"] = missed(page, ".md-sidebar--primary", 10)
        assert drawer.is_visible() == (width == PHONE)
    assert {kind: each for kind, each in found.items() if each} == {}


def axe_core(repository: Path) -> Path:
    """Return the file of axe-core."""
    return packages_folder(repository) / "axe-core" / "axe.min.js"


def test_a_list_is_shortened_to_its_shapes(browser: Browser) -> None:
    items = '<li><a href="{0}">{0}</a></li>'.format
    odd = '<li><a href="x"></a></li><li class="odd">x</li><li><a href="y" style="color: red">y</a></li>'
    text = "".join(map(items, range(9)))
    page = browser.new_page()
    page.set_content(f"<ul>{text}{odd}<li><ol>{text}</ol></li><li><ol>{text}{text}</ol></li><li><ol>{text}</ol></li></ul>")
    shorten(page)
    assert page.locator("ul > li").all_inner_texts()[:2] == ["0", "1"]
    assert page.locator("ul > li").count() == 2 + 3 + 2
    assert page.locator("ol > li").count() == 2 * 2
    page.close()


def test_a_table_is_shortened_to_the_shapes_of_its_cells(browser: Browser) -> None:
    cells = "".join(f"<td><a href={number}>{number}</a></td>" for number in range(5))
    rows = f"<tr><th>x</th>{cells}</tr>" * 5 + f"<tr><th>x</th>{cells}<td class=odd>y</td></tr>" + f"<tr>{cells}</tr>" * 5
    page = browser.new_page()
    page.set_content(f"<style>tr:nth-child(9) a {{ color: red }}</style><table><tbody>{rows}</tbody></table>")
    shorten(page)
    assert page.locator("tr").count() == 2 + 1 + 1
    assert page.locator("td.odd").inner_text() == "y"
    assert [page.locator("tr").nth(number).locator("td").count() for number in range(4)] == [5, 5, 6, 5]
    assert page.locator("a").count() == 4 * 2
    page.close()


@pytest.mark.parametrize(
    ("odd", "count"),
    [
        pytest.param("", 0, id="all alike"),
        pytest.param('<li><a href="x">x</a><a href="y">y</a></li>', 1, id="two in one item"),
        pytest.param('<li style="margin-top: -24px"><a href="x">words</a></li>', 1, id="one on another"),
    ],
)
def test_what_a_finger_misses_is_found_wherever_it_is(browser: Browser, repository: Path, odd: str, count: int) -> None:
    many = '<li><a href="z">words</a></li>' * 30
    page = browser.new_page()
    page.set_content(
        "<style>ul { font: 12px/30px sans-serif } a { display: inline-block; height: 16px; line-height: 16px }</style>"
        f"<ul>{many}{odd}{many}</ul>"
    )
    thin_out(page)
    assert page.locator("li:not(:visible)").count() > 40
    assert len(violations(page, axe_core(repository), "target-size")) == count
    page.close()


def test_what_comes_late_is_waited_for_on_a_page_that_evaluates_no_text(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<meta http-equiv=Content-Security-Policy content=\"script-src 'self'\"><p>early</p>")
    page.evaluate("setTimeout(() => { document.querySelector('p').textContent = 'late' }, 100)")
    wait_until(page, "document.querySelector('p').textContent === 'late'")
    assert page.locator("p").inner_text() == "late"
    page.close()
