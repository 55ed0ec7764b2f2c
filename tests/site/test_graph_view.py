"""The graph explorer in a real browser: search, click, facets, loops, address, keyboard, exports, and life without WebGL."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from codev import Atlas
from codev.graph import graph_of
from codev.graph.relations import RELATIONS
from codev.query.answers.loops import loops
from codev.show.addresses import Addresses
from codev.show.graph_data import graph_data
from front_end_pages import watched

NETWORK = "graph/?view=network"
"""The address of the view that shows the whole graph."""

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("frontend")]


@pytest.fixture(scope="module")
def data(facts_atlas: Atlas) -> dict[str, Any]:
    """The graph as the page reads it."""
    return graph_data(facts_atlas, Addresses(facts_atlas).thing)


UNDRAWN = """for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
  WebGL2RenderingContext.prototype[name] = () => {};
}"""
"""Lets WebGL do all but draw: without a graphics card the first drawing takes five seconds of a processor."""


@pytest.fixture
def undrawn(page: Page) -> None:
    """Lay the graph out, let it be searched and filtered, and do not paint it."""
    page.add_init_script(UNDRAWN)


def edges_at(atlas: Atlas, name: str) -> int:
    """Return how many edges a node has."""
    return graph_of(atlas).degree(name)


def find(page: Page, text: str) -> None:
    """Find a node by its name and choose the first match."""
    page.locator(".cg-search").fill(text)
    page.keyboard.press("Enter")


def saved(page: Page, form: str) -> bytes:
    """Export what is shown and return the file."""
    page.locator(".ct-export summary").click()
    with page.expect_download() as download:
        page.locator(f'.ct-export button[data-format="{form}"]').click()
    return Path(download.value.path()).read_bytes()


def coloured(picture: bytes) -> int:
    """Return how many pixels of a picture have a colour."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").resize((400, 300))
    raw = image.tobytes()
    return sum(max(raw[at : at + 3]) - min(raw[at : at + 3]) > 60 for at in range(0, len(raw), 3))


def test_the_graph_is_drawn(page: Page, facts_atlas: Atlas) -> None:
    page.goto(NETWORK)
    connected = sum(degree > 0 for _, degree in graph_of(facts_atlas).degree())
    expect(page.locator(".cg-status")).to_have_text(re.compile(rf"^1\D?{connected % 1000:03} nodes"))
    page.wait_for_timeout(300)
    assert coloured(page.locator(".cg-stage").screenshot()) > 300


@pytest.mark.usefixtures("undrawn")
def test_a_node_is_found_and_its_claims_are_shown(page: Page, facts_atlas: Atlas) -> None:
    page.goto(NETWORK)
    find(page, "datacomp-1b")
    panel = page.locator(".cg-panel")
    expect(panel.locator("h2")).to_have_text("DataComp-1B")
    assert panel.locator(".cg-group li").count() == edges_at(facts_atlas, "dataset:datacomp-1b")
    expect(panel.get_by_role("link", name="Open its page")).to_have_attribute("href", re.compile(r"/datasets/datacomp-1b/$"))
    group = panel.locator(".cg-group", has=page.locator("h3", has_text=RELATIONS["produces"].back))
    expect(group.locator(".cg-other").first).to_contain_text("CLIP")
    group.locator("summary").first.click()
    claim = group.locator("summary").first.inner_text()
    expect(group.locator(".cg-statement").first).to_have_text(facts_atlas.claims[claim].statement)
    expect(group.locator(".cg-evidence").first).to_contain_text(facts_atlas.claims[claim].evidence[0].describe())
    expect(group.locator(".cg-inferred").first).to_contain_text("statement")
    address = re.escape(f"/works/{claim.rpartition('.')[0]}/#{claim}")
    expect(group.locator("a").first).to_have_attribute("href", re.compile(f"{address}$"))
    assert "of=dataset%3Adatacomp-1b" in page.url


