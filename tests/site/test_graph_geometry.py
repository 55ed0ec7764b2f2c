"""In the neighbourhoods of the twenty best-connected things no name overlaps another or hides a mark, as painted (issue 13)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from codev import Atlas
from codev.graph import graph_of
from front_end_pages import served, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TRIED = 20

FAULTS = """(names) => names.flatMap((name) => {
  history.replaceState(null, "", `?view=neighbourhood&of=${encodeURIComponent(name)}`);
  dispatchEvent(new PopStateEvent("popstate"));
  const picture = document.querySelector(".cg-svg");
  const items = [...picture.querySelectorAll(".cg-item")];
  const box = (element) => element.getBoundingClientRect();
  const texts = items.map((item) => box(item.querySelector("text")));
  const marks = items.map((item) => box(item.querySelector("path")));
  // Lines of text are higher than their letters by a pixel or two on either side.
  const meet = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 4 && other.top < one.bottom - 4;
  const said = (at) => items[at].querySelector("title").textContent;
  const found = [];
  texts.forEach((text, at) => {
    texts.forEach((other, index) => {
      if (index > at && meet(text, other)) found.push(`${name}: ${said(at)} | ${said(index)}`);
    });
    marks.forEach((mark, index) => { if (meet(text, mark)) found.push(`${name}: ${said(at)} hides ${said(index)}`); });
  });
  const frame = box(picture);
  if (frame.width < 0.9 * box(picture.parentElement).width) found.push(`${name}: not filled`);
  if (items.length < 2) found.push(`${name}: nothing around it`);
  return found;
})"""
"""Shows one neighbourhood after the other, and tells what overlaps."""


@pytest.mark.parametrize("width", [1440, 390])
def test_no_name_overlaps_another_or_hides_a_mark(browser: Browser, built: Path, atlas: Atlas, width: int) -> None:
    graph = graph_of(atlas)
    names = sorted(graph, key=lambda name: (-graph.degree(name), name))[:TRIED]
    with served(built) as address, watched(browser, address, width=width) as page:
        page.goto(f"graph/?view=neighbourhood&of={names[0]}")
        page.locator(".cg-item").first.wait_for()
        assert page.evaluate(FAULTS, names) == []
