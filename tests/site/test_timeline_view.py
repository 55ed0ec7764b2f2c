"""The timeline and the neighbourhoods in a real browser: the story of SAM, lanes, lights, keyboard, address, phone, exports."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from codev import Atlas
from codev.graph import graph_of, lineage_graph
from codev.show.timeline import lanes_of
from front_end_pages import watched

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("frontend")]

STORY = "graph/?of=model%3Asam"


def thing(page: Page, label: str) -> Locator:
    """Return a thing of the picture by its whole name."""
    return page.locator(".cg-item", has=page.locator("title", has_text=re.compile(rf"^{re.escape(label)}, ")))


def find(page: Page, text: str) -> None:
    """Type a name and press Enter."""
    page.locator(".cg-search").fill(text)
    page.keyboard.press("Enter")


def labels(page: Page) -> set[str]:
    """Return the whole names of what is in the picture."""
    return {title.rpartition(", ")[0].split(", ")[0] for title in page.locator(".cg-item > title").all_text_contents()}


def test_at_first_the_leading_lanes_name_what_leads(page: Page, facts_atlas: Atlas) -> None:
    page.goto("graph/")
    expect(page.get_by_role("button", name="Timeline")).to_have_attribute("aria-pressed", "true")
    first = lanes_of(facts_atlas).first
    expect(page.locator(".cg-item")).to_have_count(len(first))
    things = sum(data["kind"] in ("model", "dataset") for _, data in graph_of(facts_atlas).nodes(data=True))
    shown, of = re.findall(r"\d+", page.locator(".cg-status").inner_text().replace("\u202f", ""))[:2]
    assert int(shown) == len(first)
    assert len(first) < int(of) <= things


def test_the_story_of_sam_is_told_in_two_actions(page: Page, facts_atlas: Atlas) -> None:
    page.goto("graph/")
    find(page, "sam")
    expect(page.locator(".cg-panel h2")).to_have_text("SAM")
    assert {"SAM", "SA-1B", "SAM 2", "SA-V", "SAM 3", "SA-Co"} <= labels(page)
    paths = lineage_graph(facts_atlas)
    up, down = len(nx.ancestors(paths, "model:sam")), len(nx.descendants(paths, "model:sam"))
    expect(page.locator(".cg-status")).to_contain_text(re.compile(rf"came from {up} .*led to {down} "))
    assert page.locator(".cg-item:has(> .cg-loop-ring)", has_text="SA-1B").count() == 1
    assert page.url.endswith("of=model%3Asam")


def test_a_click_follows_a_thing_and_back_goes_back(page: Page) -> None:
    page.goto(STORY)
    thing(page, "SA-1B").click()
    expect(page.locator(".cg-panel h2")).to_have_text("SA-1B")
    page.go_back()
    expect(page.locator(".cg-panel h2")).to_have_text("SAM")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".cg-panel")).to_be_hidden()
    assert page.url.endswith("graph/")


def test_every_thing_is_hit_where_it_is_drawn(page: Page) -> None:
    page.goto(STORY)
    page.locator(".cg-item").first.wait_for()
    missed = page.evaluate(
        """() => [...document.querySelectorAll(".cg-item")].filter((item) => {
             const text = item.querySelector("text");
             text.scrollIntoView({block: "center"});
             const {left, top, width, height} = text.getBoundingClientRect();
             const hit = document.elementFromPoint(left + width / 2, top + height / 2);
             return hit?.closest(".cg-item") !== item;
           }).map((item) => item.textContent)"""
    )
    assert missed == []


def test_pointing_lights_up_what_belongs_together(page: Page) -> None:
    page.goto(STORY)
    thing(page, "SAM 2").hover()
    lit = {text.split(",")[0] for text in page.locator(".cg-item.is-lit > title").all_text_contents()}
    assert {"SAM 2", "SA-V"} <= lit
    assert "SA-1B" not in lit
    assert page.locator(".cg-arrow.is-lit").count() >= 2
    page.mouse.move(2, 2)
    expect(page.locator(".is-lighting")).to_have_count(0)


def test_lanes_open_and_fold_and_the_address_keeps_them(page: Page, facts_atlas: Atlas) -> None:
    page.goto("graph/")
    lane = page.locator('[data-toggle="no-family"]')
    expect(lane).to_have_attribute("aria-expanded", "false")
    before = page.locator(".cg-item").count()
    lane.click()
    expect(lane).to_have_attribute("aria-expanded", "true")
    expect(lane).to_be_focused()
    assert page.locator(".cg-item").count() > before
    assert page.url.endswith("lane=no-family")
    page.reload()
    expect(lane).to_have_attribute("aria-expanded", "true")
    page.locator('[data-toggle="no-year"]').click()
    undated = [
        data["label"]
        for _, data in graph_of(facts_atlas).nodes(data=True)
        if data["kind"] in ("model", "dataset") and not data["year"]
    ]
    assert undated
    assert page.locator('[data-lane="no-year"] .cg-item').count() == len(undated)


def test_arrows_are_switched_off_in_the_address(page: Page) -> None:
    page.goto(STORY)
    made = page.get_by_role("button", name="made")
    expect(made).to_have_attribute("aria-pressed", "true")
    made.click()
    expect(made).to_have_attribute("aria-pressed", "false")
    assert "relation=trains" in page.url
    assert "relation=produces" not in page.url
    made.click()
    assert page.url.endswith("of=model%3Asam")


def test_a_loop_is_looked_at(page: Page) -> None:
    page.goto("graph/?loop=1")
    expect(page.locator(".cg-status")).to_contain_text("Loop 1 of")
    assert page.locator(".cg-item:has(> .cg-loop-ring)").count() >= 2


def test_the_keyboard_walks_and_opens(page: Page) -> None:
    page.goto("graph/")
    page.locator(".cg-item[tabindex='0']").first.focus()
    first = page.evaluate("document.activeElement.dataset.node")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.node")
    assert first != second
    page.keyboard.press("ArrowDown")
    third = page.evaluate("document.activeElement.dataset.node")
    lanes = page.evaluate(
        "(nodes) => nodes.map((node) => document.querySelector(`[data-node='${node}']`).closest('[data-lane]').dataset.lane)",
        [first, second, third],
    )
    assert lanes[0] == lanes[1] != lanes[2]
    expect(page.locator(".cg-timeline svg")).to_have_class(re.compile("is-lighting"))
    page.keyboard.press("Enter")
    expect(page.locator(".cg-panel")).to_be_visible()
    assert page.evaluate("document.activeElement.dataset.node") == third
    page.keyboard.press("Escape")
    expect(page.locator(".cg-panel")).to_be_hidden()


@pytest.mark.parametrize("name", ["LLaVA", "CLIP", "GPT-4"])
def test_an_exact_name_finds_that_thing(page: Page, name: str) -> None:
    page.goto("graph/")
    find(page, name.lower())
    expect(page.locator(".cg-panel h2")).to_have_text(name)


def test_a_neighbourhood_shows_all_that_is_next_to_a_thing(page: Page, facts_atlas: Atlas) -> None:
    page.goto("graph/?of=model%3Allava")
    page.get_by_role("button", name="Neighbourhood").click()
    graph = graph_of(facts_atlas)
    near = {*graph.succ["model:llava"], *graph.pred["model:llava"]} - {"model:llava"}
    expect(page.locator(".cg-status")).to_contain_text(f"LLaVA: {len(near)} neighbours")
    assert page.url.endswith("view=neighbourhood&of=model%3Allava")
    whole = page.locator(".cg-item > title").all_text_contents()
    assert all(any(title.startswith(f"{graph.nodes[name]['label']}, ") for title in whole) for name in near)
    thing(page, "Vicuna").click()
    expect(page.locator(".cg-panel h2")).to_have_text("Vicuna")


def test_the_neighbourhood_of_nothing_says_what_to_do(page: Page) -> None:
    page.goto("graph/?view=neighbourhood")
    expect(page.locator(".cg-rings")).to_contain_text("Find a model")


def test_the_table_and_the_files_hold_what_is_drawn(page: Page, facts_atlas: Atlas) -> None:
    page.goto(STORY)
    page.locator("summary", has_text="The same as a table").click()
    graph = graph_of(facts_atlas)
    rows = page.locator(".cg-table tbody tr").all_inner_texts()
    assert any(re.match(r"SAM\s.*produces\s.*SA-1B", row.replace("\n", " ")) for row in rows)
    page.locator(".ct-export summary").click()
    with page.expect_download() as download:
        page.locator('.ct-export button[data-format="csv"]').click()
    found = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"), newline="")))
    assert ("model:sam", "produces", "dataset:sa-1b") in {(row["source"], row["relation"], row["target"]) for row in found}
    assert all(graph.has_edge(row["source"], row["target"]) for row in found)
    page.locator(".ct-export summary").click()
    with page.expect_download() as download:
        page.locator('.ct-export button[data-format="svg"]').click()
    tree = ET.fromstring(Path(download.value.path()).read_text("utf-8"))  # noqa: S314 - our own
    assert "SA-1B" in {each.text for each in tree.iter("{http://www.w3.org/2000/svg}text")}


def test_hostile_addresses_are_text(page: Page) -> None:
    page.goto("graph/?of=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&lane=%3Cb%3E%22%5D&view=%3Cb%3E&loop=999999")
    expect(page.locator(".cg-status")).to_contain_text("is not among them")
    assert page.locator("img, .cg-status b").count() == 0


def test_on_a_dark_phone_nothing_is_wider_than_the_window(browser: Browser, base: str) -> None:
    with watched(browser, base, width=390, height=844, dark=True) as page:
        for query in ("", "?of=model%3Asam", "?view=neighbourhood&of=model%3Aclip"):
            page.goto(f"graph/{query}")
            page.locator(".cg-item").first.wait_for()
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        expect(page.locator(".cg-svg > rect")).to_have_attribute("fill", "#17181b")
