"""What scripts add to every page, in a real browser: search, copy buttons, matrices, and what is left without scripts."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from codev import Atlas
from codev.query import Facets, select_works

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("frontend")]


def test_the_search_engine_is_loaded_when_search_is_first_used(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("plain/")
    page.wait_for_load_state("networkidle")
    assert not any("pagefind" in url for url in asked)
    page.keyboard.press("/")
    page.locator(".cs-field").fill("clip")
    expect(page.locator(".cs-results li").first).to_be_visible()
    assert any("pagefind" in url for url in asked)


def test_searching_and_narrowing_down(page: Page) -> None:
    page.goto("plain/")
    page.get_by_role("link", name="Search").click()
    expect(page.locator(".cs-field")).to_be_focused()
    page.locator(".cs-field").fill("clip filters")
    expect(page.locator(".cs-status")).to_have_text("30 pages for “clip filters”")
    expect(page.locator(".cs-results > li")).to_have_count(12)
    assert page.locator(".cs-results mark").count() > 0
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".cs-results > li")).to_have_count(24)
    page.locator(".cs-filters label", has_text="Model").click()
    expect(page.locator(".cs-status")).to_have_text("15 pages for “clip filters”")
    page.locator(".cs-filters label", has_text="2021").click()
    expect(page.locator(".cs-status")).to_have_text(re.compile(r"^[78] pages"))
    address = page.get_by_role("link", name="Open as a page").get_attribute("href")
    assert address
    assert address.endswith("/search/?q=clip%20filters&kind=Model&year=2021")


def test_what_is_called_so_comes_first(page: Page) -> None:
    page.goto("search/?q=Found%2023")
    expect(page.locator(".cs-results > li .cs-link").first).to_have_text("Found 23")


def test_an_empty_search_gives_examples(page: Page) -> None:
    page.goto("search/")
    page.get_by_role("button", name="DataComp").click()
    expect(page.locator(".cs-field")).to_have_value("DataComp")
    expect(page.locator(".cs-field")).to_be_focused()
    page.wait_for_url(re.compile(r"\?q=DataComp"))


def test_the_keyboard_opens_chooses_and_closes(page: Page) -> None:
    page.goto("plain/")
    page.keyboard.press("/")
    page.keyboard.type("found")
    expect(page.locator(".cs-status")).to_have_text("30 pages for “found”")
    expect(page.locator(".cs-results > li")).to_have_count(12)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cs-link").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".cs-field")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cs-link").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/found/*/")


def test_closing_gives_the_focus_back(page: Page) -> None:
    page.goto("plain/")
    page.get_by_role("link", name="Search").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cs-field")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Search")).to_be_focused()


def test_enter_in_the_field_opens_the_best_result(page: Page) -> None:
    page.goto("plain/")
    page.keyboard.press("/")
    page.keyboard.type("number 7 filters")
    page.keyboard.press("Enter")
    page.wait_for_url("**/found/7/")


def test_the_shortcut_does_not_get_in_the_way_of_typing(page: Page) -> None:
    page.goto("plain/")
    page.locator("#field").focus()
    page.keyboard.type("a/b")
    assert page.locator("#field").input_value() == "a/b"
    assert page.locator("dialog").count() == 0


def test_nothing_found_says_what_to_do(page: Page) -> None:
    page.goto("plain/")
    page.keyboard.press("/")
    page.keyboard.type("qqqqzzzz")
    expect(page.locator(".cs-status")).to_have_text("Nothing found for “qqqqzzzz”")
    expect(page.locator(".cs-nothing")).to_contain_text("Try fewer or other words")


def test_the_search_page_keeps_its_state_in_the_address(page: Page) -> None:
    page.goto("search/?q=clip&kind=Work")
    expect(page.locator(".cs-status")).to_have_text("15 pages for “clip”")
    page.locator(".cs-filters label", has_text="Work").click()
    expect(page.locator(".cs-status")).to_have_text("30 pages for “clip”")
    assert page.url.endswith("search/?q=clip")
    page.keyboard.press("/")
    expect(page.locator(".cs-field")).to_be_focused()
    assert page.locator("dialog").count() == 0


def test_hostile_searches_are_text(page: Page) -> None:
    page.goto("search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&%3Cb%3E=1&kind=%22%3E%3Cb%3E")
    expect(page.locator(".cs-status")).to_contain_text("<img")
    assert page.locator("img, b").count() == 0


def test_a_missing_index_is_said(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base)
    page = context.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto("plain/")
    page.keyboard.press("/")
    page.keyboard.type("clip")
    expect(page.locator(".cs-status")).to_contain_text("The search index could not be loaded")
    context.close()


def test_copying(page: Page) -> None:
    page.goto("plain/")
    button = page.locator("button.codev-copy")
    button.click()
    expect(button).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#cite").inner_text()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_text("Copied to the clipboard")


def test_copying_without_a_clipboard(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto("plain/")
    page.locator("button.codev-copy").click()
    expect(page.locator("button.codev-copy")).to_have_text("Copied")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", "--node NODE --stage STAGE"),
        ("?node=data-filter&stage=pretrain&other=x", "--node data-filter --stage pretrain"),
        ("?stage=%3Cb%3Ehostile%3C%2Fb%3E&node=a%20b%3B%20rm", "--node NODE --stage STAGE"),
        (f"?node={'a' * 81}&stage=pretrain", "--node NODE --stage pretrain"),
    ],
)
def test_a_command_is_filled_from_the_address(page: Page, query: str, shown: str) -> None:
    page.goto(f"plain/{query}")
    expect(page.locator("#filled")).to_have_text(shown)


def test_arrow_keys_walk_a_matrix(page: Page) -> None:
    page.goto("matrix/")
    cells = page.locator("td a")
    cells.first.focus()
    # Tab leads out of the matrix from there, and back to the link that one left.
    assert [each.get_attribute("tabindex") for each in cells.all()] == ["0", "-1", "-1", "-1", "-1"]
    assert page.locator(".is-crossed").count() > 3
    for key, number in (("ArrowRight", "51"), ("ArrowDown", "7"), ("ArrowLeft", "13"), ("ArrowUp", "8"), ("ArrowUp", "33")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == number, "empty cells are passed over"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "33"
    page.keyboard.press("ArrowRight")
    assert [each.get_attribute("tabindex") for each in cells.all()] == ["-1", "0", "-1", "-1", "-1"]
    page.keyboard.press("Tab")
    assert page.locator("td :focus").count() == 0


def test_a_matrix_is_filtered_and_its_cells_lead_to_the_works(page: Page, facts_atlas: Atlas) -> None:
    page.goto("matrix/")
    page.get_by_label("Capability enhanced").select_option("perception")
    stages = ("pretrain", "finetune")
    for row in ("scaling", "data-acquisition", "data-mixture"):
        for column, stage in enumerate((*stages, stages)):
            selected = select_works(facts_atlas, Facets.of(node=row, stage=stage, enhanced="perception"))
            cell = page.locator(f'tr[data-row="{row}"] td').nth(column)
            expect(cell).to_have_text(str(len(selected)) if selected else "")
            assert (cell.get_attribute("class") or "").startswith("s") == (row != "scaling" and column < 2)
    # The row at the foot and the words around count the same.
    for column, stage in enumerate((*stages, stages)):
        selected = select_works(facts_atlas, Facets.of(node="scaling", stage=stage, enhanced="perception"))
        expect(page.locator("tfoot td").nth(column)).to_have_text(str(len(selected)))
    expect(page.locator(".cm-status")).to_contain_text(f"{len(selected)} works in all")
    expect(page.locator(".matrix-total")).to_have_text(f"{len(selected)} works in all")
    # On paper stands what the numbers count, and nothing to press.
    page.emulate_media(media="print")
    expect(page.locator(".cm-status")).to_be_visible()
    for pressed in (page.locator(".cm-bar"), page.locator(".cm-answer button")):
        expect(pressed).to_be_hidden()
    page.emulate_media(media="screen")
    link = page.locator('tr[data-row="data-acquisition"] td a').first
    expect(link).to_have_attribute("href", re.compile(r"/works/\?node=data-acquisition&stage=pretrain&enhanced=perception$"))
    page.go_back()
    expect(page.locator('tr[data-row="data-acquisition"] td').first).to_have_text("33")
    expect(page.locator('tr[data-row="data-acquisition"] td a').first).to_have_attribute("href", "#one")
    expect(page.locator(".matrix-total")).to_have_text("96 works in all")
    expect(page.locator("tfoot td").last).to_have_text("96")
    page.go_forward()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator('tr[data-row="data-acquisition"] td').first).to_have_text("33")
    assert page.url.endswith("matrix/")


@pytest.mark.parametrize("width", [390, 1200])
def test_the_filters_of_a_matrix_move_nothing_when_they_come(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    held: list[Route] = []
    page.route("**/works.json", lambda route: held.append(route))  # noqa: PLW0108 - it marks its handler
    with page.expect_request("**/works.json"):
        page.goto("matrix/")
    matrix = page.locator(".codev-matrix-frame")
    before = matrix.evaluate("(each) => each.getBoundingClientRect().top")
    bar = page.locator(".cm-bar")
    assert bar.count() == 0
    page.wait_for_load_state()
    held.pop().continue_()
    expect(bar).to_be_visible()
    assert matrix.evaluate("(each) => each.getBoundingClientRect().top") == pytest.approx(before, abs=1)
    # All stand in one line, and what is cut off says so.
    assert len({round(each["y"]) for each in (field.bounding_box() for field in bar.locator("select").all()) if each}) == 1
    expect(bar).to_have_attribute("data-more", "after" if width == 390 else "")


def test_a_matrix_that_cannot_be_filtered_leaves_no_gap(browser: Browser, base: str) -> None:
    page = browser.new_page(base_url=base)
    page.route("**/works.json", lambda route: route.abort())
    page.goto("matrix/")
    expect(page.locator(".codev-matrix-filters")).to_have_count(0)
    page.close()


def test_without_scripts_the_pages_are_whole(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, java_script_enabled=False)
    page = context.new_page()
    page.goto("works/")
    assert page.get_by_role("link", name="The plain table").is_visible()
    page.goto("matrix/")
    assert page.locator("td a").first.inner_text() == "33"
    context.close()


def test_works_of_a_cell_stand_beside_its_matrix(page: Page, facts_atlas: Atlas) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("gaps/")
    page.get_by_role("radio", name="Fine-tuning").check(force=True)
    # A matrix that moves is laid out again: it stays where it is until a cell is chosen.  A map comes when it is chosen.
    sections = page.locator(".codev-map > section")
    expect(sections).to_have_count(2)
    expect(sections.locator("> .codev-matrix-frame")).to_have_count(2)
    link = page.locator("#map-finetune a[data-bubble]").first
    number, row, column = int(link.inner_text()), "Scaling up", "Text"
    link.click()
    aside = page.get_by_role("complementary", name=f"Works: {row} × {column}")
    expect(aside.get_by_role("status")).to_contain_text(f"{number} works")
    expect(aside.get_by_role("listitem")).to_have_count(min(number, 40))
    frame, beside = page.locator("#map-finetune .codev-matrix-frame").bounding_box(), aside.bounding_box()
    assert frame is not None
    assert beside is not None
    assert beside["x"] >= frame["x"] + frame["width"]
    whole = aside.get_by_role("link", name="Open them in the table of works")
    assert parse_qs(urlsplit(str(whole.get_attribute("href"))).query)["stage"] == ["finetune"]
    # On a phone they stand below it.
    page.set_viewport_size({"width": 390, "height": 800})
    frame, below = page.locator("#map-finetune .codev-matrix-frame").bounding_box(), aside.bounding_box()
    assert frame is not None
    assert below is not None
    assert below["y"] >= frame["y"] + frame["height"]
    aside.get_by_role("button", name="Close the list").click()
    expect(aside).to_be_hidden()


def test_the_keyboard_opens_and_closes_the_works_of_a_cell(page: Page) -> None:
    page.goto("gaps/#map-finetune")
    expect(page.get_by_role("radio", name="Fine-tuning")).to_be_checked()
    link = page.locator("#map-finetune a[data-bubble]").first
    link.focus()
    link.press("ArrowDown")
    expect(page.locator("#map-finetune tr:nth-child(2) a[data-bubble]").first).to_be_focused()
    page.locator(":focus").press("Enter")
    heading = page.locator(".cm-beside h3:visible")
    expect(heading).to_be_focused()
    heading.press("Escape")
    expect(page.locator(".cm-beside:visible")).to_have_count(0)
    expect(page.locator("#map-finetune tr:nth-child(2) a[data-bubble]").first).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_map_switches_stages_and_folds_rows_and_columns(browser: Browser, base: str, scripts: bool) -> None:
    context = browser.new_context(base_url=base, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("gaps/")
    expect(page.locator(".codev-map section:visible")).to_have_count(1)
    assert page.get_by_role("group", name="Stage").get_by_role("radio").count() > 2
    page.get_by_role("radio", name="Inference").check(force=True)
    expect(page.locator("#map-inference")).to_be_visible()
    expect(page.locator(".codev-map section:visible")).to_have_count(1)
    rows = page.locator("#map-inference tbody[data-group=scaling-up] tr")
    expect(rows.nth(1)).to_be_visible()
    page.get_by_role("checkbox", name="Scaling up").uncheck(force=True)
    expect(rows.nth(0)).to_be_visible()
    expect(rows.nth(1)).to_be_hidden()
    page.get_by_role("radio", name="Fine-tuning").check(force=True)
    expect(page.locator("#map-finetune tbody[data-group=scaling-up] tr").nth(1)).to_be_hidden()
    page.get_by_role("checkbox", name="Rare modalities").uncheck(force=True)
    expect(page.locator("#map-finetune thead th.folds:visible")).to_have_count(0)
    expect(page.locator("#map-finetune thead th.folded")).to_be_visible()
    context.close()


CARD = ".codev-card"


def the_link(page: Page) -> Locator:
    """Return the link of a page about CLIP that leads to a work."""
    page.goto("models/clip/")
    return page.get_by_role("link", name="DataComp").first


def test_the_mouse_shows_a_card_that_it_can_move_onto(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    link = the_link(page)
    card = page.locator(CARD)
    expect(card).to_be_hidden()
    link.hover()
    expect(card).to_be_visible()
    assert card.locator("p").all_inner_texts() == [
        "Work · surveyed",
        'DataComp <b>document.title = "ran"',
        "A. One, B. Two, C. Three, and 2 more · NeurIPS 2023",
        "A pool of pairs.",
    ]
    box, shown = link.bounding_box(), card.bounding_box()
    assert box is not None
    assert shown is not None
    assert abs(shown["y"] - box["y"] - box["height"]) < 1, "there is nothing between a link and its card"
    page.clock.install()
    card.hover()
    page.clock.run_for(5_000)
    expect(card).to_be_visible()
    page.mouse.move(900, 700)
    page.clock.run_for(5_000)
    expect(card).to_be_hidden()
    link.hover()
    page.clock.run_for(5_000)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert sum(url.endswith("works/gadre2023datacomp/") for url in asked) == 1, "a page is read once"
    assert not any("nowhere.png" in url for url in asked)
    assert page.title() == "models/clip"


def test_the_keyboard_shows_a_card_until_it_goes_on(page: Page) -> None:
    link, card = the_link(page), page.locator(CARD)
    before = link.evaluate("(link) => link.outerHTML")
    page.keyboard.press("Tab")
    for _ in range(20):
        if link.evaluate("(link) => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(card).to_be_visible()
    assert card.get_attribute("role") == "tooltip"
    assert link.get_attribute("aria-describedby") == card.get_attribute("id")
    page.clock.install()
    page.mouse.move(900, 700)
    page.clock.run_for(5_000)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).to_be_focused()
    assert link.evaluate("(link) => link.outerHTML") == before
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.clock.run_for(5_000)
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    page.clock.run_for(5_000)
    expect(card).to_be_hidden()
    # What is left before its time shows nothing afterwards.
    link.evaluate("(link) => { link.focus(); link.blur(); }")
    page.clock.run_for(5_000)
    expect(card).to_be_hidden()


def test_fingers_and_links_to_lists_show_no_card(page: Page) -> None:
    link, card = the_link(page), page.locator(CARD)
    page.clock.install()
    for pointer, place in (("touch", link), ("mouse", page.get_by_role("link", name="All works"))):
        place.dispatch_event("pointerover", {"pointerType": pointer, "bubbles": True})
        page.clock.run_for(5_000)
        expect(card).to_be_hidden()
    # The same event of a mouse shows it.
    link.dispatch_event("pointerover", {"pointerType": "mouse", "bubbles": True})
    page.clock.run_for(5_000)
    expect(card).to_be_visible()