@pytest.mark.usefixtures("undrawn")
def test_the_back_button_goes_back(page: Page) -> None:
    page.goto(NETWORK)
    find(page, "clip")
    expect(page.locator(".cg-panel h2")).to_have_text("CLIP")
    page.locator(".cg-group .cg-other").nth(3).click()
    expect(page.locator(".cg-panel h2")).not_to_have_text("CLIP")
    page.go_back()
    expect(page.locator(".cg-panel h2")).to_have_text("CLIP")
    page.go_back()
    expect(page.locator(".cg-panel")).to_be_hidden()


@pytest.mark.usefixtures("undrawn")
def test_what_is_chosen_can_be_closed(page: Page) -> None:
    page.goto(f"{NETWORK}&of=model%3Aclip&kind=model&relation=variant_of")
    expect(page.locator(".cg-panel h2")).to_have_text("CLIP")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".cg-panel")).to_be_hidden()


def test_a_click_on_a_node_chooses_it(page: Page) -> None:
    page.goto(f"{NETWORK}&loop=2")
    stage = page.locator(".cg-stage")
    box = stage.bounding_box()
    assert box
    page.wait_for_timeout(300)
    image = Image.open(io.BytesIO(stage.screenshot())).convert("RGB")
    purple = [
        (x, y)
        for x in range(0, image.width, 2)
        for y in range(0, image.height, 2)
        if _near(image.getpixel((x, y)), (123, 63, 143))
    ]
    assert purple, "the loop's model is in sight"
    x, y = purple[len(purple) // 2]
    page.mouse.click(box["x"] + x, box["y"] + y)
    expect(page.locator(".cg-panel h2")).to_have_text("SAM")


def _near(colour: Any, wanted: tuple[int, int, int]) -> bool:
    """Return whether two colours are nearly the same."""
    return all(abs(one - other) < 24 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.usefixtures("undrawn")
def test_facets_hide_and_count(page: Page, facts_atlas: Atlas, data: dict[str, Any]) -> None:
    page.goto(NETWORK)
    page.locator("summary", has_text="Relation").click()
    for relation in ("trains", "evaluates"):
        promised = page.locator(f'li:has(> label > input[name="relation"][value="{relation}"]) .ct-count').inner_text()
        expected = sum(edge["relation"] == relation for *_, edge in graph_of(facts_atlas).edges(data=True))
        assert int(promised) == expected
    page.locator('input[name="relation"][value="trains"]').check()
    expect(page.locator(".cg-status")).to_contain_text(f"{promised_edges(facts_atlas, 'trains')} edges")
    page.locator('input[name="kind"][value="work"]').check()
    expect(page.locator(".cg-status")).to_contain_text("No node matches all filters")
    page.get_by_role("button", name="Show everything").first.click()
    expect(page.locator(".cg-status")).to_contain_text("edges")
    assert page.url.endswith(NETWORK)


def promised_edges(atlas: Atlas, relation: str) -> int:
    """Return how many edges a relation has."""
    return sum(edge["relation"] == relation for *_, edge in graph_of(atlas).edges(data=True))


@pytest.mark.usefixtures("undrawn")
def test_hubs_are_hidden_by_the_slider(page: Page) -> None:
    page.goto(NETWORK)
    before = page.locator(".cg-status").inner_text()
    page.get_by_label("Hide nodes with more edges than").fill("60")
    expect(page.locator(".cg-status")).not_to_have_text(before)
    assert re.search(r"most=\d+", page.url)
    page.get_by_label("Show nodes without edges").check()
    assert "least=0" in page.url


@pytest.mark.usefixtures("undrawn")
def test_loops_are_told_one_by_one(page: Page, facts_atlas: Atlas) -> None:
    found = loops(facts_atlas)
    page.goto(NETWORK)
    for number, row in enumerate(found, 1):
        page.get_by_label("Loop").select_option(str(number))
        names = [graph_of(facts_atlas).nodes[name]["label"] for name in row.artifacts]
        expect(page.locator(".cg-status")).to_contain_text(
            f"Loop {number} of {len(found)}, {row.paradigm}: {' → '.join(names)}"
        )
        assert page.url.endswith(f"loop={number}") or f"loop={number}&camera=" in page.url


@pytest.mark.usefixtures("undrawn")
def test_the_keyboard_moves_the_view(page: Page) -> None:
    page.goto(NETWORK)
    page.locator(".cg-stage").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**camera=*")
    camera = [float(each) for each in page.url.partition("camera=")[2].replace("%2C", ",").split(",")]
    assert camera[0] > 0.5
    assert camera[2] < 1
    page.keyboard.press("0")
    page.wait_for_url(re.compile(r"view=network$"))


@pytest.mark.usefixtures("undrawn")
def test_search_by_keyboard(page: Page) -> None:
    page.goto(NETWORK)
    field = page.locator(".cg-search")
    field.fill("llava")
    options = page.locator(".codev-find-list > li")
    expect(options.first).to_be_visible()
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "cg-match-1"
    chosen = page.locator("#cg-match-1").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".cg-panel h2")).to_have_text(chosen)
    field.fill("no such thing")
    expect(options).to_have_text("Nothing has this name.")
    page.keyboard.press("Escape")
    expect(page.locator(".codev-find-list")).to_be_hidden()


