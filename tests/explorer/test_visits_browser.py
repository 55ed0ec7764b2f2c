"""What analysts do around a question, in a real browser: take the answer away, hand it on, come back, work without a mouse.

The second half of the tasks of issue 15; the questions themselves are in `test_tasks_browser`.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import rispy
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from codev import Atlas
from codev.cli.main import main
from codev.contribute.entry_check import check_entry
from codev.errors import CodevError
from codev.export import sqlite
from codev.export.sql import run_sql
from codev.export.sqlite import open_database
from codev.graph import graph_of
from codev.query import Query, run
from codev.query.text import to_json
from codev.site.engine.frontend import bundle_folder
from explorer.analyst import Analyst
from explorer.conftest import start_server, stop_server
from explorer.visiting import Visit
from front_end_pages import served, watched, write_tables

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("explorer-browser")]

ASKED = "question=works&node=data-filter&year=2024"
"""A selection that is handed on."""


@pytest.fixture
def front_end(repository: Path) -> Path:
    """The checkout, with the front-end built."""
    try:
        bundle_folder(repository)
    except CodevError as error:
        pytest.skip(f"the front-end cannot be built here: {error}")
    return repository


COUNTED = r"[\d,]+ of [\d,]+ works, with [\d,]+ claims"
"""What the page says of the works that are left."""


def counted_works(analyst: Analyst, count: int) -> None:
    """Hold the page to showing so many works."""
    expect(analyst.page.get_by_test_id("stMain")).to_contain_text(re.compile(rf"(?<!\d){count:,} of [\d,]+ works"))


def test_three_downloads_are_opened(analyst: Analyst, facts_atlas: Atlas, tmp_path: Path) -> None:
    page = analyst.visit.open(ASKED)
    page.get_by_text("Download the answer").click()
    files = {}
    for name in ("CSV", "RIS", "SQLite"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name, exact=True).click()
        files[name] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(files[name])
    works = run(facts_atlas, Query.from_url(ASKED)).works()
    assert [row["key"] for row in csv.DictReader(io.StringIO(files["CSV"].read_text("utf-8-sig")))] == list(works)
    cited = [each.get("title") or each["primary_title"] for each in rispy.loads(files["RIS"].read_text("utf-8"))]
    assert sorted(cited) == sorted(facts_atlas.works[key].title for key in works)
    with closing(sqlite3.connect(files["SQLite"])) as database:
        assert {key for (key,) in database.execute("SELECT key FROM works")} == set(works)


def test_three_copies_run(analyst: Analyst, facts_atlas: Atlas, explored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = analyst.visit.open(ASKED)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Download the answer").click()
    copied = {}
    for name in ("Command", "Python", "SQL"):
        page.get_by_role("tab", name=name, exact=True).click()
        block = page.get_by_test_id("stCode").locator("visible=true").first
        block.hover()
        block.get_by_role("button", name="Copy to clipboard").click()
        copied[name] = str(page.evaluate("navigator.clipboard.readText()"))
    result = run(facts_atlas, Query.from_url(ASKED))
    expected = json.loads(to_json(result))
    monkeypatch.chdir(explored)
    outcome = CliRunner().invoke(main, [*shlex.split(copied["Command"])[1:], "--format", "json"])
    assert outcome.exit_code == 0, outcome.output
    assert json.loads(outcome.stdout) == expected
    scope: dict[str, object] = {}
    exec(copied["Python"].replace("print(row)", "row"), scope)  # noqa: S102 - what the page gives us to run
    assert scope["result"].data() == expected  # type: ignore[attr-defined]
    told = run_sql(open_database(facts_atlas, use_cache=False), copied["SQL"])
    assert {row[list(told.columns).index("key")] for row in told.rows} == set(result.works())


def test_the_address_says_the_same_in_another_browser_and_the_command(
    browser: Browser,
    server: str,
    analyst: Analyst,
    facts_atlas: Atlas,
    explored: Path,
) -> None:
    analyst.take("group", "Works", "", "question=works")
    analyst.take("type", "node", "Model as a data filter", "node=data-filter")
    analyst.take("type", "text", "image text", "text=image text")
    box = analyst.page.get_by_role("textbox", name="Words in title, authors or statement")
    expect(box).to_have_value("image text")
    address = urlsplit(analyst.page.url).query
    works = run(facts_atlas, analyst.query).works()
    assert 0 < len(works) < len(facts_atlas.works)
    counted_works(analyst, len(works))
    said = re.search(COUNTED, analyst.visit.text())
    assert said is not None
    assert said.group().startswith(f"{len(works):,} of ")
    other = Visit(browser, server)
    other.open(address)
    expect(other.page.get_by_test_id("stMain")).to_contain_text(said.group())
    assert other.address() == analyst.visit.address()
    other.close()
    outcome = CliRunner().invoke(main, ["query", "ask", "--root", str(explored), address, "--format", "json"])
    assert outcome.exit_code == 0, outcome.output
    assert [row["key"] for row in json.loads(outcome.stdout)] == list(works)


def test_the_address_says_the_same_on_the_site(
    front_end: Path,
    browser: Browser,
    analyst: Analyst,
    facts_atlas: Atlas,
    tmp_path: Path,
) -> None:
    analyst.visit.open(ASKED)
    works = run(facts_atlas, analyst.query).works()
    counted_works(analyst, len(works))
    with served(write_tables(front_end, facts_atlas, tmp_path)) as site, watched(browser, site) as page:
        page.goto(f"works/?{urlsplit(analyst.page.url).query}")
        expect(page.locator(".ct-status")).to_have_text(re.compile(rf"^{len(works)} works?\b"))
        assert page.locator(".ct-notes p").count() == 0


def test_an_upload_with_three_mistakes_lists_each_with_its_fix(analyst: Analyst, facts_atlas: Atlas, explored: Path) -> None:
    text = (explored / facts_atlas.paths["liu2023visual"]).read_text("utf-8")
    for right, wrong in (("scope: surveyed", "scope: surveyd"), ("year: 2023", "year: 20233"), ("added: '", "added: 'on ")):
        assert right in text
        text = text.replace(right, wrong, 1)
    found = check_entry(facts_atlas, text.encode()).findings
    assert len(found) >= 3
    analyst.take("group", "Tools", "", "view=console")
    analyst.take("tab", "Check", "", "view=checker")
    mistaken = {"name": "liu2023visual.yaml", "mimeType": "text/yaml", "buffer": text.encode()}
    analyst.page.locator("input[type=file]").set_input_files(mistaken)  # type: ignore[arg-type]
    listed = analyst.page.locator("ol.found li")
    expect(listed).to_have_count(len(found))
    for item, finding in zip(listed.all_inner_texts(), found, strict=True):
        assert f"Line {finding.line}, column {finding.column} · {finding.code}" in item
        assert finding.message[1:].rstrip(".") in item
        assert finding.fix[1:].rstrip(".") in item


def test_a_published_file_is_asked_in_the_same_clicks(
    browser: Browser,
    facts_atlas: Atlas,
    tmp_path: Path,
) -> None:
    published = tmp_path / sqlite.write(facts_atlas, tmp_path)[0]
    process, server = start_server("--data", str(published))
    try:
        analyst = Analyst(Visit(browser, server))
        analyst.take("example", "falls", "", "model=gpt-4v")
        rows = run(facts_atlas, analyst.query).rows
        named = graph_of(facts_atlas).nodes
        for row, line in zip(rows, analyst.rows(len(rows)), strict=False):
            assert line[0] == named[row.as_dict()["artifact"]]["label"]
        expect(analyst.page.get_by_test_id("stMain")).to_contain_text(f"Source: {published.name}")
        analyst.visit.close()
    finally:
        stop_server(process)
    assert sorted(tmp_path.iterdir()) == [published], "nothing is written beside the file"


def test_two_tabs_keep_what_each_shows_also_when_they_are_loaded_anew(analyst: Analyst, facts_atlas: Atlas) -> None:
    first = analyst.visit.open(ASKED)
    second = analyst.page.context.new_page()
    second.goto(f"{first.url.partition('?')[0]}?question=works&scope=extended")
    analyst.take("type", "text", "image", "text=image")
    extended = sum(work.scope == "extended" for work in facts_atlas.works.values())
    kept = [(first, len(run(facts_atlas, analyst.query).works())), (second, extended)]
    # The first once more, after the second has been loaded anew.
    for page, count in [*kept, kept[0]]:
        expect(page.get_by_test_id("stMain")).to_contain_text(f"{count:,} of {len(facts_atlas.works):,} works")
        before = page.url
        page.reload()
        expect(page.get_by_test_id("stMain")).to_contain_text(f"{count:,} of {len(facts_atlas.works):,} works")
        assert page.url == before
    second.close()


def test_back_undoes_each_step(analyst: Analyst, facts_atlas: Atlas) -> None:
    analyst.take("example", "falls", "", "model=gpt-4v")
    first = analyst.visit.address()
    analyst.take("chip", "model", "", "-model=gpt-4v")
    analyst.take("type", "model", "GPT-4o", "model=gpt-4o")
    for leads_to in ("-model=gpt-4o", "model=gpt-4v"):
        analyst.page.go_back()
        analyst.wait_until(leads_to)
    assert analyst.visit.address() == first
    rows = run(facts_atlas, analyst.query).rows
    named = graph_of(facts_atlas).nodes
    for row, line in zip(rows, analyst.rows(len(rows)), strict=False):
        assert line[0] == named[row.as_dict()["artifact"]]["label"]
    analyst.page.go_back()
    analyst.wait_until("view=start")


def test_a_step_back_right_after_a_click_counts(analyst: Analyst, facts_atlas: Atlas) -> None:
    address = f"{ASKED}&show={run(facts_atlas, Query.from_url(ASKED)).works()[0]}"
    page = analyst.visit.open(address)
    page.evaluate(
        """() => {
          const push = history.pushState.bind(history);
          history.pushState = (...entry) => {
            push(...entry);
            history.pushState = push;
            // The boxes of the page that is left still hold what they held.
            history.back();
          };
        }"""
    )
    claims = page.get_by_role("radio", name="Claims", exact=True)
    claims.click()
    expect(claims).to_be_checked()
    expect(claims).not_to_be_checked()
    expect(page.locator(".codev-work-card")).to_be_visible()
    assert urlsplit(page.url).query == address


def test_a_task_is_done_by_keyboard(analyst: Analyst, facts_atlas: Atlas) -> None:
    keyboard = analyst.page.keyboard
    analyst.reach("a[href^='?question=loops']", presses_max=40)
    keyboard.press("Enter")
    analyst.wait_until("question=loops")
    analyst.reach(".st-key-w_longest input", presses_max=40)
    keyboard.type("2")
    keyboard.press("Enter")
    analyst.wait_until("longest=2")
    rows = run(facts_atlas, Query.from_url("question=loops&longest=2")).rows
    assert [line[1] for line in analyst.rows(len(rows))] == [str(len(row.as_dict()["artifacts"])) for row in rows]
    # An arrow goes on in the row of groups.
    analyst.page.get_by_role("radio", name="Questions", exact=True).focus()
    keyboard.press("ArrowRight")
    keyboard.press("Enter")
    analyst.wait_until("question=lineage")


def test_an_entry_that_changes_on_disk_is_seen_at_the_next_click(analyst: Analyst, facts_atlas: Atlas, explored: Path) -> None:
    key = run(facts_atlas, Query.from_url(ASKED)).works()[0]
    path = explored / facts_atlas.paths[key]
    before = path.read_text("utf-8")
    title = facts_atlas.works[key].title
    analyst.visit.open(f"{ASKED}&show={key}")
    card = analyst.page.locator(".codev-work-card h3")
    expect(card).to_contain_text(title)
    try:
        path.write_text(re.sub("^title: .*", "title: A title from today", before, count=1, flags=re.MULTILINE), "utf-8")
        analyst.page.get_by_role("radio", name="Claims", exact=True).click()
        analyst.wait_until("question=claims")
        analyst.page.go_back()
        expect(card).to_contain_text("A title from today")
    finally:
        path.write_text(before, "utf-8")


def test_a_click_on_a_node_of_the_graph_narrows_other_tabs_and_back_undoes_it(
    front_end: Path, analyst: Analyst, facts_atlas: Atlas
) -> None:
    page = analyst.page
    analyst.take("group", "Graph", "", "question=lineage")
    analyst.take("tab", "Graph", "", "view=graph")
    node = page.locator(".codev-graph.is-live .cg-timeline a:has(title)", has_text=re.compile(r"CLIP, model"))
    analyst.visit.wait_for_graph()
    chip = page.locator(".st-key-chosen_model_0 button").locator("visible=true")
    node.locator("text").first.click()
    analyst.wait_until("graph=of=model%3Aclip")
    expect(chip).to_contain_text("CLIP")
    works = run(facts_atlas, Query.build("works", model="clip")).works()
    expect(page.get_by_test_id("stMain")).to_contain_text(f"has to do with it: {len(works)} works")
    analyst.take("group", "Works", "", "model=clip")
    counted_works(analyst, len(works))
    expect(chip).to_contain_text("CLIP")
    for leads_to in ("graph=of=model%3Aclip", "-graph=of=model%3Aclip", "question=lineage"):
        page.go_back()
        analyst.wait_until(leads_to)
        expect(chip).to_have_count(1 if leads_to.startswith("graph") else 0)
        assert analyst.visit.address().get("of") is None
    analyst.take("group", "Works", "", "question=works")
    counted_works(analyst, len(facts_atlas.works))
