"""A real click on Copy fills the clipboard: the button is hit where it is painted, on pages as they are published."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from front_end_pages import served, watched
from site_kinds import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CITED = [kind for kind in KINDS if kind == "about/index.html" or (kind.startswith("works/") and kind.count("/") > 1)]
"""The pages with citations: about, and one work."""

HIT = """(button) => {
  const {left, top, width, height} = button.getBoundingClientRect();
  return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""
"""Whether what lies on top at the middle of a button is the button."""


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("kind", CITED)
def test_a_click_copies_the_citation(browser: Browser, built: Path, kind: str, width: int) -> None:
    with served(built) as address, watched(browser, address, width=width) as page:
        page.goto(kind)
        summaries = page.locator(".codev-cite summary")
        assert summaries.count() > 1
        for number in range(summaries.count()):
            part = page.locator(".codev-cite details").nth(number)
            if part.get_attribute("open") is None:
                summaries.nth(number).click()
            button = part.locator("button.codev-copy")
            button.scroll_into_view_if_needed()
            assert button.evaluate(HIT), part.inner_text()[:80]
            button.click()
            assert page.evaluate("navigator.clipboard.readText()") == (part.locator("pre").text_content() or "").strip()
