"""What readers come for, done from the home page in at most the number of actions that issue 13 names for it.

An action is a press, or words that are typed and sent.  Each task ends with what must then be on the page.  All are done on a
wide screen by keyboard alone, and on a phone by pressing what is seen; those that are only links also without scripts.  What
answers a reader is on the sheet when they print the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from codev import Atlas
from codev.query import gaps
from codev.query.answers.gaps import ranked_gaps
from codev.show.gap_map import reason_of
from front_end_pages import served
from page_checks import FAULTS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

WAIT_MILLISECONDS = 20_000
"""How long a reader's page may take on a busy machine before the test fails."""


class Reader:
    """Somebody who reads the site, and how many actions they took."""

    def __init__(self, page: Page, *, has_mouse: bool) -> None:
        """Open the home page.

        Args:
            page: The browser's page.
            has_mouse: Whether they press with a mouse or finger; else all is done by keyboard.
        """
        self.page, self.actions, self.has_mouse = page, 0, has_mouse
        page.set_default_timeout(WAIT_MILLISECONDS)
        page.goto("index.html")

    def click(self, place: Locator | str) -> None:
        """Press the first of what a place or selector means, as a reader would: where it can be seen."""
        found = (self.page.locator(place) if isinstance(place, str) else place).locator("visible=true").first
        if self.has_mouse:
            found.click()
        else:
            self.reach(found)
            self.page.keyboard.press("Space" if found.get_attribute("type") == "checkbox" else "Enter")
        self.actions += 1

    def reach(self, found: Locator) -> None:
        """Put the focus on a control, which the Tab key must be able to reach and which must show that it has it."""
        found.focus()
        assert found.evaluate("(each) => each.tabIndex >= 0 && each.matches(':focus-visible')"), found
        assert found.evaluate("(each) => ['', '::after'].some((part) => getComputedStyle(each, part).outlineStyle !== 'none')")

    def slide_down(self, slider: Locator) -> None:
        """Move a slider away from its upper end."""
        if self.has_mouse:
            slider.click()
        else:
            self.reach(slider)
            self.page.keyboard.press("PageDown")
        self.actions += 1

    def search(self, words: str) -> None:
        """Open the search with its key and type words."""
        self.page.locator("body").press("/")
        field = self.page.locator(".cs-dialog .cs-field")
        field.fill(words)
        self.actions += 1

    def open_result(self, address: str) -> None:
        """Click on the result that leads to a page, which must be among the first three."""
        results = self.page.locator(".cs-dialog .cs-results a.cs-link")
        wanted = self.page.locator(f'.cs-dialog .cs-results a.cs-link[href$="{address}"]').first
        expect(wanted).to_be_visible(timeout=WAIT_MILLISECONDS)
        shown = [str(each.get_attribute("href")) for each in results.all()[:3]]
        assert any(each.endswith(address) for each in shown), shown
        self.click(wanted)
        self.is_at(address)

    def is_at(self, address: str) -> None:
        """Check which page is open."""
        expect(self.page).to_have_url(re.compile(re.escape(address)), timeout=WAIT_MILLISECONDS)


def number_of(text: str) -> int:
    """Return the number at the beginning of a text, thin spaces aside."""
    found = re.match(r"[\d\u202f,]+", text.strip())
    assert found is not None, text
    return int(re.sub(r"\D", "", found[0]))


def works_on_ocr_at_fine_tuning(reader: Reader, _: Atlas) -> Locator | None:
    reader.search("OCR")
    reader.open_result("capabilities/document-chart-understanding/")
    link = reader.page.locator('a[href*="works/?stage=finetune"]').first
    number = number_of(link.inner_text())
    reader.click(link)
    reader.is_at("works/?stage=finetune")
    expect(reader.page.get_by_text(re.compile(rf"\b{number} works\b")).first).to_be_visible(timeout=WAIT_MILLISECONDS)
    return reader.page.locator(".ct-table tbody tr")


def works_on_video_synthesis_of_a_year(reader: Reader, _: Atlas) -> Locator | None:
    reader.search("video synthesis")
    for value in ("kind:Work", "year:2025"):
        box = reader.page.locator(f'.cs-dialog .cs-filters input[data-key="{value}"]')
        expect(box).to_be_visible(timeout=WAIT_MILLISECONDS)
        number = number_of(box.locator("xpath=following-sibling::*[last()]").inner_text())
        reader.click(box)
        expect(reader.page.locator(".cs-status")).to_have_text(re.compile(rf"^{number} pages? "), timeout=WAIT_MILLISECONDS)
    found = reader.page.locator(".cs-dialog .cs-results > li")
    expect(found.first).to_be_visible()
    assert set(found.locator(".cs-about").all_inner_texts()) == {"Work · 2025"}
    return None


