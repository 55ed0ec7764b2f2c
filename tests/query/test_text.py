"""Answers as text: CSV that no spreadsheet runs, tables that stay tables, JSON that is read back."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.model import Taxonomy
from codev.model.fields import PARAGRAPH_PATTERN
from codev.query import Query, run, to_csv, to_json, to_markdown, to_tsv
from codev.query.rows import cell_text
from codev.query.text import cells
from codev.unseen import find_unseen
from saved_queries import SAVED
from small import small_atlas, trains

CELLS = [
    (None, ""),
    (True, "yes"),
    (False, "no"),
    (3, "3"),
    (0.5, "0.5"),
    ("text", "text"),
    (("a", "b"), "a; b"),
    ((("a", "b"), ("c",)), "a + b; c"),
    ((), ""),
]


@pytest.mark.parametrize(("value", "expected"), CELLS)
def test_values_are_shown_plainly(value: object, expected: str) -> None:
    assert cell_text(value) == expected


@pytest.mark.parametrize("url", SAVED)
def test_every_format_holds_every_row(facts_atlas: Atlas, url: str) -> None:
    result = run(facts_atlas, Query.from_url(url))
    rows = list(csv.reader(io.StringIO(to_csv(result))))
    assert len(rows) == len(result.rows) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    if result.rows:
        assert rows[0] == list(result.rows[0].as_dict())
    tsv = to_tsv(result).splitlines()
    assert len(tsv) == len(result.rows) + 1
    assert {line.count("\t") for line in tsv} == {len(result.columns) - 1}
    markdown = to_markdown(result).splitlines()
    assert len(markdown) == len(result.rows) + 2
    assert all(line.startswith("| ") and line.endswith(" |") for line in markdown)
    assert json.loads(to_json(result)) == result.data()


TITLE = re.compile(rf"(?=.*\S){PARAGRAPH_PATTERN}")
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"]


def test_csv_without_rows_has_the_header_of_csv_with_rows(facts_atlas: Atlas) -> None:
    for asked, nothing in (
        ("works", {"text": "no such words"}),
        ("gaps", {"status": "thin", "node": "icl-data", "modality": "3d"}),
    ):
        full, empty = run(facts_atlas, Query.build(asked)), run(facts_atlas, Query.build(asked, **nothing))
        assert full.rows
        assert not empty.rows
        assert to_csv(empty).splitlines() == to_csv(full).splitlines()[:1]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_spreadsheet_runs_a_title(taxonomy: Taxonomy, title: str) -> None:
    small = small_atlas(taxonomy, {"a2024one": {"title": title, "claims": [trains("m")]}})
    result = run(small, Query.build("works"))
    (row,) = csv.DictReader(io.StringIO(to_csv(result)))
    assert row["title"] == f"'{title}"


def is_title(text: str) -> bool:
    """Return whether an entry may have a title: one line, in which every character is seen."""
    return TITLE.fullmatch(text) is not None and find_unseen(text) is None


@given(title=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(is_title))
def test_no_title_breaks_a_table(taxonomy: Taxonomy, title: str) -> None:
    small = small_atlas(taxonomy, {"a2024one": {"title": title}})
    result = run(small, Query.build("works"))
    (row,) = csv.DictReader(io.StringIO(to_csv(result)))
    assert row["title"].removeprefix("'") == title.strip().removeprefix("'")
    assert not row["title"].startswith(("=", "+", "-", "@"))
    assert len(to_tsv(result).splitlines()) == 2
    (line,) = to_markdown(result).splitlines()[2:]
    unescaped = line.replace("\\\\", "")
    assert unescaped.count("|") - unescaped.count("\\|") == len(result.columns) + 1
    assert "<" not in unescaped.replace("\\<", "")


def test_cells_follow_the_columns(facts_atlas: Atlas) -> None:
    result = run(facts_atlas, Query.build("loops", limit=1))
    assert cells(result, result.rows[0])[1] == "2"
