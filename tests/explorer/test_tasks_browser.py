"""What analysts ask, done in a real browser from the first screen with at most the clicks that issue 15 names for it.

What the page then shows is held against what the same query gives in Python.  The tasks that are no single question are in
`test_visits_browser`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from codev import Atlas
from codev.export.sql import run_sql
from codev.export.sqlite import open_database
from codev.graph import graph_of
from codev.query import Query, run, side_by_side
from codev.query.facets import FACETS
from explorer.analyst import Analyst

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("explorer-browser")]

Step = tuple[str, str, str, str]
"""A verb, what it is about, a text, and what the address says then (`Analyst.take`)."""

OCR = "document-chart-understanding"
"""The capability that the taxonomy also knows as OCR."""

Shows = Callable[[Analyst, Atlas, Sequence[Any]], None]
"""Holds what is on the page against the rows of the answer."""


def names(atlas: Atlas, *things: str) -> list[str]:
    """Return what models, datasets, works and nodes are called."""
    return [str(graph_of(atlas).nodes[each]["label"]) for each in things]


def in_rows(cells: Callable[[Atlas, Any], Sequence[str]]) -> Shows:
    """Return what holds a table against an answer: as many rows, and in each that is in view what it must say.

    Args:
        cells: Returns what the cells of a row must say.
    """

    def shows(analyst: Analyst, atlas: Atlas, rows: Sequence[Any]) -> None:
        seen = analyst.rows(len(rows))
        assert seen
        for row, line in zip(rows, seen, strict=False):
            assert set(cells(atlas, row)) <= set(line), line

    return shows


def trend(by: str, *, is_share: bool) -> Shows:
    """Return what holds the points of a chart of trends, and its table, against an answer."""

    def cells(_: Atlas, row: Any) -> list[str]:
        return [str(row.year), str(len(row.works)), str(len(row.claims))]

    def shows(analyst: Analyst, atlas: Atlas, rows: Sequence[Any]) -> None:
        said = "share of the year's works" if is_share else "works"
        expect(analyst.page.locator("[data-testid=stVegaLiteChart] text", has_text=said)).to_be_visible()
        of: dict[int, set[str]] = {}
        for row in rows:
            of.setdefault(row.year, set()).update(row.works)
        called = FACETS[by].names(atlas)
        assert analyst.points() == {(called[row.term], row.year): (len(row.works), len(of[row.year])) for row in rows}
        in_rows(cells)(analyst, atlas, rows)

    return shows


def falls(analyst: Analyst, atlas: Atlas, rows: Sequence[Any]) -> None:
    """Hold the table of what rests on a model against the answer, and the sentence that counts it."""
    datasets = sum(row.kind == "dataset" for row in rows)
    expect(analyst.page.get_by_test_id("stMain")).to_contain_text(f"{datasets} dataset")
    in_rows(lambda atlas, row: [*names(atlas, row.artifact), row.kind, " → ".join(names(atlas, *row.through))])(
        analyst, atlas, rows
    )


def lineage(analyst: Analyst, atlas: Atlas, rows: Sequence[Any]) -> None:
    """Hold the picture of a lineage against the answer: what it names, and where that leads."""
    things = {name for row in rows for name in (row.source, row.target)}
    picture = analyst.page.locator(".codev-lineage-picture")
    expect(picture.locator("a")).to_have_count(len(things) - 1)
    drawn = set(picture.locator("a text, text[font-weight]").all_text_contents())
    assert drawn == set(names(atlas, *things))
    in_rows(lambda atlas, row: names(atlas, row.source, row.target))(analyst, atlas, rows)


def gaps(analyst: Analyst, atlas: Atlas, rows: Sequence[Any]) -> None:
    """Hold the map of gaps against the answer: the state of each cell, and how many works it has."""
    cells = analyst.page.locator(".codev-matrix td:has(a)")
    expect(cells).to_have_count(len(rows))
    seen = [(str(cell.get_attribute("class")), str(cell.locator("a").get_attribute("href"))) for cell in cells.all()]
    drawn = {parse_qs(address)["cell"][0]: state for state, address in seen}
    assert drawn == {f"{row.node}~{row.modality}": f"gap-{row.status}" for row in rows}
    for row in rows:
        if row.works:
            expect(cells.locator(f"a[href$='cell={row.node}~{row.modality}']")).to_have_text(str(len(row.works)))


def compared(analyst: Analyst, atlas: Atlas, rows: Sequence[Any]) -> None:
    """Hold things side by side against the answer: each aspect with all that each thing has in it."""
    things, aspects = side_by_side(rows)
    lines = analyst.page.locator("table:has(caption) tbody tr")
    expect(lines).to_have_count(len(aspects))
    graph = graph_of(atlas)
    seen = lines.evaluate_all("rows => rows.map(row => [...row.children].map(cell => cell.textContent.trim()))")
    for aspect, line in zip(aspects, seen, strict=True):
        assert len(line) == 1 + len(things)
        assert line[0] == aspect.name
        for values, text in zip(aspect.cells, line[1:], strict=True):
            assert all((str(graph.nodes[each]["label"]) if each in graph else each) in text for each in values)


def ocr_by_year(analyst: Analyst, atlas: Atlas, rows: Sequence[Any]) -> None:
    """Hold the row of documents and charts against the answer: its works since 2025, their share of all works of the year."""
    mine = [row for row in rows if row.row == OCR and int(row.column) >= 2025]
    assert mine
    for row in mine:
        cell = analyst.page.locator(f".codev-matrix a[data-row='{row.row}'][data-column='{row.column}']")
        expect(cell).to_have_text(f"{len(row.works) / row.column_works:.0%}")
        expect(cell).to_have_attribute("data-works", str(len(row.works)))


TASKS: dict[str, tuple[int, list[Step], str, Shows]] = {
    "OCR since 2025 and its share by year": (
        4,
        [
            ("group", "Questions", "", "question=rq1"),
            ("tab", "Pivot", "", "question=pivot"),
            ("type", "rows", "Capability enhanced", "rows=enhanced"),
            ("press", "share", "Shares of the column", "share=column"),
        ],
        "question=pivot&rows=enhanced",
        ocr_by_year,
    ),
    "recipes of three models side by side": (
        4,
        [("example", "compare", "", "question=compare"), ("type", "things", "LLaVA · model", "things=model:llava")],
        "question=compare&things=model:blip-2&things=model:llava&things=model:llava-1-5",
        compared,
    ),
    "lineage of ShareGPT4V to depth 3": (
        3,
        [("example", "lineage", "", "of=dataset:sharegpt4v"), ("type", "depth", "3", "depth=3")],
        "question=lineage&of=dataset:sharegpt4v&depth=3",
        lineage,
    ),
    "loops of two rounds": (
        2,
        [("example", "loops", "", "question=loops"), ("type", "longest", "2", "longest=2")],
        "question=loops&longest=2",
        in_rows(lambda atlas, row: [" → ".join(names(atlas, *row.artifacts)), row.paradigm]),
    ),
    "what falls without GPT-4V": (3, [("example", "falls", "", "model=gpt-4v")], "question=falls&model=gpt-4v", falls),
    "what falls without GPT-4o": (
        3,
        [
            ("example", "falls", "", "model=gpt-4v"),
            ("chip", "model", "", "-model=gpt-4v"),
            ("type", "model", "GPT-4o", "model=gpt-4o"),
        ],
        "question=falls&model=gpt-4o",
        falls,
    ),
    "what falls without Gemini": (
        3,
        [
            ("example", "falls", "", "model=gpt-4v"),
            ("chip", "model", "", "-model=gpt-4v"),
            ("type", "model", "Gemini", "model=gemini"),
        ],
        "question=falls&model=gemini",
        falls,
    ),
    "closed against open by year": (
        3,
        [
            ("example", "trends", "", "question=trends"),
            ("type", "by", "Openness", "by=openness"),
            ("press", "chart", "Shares", "chart=shares"),
        ],
        "question=trends&by=openness",
        trend("openness", is_share=True),
    ),
    "audio gaps at fine-tuning": (
        3,
        [("example", "gaps", "", "modality=audio"), ("type", "stage", "Fine-tuning", "stage=finetune")],
        "question=gaps&stage=finetune&modality=audio",
        gaps,
    ),
    "Table 2 against the text": (
        2,
        [("group", "Trust", "", "question=evidence"), ("tab", "Disagreements", "", "question=disagreements")],
        "question=disagreements",
        in_rows(lambda atlas, row: names(atlas, f"work:{row.work}")),
    ),
    "weak evidence in a node": (
        3,
        [
            ("group", "Trust", "", "question=evidence"),
            ("type", "node", "Model as a data filter", "node=data-filter"),
            ("type", "kind", "Weak sources only", "kind=weak"),
        ],
        "question=evidence&node=data-filter&kind=weak",
        in_rows(lambda atlas, row: [row.subject, row.statement, *names(atlas, f"work:{row.work}")]),
    ),
    "path from CLIP to LLaVA-OneVision": (
        3,
        [
            ("example", "path", "", "question=path"),
            ("type", "of", "CLIP", "of=model:clip"),
            ("type", "to", "LLaVA-OneVision", "to=model:llava-onevision"),
        ],
        "question=path&of=model:clip&to=model:llava-onevision",
        in_rows(lambda atlas, row: [str(row.path), str(row.step), *names(atlas, row.source, row.target)]),
    ),
    "works similar to MMEvol": (
        2,
        [("example", "similar", "", "question=similar"), ("type", "of", "MMEvol", "of=luo2024mmevol")],
        "question=similar&of=luo2024mmevol",
        in_rows(lambda _, row: [row.title, str(row.year), f"{row.score:g}", row.key]),
    ),
    "trend of preference data": (
        3,
        [
            ("example", "trends", "", "question=trends"),
            ("type", "leveraged", "Preference judgement", "leveraged=preference-judgement"),
        ],
        "question=trends&leveraged=preference-judgement",
        trend("direction", is_share=False),
    ),
}
"""The most actions, the steps, the query that is then asked, and what is shown."""


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_at_most_the_named_clicks_and_shows_what_python_answers(
    analyst: Analyst, facts_atlas: Atlas, task: str
) -> None:
    actions_max, steps, asked, shows = TASKS[task]
    for step in steps:
        analyst.take(*step)
    assert analyst.actions <= actions_max
    query = Query.from_url(asked)
    assert analyst.query == query
    rows = run(facts_atlas, query).rows
    assert rows
    shows(analyst, facts_atlas, rows)


JOIN = """SELECT m.access, count(DISTINCT c.work) AS works
FROM claims AS c JOIN claim_models AS cm ON cm.claim = c.id JOIN models AS m ON m.id = cm.model
WHERE c.direction = 'model4data' GROUP BY m.access ORDER BY m.access"""


def test_a_join_and_its_chart_take_three_clicks(analyst: Analyst, facts_atlas: Atlas) -> None:
    analyst.take("group", "Tools", "", "view=console")
    analyst.take("type", "sql", JOIN, f"sql={JOIN}")
    rows = run_sql(open_database(facts_atlas, use_cache=False), JOIN).rows
    assert [line[:2] for line in analyst.rows(len(rows))] == [[str(cell) for cell in row] for row in rows]
    analyst.take("press", "chart", "Bars", "chart=bars")
    assert analyst.actions <= 3
    drawn = analyst.marks("bar")
    assert len(drawn) == len(rows)
    for access, works in rows:
        assert any(f"access: {access!s}" in each and f"works: {works!s}" in each for each in drawn), drawn