def what_a_dataset_was_made_from(reader: Reader, _: Atlas) -> Locator | None:
    reader.search("ShareGPT4V")
    reader.open_result("datasets/sharegpt4v/")
    for caption in ("What ShareGPT4V was made from and by", "What was made with ShareGPT4V"):
        expect(
            reader.page.locator("table").filter(has=reader.page.get_by_text(caption)).locator("tbody tr").first
        ).to_be_visible()
    return reader.page.locator("table").filter(has=reader.page.get_by_text("What ShareGPT4V was made from and by"))


def what_falls_without_a_model(reader: Reader, _: Atlas) -> Locator | None:
    reader.search("GPT-4V")
    reader.open_result("models/gpt-4v/")
    answer = reader.page.get_by_text("What was made with GPT-4V")
    expect(answer).to_be_visible()
    return answer


def a_paper_by_a_fragment(reader: Reader, _: Atlas) -> Locator | None:
    reader.search("visual instruction tun")
    reader.open_result("works/liu2023visual/")
    return reader.page.locator("h1")


def an_author_with_diacritics(reader: Reader, atlas: Atlas) -> Locator | None:
    name = next(each for each in atlas.works_by_author if each.startswith("Łukasz "))
    key = atlas.works_by_author[name][0]
    reader.search("Lukasz " + name.partition(" ")[2])
    reader.open_result(f"works/{key}/" if len(atlas.works_by_author[name]) == 1 else "/")
    return reader.page.locator("h1")


def a_work_by_its_arxiv_id(reader: Reader, _: Atlas) -> Locator | None:
    reader.search("2304.08485")
    reader.open_result("works/liu2023visual/")
    return reader.page.locator("h1")


def a_work_by_its_key(reader: Reader, _: Atlas) -> Locator | None:
    reader.search("gadre2023datacomp")
    reader.open_result("works/gadre2023datacomp/")
    return reader.page.locator("h1")


def a_work_by_its_doi(reader: Reader, atlas: Atlas) -> Locator | None:
    work = next(work for work in atlas.works.values() if work.doi and "arxiv" not in work.doi.casefold())
    reader.search(str(work.doi))
    reader.open_result(f"works/{work.key}/")
    return reader.page.locator("h1")


def a_section_of_the_survey(reader: Reader, _: Atlas) -> Locator | None:
    reader.search("§3.2")
    reader.open_result("sections/3.2/")
    return reader.page.locator("h1")


def three_works_in_one_file(reader: Reader, _: Atlas) -> Locator | None:
    reader.click('#codev-content a[href$="works/"]')
    boxes = reader.page.locator(".ct-table input.codev-tick")
    expect(boxes.nth(2)).to_be_visible(timeout=WAIT_MILLISECONDS)
    chosen = [str(boxes.nth(number).get_attribute("data-thing")) for number in range(3)]
    for thing in chosen:
        reader.click(f'.ct-table input[data-thing="{thing}"]')
    with reader.page.expect_download() as download:
        reader.click(".codev-tray button[data-part=bibtex]")
    text = download.value.path().read_text("utf-8")
    assert sorted(re.findall(r"(?m)^@\w+\{([^,]+),", text)) == sorted(each.removeprefix("work:") for each in chosen)
    return None


def two_loops_side_by_side(reader: Reader, _: Atlas) -> Locator | None:
    reader.click('#codev-content a[href$="loops/"]')
    reader.is_at("loops/")
    rows = reader.page.locator("table tbody tr")
    assert rows.count() >= 2
    return rows.nth(1)


def the_best_reasoned_gap(reader: Reader, atlas: Atlas) -> Locator | None:
    reader.click('#codev-content a[href$="gaps/"]')
    reader.is_at("gaps/")
    best = ranked_gaps(gaps(atlas))[0]
    item = reader.page.locator("#ranked ~ .codev-ranked > li").first
    expect(item).to_be_visible()
    expect(item).to_contain_text(reason_of(atlas, best))
    expect(item.locator("a.gap-add")).to_have_attribute("href", re.compile(f"{best.node}&.*{best.stage}&.*{best.modality}"))
    return item


