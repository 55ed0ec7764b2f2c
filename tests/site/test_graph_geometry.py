"""In the neighbourhoods of the twenty best-connected things no name overlaps another or hides a mark, as painted (issue 13)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from codev import Atlas
from codev.graph import graph_of
from front_end_pages import served, watched
from page_checks import FAULTS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TRIED = 20


@pytest.mark.parametrize("width", [1440, 390])
def test_no_name_overlaps_another_or_hides_a_mark(browser: Browser, built: Path, atlas: Atlas, width: int) -> None:
    graph = graph_of(atlas)
    names = sorted(graph, key=lambda name: (-graph.degree(name), name))[:TRIED]
    with served(built) as address, watched(browser, address, width=width) as page:
        page.goto(f"graph/?view=neighbourhood&of={names[0]}")
        page.locator(".cg-item").first.wait_for()
        assert page.evaluate(FAULTS, names) == []
