"""How long a browser's script takes to filter a table of 10,000 works (DESIGN §10: 50 ms)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from codev import Atlas
from front_end_pages import launch, served, watched, write_site
from generated import write_generated

WORKS = 10_000

CHOICES = (("stage", "pretrain"), ("stage", "finetune"), ("scope", "extended"), ("modality", "image"), ("effect", "improves"))
"""Facets and values that are chosen one after the other, as a reader does."""


@pytest.mark.bench
@pytest.mark.browser
@pytest.mark.timeout(900)
def test_filtering_a_large_table(repository: Path, live_base: Path, tmp_path: Path) -> None:
    large = Atlas.load(write_generated(live_base, tmp_path / "large", WORKS), use_cache=False)
    site = write_site(repository, large, tmp_path / "site")
    with served(site) as base, sync_playwright() as playwright:
        browser = launch(playwright)
        with watched(browser, base) as page:
            page.set_default_timeout(120_000)
            page.goto("works/")
            expect(page.locator(".ct-status")).to_contain_text("claims", timeout=60_000)
            for facet, value in CHOICES:
                page.locator(f'.ct-group:has(input[name="{facet}"])').evaluate("element => { element.open = true }")
                page.locator(f'input[name="{facet}"][value="{value}"]').check()
            page.locator(".ct-search").fill("image text")
            page.wait_for_url("**text=image%20text")
            expect(page.locator(".ct-status")).to_contain_text("work")
            times = page.evaluate("performance.getEntriesByName('codev-filter').map(each => each.duration)")
        browser.close()
    assert len(times) > len(CHOICES)
    shown = ", ".join(f"{each:.0f}" for each in times[1:])
    print(f"\nscript of one change of filters, {WORKS:,} works: {shown} ms (limit 50); at first {times[0]:.0f} ms")  # noqa: T201