def what_changed_lately(reader: Reader, _: Atlas) -> Locator | None:
    reader.click('footer a[href$="news/"]')
    answer = reader.page.get_by_text("What each day brought")
    expect(answer).to_be_visible()
    return answer


def download_everything(reader: Reader, _: Atlas) -> Locator | None:
    reader.click('#codev-content a[href$="downloads/"]')
    assert reader.page.locator("a[download]").count() or reader.page.get_by_text("SQLite").count()
    return reader.page.get_by_text("SQLite")


def a_claim_to_its_evidence(reader: Reader, _: Atlas) -> Locator | None:
    reader.search("liu2023visual")
    reader.open_result("works/liu2023visual/")
    link = reader.page.locator(".codev-evidence a").first
    expect(link).to_be_visible()
    assert re.match(r"https://|\.\./", str(link.get_attribute("href")))
    return link


def what_is_doubtful(reader: Reader, atlas: Atlas) -> Locator | None:
    link = reader.page.locator('#codev-content a[href$="disagreements/#doubt"]').first
    doubtful = sum(claim.doubt is not None for claim in atlas.claims.values())
    assert number_of(link.inner_text()) == doubtful
    reader.click(link)
    expect(reader.page.locator("#doubt")).to_be_attached()
    return reader.page.locator("#doubt")


def the_story_of_sam(reader: Reader, _: Atlas) -> Locator | None:
    reader.click('#codev-content a[href*="graph/?of="]')
    reader.is_at("graph/?of=")
    answer = reader.page.get_by_text("SA-1B")
    expect(answer.first).to_be_attached(timeout=WAIT_MILLISECONDS)
    return answer


def the_graph_without_its_hubs(reader: Reader, _: Atlas) -> Locator | None:
    reader.click('#codev-content a[href$="graph/?view=network"]')
    slider = reader.page.get_by_label("Hide nodes with more edges than")
    slider.wait_for(state="attached", timeout=WAIT_MILLISECONDS)
    if not slider.is_visible():
        reader.click(reader.page.get_by_role("button", name="Filters"))
    reader.slide_down(slider)
    said = reader.page.locator("output", has_text=re.compile(r"^Hidden: more than \d+ edges$"))
    expect(said).to_be_visible(timeout=WAIT_MILLISECONDS)
    # The address is what is shared: it shows the same to whoever opens it.
    most = number_of(said.inner_text().removeprefix("Hidden: more than "))
    reader.is_at(f"most={most}")
    reader.page.goto(reader.page.url)
    expect(said).to_have_text(f"Hidden: more than {most} edges", timeout=WAIT_MILLISECONDS)
    return None


def what_is_around_a_model(reader: Reader, _: Atlas) -> Locator | None:
    reader.search("LLaVA")
    reader.open_result("models/llava/")
    reader.click('#codev-content a[href*="graph/?view=neighbourhood"]')
    reader.is_at("graph/?view=neighbourhood&of=model%3Allava")
    reader.page.locator(".cg-item").first.wait_for()
    assert reader.page.evaluate(FAULTS, ["model:llava"]) == []
    return reader.page.locator(".cg-item")


def two_models_compared(reader: Reader, _: Atlas) -> Locator | None:
    reader.click('#codev-content a[href$="compare/"]')
    field = reader.page.get_by_role("combobox").first
    for name in ("LLaVA-1.5", "InternVL3"):
        field.fill(name)
        expect(reader.page.get_by_role("option").first).to_be_visible(timeout=WAIT_MILLISECONDS)
        field.press("Enter")
        reader.actions += 1
    reader.is_at("things=model%3Ainternvl3")
    reader.is_at("things=model%3Allava-1-5")
    return reader.page.locator("#codev-content table").get_by_text("InternVL3", exact=True)


def the_most_used_datasets(reader: Reader, _: Atlas) -> Locator | None:
    reader.click('#codev-content a[href$="most-used/"]')
    row = reader.page.locator("table tbody tr").first
    expect(row).to_be_visible()
    return row


def the_page_of_a_capability(reader: Reader, _: Atlas) -> Locator | None:
    reader.click('footer a[href$="terms/"]')
    reader.click('#codev-content a[href*="capabilities/factuality/"]')
    reader.is_at("capabilities/factuality/")
    return reader.page.locator("h1")