@pytest.mark.usefixtures("undrawn")
def test_the_table_behind_it(page: Page, facts_atlas: Atlas) -> None:
    page.goto(f"{NETWORK}&relation=evaluates")
    page.locator("summary", has_text="The same as a table").click()
    count = promised_edges(facts_atlas, "evaluates")
    expect(page.locator(".cg-table caption")).to_contain_text(f"{count} edges")
    assert page.locator(".cg-table tbody tr").count() == min(100, count)
    page.locator(".cg-table tbody button").first.click()
    expect(page.locator(".cg-panel")).to_be_focused()


@pytest.mark.usefixtures("undrawn")
def test_exports_of_the_data(page: Page, facts_atlas: Atlas) -> None:
    page.goto(f"{NETWORK}&relation=trains&relation=produces")
    wanted = {"trains", "produces"}
    expected = [
        (source, target, edge["relation"], edge["claim"])
        for source, target, edge in graph_of(facts_atlas).edges(data=True)
        if edge["relation"] in wanted
    ]
    read = nx.node_link_graph(json.loads(saved(page, "json")), edges="edges")
    found = [(source, target, edge["relation"], edge["rests_on"]) for source, target, edge in read.edges(data=True)]
    assert sorted(found) == sorted(expected)
    assert read.is_directed()
    rows = list(csv.DictReader(io.StringIO(saved(page, "csv").decode("utf-8-sig"), newline="")))
    assert sorted((row["source"], row["target"], row["relation"], row["rests_on"]) for row in rows) == sorted(expected)


