"""The explorer as a reader uses it: a real server and a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import TimeoutError as BrowserTimeoutError

from codev import Atlas
from codev.bib import to_bibtex
from codev.errors import CodevError
from codev.query import Query, run
from codev.site.engine.frontend import bundle_folder
from explorer.conftest import GiveWindow, start_server, stop_server
from explorer.relay import relayed
from explorer.visiting import NARROW, WAIT, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("explorer-browser")]


@pytest.mark.parametrize(
    ("scheme", "narrow", "addresses"),
    [
        ("light", False, ["question=rq1", "question=gaps", "view=checker"]),
        ("dark", False, ["question=lineage&of=sharegpt4v", "question=dependence"]),
        ("light", True, ["", "question=similar&of=liu2023visual&row=1"]),
        ("dark", True, ["question=rq2&cell=data-filter~reasoning", "view=console&sql=SELECT+1"]),
    ],
)
def test_the_page_fits_and_calls_no_other_host(
    give_window: GiveWindow, scheme: str, addresses: list[str], *, narrow: bool
) -> None:
    visitor = give_window(scheme=scheme, narrow=narrow)
    for address in addresses:
        page = visitor.open(address)
        wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
        assert not wider, address
    ground = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert ground == ("rgb(23, 24, 27)" if scheme == "dark" else "rgb(253, 252, 250)")


def test_pictures_can_be_read_on_a_phone(give_window: GiveWindow) -> None:
    visitor = give_window(narrow=True)
    page = visitor.open("question=rq1")
    cell = page.locator(".codev-matrix td a").first
    cell.wait_for()
    box = cell.bounding_box()
    assert box is not None
    # Two digits beside each other need about 14 pixels.
    assert box["width"] >= 20
    # Of the tabs the open one is in view, however far to the right it stands.
    page = visitor.open("question=disagreements")
    tab = page.get_by_role("tab", name="Disagreements").bounding_box()
    assert tab is not None
    assert 0 <= tab["x"] <= NARROW["width"] - tab["width"]
    page = visitor.open("question=lineage&of=sharegpt4v")
    name = page.locator(".codev-lineage-picture text", has_text="ShareGPT4V-100K").first
    name.wait_for()
    box = name.bounding_box()
    assert box is not None
    assert box["height"] >= 9
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")


def test_tabs_and_the_back_button(visit: Visit) -> None:
    page = visit.open("question=works&scope=extended")
    page.get_by_role("radio", name="Questions").click()
    visit.wait_for_address(question="rq1", scope="extended")
    page.get_by_role("tab", name="RQ2").click()
    visit.wait_for_address(question="rq2", scope="extended")
    page.get_by_role("tab", name="Loops").click()
    visit.wait_for_address(question="loops", scope="")
    page.go_back()
    visit.wait_for_address(question="rq2", scope="extended")
    expect(page.get_by_role("tab", name="RQ2")).to_have_attribute("aria-selected", "true")
    page.go_back()
    visit.wait_for_address(question="rq1", scope="extended")
    page.go_back()
    visit.wait_for_address(question="works", scope="extended")
    expect(page.get_by_role("tab", name="Works")).to_have_attribute("aria-selected", "true")
    page.go_forward()
    visit.wait_for_address(question="rq1", scope="extended")


def test_a_click_on_a_cell_shows_its_claims(visit: Visit) -> None:
    page = visit.open("question=rq2")
    cell = page.locator("tr[data-row=data-filter] td a").first
    expected = f"data-filter~{cell.get_attribute('data-column')}"
    page.evaluate("window.same = true")
    cell.click()
    page.wait_for_function("new URLSearchParams(location.search).get('cell') !== null")
    visit.settle()
    assert visit.address()["cell"] == [expected]
    expect(page.locator("td.is-chosen a")).to_have_attribute("aria-current", "true")
    # It comes into view, however large the matrix is.
    expect(page.locator(".codev-claim").first).to_be_in_viewport()
    assert page.evaluate("window.same"), "the page was not loaded anew"


def test_a_link_of_a_card_leads_on_in_the_same_visit(visit: Visit) -> None:
    page = visit.open("question=works&show=gadre2023datacomp")
    page.evaluate("window.same = true")
    page.locator("a.codev-dataset", has_text="DataComp-1B").first.click()
    visit.wait_for_address(question="lineage", of="dataset:datacomp-1b")
    expect(page.get_by_role("tab", name="Lineage")).to_have_attribute("aria-selected", "true")
    page.locator(".codev-lineage-picture a", has_text="CommonPool").first.click()
    visit.wait_for_address(question="lineage", of="dataset:commonpool")
    page.go_back()
    visit.wait_for_address(question="lineage", of="dataset:datacomp-1b")
    assert page.evaluate("window.same"), "the page was not loaded anew"


def test_a_click_on_a_row_shows_the_work_and_its_provenance(visit: Visit) -> None:
    page = visit.open("question=works&node=data-filter&scope=surveyed")
    grid = visit.still_grid()
    for _ in range(3):
        # The title of the second row: the header and each row are 35 pixels high.
        page.mouse.click(grid["x"] + 150, grid["y"] + 35 * 2.5)
        try:
            page.wait_for_function("new URLSearchParams(location.search).get('show') !== null", timeout=WAIT / 2)
            break
        except BrowserTimeoutError:
            # On a busy machine the table can be there before it listens; a person clicks again.
            continue
    visit.settle()
    expect(page.locator(".codev-work-card h3")).to_be_in_viewport()
    expect(page.locator(".codev-work-card .codev-evidence").first).to_be_visible()
    shown = visit.address()["show"][0]
    assert shown in page.locator(".codev-work-card").inner_text()
    # The same row is marked and shown where the link is opened.
    page.reload()
    visit.settle()
    expect(page.locator(".codev-work-card")).to_contain_text(shown)


def test_a_picture_fits_the_window_and_can_be_read(visit: Visit) -> None:
    page = visit.open("question=lineage&of=sharegpt4v&edge_direction=both")
    picture = page.locator(".codev-picture")
    picture.locator("svg").wait_for()
    assert picture.evaluate("frame => frame.scrollWidth <= frame.clientWidth + 1")
    heights = picture.locator("text").evaluate_all("texts => texts.map((each) => each.getBoundingClientRect().height)")
    assert min(heights) >= 8


def test_a_mark_of_a_chart_chooses_its_row(visit: Visit) -> None:
    page = visit.open("question=dependence")
    page.locator("[data-testid=stVegaLiteChart] path[aria-roledescription=bar]").nth(1).click()
    visit.wait_for_address(question="dependence", row="2")
    expect(page.get_by_role("button", name="What was made with")).to_be_visible()


def test_values_of_a_facet_say_what_they_leave_and_are_taken_away_at_a_click(visit: Visit) -> None:
    page = visit.open("question=works")
    box = page.locator(".st-key-w_stage input")
    for times in (1, 2):
        # The first of the values that are left; the numbers of all facets change with each choice.
        box.click()
        page.keyboard.press("Enter")
        page.wait_for_function(f"new URLSearchParams(location.search).getAll('stage').length === {times}")
        visit.settle()
    chosen = visit.address()["stage"]
    page.locator(".st-key-chosen_stage_0 button").first.click()
    page.wait_for_function("new URLSearchParams(location.search).getAll('stage').length === 1")
    assert visit.address()["stage"][0] in chosen


def test_an_alias_leads_to_a_lineage(visit: Visit) -> None:
    page = visit.open("question=lineage")
    box = page.get_by_role("combobox", name="Model or dataset")
    box.fill("GPT-4 Vision")
    box.press("Enter")
    visit.wait_for_address(question="lineage", of="model:gpt-4v")
    page = visit.open("question=lineage&of=ShareGPT4V")
    visit.wait_for_address(question="lineage", of="dataset:sharegpt4v")
    expect(page.locator(".codev-lineage-picture text", has_text="ShareGPT4V").first).to_be_visible()


def test_downloads_hold_what_is_shown(facts_atlas: Atlas, visit: Visit, tmp_path: Path) -> None:
    asked = "question=works&node=data-filter&year=2024"
    page = visit.open(asked)
    page.get_by_text("Download the answer").click()
    answer = run(facts_atlas, Query.from_url(asked))
    expected = to_bibtex([facts_atlas.works[key] for key in answer.works()])
    files = {}
    for name in ("BibTeX", "JSON", "SQLite"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name, exact=True).click()
        files[name] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(files[name])
    assert files["BibTeX"].read_text("utf-8") == expected
    assert [row["key"] for row in json.loads(files["JSON"].read_text("utf-8"))] == list(answer.works())
    assert files["SQLite"].read_bytes().startswith(b"SQLite format 3\x00")
    assert {path.name for path in files.values()} == {"codev-selection.bib", "codev-works.json", "codev-selection.sqlite"}


def test_sql_runs_and_is_shared(browser: Browser, server: str, visit: Visit) -> None:
    page = visit.open("view=console")
    box = page.get_by_role("textbox", name="Statement")
    box.fill("SELECT scope, count(*) AS works FROM works GROUP BY scope")
    box.press("Control+Enter")
    page.get_by_text("3 rows").wait_for()
    page.get_by_test_id("stButtonGroup").get_by_text("Bars").click()
    visit.wait_for_address(view="console", chart="bars")
    page.get_by_test_id("stVegaLiteChart").wait_for()
    other = Visit(browser, server)
    other.open(urlsplit(page.url).query)
    other.page.get_by_test_id("stVegaLiteChart").wait_for()
    other.close()
    box.fill("DROP TABLE works")
    box.press("Control+Enter")
    page.get_by_text("Only reading is allowed here").wait_for()


def test_an_uploaded_entry_is_checked(facts_base: Path, facts_atlas: Atlas, visit: Visit) -> None:
    page = visit.open("view=checker")
    path = facts_base / facts_atlas.paths["liu2023visual"]
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_text("No findings").wait_for()
    page.get_by_text("In the taxonomy").wait_for()
    broken = path.read_text("utf-8").replace("scope: surveyed", "scope: surveyd").encode()
    page.locator("input[type=file]").set_input_files({"name": "x.yaml", "mimeType": "text/yaml", "buffer": broken})
    page.get_by_text("1 finding in").wait_for()


def test_start_over_forgets_the_visit(visit: Visit) -> None:
    page = visit.open("question=rq1&stage=finetune&across=stage")
    page.get_by_role("button", name="Start over").click()
    visit.wait_for_address(view="start", question="", stage="", across="")
    expect(page.get_by_role("radio", name="Start")).to_be_checked()


def test_the_first_click_after_a_restart_of_the_server_counts(browser: Browser, server: str, facts_base: Path) -> None:
    process, restarted = start_server("--root", str(facts_base))
    try:
        with relayed(server) as relay:
            visitor = Visit(browser, relay.address)
            page = visitor.open("question=works&scope=extended")
            app, name = page.get_by_test_id("stApp"), "data-test-connection-state"
            relay.lead_to(None)
            expect(app).not_to_have_attribute(name, "CONNECTED")
            # It has been asked nothing yet, as a server that has just been started.
            relay.lead_to(restarted)
            expect(app).to_have_attribute(name, "CONNECTED")
            page.get_by_role("radio", name="Questions").click()
            visitor.wait_for_address(question="rq1", scope="extended")
            visitor.context.close()
    finally:
        stop_server(process)


def test_hostile_addresses_run_nothing(visit: Visit) -> None:
    page = visit.load("question=works&node=%3Cimg%20src%3Dx%20onerror%3D%22window.evil%3D1%22%3E&text=%3Cscript%3E")
    page.get_by_text("No node").wait_for()
    assert page.evaluate("window.evil") is None
    assert page.locator("img[src=x]").count() == 0


def test_a_statement_cannot_make_the_page_fetch_a_picture(visit: Visit) -> None:
    statement = urlencode({"sql": "SELECT 'http://evil.example/x.png' AS image, 5 AS n"})
    page = visit.open(f"view=console&chart=bars&{statement}")
    page.locator("[data-testid=stVegaLiteChart] path[aria-roledescription=bar]").first.hover()
    page.locator("#vg-tooltip-element table").wait_for()
    assert page.locator("#vg-tooltip-element img").count() == 0


def test_the_graph_view_is_there_and_its_state_in_the_address(
    repository: Path, browser: Browser, server: str, visit: Visit
) -> None:
    try:
        bundle_folder(repository)
    except CodevError as error:
        pytest.skip(f"the front-end cannot be built here: {error}")
    page = visit.open("view=graph")
    visit.wait_for_graph()
    search = page.get_by_placeholder("Find a model, dataset, work or node")
    search.fill("CLIP")
    search.press("Enter")
    page.wait_for_function("(new URLSearchParams(location.search).get('graph') ?? '').includes('of=')")
    visit.settle()
    expect(page.locator(".codev-graph h2, .codev-graph h3").filter(has_text="CLIP").first).to_be_visible()
    # The graph has been sent once: another step sends its state only.
    sent_bytes = visit.received_bytes
    search.fill("SAM")
    search.press("Enter")
    page.wait_for_function("(new URLSearchParams(location.search).get('graph') ?? '').includes('sam')")
    visit.settle()
    assert 0 < visit.received_bytes - sent_bytes < 100_000
    shown = page.url
    # What is chosen leads on in the same visit.
    page.evaluate("window.same = true")
    page.locator(".codev-graph a[href^='?question=lineage']").first.click()
    page.wait_for_function("new URLSearchParams(location.search).get('question') === 'lineage'")
    assert page.evaluate("window.same"), "the page was not loaded anew"
    other = Visit(browser, server)
    other.open(urlsplit(shown).query)
    expect(other.page.locator(".codev-graph h2, .codev-graph h3").filter(has_text="SAM").first).to_be_visible()
    other.close()