def an_error_is_reported(reader: Reader, _: Atlas) -> Locator | None:
    link = reader.page.locator("a.codev-report")
    assert "what=" in str(link.get_attribute("href"))
    reader.actions += 1
    return None


def how_far_to_trust(reader: Reader, _: Atlas) -> Locator | None:
    reader.click('#codev-content a[href*="trust/"]')
    reader.is_at("trust/")
    return reader.page.locator("h1")


Task = Callable[[Reader, Atlas], Locator | None]
"""A task returns what answers it and must be on paper; None where that is a file, an address or the window of the search."""

TASKS: list[tuple[Task, int]] = [
    (works_on_ocr_at_fine_tuning, 3),
    (works_on_video_synthesis_of_a_year, 3),
    (what_a_dataset_was_made_from, 2),
    (what_falls_without_a_model, 2),
    (a_paper_by_a_fragment, 2),
    (an_author_with_diacritics, 2),
    (a_work_by_its_arxiv_id, 2),
    (a_work_by_its_key, 2),
    (a_work_by_its_doi, 2),
    (a_section_of_the_survey, 2),
    (three_works_in_one_file, 5),
    (two_loops_side_by_side, 3),
    (the_best_reasoned_gap, 2),
    (what_changed_lately, 1),
    (download_everything, 2),
    (a_claim_to_its_evidence, 2),
    (what_is_doubtful, 2),
    (the_story_of_sam, 3),
    (the_graph_without_its_hubs, 3),
    (what_is_around_a_model, 3),
    (two_models_compared, 4),
    (the_most_used_datasets, 1),
    (the_page_of_a_capability, 2),
    (an_error_is_reported, 2),
    (how_far_to_trust, 1),
]
"""Each task, and the most actions that it may take."""

LINKS_ONLY = [
    two_loops_side_by_side,
    the_best_reasoned_gap,
    what_changed_lately,
    download_everything,
    what_is_doubtful,
    the_most_used_datasets,
    the_page_of_a_capability,
    an_error_is_reported,
    how_far_to_trust,
]
"""The tasks for which no interaction is needed."""


SHEET = (718, 1047)
"""What an A4 sheet with margins of a centimetre shows, in pixels of CSS."""


def is_on_paper(page: Page, answer: Locator) -> bool:
    """Return whether an answer, or the first of several that is drawn, is on the sheet when the page is printed."""
    page.set_viewport_size({"width": SHEET[0], "height": SHEET[1]})
    page.emulate_media(media="print")
    drawn = answer.locator("visible=true")
    expect(drawn.first).to_be_visible()
    box = drawn.first.bounding_box()
    return box is not None and box["width"] > 1 and box["x"] >= -1 and box["x"] < SHEET[0]


def do(
    browser: Browser,
    built: Path,
    atlas: Atlas,
    task: Task,
    *,
    width: int = 1440,
    has_mouse: bool = True,
    scripts: bool = True,
    on_paper: bool = False,
) -> int:
    """Do a task in a window of its own, and print the answer where that is asked; returns how many actions it took."""
    with served(built) as address:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=address, java_script_enabled=scripts)
        try:
            reader = Reader(context.new_page(), has_mouse=has_mouse)
            answer = task(reader, atlas)
            if answer is not None and on_paper:
                assert is_on_paper(reader.page, answer)
        finally:
            context.close()
    return reader.actions


@pytest.mark.parametrize(("task", "most"), TASKS, ids=[task.__name__ for task, _ in TASKS])
def test_a_reader_is_served_in_few_actions_by_keyboard_and_on_paper(
    browser: Browser, built: Path, atlas: Atlas, task: Task, most: int
) -> None:
    assert 1 <= do(browser, built, atlas, task, has_mouse=False, on_paper=True) <= most


@pytest.mark.parametrize(("task", "most"), TASKS, ids=[task.__name__ for task, _ in TASKS])
def test_so_is_a_reader_with_a_phone(browser: Browser, built: Path, atlas: Atlas, task: Task, most: int) -> None:
    assert 1 <= do(browser, built, atlas, task, width=390) <= most


@pytest.mark.parametrize("task", LINKS_ONLY, ids=[task.__name__ for task in LINKS_ONLY])
def test_no_script_is_needed_where_links_do(browser: Browser, built: Path, atlas: Atlas, task: Task) -> None:
    assert do(browser, built, atlas, task, scripts=False) <= 3
