"""Whatever an address says, the page that reads it is painted, complains of nothing, and runs nothing of it.

`make test` tries some of the addresses that `address_states` makes, ``--states 846`` as many as the first attack on the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request

from address_states import INHERITED, KNOWN, MARKUP, TEXTS, addresses
from front_end_pages import served, watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "search/",
    "works/",
    "datasets/",
    "models/",
    "rq1/",
    "rq2/",
    "gaps/",
    "graph/",
    "compare/",
    "basket/",
    "contribute/new/",
    "contribute/",
    "works/gadre2023datacomp/",
    "404.html",
)
"""The pages whose scripts read their address, and one that reads nothing."""

SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Is kept once what the page asked for so far is drawn."""

PAINTED = """() => {
  const content = document.querySelector("#codev-content");
  const heading = content?.querySelector("h1");
  return {
    heading: Boolean(heading?.checkVisibility() && heading.getBoundingClientRect().height > 0),
    text: (content?.innerText ?? "").trim().length > 10,
    ran: typeof ran !== "undefined" || document.querySelector("[onerror], [onload], main script:not([type])") !== null,
    inside: document.documentElement.scrollWidth <= innerWidth,
  };
}"""
"""Whether the page's content can be seen and nothing of its address became an element."""


@contextmanager
def tried(browser: Browser, site: Path) -> Iterator[tuple[Page, set[Request]]]:
    """Yield a page of the site, and the requests that it waits for; what the page complains of fails the test."""
    pending: set[Request] = set()
    dialogs: list[str] = []

    def begin(asked: Request) -> None:
        pending.add(asked)

    def end(asked: Request) -> None:
        pending.discard(asked)

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with served(site) as address, watched(browser, address) as page:
        # The page of what is missing names its files by the address of the published site, here below codev/.
        below = re.compile(f"^{re.escape(address)}codev/")
        page.route(below, lambda route: route.continue_(url=below.sub(address, route.request.url)))
        page.on("request", begin)
        page.on("requestfinished", end)
        page.on("requestfailed", end)
        page.on("dialog", refuse)
        yield page, pending
    assert dialogs == []


def wrong_with(page: Page, pending: set[Request], address: str) -> list[str]:
    """Open an address, wait until what it asks for is drawn, and return what is wrong then."""
    pending.clear()
    page.goto("about:blank")  # so that a fragment alone also loads the page anew
    page.goto(address)
    page.evaluate(SETTLED)
    while pending:
        page.evaluate(SETTLED)
    found = page.evaluate(PAINTED)
    return [
        name for name, wanted in (("heading", True), ("text", True), ("ran", False), ("inside", True)) if found[name] != wanted
    ]


@pytest.mark.timeout(1_800)
def test_every_address_is_answered(browser: Browser, built: Path, request: pytest.FixtureRequest) -> None:
    count = request.config.getoption("--states")
    with tried(browser, built) as (page, pending):
        found = {address: wrong for address in addresses(PAGES, count) if (wrong := wrong_with(page, pending, address))}
    assert found == {}


def test_a_name_that_every_object_has_is_no_filter(browser: Browser, built: Path) -> None:
    with tried(browser, built) as (page, pending):
        assert wrong_with(page, pending, "search/?q=clip&constructor=1&valueOf=2") == []
        page.locator(".cs-nothing").wait_for()


def test_what_becomes_an_element_is_noticed(browser: Browser, built: Path) -> None:
    with tried(browser, built) as (page, pending):
        assert wrong_with(page, pending, "contribute/") == []
        page.evaluate("document.querySelector('#codev-content').innerHTML = '<h1></h1><script>0</script>'")
        found = page.evaluate(PAINTED)
        assert (found["heading"], found["text"], found["ran"]) == (False, False, True)


def test_the_addresses_are_the_same_each_time_and_try_all() -> None:
    made = addresses(PAGES, 846)
    assert made == addresses(PAGES, 846)
    assert len(set(made)) == 846
    assert {address.partition("?")[0] for address in made} == set(PAGES)
    asked = {part for address in made for part in address.partition("?")[2].partition("#")[0].split("&")}
    assert {part.partition("=")[0] for part in asked} >= {*KNOWN, *INHERITED}
    assert len({part.partition("=")[2] for part in asked}) >= len(TEXTS)
    assert any("%3Cscript" in part for part in asked) == any("<script" in each for each in MARKUP)
