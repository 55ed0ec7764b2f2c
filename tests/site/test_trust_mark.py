"""The one mark of a work, painted: it opens without scripts, fits a phone, and stands open on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from codev import Atlas
from codev.query.standing import field_standings, standing_of
from front_end_pages import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEY = "gadre2023datacomp"

PAINTED = """(table) => {
  const row = table.querySelector("tbody tr:last-child td");
  const box = row.getBoundingClientRect();
  if (!box.width || !box.height) return false;
  row.scrollIntoView({block: "center"});
  const at = row.getBoundingClientRect();
  return row.contains(document.elementFromPoint(at.left + 2, at.top + at.height / 2));
}"""
"""Whether the last row of a table is what lies at its place."""


def opened(page: Page) -> None:
    """Go to the page of a work, where the table behind the mark is not shown yet."""
    page.goto(f"works/{KEY}/index.html")
    expect(page.locator("details.codev-trust")).to_have_count(1)
    expect(page.locator(".codev-rests")).not_to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_press_opens_the_table_without_scripts(browser: Browser, built: Path, atlas: Atlas, width: int) -> None:
    claims = atlas.works[KEY].claims
    standing = standing_of(claims)
    assert standing is not None
    with served(built) as address:
        context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900}, base_url=address)
        page = context.new_page()
        opened(page)
        summary = page.locator(".codev-trust > summary")
        assert summary.inner_text().rstrip("°") == standing.words
        summary.click()
        expect(page.locator(".codev-rests")).to_be_visible()
        rows = page.locator(".codev-rests tbody tr:not(.trust-claim)")
        expect(rows).to_have_count(sum(1 for claim in claims for _ in field_standings(claim)))
        inferred = sum(each.is_inferred for claim in claims for each in field_standings(claim))
        expect(page.locator(".codev-rests tr.is-inferred")).to_have_count(inferred)
        box = page.locator(".codev-rests").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        context.close()


def test_the_keyboard_opens_it(browser: Browser, built: Path) -> None:
    with served(built) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        opened(page)
        page.locator(".codev-trust > summary").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".codev-rests")).to_be_visible()
        assert page.locator(".codev-rests").evaluate(PAINTED)
        context.close()


def test_paper_shows_what_is_behind_it(browser: Browser, built: Path) -> None:
    with served(built) as address:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        opened(page)
        page.emulate_media(media="print")
        expect(page.locator(".codev-rests")).to_be_visible()
        assert page.locator(".codev-rests").evaluate(PAINTED)
        context.close()
