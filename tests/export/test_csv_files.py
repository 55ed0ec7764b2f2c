"""CSV: read back cell by cell, and safe to open in a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.export.columns import Cell, Column, Table
from codev.export.csv_files import join, read_cell, write_cell
from codev.export.tables import TABLES
from codev.query.text import harmless


def read(cell: str, column: Column) -> Cell:
    """Return a cell as the table holds it, by the rules that the module documents."""
    text = read_cell(cell)
    if column.is_list:
        items = tuple(item.replace("\\|", "|") for item in re.split(r"(?<!\\)\|", text)) if text else ()
        return tuple(map(int, items)) if column.kind == "integers" else items
    if text == "":
        return None
    return int(text) if column.kind == "integer" else text == "true" if column.kind == "boolean" else text


def test_excel_takes_every_file_for_utf8(exported: Path) -> None:
    assert [path.name for path in (exported / "csv").glob("*.csv") if not path.read_bytes().startswith(codecs.BOM_UTF8)] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_comes_back(atlas: Atlas, exported: Path, table: Table) -> None:
    with (exported / "csv" / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert tuple(rows[0]) == table.column_names
    found = [tuple(read(cell, column) for cell, column in zip(row, table.columns, strict=True)) for row in rows[1:]]
    assert found == list(table.rows(atlas))


def test_pandas(atlas: Atlas, exported: Path) -> None:
    works = pd.read_csv(exported / "csv" / "works.csv", dtype={"arxiv": str})
    assert list(works["key"]) == list(atlas.works)
    assert works["year"].sum() == sum(work.year for work in atlas.works.values())
    assert works["et_al"].dtype == bool
    assert [str(each) for each in works["arxiv"].dropna()] == [work.arxiv for work in atlas.works.values() if work.arxiv]


def test_no_cell_is_a_formula(exported: Path) -> None:
    for path in (exported / "csv").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            assert not [cell for row in csv.reader(stream) for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_harmless(text: str, cell: str) -> None:
    assert harmless(text) == cell
    assert read_cell(cell) == text


@given(st.text(st.sampled_from("='+-@\t\r a")))
def test_harmless_cells_come_back(text: str) -> None:
    assert read_cell(harmless(text)) == text
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_values() -> None:
    assert write_cell(None) == ""
    assert write_cell(value := 3) == value
    assert write_cell(cell=True) == "true"
    assert write_cell(("a", "b|c")) == "a|b\\|c"
    assert write_cell(("=a", "b")) == "'=a|b"
    assert join((1, 2)) == "1|2"
