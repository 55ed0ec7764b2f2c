"""The page of findings: what it says, what it leads to, the files beside it, and how it is read in a browser."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image
from playwright.sync_api import Browser, Page

from codev import Atlas
from codev.query import Query, ask, run
from codev.query.answers.findings import FINDINGS
from codev.show.charts import WIDTH
from codev.site.pages.environment import Renderer
from codev.site.pages.findings import finding_files, finding_rows, findings_page
from front_end_pages import served, watched
from small import small_atlas


@pytest.fixture(scope="module")
def body(facts_atlas: Atlas, repository: Path) -> Tag:
    """Return the page of the frozen knowledge base."""
    renderer = Renderer(facts_atlas, repository / "site" / "templates", None, "https://atlas.example/")
    return BeautifulSoup("\n".join(part.html for part in findings_page(renderer).parts()), "html.parser")


@pytest.fixture(scope="module")
def files(facts_atlas: Atlas) -> dict[str, bytes]:
    """Return the files beside the page."""
    return finding_files(facts_atlas)


def part_of(body: Tag, finding: str) -> Tag:
    """Return what the page says of a finding."""
    heading = body.find(id=finding)
    assert isinstance(heading, Tag)
    part = heading.find_next("div", class_="codev-finding")
    assert isinstance(part, Tag)
    return part


@pytest.mark.parametrize("finding", list(FINDINGS))
def test_each_finding_stands_with_its_figure_and_what_is_behind_it(facts_atlas: Atlas, body: Tag, finding: str) -> None:
    (row,) = (each for each in finding_rows(facts_atlas) if each.id == finding)
    part = part_of(body, finding)
    (sentence,) = part.select(".finding-says")
    assert sentence.get_text() == row.sentence
    facts = {term.get_text(): beside for term, beside in zip(part.select("dt"), part.select("dd"), strict=True)}
    (query,) = facts["Query"].select("code")
    assert query.get_text() == "codev query " + " ".join(
        [row.query.split("&")[0].partition("=")[2], *(f"--{each.replace('=', ' ')}" for each in row.query.split("&")[1:])]
    )
    if row.is_enough:
        assert f"{row.claim_count:,}".replace(",", "\u202f") in facts["How far to trust it"].get_text()
    if row.selection:
        (link,) = facts["Behind it"].select("a")
        assert link.get_text() == f"{row.count} {row.unit}s"
        place, _, asked = str(link["href"]).partition("?")
        assert place == "../works/"
        selection = Query.from_url(asked, f"{row.unit}s")
        assert len(run(facts_atlas, selection).rows) == row.count
    table = [[cell.get_text() for cell in line(["th", "td"])] for line in part.select("tbody tr")]
    assert len(table) == len(row.points)
    for line, point in zip(table, row.points, strict=True):
        assert line[0] == point.name
        assert str(point.count) in line


def test_charts_are_pictures_with_words(body: Tag) -> None:
    charts = body.select("svg.codev-chart")
    assert len(charts) >= 8
    ids = [each["id"] for each in body.select("[id]")]
    assert len(ids) == len(set(ids))
    for chart in charts:
        assert set(str(chart["aria-labelledby"]).split()) <= set(ids)


def test_every_file_that_the_page_offers_is_there(body: Tag, files: dict[str, bytes]) -> None:
    offered = {f"findings/{link['href']}" for link in body.select("a[download]")}
    assert offered == set(files)
    assert {f"findings/{button['data-png']}" for button in body.select("[data-png]")} == {
        name for name in files if name.endswith(".svg")
    }
    for code in body.select("pre[id^=embed-]"):
        address = re.search(r'src="https://atlas\.example/([^"]+)"', code.get_text())
        assert address is not None
        assert address[1] in files


def test_the_files_hold_what_the_page_shows(facts_atlas: Atlas, files: dict[str, bytes]) -> None:
    rows = finding_rows(facts_atlas)
    assert json.loads(files["findings/findings.json"]) == ask(facts_atlas, "findings").as_dicts()
    for row in rows:
        figures = list(csv.DictReader(io.StringIO(files[f"findings/{row.id}.csv"].decode("utf-8-sig"))))
        assert [(each["name"], each["at"], each["count"]) for each in figures] == [
            (point.name, point.at, str(point.count)) for point in row.points
        ]
        if not row.claims:
            continue
        claims = list(csv.DictReader(io.StringIO(files[f"findings/{row.id}-claims.csv"].decode("utf-8-sig"))))
        assert [each["id"] for each in claims] == list(row.claims)


def test_too_few_data_are_told_and_hostile_names_stay_text(facts_atlas: Atlas, repository: Path) -> None:
    name = '"><script>alert(1)</script>'
    claims = [{"node": "annotation", "models": ["m"], "datasets": ["d"]}]
    works = {f"a2024w{number}": {"claims": claims} for number in range(12)}
    hostile = {"models": [{"id": "m", "name": name, "access": "closed"}], "datasets": [{"id": "d", "name": name}]}
    atlas = small_atlas(facts_atlas.taxonomy, works, hostile)
    made = findings_page(Renderer(atlas, repository / "site" / "templates"))
    soup = BeautifulSoup("\n".join(part.html for part in made.parts()), "html.parser")
    assert soup.find("script") is None
    assert name in part_of(soup, "makers").select(".finding-says")[0].get_text()
    (code,) = part_of(soup, "makers").select("pre")
    assert BeautifulSoup(code.get_text(), "html.parser").find("script") is None
    assert "Too few data to say" in part_of(soup, "leakage").get_text()
    assert part_of(soup, "leakage").select("dt")[0].get_text() != "Behind it"
    assert "'" + "=1" in finding_files(_named(facts_atlas, "=1"))["findings/makers.csv"].decode()


def _named(facts_atlas: Atlas, name: str) -> Atlas:
    """Return a knowledge base with a model of this name."""
    works = {"a2024one": {"claims": [{"node": "annotation", "models": ["m"], "datasets": ["d"]}]}}
    return small_atlas(facts_atlas.taxonomy, works, {"models": [{"id": "m", "name": name}], "datasets": ["d"]})


# -- in a browser ---------------------------------------------------------------------------------------------------------


FAULTS = """() => [...document.querySelectorAll("svg.codev-chart")].flatMap((chart) => {
  const frame = chart.getBoundingClientRect();
  // Figures beside a dot have a halo and may touch a line; all other texts stand by themselves.
  const texts = [...chart.querySelectorAll("text")].filter((text) => !text.style.paintOrder);
  const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
  const leaves = ([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
  const wide = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1;
  const high = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > a.height * 0.3;
  const over = boxes.flatMap(([name, box], place) =>
    boxes.slice(place + 1).filter(([, other]) => wide(box, other) && high(box, other))
      .map(([other]) => `${name} over ${other}`));
  return [...boxes.filter(leaves).map(([name]) => `${name} leaves`), ...over];
})"""
"""What texts of charts overlap, or leave their picture, as painted."""


@pytest.fixture
def opened(browser: Browser, built: Path) -> Iterator[Page]:
    """The page of the whole site, under watch."""
    with served(built) as address, watched(browser, address) as page:
        page.goto(f"{address}findings/")
        yield page


def test_a_chart_is_saved_as_png(opened: Page, tmp_path: Path) -> None:
    with opened.expect_download() as download:
        opened.locator("button[data-png='roles.svg']").click()
    download.value.save_as(tmp_path / "roles.png")
    assert download.value.suggested_filename == "roles.png"
    with Image.open(tmp_path / "roles.png") as picture:
        assert picture.width == 2 * WIDTH
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or ()}
    # The ground of the page and the colour of the direction are in it.
    assert {(0xFD, 0xFC, 0xFA), (0xD5, 0x5E, 0x00)} <= colours


@pytest.mark.parametrize("width", [390, 1280])
def test_names_in_charts_neither_overlap_nor_leave_the_page(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 900})
    opened.evaluate("document.fonts.ready.then(() => null)")
    assert opened.evaluate(FAULTS) == []
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    shown = opened.evaluate("Math.min(...[...document.querySelectorAll('svg.codev-chart')].map((each) => each.clientWidth))")
    # The small type of a chart, 11 units, is at least 8 pixels high.
    assert shown / WIDTH * 11 >= 8


def test_the_home_page_leads_to_the_findings(opened: Page) -> None:
    opened.get_by_role("link", name="CoDev Atlas").first.click()
    opened.get_by_role("link", name="what the atlas finds", exact=True).click()
    assert opened.url.endswith("/findings/")
