"""The interactive tables in a real browser: what a reader does with facets, search, address, keyboard and exports."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
import rispy
from playwright.sync_api import Browser, Page, expect

from codev import Atlas
from codev.bib import to_bibtex, to_csl
from codev.query import Facets, select_works
from codev.query.query import Query
from codev.query.run import run
from codev.query.text import to_csv
from front_end_pages import watched
from saved_queries import SAVED

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("frontend")]


def count_of(page: Page) -> int:
    """Return how many rows the table says it has."""
    text = page.locator(".ct-status").inner_text()
    return int(re.sub(r"\D", "", text.split(" work")[0].split(" model")[0].split(" dataset")[0]))


def open_facet(page: Page, name: str) -> None:
    """Unfold a facet."""
    group = page.locator(f'.ct-group:has(input[name="{name}"])')
    if not group.evaluate("element => element.open"):
        group.locator("summary").click()


def check(page: Page, facet: str, value: str) -> None:
    """Choose a value of a facet."""
    open_facet(page, facet)
    page.locator(f'input[name="{facet}"][value="{value}"]').check()


def expect_count(page: Page, count: int) -> None:
    """Wait until the table says so many works."""
    expect(page.locator(".ct-status")).to_have_text(re.compile(rf"^{count} works?\b"))


def test_facets_select_what_queries_select(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/")
    expect_count(page, len(facts_atlas.works))
    check(page, "node", "data-condensation")
    expect_count(page, len(select_works(facts_atlas, Facets(node=("data-condensation",)))))
    check(page, "stage", "pretrain")
    expect_count(page, len(select_works(facts_atlas, Facets(node=("data-condensation",), stage=("pretrain",)))))
    check(page, "stage", "finetune")
    selected = select_works(facts_atlas, Facets(node=("data-condensation",), stage=("pretrain", "finetune")))
    expect_count(page, len(selected))
    assert page.url.endswith("works/?node=data-condensation&stage=finetune&stage=pretrain")
    assert set(shown(page)) <= {work.title for work in selected}


def shown(page: Page) -> list[str]:
    """Return the titles in the page."""
    return page.locator(".ct-table tbody th a").all_inner_texts()


@pytest.mark.parametrize(
    "query",
    [
        "node=data-filter&stage=pretrain",
        "role=data-creator&model=gpt-4v",
        "direction=model4data&modality=video",
        "effect=degrades",
        "evidence=weak",
        "evidence=unverified&inferred=any",
        "inferred=none&scope=surveyed",
        "doubt=yes",
        "checked=yes",
        "stage=not-stated",
        "year=2023..2024&scope=extended",
        "year=..2019",
        "author=radford",
        "venue=NeurIPS",
        "dataset=coco&capability=visual-understanding",
        "acquired=web",
        "text=image%20text%20filter",
        "text=CLIP&node=data-condensation",
        "text=perez",
        "work=gadre2023datacomp",
        "node=scaling&text=video",
    ],
)
def test_an_address_means_what_the_query_means(page: Page, facts_atlas: Atlas, query: str) -> None:
    selected = run(facts_atlas, Query.from_url(query, "works")).rows
    page.goto(f"works/?{query}")
    expect(page.locator(".ct-status")).to_have_text(re.compile(rf"^{len(selected)} works?\b"))
    assert page.locator(".ct-notes p").count() == 0


@pytest.mark.parametrize("query", [each for each in SAVED if each.startswith(("question=works", "question=claims"))])
def test_the_link_of_a_query_opens_its_selection(page: Page, facts_atlas: Atlas, query: str) -> None:
    answer = run(facts_atlas, Query.from_url(query))
    page.goto(f"works/?{query}")
    expect_count(page, len(answer.works()))
    assert page.locator(".ct-notes p").count() == 0
    assert {record["key"] for record in json.loads(saved(page, "json"))} == set(answer.works())


def test_counts_promise_what_a_click_gives(page: Page) -> None:
    page.goto("works/?node=data-condensation")
    expect(page.locator(".ct-status")).to_contain_text("works")
    open_facet(page, "scope")
    for value in ("surveyed", "extended"):
        row = page.locator(f'li:has(> label > input[name="scope"][value="{value}"])')
        expect(row.locator(".ct-count")).to_have_text(re.compile(r"^\d+$"))
        promised = int(row.locator(".ct-count").inner_text())
        row.locator("input").check()
        expect(page.locator(".ct-status")).to_have_text(re.compile(rf"^{promised} works?\b"))
        row.locator("input").uncheck()


def test_the_back_button_goes_back(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/")
    expect_count(page, len(facts_atlas.works))
    check(page, "scope", "extended")
    extended = count_of(page)
    check(page, "stage", "evaluation")
    expect(page.locator(".ct-status")).not_to_have_text(re.compile(rf"^{extended} works"))
    page.go_back()
    expect_count(page, extended)
    assert page.locator('input[name="stage"][value="evaluation"]').is_checked() is False
    page.go_back()
    expect_count(page, len(facts_atlas.works))
    page.go_forward()
    expect_count(page, extended)
    assert page.locator('input[name="scope"][value="extended"]').is_checked()


def test_a_search_is_one_step_back(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/")
    expect_count(page, len(facts_atlas.works))
    page.locator(".ct-search").press_sequentially("datacomp", delay=10)
    expect(page.locator(".ct-status")).not_to_have_text(re.compile(rf"^{len(facts_atlas.works)} works"))
    expect(page.locator(".ct-table tbody th a").first).to_be_visible()
    page.wait_for_url("**/works/?text=datacomp")
    page.go_back()
    expect_count(page, len(facts_atlas.works))
    assert page.locator(".ct-search").input_value() == ""


def test_the_keyboard_does_all(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/")
    expect_count(page, len(facts_atlas.works))
    page.locator(".ct-search").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Export"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.format") == "bibtex"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Work"
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    page.locator('input[name="node"]').first.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/works/?node=data4model&sort=title")
    assert page.evaluate("document.activeElement.value") == "data4model", "the focus stays where it was"


def test_focus_survives_scrolling(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/")
    expect_count(page, len(facts_atlas.works))
    page.locator(".ct-table tbody th a").first.focus()
    title = page.evaluate("document.activeElement.textContent")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    expect(page.locator(f'tr[aria-rowindex="{len(facts_atlas.works) // 2}"]')).to_be_attached()
    assert page.evaluate("document.activeElement.textContent") == title


def test_sorting(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/?sort=claims")
    expect(page.locator('th[aria-sort="ascending"]')).to_have_text("Claims")
    page.get_by_role("button", name="Claims").click()
    expect(page.locator('th[aria-sort="descending"]')).to_have_text("Claims")
    most = max(len(work.claims) for work in facts_atlas.works.values())
    expect(page.locator(".ct-table tbody tr[data-index] td.ct-col-claims").first).to_have_text(str(most))
    page.get_by_role("button", name="Year").click()
    page.wait_for_url("**/works/")
    years = [int(each) for each in page.locator("td.ct-col-year").all_inner_texts()]
    assert years == sorted(years, reverse=True)


def test_only_what_is_in_sight_is_in_the_page(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/")
    expect_count(page, len(facts_atlas.works))
    assert page.locator(".ct-table tbody tr[data-index]").count() < 60
    assert page.locator(".ct-table").get_attribute("aria-rowcount") == str(len(facts_atlas.works) + 1)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(f'tr[aria-rowindex="{len(facts_atlas.works) + 1}"]')).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".ct-table tbody tr[data-index]").count() == len(facts_atlas.works), "all rows are printed"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".ct-table tbody tr[data-index]")).not_to_have_count(len(facts_atlas.works))


def test_nothing_found_says_what_to_do(page: Page) -> None:
    page.goto("works/?node=data-filter&modality=fmri&stage=evaluation")
    expect(page.locator(".ct-empty h2")).to_have_text("No work has all of this")
    assert page.locator(".ct-table").is_hidden()
    button = page.locator(".ct-empty li button").first
    promised = re.search(r"\d+", page.locator(".ct-empty li").first.inner_text().split("”")[1])
    assert promised
    button.click()
    expect_count(page, int(promised.group()))


def test_wrong_values_are_said_with_the_nearest(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/?stage=pretrian&year=20x")
    expect(page.locator(".ct-notes p").first).to_contain_text("Did you mean pretrain")
    expect(page.locator(".ct-notes p").nth(1)).to_contain_text("write 2023")
    expect_count(page, len(facts_atlas.works))


def test_hostile_addresses_are_text(page: Page) -> None:
    page.goto("works/?text=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&author=%3Cscript%3E&node=%22%3E%3Cb%3E")
    expect(page.locator(".ct-notes p").first).to_contain_text("<script>")
    assert page.locator("img, b").count() == 0


def test_long_facets_find_names_and_aliases(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/")
    expect_count(page, len(facts_atlas.works))
    page.locator("summary", has_text="Model").nth(0).scroll_into_view_if_needed()
    group = page.locator('.ct-group:has(.ct-find[aria-label="Find a model"])')
    group.locator("summary").click()
    group.locator(".ct-find").fill("gpt 4v")
    group.locator('input[value="gpt-4v"]').check()
    expect_count(page, len(select_works(facts_atlas, Facets(model=("gpt-4v",)))))


def test_years_by_fields_and_bars(page: Page, facts_atlas: Atlas) -> None:
    page.goto("works/")
    expect_count(page, len(facts_atlas.works))
    page.get_by_label("From year").fill("2024")
    page.get_by_label("From year").blur()
    page.wait_for_url("**/works/?year=2024..")
    expect_count(page, sum(work.year >= 2024 for work in facts_atlas.works.values()))
    page.get_by_label("To year").fill("2024")
    page.get_by_label("To year").blur()
    page.wait_for_url("**/works/?year=2024")
    expect_count(page, sum(work.year == 2024 for work in facts_atlas.works.values()))


def saved(page: Page, form: str) -> str:
    """Export the selection and return the file's text."""
    page.locator(".ct-export summary").click()
    with page.expect_download() as download:
        page.locator(f'.ct-export button[data-format="{form}"]').click()
    # CSV begins with the mark by which spreadsheets know UTF-8.
    return Path(download.value.path()).read_bytes().decode("utf-8-sig")


