"""What is shown, held to the letter: pages, cards, a lineage picture and a matrix of the frozen knowledge base, read as text.

The texts are in ``tests/fixtures/golden``; its README says how they are written anew after a change that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from codev import Atlas
from codev.explorer.results.links import Links
from codev.explorer.widgets.drawn import artifact_html, claims_html, work_html
from codev.query import ask, rq1
from codev.query.answers.findings import FindingRow
from codev.show.charts import chart_svg
from codev.show.columns_picture import path_columns, steps_svg
from codev.show.lineage_picture import lineage_svg
from codev.show.matrices import question_matrix
from codev.site.pages.artifacts import artifact_page
from codev.site.pages.environment import Renderer
from codev.site.pages.matrices import row_page
from codev.site.pages.nodes import node_page
from codev.site.pages.sections import section_page
from codev.site.pages.terms import term_page
from codev.site.pages.works import work_page

REPOSITORY = Path(__file__).parent.parent.parent
GOLDEN = REPOSITORY / "tests" / "fixtures" / "golden"

CLAIMS = ("bagdasaryan2023abusing.1", "gadre2023datacomp.1", "gadre2023datacomp.7", "chen2024sharegpt4video.2")
"""Claims whose data break a model, improve one, measure one, and one of a model for data."""


def page_text(body: str) -> str:
    """Return a page as it is read: a line for each piece of text, with where links lead."""
    soup = BeautifulSoup(body, "html.parser")
    for picture in soup.find_all("svg"):
        picture.replace_with(f"[{' '.join(picture.get('class') or ['picture'])}]\n")
    for link in soup.find_all("a"):
        link.append(f" <{link.get('href')}>")
    lines = (" ".join(line.split()) for line in soup.get_text("\n").split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def picture_text(svg: str) -> str:
    """Return a picture as it is seen: its symbols, labels and lines, each with its colour, shape and stroke."""
    lines = []
    for each in BeautifulSoup(svg, "xml").find_all(["path", "text", "title"]):
        style = str(each.get("style", "")) or _inherited(each)
        colour = ",".join(re.findall(r"(?:fill|stroke):var\(--codev-([\w-]+),", style))
        dashes = next((str(up["stroke-dasharray"]) for up in each.parents if up.get("stroke-dasharray")), "solid")
        if each.name == "path" and each.get("transform"):
            lines.append(f"symbol {colour} {each['d']}")
        elif each.name == "path":
            title = each.find("title")
            lines.append(f"line {colour} {dashes}: {title.get_text()}" if title else f"tip {colour}")
        elif each.name == "text":
            weight = " bold" if each.get("font-weight") else ""
            lines.append(f"text {each.get_text()}{weight}")
        elif each.parent is not None and each.parent.name != "path":
            lines.append(f"title {each.get_text()}")
    return "\n".join(lines) + "\n"


def _inherited(element: Tag) -> str:
    """Return the style of the nearest group that has one."""
    return next((str(up["style"]) for up in element.parents if up.name == "g" and up.get("style")), "")


def matrix_text(atlas: Atlas) -> str:
    """Return the matrix of stages and approaches: its rows with their numbers and shades."""
    matrix = question_matrix(atlas, rq1(atlas), "stage", address_of=lambda cell: cell.name)
    lines = [f"{matrix.caption}; {matrix.total()} in all", " | ".join(head.name for head in matrix.columns)]
    for row in matrix.rows:
        cells = [matrix.cells.get((row.id, head.id)) for head in matrix.columns]
        shown = [
            f"{cell.number} s{matrix.shade(cell.number)} -{cell.with_effect('degrades')}" if cell else "" for cell in cells
        ]
        lines.append(f"{row.group or '-'} / {row.name} {row.effect}: {' | '.join(shown)} = {matrix.total(row=row.id)}")
    return "\n".join(lines) + "\n"


def picture_of(svg: str | None) -> str:
    """Return a picture that must be there as text."""
    assert svg is not None
    return picture_text(svg)


def chart_text(atlas: Atlas, finding: str) -> str:
    """Return the chart of a finding, an element a line."""
    (row,) = ask(atlas, "findings", finding=finding).rows
    assert isinstance(row, FindingRow)
    svg = chart_svg(row, alone=True)
    assert svg is not None
    return svg.replace("><", ">\n<") + "\n"


SHOWN: Mapping[str, Callable[[Atlas, Renderer], str]] = {
    "page-of-a-work": lambda _, renderer: page_text(work_page(renderer, "chen2024sharegpt4video").body),
    "page-of-a-node": lambda _, renderer: page_text(node_page(renderer, "data-packing").body),
    "page-of-a-model": lambda _, renderer: page_text(artifact_page(renderer, "model", "sam-2").body),
    "page-of-a-dataset": lambda _, renderer: page_text(artifact_page(renderer, "dataset", "sharegpt4video").body),
    "page-of-a-term": lambda _, renderer: page_text(term_page(renderer, "capabilities", "retrieval").body),
    "page-of-a-section": lambda _, renderer: page_text(section_page(renderer, "3.2.2").body),
    "page-of-a-row": lambda _, renderer: page_text(row_page(renderer, "data-packing").body),
    "cards-of-claims": lambda atlas, _: page_text(claims_html(atlas, [atlas.claims[each] for each in CLAIMS])),
    "card-of-a-work": lambda atlas, _: page_text(work_html(atlas, atlas.works["chen2024sharegpt4video"])),
    "card-of-a-model": lambda atlas, _: page_text(artifact_html(atlas, "model:sam-2") or ""),
    "lineage": lambda atlas, _: picture_of(lineage_svg(atlas, "dataset:sharegpt4video", url=Links().thing)),
    "path": lambda atlas, _: picture_of(
        steps_svg(
            atlas,
            path_columns([("model:sam-2", "dataset:sa-v", "model:sam-2"), ("work:ravi2024sam", "dataset:sa-v")]),
            ("produces", "trains", "introduces"),
            title="Loop",
            url=Links().thing,
        )
    ),
    "matrix": lambda atlas, _: matrix_text(atlas),
    "chart-of-lines": lambda atlas, _: chart_text(atlas, "roles"),
    "chart-of-bars": lambda atlas, _: chart_text(atlas, "measured"),
}
"""What is shown, by the name of its file."""


@pytest.fixture(scope="module")
def renderer(facts_atlas: Atlas, repository: Path) -> Renderer:
    """Renders pages of the frozen knowledge base."""
    made = Renderer(facts_atlas, repository / "site" / "templates")
    made.prepare()
    return made


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_stays_to_the_letter(facts_atlas: Atlas, renderer: Renderer, name: str) -> None:
    assert SHOWN[name](facts_atlas, renderer) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_every_text_is_of_something_that_is_shown() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(SHOWN)


if __name__ == "__main__":
    frozen = Atlas.load(REPOSITORY / "tests" / "fixtures" / "facts_base", use_cache=False)
    pages = Renderer(frozen, REPOSITORY / "site" / "templates")
    pages.prepare()
    for golden, make in SHOWN.items():
        (GOLDEN / f"{golden}.txt").write_text(make(frozen, pages), "utf-8")
