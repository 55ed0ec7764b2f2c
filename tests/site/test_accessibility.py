"""On every kind of page axe-core finds nothing serious, in light and dark, and a phone need not scroll sideways (issue 4)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from codev.site.engine.frontend import packages_folder
from front_end_pages import served, watched
from site_kinds import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("site")]

LOOKS = [(1440, False), (1440, True), (390, False)]
"""Width in pixels, and whether it is dark."""

ITEMS_MAX = 60
"""Looked at again, in the dark and on a phone, of every list and table: all of them are looked at once, wide and light."""

SHORTEN = f"""() => {{
  for (const item of document.querySelectorAll(":is(ul, ol, tbody) > :nth-child(n + {ITEMS_MAX + 1})")) item.remove();
}}"""
"""Takes the rest of long lists away."""

RUN = """async (rules) => {
  const found = await axe.run(document, {resultTypes: ["violations"], ...(rules.length ? {runOnly: rules} : {})});
  return found.violations
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
}"""
"""Runs axe-core (https://github.com/dequelabs/axe-core) on a page and tells what is serious or critical."""


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("width", "dark"), LOOKS, ids=str)
def test_nothing_serious_is_found(browser: Browser, built: Path, repository: Path, width: int, *, dark: bool) -> None:
    engine = packages_folder(repository) / "axe-core" / "axe.min.js"
    found = {}
    with served(built) as address, watched(browser, address, width=width, dark=dark) as page:
        for kind in KINDS:
            page.goto(kind)
            if page.locator("[data-source]").count():  # tables and graph are drawn when their data have come
                page.wait_for_load_state("networkidle")
            page.add_script_tag(path=engine)
            is_wider = page.evaluate("document.documentElement.scrollWidth") > width
            if (width, dark) != LOOKS[0]:
                page.evaluate(SHORTEN)
            # Darkness changes colours and nothing else.
            violations = page.evaluate(RUN, ["color-contrast"] if dark else [])
            if is_wider:
                violations.append("the page is wider than the window")
            if violations:
                found[kind] = violations
    assert found == {}
