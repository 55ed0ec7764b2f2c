"""The form that writes an entry, in a real browser: filled in by hand, led to by a cell, kept, taken back, handed on."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from built_site import links_of
from codev import Atlas
from codev.site.pages.entry_form import entry_form_page
from codev.site.pages.environment import Renderer
from front_end_pages import watched

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("frontend")]

CELL = "contribute/new/?node=data-augmentation&stage=pretrain&modality=video"
STATEMENT = "Frames that are drawn again train a model of videos."


def yaml_of(page: Page) -> str:
    """Return the entry that stands beside the form."""
    return page.locator("#written-yaml").text_content() or ""


def fill_work(page: Page) -> None:
    """Write what an entry needs besides a claim, by the keyboard."""
    page.locator("#entry-title").fill("Frogs: How Tadpoles Read Charts")
    page.locator("#entry-authors").fill("Ada Frog, Ben Toad and Cy Newt")
    page.keyboard.press("Enter")
    page.locator("#entry-year").fill("2026")
    page.locator("#entry-arxiv").fill("2601.54321")


def fill_claim(page: Page, number: int) -> None:
    """Write what a claim needs besides its cell."""
    page.locator(f"#entry-claims-{number}-statement").fill(STATEMENT)
    page.locator(f"#entry-claims-{number}-evidence-0-source").select_option("abstract")


def test_an_entry_is_written_from_a_cell_and_handed_on(page: Page, tmp_path: Path) -> None:
    page.goto(CELL)
    expect(page.locator("#entry-claims-0-node")).to_have_value("data-augmentation")
    assert urlsplit(page.url).query == "", "a reload must not begin the claim again"
    fill_work(page)
    fill_claim(page, 0)
    models = page.locator("#entry-claims-0-models")
    models.fill("clip")
    expect(page.locator("#entry-claims-0-models-0")).to_contain_text("clip")
    models.press("Enter")
    expect(page.locator("#written-yaml")).to_contain_text("models: [clip]")
    expect(page.locator(".entry-status")).to_have_text("Nothing is left that the check of a browser finds.")
    text = yaml_of(page)
    for line in ("key: frog2026frogs", "authors: [Ada Frog, Ben Toad, Cy Newt]", "arxiv: '2601.54321'", "  stages: [pretrain]"):
        assert f"{line}\n" in text
    link = page.get_by_role("link", name="Open as a new file in the repository")
    address = urlsplit(link.get_attribute("href") or "")
    assert (address.netloc, address.path) == ("code.example", "/codev/atlas/new/main")
    assert parse_qs(address.query) == {"filename": ["papers/2026/frog2026frogs.yaml"], "value": [text]}
    page.locator(".entry-panel").get_by_role("button", name="Copy").click()
    assert page.evaluate("navigator.clipboard.readText()") == text
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "frog2026frogs.yaml"
    download.value.save_as(tmp_path / "entry.yaml")
    assert (tmp_path / "entry.yaml").read_text("utf-8") == text


def test_nothing_is_lost_by_a_reload_another_cell_or_a_slip(page: Page) -> None:
    page.goto(CELL)
    fill_work(page)
    fill_claim(page, 0)
    # Typed and not yet taken: it is no less meant.
    page.locator("#entry-claims-0-datasets").fill("coco")
    page.locator("#entry-notes").focus()
    expect(page.locator("#written-yaml")).to_contain_text("datasets: [coco]")
    before = yaml_of(page)
    page.reload()
    expect(page.locator("#written-yaml")).to_have_text(before)
    page.goto("contribute/new/?node=data-filter&stage=finetune")
    expect(page.locator("#written-yaml")).to_contain_text("- id: frog2026frogs.2\n  node: data-filter\n  stages: [finetune]")
    page.goto("contribute/new/?node=data-filter&stage=finetune")
    expect(page.locator("#entry-claims-1")).to_be_visible()
    expect(page.locator("#entry-claims-2")).to_have_count(0)
    page.get_by_role("button", name="Remove this claim").first.click()
    expect(page.locator("#written-yaml")).not_to_contain_text(STATEMENT)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#written-yaml")).to_contain_text(STATEMENT)
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("#entry-title")).to_have_value("")
    assert STATEMENT not in (page.locator(".entry-panel .codev-copy").get_attribute("data-copy-text") or "")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#entry-title")).to_have_value("Frogs: How Tadpoles Read Charts")


def test_an_address_begins_an_entry_and_leaves_another_alone(page: Page) -> None:
    page.goto("contribute/new/?arxiv=2601.54321&title=Frogs%3A%20%3Cb%3ECharts&doi=nonsense")
    expect(page.locator("#entry-arxiv")).to_have_value("2601.54321")
    expect(page.locator("#entry-title")).to_have_value("Frogs: <b>Charts")
    expect(page.locator("#entry-doi")).to_have_value("")
    assert urlsplit(page.url).query == ""
    page.goto("contribute/new/?arxiv=2601.11111")
    expect(page.locator(".entry-undo")).to_contain_text("The form holds another entry already")
    expect(page.locator("#entry-arxiv")).to_have_value("2601.54321")


def test_what_is_wrong_stands_at_its_field_and_the_list_leads_there(page: Page) -> None:
    page.goto("contribute/new/")
    expect(page.locator(".entry-said:visible")).to_have_count(0)
    page.locator("#entry-arxiv").fill("arXiv:2304.08485v2")
    page.locator("#entry-title").focus()
    field = page.locator("#entry-arxiv")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#entry-arxiv-said")).to_contain_text("is not an arXiv id")
    assert "entry-arxiv-said" in (field.get_attribute("aria-describedby") or "").split()
    field.fill("2304.08485")
    page.locator("#entry-title").focus()
    expect(page.locator("#entry-arxiv-said")).to_contain_text("that of liu2023visual as well")
    assert (page.locator("#entry-arxiv-said a").get_attribute("href") or "").endswith("/works/liu2023visual/")
    page.locator(".entry-left").get_by_role("button", name="Claims 1, Statement").click()
    expect(page.locator("#entry-claims-0-statement")).to_be_focused()
    expect(page.locator("#entry-claims-0-statement-said")).to_contain_text("'statement' is missing")


def test_a_new_dataset_is_declared_and_named(page: Page) -> None:
    page.goto("contribute/new/")
    fill_work(page)
    page.get_by_role("button", name="Add a dataset").click()
    page.locator("#entry-introduces-datasets-0-name").fill("Frog Charts 2M")
    page.locator("#entry-claims-0-datasets").fill("frog")
    expect(page.locator("#entry-claims-0-datasets-0")).to_contain_text("introduced by this work")
    page.keyboard.press("Enter")
    expect(page.locator("#written-yaml")).to_contain_text("datasets:\n  - id: frog-charts-2m\n    name: Frog Charts 2M")
    expect(page.locator("#written-yaml")).to_contain_text("datasets: [Frog Charts 2M]")
    expect(page.locator("#entry-claims-0-datasets-said")).to_be_hidden()


def test_hostile_texts_stay_texts(page: Page) -> None:
    hostile = "<img src=x onerror=alert(1)><b>x</b>"
    page.goto("contribute/new/?node=%3Cimg%3E&stage=pretrain")
    kept = json.dumps({"title": hostile, "claims": 7, "authors": {"x": [hostile]}, "notes": [[hostile], {"y": 1}]})
    page.evaluate("text => sessionStorage.setItem('codev-entry', text)", kept)
    page.reload()
    for name in ("title", "authors", "year", "venue", "arxiv", "doi", "url", "notes", "claims-0-node"):
        if page.locator(f"#entry-{name}").count():
            page.locator(f"#entry-{name}").fill(hostile)
            page.locator(f"#entry-{name}").press("Tab")
    expect(page.locator("#written-yaml")).to_contain_text(hostile)
    assert page.locator(".codev-entry img, .codev-entry b").count() == 0


def test_a_long_entry_is_copied(page: Page) -> None:
    page.goto(CELL)
    fill_work(page)
    for number in range(10):
        page.locator("#entry-notes").fill(f"{number} {'é' * 300}.")
        page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Open an empty new file in the repository")
    expect(link).to_be_visible()
    assert parse_qs(urlsplit(link.get_attribute("href") or "").query) == {"filename": ["papers/2026/frog2026frogs.yaml"]}
    expect(page.locator(".entry-panel .codev-note")).to_contain_text("copy it first")


def test_a_browser_that_keeps_nothing_shows_the_form_all_the_same(page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('forbidden'); } })")
    page.goto(CELL)
    fill_work(page)
    expect(page.locator("#written-yaml")).to_contain_text("key: frog2026frogs")


def test_on_a_phone_everything_fits(browser: Browser, base: str) -> None:
    with watched(browser, base, width=390, height=800, dark=True) as page:
        page.goto(CELL)
        fill_work(page)
        expect(page.locator("#written-yaml")).to_contain_text("key: frog2026frogs")
        for summary in page.locator(".entry-more > summary").all():
            summary.click()
        # Of the form alone: without the site's theme the command below it is not wrapped.
        ends = "[...document.querySelectorAll('.codev-entry *')].map((each) => each.getBoundingClientRect().right)"
        assert page.evaluate(f"Math.max(...{ends})") <= 390


def test_without_scripts_or_repository_the_page_leads_on(facts_atlas: Atlas, repository: Path) -> None:
    templates = repository / "site" / "templates"
    (known,) = entry_form_page(Renderer(facts_atlas, templates, "https://code.example/codev/atlas/"))
    assert "https://code.example/codev/atlas/issues/new?template=add-paper.yml" in links_of(known.body)
    (unknown,) = entry_form_page(Renderer(facts_atlas, templates))
    for page in (known, unknown):
        assert "codev add --arxiv" in page.body.partition("<noscript>")[2]
    assert not any(link.startswith("http") for link in links_of(unknown.body))
