"""What a mark means is within reach of a keyboard, a finger, a screen reader and on paper: no word waits for a mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import html
from playwright.sync_api import Browser, Page

from built_site import html_files, target_of
from codev.show.words import MARKS
from front_end_pages import served, watched
from site_kinds import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MARK = "article .mark-unverified"

SHOWN = """(mark) => getComputedStyle(mark, "::after").content"""
"""What is painted after a mark."""


def first_mark(page: Page, built: Path) -> tuple[str, str]:
    """Open a page with something unverified; returns the mark's own reason, and what it means in general."""
    page.goto(next(kind for kind in KINDS if "mark-unverified" in (built / kind).read_text("utf-8") and "evidence" not in kind))
    mark = page.locator(MARK).first
    reason = mark.get_attribute("title")
    assert reason
    return reason, MARKS["unverified"].meaning


def test_every_mark_is_a_link_with_its_reason(built: Path) -> None:
    met = set()
    for kind in [path for path in html_files(built) if path in KINDS]:
        root = html.document_fromstring((built / kind).read_bytes())
        assert root.find(".//abbr") is None, kind
        for mark in root.find_class("codev-mark"):
            word = mark.text_content()
            target = target_of(kind, mark.attrib["href"])
            assert word in {each.word for each in MARKS.values()}
            assert mark.attrib["title"]
            assert next(mark.iterancestors("a"), None) is None
            assert target is not None
            assert target[1]
            met.add(word)
    assert {"unverified", "in doubt", "M"} <= met


def test_the_page_of_evidence_says_what_each_mark_means(built: Path) -> None:
    soup = BeautifulSoup((built / "evidence/index.html").read_text("utf-8"), "html.parser")
    for name, mark in MARKS.items():
        entry = soup.find(id=f"mark-{name}")
        assert entry is not None
        assert (entry.dt.get_text(), entry.dd.get_text()) == (mark.word, mark.meaning)  # type: ignore[union-attr]


def test_the_keyboard_reads_a_mark_and_follows_it(browser: Browser, built: Path) -> None:
    with served(built) as address, watched(browser, address) as page:
        reason, meaning = first_mark(page, built)
        mark = page.locator(MARK).first
        assert mark.evaluate(SHOWN) == "none"
        for _ in range(600):
            page.keyboard.press("Tab")
            if mark.evaluate("(each) => each === document.activeElement"):
                break
        assert reason in mark.evaluate(SHOWN)
        name = page.get_by_role("link", name="unverified", exact=False, description=reason).first
        assert name.count() == 1
        page.keyboard.press("Enter")
        page.wait_for_url("**/evidence/#mark-unverified")
        assert meaning in page.locator(":target").inner_text()


def test_a_finger_reaches_the_meaning(browser: Browser, built: Path) -> None:
    with served(built) as address:
        context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True, base_url=address)
        page = context.new_page()
        _, meaning = first_mark(page, built)
        page.locator(MARK).first.tap()
        page.wait_for_url("**/evidence/#mark-unverified")
        assert meaning in page.locator(":target").inner_text()
        box = page.locator(":target").bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 800
        context.close()


def test_a_live_table_marks_what_is_recalled_alike(browser: Browser, built: Path) -> None:
    with served(built) as address, watched(browser, address) as page:
        page.goto("datasets/index.html")
        page.locator(".ct-table .codev-mark").first.click()
        page.wait_for_url("**/evidence/#mark-recalled")
        assert MARKS["recalled"].meaning in page.locator(":target").inner_text()


def test_paper_prints_the_reason(browser: Browser, built: Path) -> None:
    with served(built) as address, watched(browser, address) as page:
        reason, _ = first_mark(page, built)
        page.emulate_media(media="print")
        assert reason in page.locator(MARK).first.evaluate(SHOWN)
