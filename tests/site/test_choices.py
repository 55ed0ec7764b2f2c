"""Comparing, the basket and tables that can be sorted, in a real browser: by keyboard, hostile addresses, no scripts."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
import rispy
from playwright.sync_api import Browser, Locator, Page, expect

from codev import Atlas
from codev.bib import to_bibtex, to_csl
from codev.graph import graph_of
from codev.query import QUESTIONS, Facets, Query, as_command, as_python, compare, select_works, side_by_side
from codev.query.run import run
from codev.query.text import to_csv
from front_end_pages import watched

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("frontend")]

HOSTILE = [
    "constructor",
    "__proto__",
    "toString",
    "<img src=x onerror=alert(1)>",
    "model:<b>x</b>",
    "javascript:alert(1)",
    "../../../etc/passwd",
    "node:data-filter",
    "%FF",
    "x" * 5000,
]
"""Values of ``things`` that name nothing."""

STORED = [
    "{",
    '{"length": 10000}',
    '[["constructor","x"],["model:../x","y"],null]',
    "[" + ",".join(['["model:clip","CLIP"]'] * 10_000) + "]",
]
"""What somebody may have put into the browser's storage that is no list of ours, or too long a one."""

HIT = """(button) => {
  const {left, top, width, height} = button.getBoundingClientRect();
  return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""
"""Whether what lies on top at the middle of a button is the button."""


def table_of(place: Locator) -> list[list[str]]:
    """Return the texts of the cells of a comparison, those that are folded too."""
    cells: list[list[str]] = place.locator(".codev-compared table").evaluate(
        """(table) => [...table.rows].map((row) => [...row.cells].map((cell) =>
             cell.textContent.replace(/(more|claims?)(?=\\S)/g, "$1 ").replace(/\\s+/g, " ").trim()))"""
    )
    return cells


def put(page: Page, **lists: str) -> None:
    """Put texts into the browser's storage, as if an earlier page had left them."""
    page.goto("plain/")
    for name, text in lists.items():
        page.evaluate("([name, text]) => localStorage.setItem(name, text)", [f"codev-{name}", text])


def saved(page: Page, button: Locator) -> str:
    """Return what a button saves."""
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_text("utf-8")


# -- comparing --------------------------------------------------------------------------------------------------------------


def test_two_models_are_compared_by_keyboard(page: Page, facts_atlas: Atlas) -> None:
    page.goto("compare/")
    field = page.get_by_role("combobox")
    field.focus()
    page.keyboard.type("llava-1.5")
    expect(page.get_by_role("option").first).to_contain_text("LLaVA-1.5")
    expect(field).to_have_attribute("aria-activedescendant", "codev-pick-0")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Choose one more")
    page.keyboard.type("BLIP-2")
    expect(page.get_by_role("option").first).to_contain_text("BLIP-2")
    page.keyboard.press("Enter")
    query = Query.build("compare", things=("LLaVA-1.5", "BLIP-2"))
    names, aspects = side_by_side(compare(facts_atlas, query.parameters.things))
    expect(page.get_by_role("status").first).to_contain_text("BLIP-2, LLaVA-1.5 side by side")
    asked = Query.build("compare", things=names)
    assert page.url.partition("?")[2] == asked.to_url().partition("&")[2]
    assert page.title() == "BLIP-2, LLaVA-1.5 - compare"
    assert [row[0] for row in table_of(page.locator(".codev-compare-live"))] == ["", *(aspect.name for aspect in aspects)]
    for label, text in (("command", as_command(asked)), ("Python", as_python(asked)), ("the explorer", f"?{asked.to_url()}")):
        page.get_by_role("button", name=label).click()
        assert page.evaluate("navigator.clipboard.readText()") == text


@pytest.mark.parametrize("number", range(len(QUESTIONS["compare"].examples)))
def test_the_page_says_what_the_query_says_with_and_without_scripts(page: Page, facts_atlas: Atlas, number: int) -> None:
    things = list(QUESTIONS["compare"].examples.values())[number]["things"]
    page.goto("compare/")
    still = table_of(page.locator(".codev-examples section").nth(number))
    page.goto("compare/?" + "&".join(f"things={quote(each, safe='')}" for each in things))
    page.locator(".codev-compare-live .codev-compared").wait_for()
    assert table_of(page.locator(".codev-compare-live")) == still
    assert page.locator(".codev-examples").is_hidden()
    rows = compare(facts_atlas, things)
    graph = graph_of(facts_atlas)
    for row, line in zip(side_by_side(rows)[1], still[1:], strict=True):
        for cell, own in zip(line[1:], row.cells, strict=True):
            for value in own:
                assert (graph.nodes[value]["label"] if value in graph else value) in cell
            assert cell.count("in all:") == len([each for each in own if each in row.shared])
            assert cell.count("only here:") == len([each for each in own if each in row.own])
    kept = json.loads(saved(page, page.get_by_role("button", name="JSON", exact=True)))
    assert kept == [row.as_dict() for row in rows]


