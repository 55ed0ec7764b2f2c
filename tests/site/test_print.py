"""Pages on paper: nothing is wider than the sheet, the first sheet holds more than a heading, and lists do not run for ever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from built_site import html_files
from front_end_pages import served, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PIXELS_PER_MILLIMETRE = 96 / 25.4
"""CSS Values and Units 4, absolute lengths."""

SHEET_WIDTH, SHEET_HEIGHT = (int(length * PIXELS_PER_MILLIMETRE) for length in (210 - 2 * 15, 297 - 14 - 15))
"""What the margins of 90-print.css leave of A4, in pixels."""

LETTERS_A_SHEET = 2000
"""What a sheet of a long list holds at the least; a page of a printed book holds about 2,500."""

MEASURED = [
    "index.html",
    "works/gadre2023datacomp/index.html",
    "works/index.html",
    "models/clip/index.html",
    "datasets/index.html",
    "datasets/datacomp/index.html",
    "disagreements/index.html",
    "evidence/index.html",
    "graph/index.html",
    "rq1/index.html",
    "gaps/index.html",
    "trends/index.html",
    "findings/index.html",
    "compare/index.html",
    "most-used/index.html",
    "loops/index.html",
    "chains/index.html",
    "surveys/index.html",
]
"""Every kind with a picture or a table."""

WIDER = """(width) => [...document.querySelectorAll(".md-content :is(table, tr > *, svg, img, figure, pre, p, h1)")]
  .filter((each) => !each.closest("svg svg, .visually-hidden") && each.checkVisibility())
  .filter((each) => each.getBoundingClientRect().right > width + 1 || (each.localName === "pre" && each.scrollWidth > width))
  .map((each) => `${each.localName}.${each.getAttribute("class")} ends at ${each.getBoundingClientRect().right}`).slice(0, 5)"""
"""The pictures, tables and texts that reach over the right edge of a sheet."""


LETTERS = """async () => {
  dispatchEvent(new Event("beforeprint"));
  await new Promise(requestAnimationFrame);
  return document.querySelector(".codev-page").innerText.length;
}"""
"""How much text is printed: a table that is live holds only the rows in sight until then."""


def to_print(page: Page, kind: str) -> None:
    """Open a page as it is laid out on a sheet."""
    page.goto(kind)
    if page.locator("[data-source]").count():
        page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")


def sheets(page: Page) -> int:
    """Return how many sheets a page takes."""
    pdf = page.pdf(prefer_css_page_size=False, format="A4")
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_nothing_is_wider_than_the_sheet(browser: Browser, built: Path) -> None:
    found = {}
    with served(built) as address, watched(browser, address, width=SHEET_WIDTH, height=SHEET_HEIGHT) as page:
        for kind in MEASURED:
            to_print(page, kind)
            found[kind] = page.evaluate(WIDER, SHEET_WIDTH)
    assert {kind: each for kind, each in found.items() if each} == {}


def test_the_graph_stands_on_the_sheet_with_its_heading(browser: Browser, built: Path) -> None:
    with served(built) as address, watched(browser, address, width=SHEET_WIDTH, height=SHEET_HEIGHT) as page:
        to_print(page, "graph/index.html")
        assert page.locator(".codev-still").evaluate("(figure) => figure.getBoundingClientRect().bottom") < SHEET_HEIGHT
        picture = page.locator(".codev-still-frame > svg")
        assert picture.evaluate("(picture) => picture.getBoundingClientRect().width") > SHEET_WIDTH / 2


@pytest.mark.timeout(300)
def test_lists_do_not_run_for_ever(browser: Browser, built: Path) -> None:
    longest = max(html_files(built), key=lambda path: (built / path).stat().st_size)
    kinds = ["index.html", "works/gadre2023datacomp/index.html", "works/index.html", "datasets/index.html", longest]
    found = {}
    with served(built) as address, watched(browser, address) as page:
        for kind in kinds:
            to_print(page, kind)
            letters = page.evaluate(LETTERS)
            found[kind] = (sheets(page), 2 + letters // LETTERS_A_SHEET)
    assert {kind: each for kind, each in found.items() if each[0] > each[1]} == {}


def test_paper_is_light_whatever_the_screen_is(browser: Browser, built: Path) -> None:
    with served(built) as address, watched(browser, address, dark=True) as page:
        page.goto("index.html")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.emulate_media(media="print")
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", dark)[:3])) < 200
    assert sum(map(int, re.findall(r"\d+", light)[:3])) > 700