def test_exports_as_pictures(page: Page) -> None:
    page.goto(f"{NETWORK}&of=dataset%3Adatacomp-1b")
    expect(page.locator(".cg-panel")).to_be_visible()
    page.wait_for_timeout(300)
    tree = ET.fromstring(saved(page, "svg"))  # noqa: S314 - our own
    texts = {each.text for each in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert "DataComp-1B" in texts
    assert len(list(tree.iter("{http://www.w3.org/2000/svg}path"))) > 200
    picture = saved(page, "png")
    image = Image.open(io.BytesIO(picture))
    box = page.locator(".cg-stage canvas").first.bounding_box()
    assert box
    assert abs(image.width - 2 * box["width"]) < 3
    assert coloured(picture) > 50


def test_a_shared_view_is_the_same_view(page: Page, browser: Browser, base: str) -> None:
    query = "kind=dataset&kind=model&year=2023..2025&most=40&colour=year&of=model%3Allava&camera=0.4%2C0.6%2C0.5"
    page.goto(f"{NETWORK}&{query}")
    expect(page.locator(".cg-panel h2")).to_have_text("LLaVA")
    status = page.locator(".cg-status").inner_text()
    assert page.get_by_label("Colour by").input_value() == "year"
    with watched(browser, base) as other:
        other.goto(page.url)
        expect(other.locator(".cg-status")).to_have_text(status)
        other.wait_for_timeout(400)
        page.wait_for_timeout(400)
        first, second = page.locator(".cg-stage").screenshot(), other.locator(".cg-stage").screenshot()
        assert abs(coloured(first) - coloured(second)) < 60


@pytest.mark.usefixtures("undrawn")
def test_hostile_addresses_are_text(page: Page) -> None:
    page.goto(f"{NETWORK}&of=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&kind=%3Cb%3E&camera=NaN,1,1")
    expect(page.locator(".cg-status")).to_contain_text("No node matches")
    assert page.locator("img, .cg-status b").count() == 0


def test_dark_phone(browser: Browser, base: str) -> None:
    with watched(browser, base, width=390, height=844, dark=True) as page:
        page.add_init_script(UNDRAWN)
        page.goto(NETWORK)
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        assert page.locator(".cg-controls").is_hidden()
        find(page, "gpt-4v")
        expect(page.locator(".cg-panel h2")).to_have_text("GPT-4V")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_webgl_everything_else_works(browser: Browser, base: str, facts_atlas: Atlas) -> None:
    with watched(browser, base) as page:
        page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
        page.goto(NETWORK)
        expect(page.locator(".cg-fallback")).to_contain_text("needs WebGL 2")
        assert page.locator(".cg-table tbody tr").count() == 100
        find(page, "clip")
        expect(page.locator(".cg-panel h2")).to_have_text("CLIP")
        assert saved(page, "csv").decode("utf-8-sig").startswith("source,relation,target")


def test_the_view_can_be_mounted_elsewhere(browser: Browser, base: str, plain_pages: Path, facts_atlas: Atlas) -> None:
    """The explorer mounts the same view with its data in the page, and is told what is chosen."""
    data = json.dumps(graph_data(facts_atlas, Addresses(facts_atlas).thing, with_claims=True)).replace("<", "\\u003c")
    mounted = plain_pages / "mounted" / "index.html"
    mounted.parent.mkdir(exist_ok=True)
    mounted.write_text(
        f"""<!doctype html><meta charset="utf-8"><title>mounted</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="../assets/codev/graph.css"><div id="here"></div>
<script src="../assets/codev/graph-view.js"></script><script>
window.told = [];
window.view = codevGraph.mountGraph(document.getElementById("here"), {data},
  {{ query: "of=model:clip", changed: (query) => told.push(query), chosen: (id) => told.push(id) }});
</script>""",
        encoding="utf-8",
    )
    with watched(browser, base) as page:
        page.add_init_script(UNDRAWN)
        page.goto("mounted/")
        expect(page.locator(".cg-panel h2")).to_have_text("CLIP")
        assert page.locator(".cg-panel a").count() == 0, "no page to link to"
        page.locator(".cg-group details summary").first.click()
        expect(page.locator(".cg-statement").first).to_be_visible()
        page.locator(".cg-group .cg-other").first.click()
        assert "of=" in page.evaluate("told.join(' ')")
        page.evaluate("view.close()")
        assert page.locator("#here").inner_html() == ""


def test_a_still_picture_waits_for_a_reader(browser: Browser, base: str) -> None:
    with watched(browser, base) as page:
        page.add_init_script(UNDRAWN)
        page.goto("still/", wait_until="networkidle")
        assert page.locator(".codev-still svg").is_visible()
        assert page.locator(".cg-timeline").count() == 0
        page.mouse.move(20, 20)
        page.locator(".cg-timeline svg").wait_for()
        assert page.locator(".codev-still").count() == 0


def test_the_still_picture_has_a_button_for_who_cannot_move(browser: Browser, base: str) -> None:
    with watched(browser, base) as page:
        page.add_init_script(UNDRAWN)
        page.goto("still/")
        # As a screen reader does: without a key, a pointer or a touch.
        page.get_by_role("button", name="Explore the graph").evaluate("button => button.click()")
        page.locator(".cg-timeline svg").wait_for()


def test_an_address_with_a_view_does_not_wait(browser: Browser, base: str) -> None:
    with watched(browser, base) as page:
        page.add_init_script(UNDRAWN)
        page.goto("still/?of=model%3Aclip")
        expect(page.locator(".cg-panel h2")).to_have_text("CLIP")