def test_names_as_readers_write_them_are_looked_up(page: Page, facts_atlas: Atlas) -> None:
    names = {each.name for each in facts_atlas.models.values()} & {each.name for each in facts_atlas.datasets.values()}
    shared = min(names)
    page.goto(f"compare/?things=LLaVA-1.5&things=blip-2&things={quote(shared)}")
    expect(page.locator(".pick-chosen li")).to_have_count(2)
    expect(page.get_by_role("alert")).to_contain_text(f"“{shared}” may mean model:")


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_address_is_answered_in_words(page: Page, value: str) -> None:
    written = value if value == "%FF" else quote(value, safe="")
    page.goto(f"compare/?things={written}&things=model:clip")
    expect(page.locator(".pick-chosen li")).to_have_text(["CLIP×"])
    expect(page.get_by_role("alert")).to_contain_text("Nothing is called")
    page.goto(f"basket/?things={written}&things=model:clip")
    expect(page.locator(".basket-part tbody tr")).to_have_count(1)
    assert page.locator("img").count() == 0
    assert page.locator(".codev-page b").count() == 0


def test_thousands_of_things_are_cut_and_that_is_said(page: Page) -> None:
    page.goto("plain/")
    # As many as the test's server takes; the unit test reads ten thousand.
    many = "&".join(f"things=m{number}" for number in range(4_000))
    page.evaluate("(query) => history.replaceState(null, '', '../compare/?' + query)", many)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("At most 4 things")
    assert page.locator(".pick-chosen li").count() == 0
    page.evaluate("(query) => history.replaceState(null, '', '../basket/?' + query)", many)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("The address names 4\u202f000 things; a basket holds 200")


