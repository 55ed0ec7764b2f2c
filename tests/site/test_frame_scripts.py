"""What the scripts of every page do in the theme's place: colours, the contents beside the text, and folds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from built_site import html_files
from front_end_pages import served
from page_checks import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SYSTEM, LIGHT, DARK = (
    "Colours follow the system; switch to light",
    "Light; switch to dark",
    "Dark; switch to what the system says",
)
"""What the button says while a choice holds, as in site/mkdocs.yml; a click leads to the next."""

SCHEMES = {LIGHT: "default", DARK: "slate"}
KEY = "/.__palette"
"""Under what the choice is kept for a site at the root of its host."""

LONG_PAGE = "architecture/"
"""A page whose contents do not fit into a low window."""


@pytest.fixture(scope="module")
def base(built: Path) -> Iterator[str]:
    """The address of the whole site."""
    with served(built) as address:
        yield address


@pytest.fixture
def context(browser: Browser, base: str) -> Iterator[BrowserContext]:
    """A browser without anything kept, on a system with dark colours."""
    made = browser.new_context(base_url=base, color_scheme="dark", viewport={"width": 1300, "height": 500})
    yield made
    made.close()


def shown(page: Page) -> tuple[str, str]:
    """Return what the one button of the colours says, and the scheme of the page."""
    (button,) = [label for label in page.locator("[data-md-component=palette] label").all() if label.is_visible()]
    return str(button.get_attribute("title")), str(page.locator("body").get_attribute("data-md-color-scheme"))


def test_what_the_browser_draws_around_a_page_has_its_colours(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("contribute/")
    around = """[
      getComputedStyle(document.documentElement).colorScheme,
      document.querySelector("meta[name=theme-color]").content === getComputedStyle(document.body).backgroundColor,
    ]"""
    assert page.evaluate(around) == ["dark", True]
    page.emulate_media(color_scheme="light")
    wait_until(page, f"""{around}.join() === "light,true" """)


def test_colours_follow_the_system_until_they_are_chosen(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("contribute/")
    assert shown(page) == (SYSTEM, "slate")
    page.emulate_media(color_scheme="light")
    assert shown(page) == (SYSTEM, "default")
    for title in (LIGHT, DARK):
        page.locator("[data-md-component=palette] label:visible").click()
        assert shown(page) == (title, SCHEMES[title])
        page.goto("about/" if title == LIGHT else "contribute/")
        assert shown(page) == (title, SCHEMES[title]), "a choice holds for all pages"
    # By keyboard: Enter goes on to the next choice, and the focus stays with the buttons.
    page.locator("[data-md-component=palette] input:checked").focus()
    page.keyboard.press("Enter")
    assert shown(page) == (SYSTEM, "default")
    assert page.evaluate("document.activeElement.closest('[data-md-component=palette]') !== null")


@pytest.mark.parametrize(
    ("kept", "title"),
    [
        # As the theme's own script keeps a choice.
        (json.dumps({"index": 1, "color": {"media": "(prefers-color-scheme: light)", "scheme": "default"}}), LIGHT),
        (json.dumps({"color": {"media": "(prefers-color-scheme: none)"}}), SYSTEM),
        (json.dumps({"color": {"media": ["(prefers-color-scheme: light)"]}}), SYSTEM),
        (json.dumps({"color": "dark"}), SYSTEM),
        ("null", SYSTEM),
        ("{", SYSTEM),
    ],
)
def test_what_is_kept_is_a_choice_or_nothing(context: BrowserContext, kept: str, title: str) -> None:
    context.add_init_script(f"localStorage.setItem({json.dumps(KEY)}, {json.dumps(kept)})")
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto("contribute/")
    assert shown(page) == (title, SCHEMES.get(title, "slate"))
    assert failed == []


def test_colours_can_be_chosen_where_nothing_can_be_kept(context: BrowserContext) -> None:
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })")
    page = context.new_page()
    page.goto("contribute/")
    page.locator("[data-md-component=palette] label:visible").click()
    assert shown(page) == (LIGHT, "default")


def test_a_page_has_its_colours_before_its_content(context: BrowserContext) -> None:
    """Else a browser would style the whole page twice, and a reader would see it flash."""
    context.add_init_script(
        """new MutationObserver(() => {
             if (document.querySelector("#codev-content")) window.before ??= document.body.dataset.mdColorScheme;
           }).observe(document, { childList: true, subtree: true })"""
    )
    page = context.new_page()
    page.goto("contribute/")
    assert page.evaluate("[window.before, document.documentElement.className]") == ["slate", "js"]


def test_the_contents_follow_the_reader(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(LONG_PAGE)
    links = page.locator("[data-md-component=toc] a")
    active = page.locator(".md-nav__link--active")
    sidebar = page.locator(".md-sidebar--secondary .md-sidebar__scrollwrap")
    for link in (links.nth(2), links.last):
        page.evaluate("(id) => document.getElementById(id).scrollIntoView()", str(link.get_attribute("href")).removeprefix("#"))
        expect(active).to_have_count(1)
        expect(active).to_have_attribute("href", str(link.get_attribute("href")))
        expect(active).to_be_in_viewport()
    # The list is as high as the window at most, and all above is passed.
    box = sidebar.bounding_box()
    assert box is not None
    assert 0 < box["y"] < box["y"] + box["height"] <= 500
    assert page.locator(".md-nav__link--passed").count() == links.count() - 1
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(".md-nav__link--passed")).to_have_count(0)


def test_an_address_opens_the_folds_around_what_it_names_and_paper_opens_all(
    context: BrowserContext,
) -> None:
    folded = "[...document.querySelectorAll('details:not([open]) [id]')].map(({ id }) => id)"
    page = context.new_page()
    page.goto("gaps/")
    page.evaluate("document.querySelector('details:not([open]) li').id = 'a-gap'")
    assert page.evaluate(folded) == ["a-gap"]
    page.evaluate("location.hash = 'a-gap'")
    expect(page.locator("#a-gap")).to_be_in_viewport()
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = false))")
    page.emulate_media(media="print")
    expect(page.locator("details:not([open])")).to_have_count(0)
    page.emulate_media(media="screen")
    expect(page.locator("details[open]")).to_have_count(0)
    page.goto("gaps/#%")
    expect(page.locator("h1")).to_be_visible()


def test_the_focus_of_the_keyboard_is_seen_on_what_the_theme_leaves_without(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("gaps/")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    for selector in ("summary", ".codev-page a"):
        place = page.locator(selector).first
        place.focus()
        page.keyboard.press("Shift")
        assert page.evaluate(outline) == "solid", selector


def test_every_page_begins_with_the_script_for_colours(built: Path) -> None:
    begins = {
        path: (built / path).read_text(encoding="utf-8").count('assets/codev/begin.js"></script>') for path in html_files(built)
    }
    assert {path: count for path, count in begins.items() if count != 1} == {}
