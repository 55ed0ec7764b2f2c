"""The table of loops side by side: what stands in its columns, and that rounds are said only where a statement says them."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from codev.model import Claim, Taxonomy
from codev.query import find_loops
from codev.site.pages.environment import Renderer
from codev.site.pages.loops import loops_page, rounds_of
from small import produces, small_atlas, trains

STATEMENTS = [
    (["Rewrites its captions over three rounds."], ("3 rounds", "x2024one.1")),
    (["Runs 12 iterations of tuning."], ("12 rounds", "x2024one.1")),
    (["Iterated training on its own answers."], ("repeated", "x2024one.1")),
    (["Repeats this cycle.", "It stops after Two cycles."], ("2 rounds", "x2024one.2")),
    (["Trains a model of three parts.", "Grounded captions surround it."], ("", "")),
    (["A reiteration, and a cyclepath."], ("", "")),
]
"""Statements of the claims behind a loop, and what is said of its rounds by which claim."""


def claims(statements: list[str]) -> list[Claim]:
    """Return claims with statements."""
    return [
        Claim.model_validate({"id": f"x2024one.{number}", "node": "data-filter", "statement": text, "evidence": ()})
        for number, text in enumerate(statements, 1)
    ]


@pytest.mark.parametrize(("statements", "said"), STATEMENTS)
def test_rounds_are_what_a_statement_says(statements: list[str], said: tuple[str, str]) -> None:
    assert rounds_of(claims(statements)) == said


def test_a_loop_is_a_line_of_the_table(taxonomy: Taxonomy, repository: Path) -> None:
    made = {**produces("m", "d"), "modalities": ["video"], "statement": "Makes its data in four rounds."}
    dataset = {"id": "d", "size": {"as_stated": "12K", "unit": "images"}}
    small = small_atlas(taxonomy, {"a2024one": {"models": ["m"], "datasets": [dataset], "claims": [made, trains("m", "d")]}})
    page = next(iter(loops_page(Renderer(small, repository / "site" / "templates"))))
    table = BeautifulSoup(page.body, "html.parser").select_one("table.codev-sortable")
    assert table is not None
    heads = [each.get_text() for each in table.select("thead th")]
    assert heads == [
        "Model",
        "Data",
        "Role of the model",
        "Rounds",
        "Modality",
        "Size of the data",
        "Year",
        "Paradigm",
        "Steps",
    ]
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")]
    role = small.tree[small.claims["a2024one.1"].node].name
    assert rows == [["M", "D", role, "4 rounds", "Video", "12K images", "2024", "self-boosted", "2 steps"]]
    assert len(find_loops(small).rows) == 1
    links = [each["href"] for each in table.select("tbody a")]
    assert "../works/a2024one/#a2024one.1" in links
    assert "#loop-1" in links