@pytest.mark.parametrize("text", STORED, ids=["broken", "object", "no-names", "too-long"])
def test_a_hostile_storage_is_no_list(page: Page, text: str) -> None:
    put(page, basket=text, comparison=text)
    for address in ("plain/", "compare/", "basket/", "works/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert page.locator(".codev-tray").is_hidden()
    page.goto("models/clip/")
    page.get_by_role("button", name="Add CLIP to the basket").click()
    expect(page.locator(".codev-tray")).to_contain_text("1 thing in the basket")


def test_a_stored_name_is_text(page: Page) -> None:
    put(page, comparison='[["model:clip","<img src=x onerror=alert(1)>"]]')
    page.goto("plain/")
    expect(page.locator(".codev-tray")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("img").count() == 0


# -- choosing ---------------------------------------------------------------------------------------------------------------


def test_a_page_is_chosen_by_keyboard_and_said(page: Page) -> None:
    page.goto("models/clip/")
    compared = page.get_by_role("button", name="Add CLIP to the comparison")
    compared.focus()
    page.keyboard.press("Space")
    expect(compared).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[role=status].visually-hidden")).to_have_text("CLIP added to the comparison.")
    expect(page.locator(".codev-tray")).to_contain_text("1 to compare CLIP")
    page.reload()
    expect(compared).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Choose another").click()
    expect(page.locator(".pick-chosen li")).to_have_text(["CLIP×"])
    assert page.locator(".codev-tray").is_hidden()


def test_the_bar_leaves_room_below_a_page_while_it_is_there(page: Page) -> None:
    page.goto("models/clip/")
    body, whole = page.locator("body"), page.locator("html")
    expect(body).to_have_css("padding-bottom", "0px")
    expect(whole).to_have_css("scroll-padding-bottom", "auto")
    page.get_by_role("button", name="Add CLIP to the basket").click()
    height = page.locator(".codev-tray").evaluate("(bar) => bar.offsetHeight")
    assert height > 20
    expect(body).to_have_css("padding-bottom", f"{height}px")
    expect(whole).to_have_css("scroll-padding-bottom", f"{height + 10}px")  # half a line of the page's 20 px more
    page.get_by_role("button", name="Empty the basket").click()
    expect(body).to_have_css("padding-bottom", "0px")
    expect(whole).to_have_css("scroll-padding-bottom", "auto")


def test_rows_of_any_page_can_be_chosen(page: Page) -> None:
    page.goto("models/clip/")
    assert page.locator(".codev-tick").count() == 0
    page.get_by_role("button", name="Choose rows").click()
    boxes = page.locator(".codev-tick")
    expect(boxes).to_have_count(2)
    for number in range(2):
        boxes.nth(number).check()
    stored = json.loads(page.evaluate("localStorage.getItem('codev-basket')"))
    assert stored == [["work:gadre2023datacomp", "DataComp"], ["dataset:datacomp", "DataComp"]]
    boxes.nth(0).uncheck()
    expect(page.locator(".codev-tray")).to_contain_text("1 thing in the basket")
    page.get_by_role("button", name="Empty the basket").click()
    expect(boxes.nth(1)).not_to_be_checked()
    page.get_by_role("button", name="Choose rows").click()
    assert boxes.count() == 0


@pytest.mark.parametrize("width", [1440, 390])
def test_buttons_are_hit_where_they_are_painted(browser: Browser, base: str, width: int) -> None:
    with watched(browser, base, width=width) as page:
        put(
            page, basket='[["work:gadre2023datacomp","DataComp"]]', comparison='[["model:clip","CLIP"],["dataset:coco","COCO"]]'
        )
        page.goto("models/clip/")
        buttons = page.locator(":is(.codev-choose, .codev-tray) :is(a, button)")
        assert buttons.count() == 8
        for number in range(8):
            assert buttons.nth(number).evaluate(HIT), buttons.nth(number).inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto("works/")
        page.locator(".ct-table .codev-tick").first.wait_for()
        for kind in (".codev-tick", ".ct-compare"):
            assert page.locator(f".ct-table tbody {kind}").first.evaluate(HIT), kind


def test_three_works_are_cited_in_one_file_in_five_actions(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/?sort=title")  # the first action
    boxes = page.locator(".ct-table tbody .codev-tick")
    for number in range(3):
        boxes.nth(number).check()
    keys = [each.partition(":")[2] for each in boxes.evaluate_all("(all) => all.slice(0, 3).map((box) => box.dataset.thing)")]
    assert (
        saved(page, page.get_by_role("button", name="BibTeX").last).strip()
        == to_bibtex([facts_atlas.works[key] for key in keys]).strip()
    )


def test_what_is_chosen_stays_checked_where_rows_come_and_go(page: Page) -> None:
    page.goto("works/?sort=title")
    first = page.locator(".ct-table tbody tr[data-index='0']")
    first.locator(".codev-tick").check()
    first.locator(".ct-compare").click()
    page.evaluate("document.activeElement.blur()")  # a row with the focus would stay
    page.mouse.wheel(0, 20_000)
    expect(first).to_have_count(0)
    page.mouse.wheel(0, -20_000)
    expect(first.locator(".codev-tick")).to_be_checked()
    expect(first.locator(".ct-compare")).to_have_attribute("aria-pressed", "true")


def test_a_selection_goes_into_the_basket(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/?node=data-condensation&stage=finetune")
    chosen = select_works(facts_atlas, Facets(node=("data-condensation",), stage=("finetune",)))
    page.locator(".ct-export summary").click()
    page.get_by_role("button", name="Add it to the basket").click()
    expect(page.locator(".codev-tray")).to_contain_text(f"{len(chosen)} works in the basket")
    page.goto("works/")
    page.locator(".ct-export summary").click()
    page.get_by_role("button", name="Add it to the basket").click()
    expect(page.locator(".codev-tray")).to_contain_text("200 works in the basket")
    expect(page.locator(".ct-notes")).to_contain_text(f"no room for {len(facts_atlas.works) - 200} more")


# -- the basket -------------------------------------------------------------------------------------------------------------

LIST = ["work:gadre2023datacomp", "work:fang2023data", "model:clip", "dataset:coco"]


def test_a_shared_list_is_exported_in_every_format(page: Page, facts_atlas: Atlas) -> None:
    page.goto("basket/?" + "&".join(f"things={each}" for each in LIST))
    works = page.locator(".basket-part[data-kind=work]")
    expect(works.get_by_role("row")).to_have_count(3)
    cited = [facts_atlas.works[key.partition(":")[2]] for key in LIST[:2]]
    found = {each: saved(page, works.locator(f"[data-format={each}]")) for each in ("bibtex", "ris", "csl", "csv", "json")}
    assert found["bibtex"].strip() == to_bibtex(cited).strip()
    assert [each["title"] for each in rispy.loads(found["ris"])] == [work.title for work in cited]
    assert json.loads(found["csl"]) == json.loads(json.dumps(to_csl(cited)))
    answer = run(facts_atlas, Query.build("works", work=tuple(work.key for work in cited)))
    assert sorted(found["csv"].removeprefix("\ufeff").splitlines()) == sorted(to_csv(answer).splitlines())
    assert {each["key"] for each in json.loads(found["json"])} == {work.key for work in cited}
    for kind, name in (("model", "CLIP"), ("dataset", facts_atlas.datasets["coco"].name)):
        part = page.locator(f".basket-part[data-kind={kind}]")
        assert part.locator("[data-format]").count() == 2
        assert json.loads(saved(page, part.locator("[data-format=json]")))[0]["name"] == name


def test_a_shared_list_becomes_mine_only_where_i_say_so(page: Page) -> None:
    page.goto("basket/?" + "&".join(f"things={each}" for each in [*LIST, "model:gone"]))
    status = page.locator(".codev-basket [role=status]")
    expect(status).to_have_text("A list that somebody shared with you: 2 works, 1 model, 1 dataset.")
    expect(page.get_by_role("alert")).to_contain_text("Not in the atlas: model:gone")
    assert page.evaluate("localStorage.getItem('codev-basket')") is None
    page.get_by_role("button", name="Remove CLIP").click()
    expect(status).to_have_text("A list that somebody shared with you: 2 works, 1 dataset.")
    page.get_by_role("button", name="Add 3 to my basket").click()
    expect(status).to_have_text("Your basket: 2 works, 1 dataset.")
    page.get_by_role("button", name="Copy a link").click()
    link = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Empty the basket").click()
    expect(status).to_have_text("Your basket is empty.")
    expect(page.get_by_text("Check rows in the tables")).to_be_visible()
    page.goto(link)
    expect(page.locator(".basket-part tbody tr")).to_have_count(3)
    page.get_by_role("link", name="Compare them").click()
    expect(page.locator(".pick-chosen li")).to_have_count(3)


# -- sorting, paper, no scripts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "head", "is_number"), [("loops/", "Year", True), ("loops/", "Model", False), ("most-used/", "Claims", True)]
)
def test_a_press_on_a_head_sorts(page: Page, address: str, head: str, is_number: bool) -> None:
    page.goto(address)
    table = page.locator("table.codev-sortable").first
    place = [each.strip() for each in table.locator("thead th").all_inner_texts()].index(head)
    button = table.get_by_role("button", name=head, exact=True)

    def column() -> list[str] | list[int]:
        texts = [each.strip() for each in table.locator(f"tbody tr > :nth-child({place + 1})").all_inner_texts()]
        return [int(each) for each in texts if each] if is_number else [each.casefold() for each in texts]

    before = sorted(column())
    assert len(set(before)) > 1
    button.press("Enter")
    assert column() == (before[::-1] if is_number else before)
    expect(table.locator("thead th").nth(place)).to_have_attribute("aria-sort", "descending" if is_number else "ascending")
    button.press("Enter")
    assert column() == (before if is_number else before[::-1])


def test_without_scripts_there_is_nothing_to_press_and_all_to_read(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base)
    page = context.new_page()
    page.goto("compare/")
    assert page.locator(".codev-examples table").count() >= 2
    assert page.locator("button:visible").count() == 0
    # Aspects that do not differ are folded by the style sheet alone.
    first = page.locator(".codev-compared").first
    same = first.locator("tr.is-same")
    expect(same.first).to_be_visible()
    first.locator(".pivot-fold input").check()
    expect(same.first).to_be_hidden()
    page.goto("basket/")
    assert "The basket needs JavaScript" in page.locator(".codev-basket").inner_text()
    page.goto("most-used/")
    assert page.locator("tbody tr").count() > 10
    assert page.locator("button:visible").count() == 0
    context.close()


def test_nothing_to_press_is_printed(page: Page) -> None:
    put(page, basket='[["work:gadre2023datacomp","DataComp"]]', comparison='[["model:clip","CLIP"],["model:blip-2","BLIP-2"]]')
    for address, ready in (("compare/", ".codev-compared"), ("basket/", ".basket-part"), ("models/clip/", ".codev-choose")):
        page.goto(address)
        page.locator(ready).first.wait_for(state="attached")
        page.emulate_media(media="print")
        assert page.locator(":is(button, input, .codev-tray):visible").count() == 0, address
        page.emulate_media(media="screen")