def test_exports_are_what_the_command_line_gives(page: Page, facts_atlas: Atlas) -> None:
    query = "node=data-filter&stage=pretrain"
    answer = run(facts_atlas, Query.from_url(query, "works"))
    page.goto(f"works/?{query}&sort=title")
    expect_count(page, len(answer.rows))
    keys = sorted(answer.works())
    works = [facts_atlas.works[key] for key in keys]

    records = json.loads(saved(page, "json"))
    assert sorted(records, key=lambda each: str(each["key"])) == answer.as_dicts()
    rows = list(csv.DictReader(io.StringIO(saved(page, "csv"), newline="")))
    expected = list(csv.DictReader(io.StringIO(to_csv(answer), newline="")))
    assert sorted(rows, key=lambda each: each["key"]) == expected
    assert set(re.findall(r"^@\w+\{(\w+),", saved(page, "bibtex"), re.MULTILINE)) == set(keys)
    assert sorted(saved(page, "bibtex").split()) == sorted(to_bibtex(works).split())
    assert len(rispy.loads(saved(page, "ris"))) == len(keys)
    csl = json.loads(saved(page, "csl"))
    assert sorted(csl, key=lambda each: str(each["id"])) == to_csl(works)


def test_datasets_and_models(page: Page, facts_atlas: Atlas) -> None:
    page.goto("datasets/")
    expect(page.locator(".ct-status")).to_have_text(f"{len(facts_atlas.datasets)} datasets")
    check(page, "purpose", "benchmark")
    count = sum(dataset.purpose == "benchmark" for dataset in facts_atlas.datasets.values())
    expect(page.locator(".ct-status")).to_have_text(f"{count} datasets of {len(facts_atlas.datasets)}")
    records = json.loads(saved(page, "json"))
    assert {each["id"] for each in records} == {
        each.id for each in facts_atlas.datasets.values() if each.purpose == "benchmark"
    }
    page.goto("models/?access=closed&sort=-year")
    closed = [model for model in facts_atlas.models.values() if model.access.value == "closed"]
    expect(page.locator(".ct-status")).to_have_text(f"{len(closed)} models of {len(facts_atlas.models)}")
    expect(page.locator("td.ct-col-access a.codev-mark").first).to_have_text("recalled")
    page.locator(".ct-search").fill("openai gpt-4")
    expect(page.locator(".ct-table tbody th a", has_text="GPT-4V")).to_be_visible()


def test_a_phone_shows_titles_and_numbers_and_folds_the_filters(browser: Browser, base: str, facts_atlas: Atlas) -> None:
    with watched(browser, base, width=390, height=844, dark=True) as page:
        page.goto("works/")
        expect_count(page, len(facts_atlas.works))
        shown = page.locator(".ct-table thead th").locator("visible=true").all_inner_texts()
        assert [each.split()[0] for each in shown] == ["Work", "Year", "Claims"]
        assert page.locator(".ct-facets").is_hidden()
        page.get_by_role("button", name="Filters").click()
        assert page.locator(".ct-facets").is_visible()
        assert page.locator("td.ct-col-venue").first.is_hidden()
        assert page.locator("td.ct-col-year").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_its_data_the_plain_table_stays(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base)
    page = context.new_page()
    with page.expect_console_message(lambda message: "The table cannot be filtered" in message.text):
        page.goto("missing/")
    assert page.locator("table a", has_text="The plain table").is_visible()
    assert page.locator("tr").last.is_visible()
    context.close()


def test_without_scripts_every_row_is_there(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, java_script_enabled=False)
    page = context.new_page()
    page.goto("works/")
    assert page.locator("tr").count() > 60
    assert page.locator("tr").last.is_visible()
    context.close()
