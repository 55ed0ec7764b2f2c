"""The first press of Tab on every kind of page offers to skip to the page's own content, and the link puts the reader there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from built_site import html_files
from front_end_pages import served, watched
from site_kinds import KINDS

SKIP = '<a class="codev-skip" href="#codev-content">'
CONTENT = 'id="codev-content"'

FOCUSED = """() => {
  const content = document.querySelector("#codev-content");
  return {
    focused: document.activeElement === content,
    main: content.closest("main") !== null && content.querySelector("h1") !== null,
    aside: content.querySelector(".md-sidebar, .codev-header, .codev-subnav") !== null,
    below: document.querySelector(".codev-header").getBoundingClientRect().bottom,
    top: content.getBoundingClientRect().top,
  };
}"""
"""Whether the page's content has the focus, is what the page is about, and begins below the header."""

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("site")]


def test_every_page_has_one_skip_link_and_its_target(built: Path) -> None:
    pages = {path: (built / path).read_text("utf-8") for path in html_files(built)}
    assert len(pages) > len(KINDS)
    assert [path for path, text in pages.items() if (text.count(SKIP), text.count(CONTENT)) != (1, 1)] == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("width", [1440, 390])
def test_the_keyboard_skips_to_the_content(browser: Browser, built: Path, width: int) -> None:
    with served(built) as address, watched(browser, address, width=width) as page:
        for kind in KINDS:
            page.goto(kind)
            if page.evaluate("document.activeElement === document.body"):
                page.keyboard.press("Tab")
            else:  # the page of the search puts the reader into its field
                page.locator(".codev-skip").focus()
            link = page.locator(":focus")
            assert link.inner_text() == "Skip to content", kind
            assert link.evaluate(
                "(each) => { const box = each.getBoundingClientRect(); return box.top >= 0 && box.left >= 0; }"
            )
            page.keyboard.press("Enter")
            found = page.evaluate(FOCUSED)
            assert (found["focused"], found["main"], found["aside"]) == (True, True, False), kind
            assert found["top"] >= found["below"] - 1, kind
            # From there the next press goes on inside the content, or after it where it holds nothing to press.
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('.codev-header, .codev-subnav') === null"), kind
