"""Every control of every kind of page is hit where it is drawn, on a wide window and on a phone: nothing lies over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from front_end_pages import served, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("site")]

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
    "search/index.html",
]
"""The kinds whose controls differ; the others hold links in text and tables only, as these do."""

MISSED = """async (within) => {
  const controls = "a[href], button, input, select, summary, textarea, [tabindex]";
  const shown = {opacityProperty: true, visibilityProperty: true};
  const sized = (each) => each.width > 1 && each.height > 1;
  const frame = () => new Promise(requestAnimationFrame);
  const tried = [];
  for (const control of document.querySelectorAll(`${within} :is(${controls})`)) {
    if (!control.checkVisibility(shown) || control.closest("[disabled], [inert]")) continue;
    // The drawer of a narrow window waits beside it.
    if (control.closest(".md-sidebar--primary")?.getBoundingClientRect().right < 1) continue;
    // What is hidden from sight but not from a screen reader is drawn as its label; a link in a picture as its words.
    const drawn = control instanceof SVGElement ? control.querySelector("text") ?? control
      : [...control.getClientRects()].some(sized) ? control : control.labels?.[0];
    if (drawn?.checkVisibility(shown)) tried.push([control, drawn]);
  }
  const over = (control, drawn, scroll) => {
    const box = () => [...drawn.getClientRects()].find(sized) ?? drawn.getBoundingClientRect();
    let {left, right, top, bottom} = box();
    if (scroll || top < 120 || bottom > innerHeight - 40 || left < 0 || right > innerWidth) {
      drawn.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
      ({left, right, top, bottom} = box());
    }
    // A part that is larger than the window is tried at the middle of what is in sight.
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const hit = document.elementFromPoint(x, y);
    if (hit && [control, ...(control.labels ?? [])].some((each) => each.contains(hit))) return null;
    const named = (each) => `${each.localName} ${each.getAttribute("class") ?? ""} “${each.textContent.trim().slice(0, 40)}”`;
    return `${named(control)} at ${Math.round(x)}, ${Math.round(y)} gives ${hit ? named(hit) : "nothing"}`;
  };
  const missed = [];
  for (const [control, drawn] of tried.filter((each) => over(...each, false))) {
    // The theme moves what it keeps in sight with one of the next frames, and a table redraws the rows that come into sight.
    let complaint = "";
    for (let frames = 0; frames < 60 && complaint !== null; frames += 1) {
      complaint = control.isConnected ? over(control, drawn, true) : null;
      if (complaint) await frame();
    }
    if (complaint) missed.push(complaint);
  }
  return [tried.length, missed];
}"""
"""Scrolls to each drawn control; tells how many there are, and which are not on top at the middle of their first box."""


def missed(page: Page, within: str, least: int) -> list[str]:
    """Return the controls that are not hit, each with what is; below an element that holds more controls than ``least``."""
    tried, complaints = page.evaluate(MISSED, within)
    assert tried > least, (page.url, within)
    return [str(each) for each in complaints]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("width", [1440, 390])
def test_every_control_is_hit_where_it_is_drawn(browser: Browser, built: Path, width: int) -> None:
    found = {}
    with served(built) as address, watched(browser, address, width=width) as page:
        for kind in TRIED:
            page.goto(kind)
            if page.locator("[data-source]").count():
                page.wait_for_load_state("networkidle")
            # What unfolds in the page; a menu that unfolds over it is tried by itself.
            page.evaluate("document.querySelectorAll('details:not(.ct-export)').forEach((each) => { each.open = true; })")
            found[kind] = missed(page, "body", 10)
            if page.locator(".ct-export").count():
                page.locator(".ct-export > summary").click()
                found[kind] += missed(page, ".ct-export", 2)
        drawer = page.locator("label.md-header__button[for=__drawer]")
        if drawer.is_visible():
            drawer.click()
            page.wait_for_function("document.querySelector('.md-sidebar--primary').getBoundingClientRect().left >= 0")
            found["drawer"] = missed(page, ".md-sidebar--primary", 10)
        assert drawer.is_visible() == (width < 1000)
    assert {kind: each for kind, each in found.items() if each} == {}
