"""Answers as tables of other libraries: the same rows under sound types, and HTML that shows texts as they are."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pyarrow as pa
import pytest

from codev import Atlas
from codev.errors import ToolMissingError
from codev.query import QUESTIONS, AnswerRow, Query, ask, run
from codev.query.answers.gaps import Line
from codev.query.rows import columns
from codev.query.tabular import LETTERS_SHOWN_MAX, ROWS_SHOWN_MAX, arrow_table, html_table, installed
from saved_queries import SAVED


@pytest.mark.parametrize("url", SAVED)
def test_arrow_and_pandas_hold_the_rows(facts_atlas: Atlas, url: str) -> None:
    pandas = pytest.importorskip("pandas")
    result = run(facts_atlas, Query.from_url(url))
    assert unnamed(result.to_arrow().to_pylist()) == result.as_dicts()
    frame = result.to_pandas()
    assert list(frame.columns) == list(result.query.about.row.names())
    found = [
        {name: None if value is pandas.NA else value for name, value in row.items()} for row in frame.to_dict(orient="records")
    ]
    assert unnamed(found) == result.as_dicts()


def unnamed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with the lines of gaps as JSON has them: without the names of their values."""
    for row in rows:
        if "lines" in row:
            row["lines"] = [list(line.values()) for line in row["lines"]]
    return rows


@pytest.mark.parametrize("row", {question.row: None for question in QUESTIONS.values()})
def test_types_do_not_depend_on_the_rows(row: type[AnswerRow]) -> None:
    table = arrow_table(row, [])
    assert table.column_names == list(row.names())
    assert not any(pa.types.is_null(each) for field in table.schema for each in leaves(field.type))


def leaves(kind: pa.DataType) -> list[pa.DataType]:
    """Return the types of the values within a type."""
    if pa.types.is_list(kind):
        return leaves(kind.value_type)
    if pa.types.is_struct(kind):
        return [leaf for field in kind for leaf in leaves(field.type)]
    return [kind]


def test_types_are_those_of_the_fields(facts_atlas: Atlas) -> None:
    schema = ask(facts_atlas, "works").to_arrow().schema
    assert schema.field("year").type == pa.int64()
    assert not schema.field("year").nullable
    assert schema.field("authors").type == pa.list_(pa.string())
    falls = arrow_table(QUESTIONS["falls"].row, []).schema.field("year")
    assert (falls.type, falls.nullable) == (pa.int64(), True)
    assert arrow_table(QUESTIONS["most-used"].row, []).schema.field("by_year").type == pa.list_(pa.list_(pa.int64()))
    (lines,) = ask(facts_atlas, "gaps").to_arrow().slice(0, 1)["lines"].to_pylist()
    assert {tuple(line) for line in lines} == {Line._fields}


def test_a_type_that_arrow_lacks_is_named() -> None:
    @dataclass(frozen=True, slots=True)
    class Odd(AnswerRow):
        """A row for the test."""

        columns = columns("value")

        value: complex

    with pytest.raises(TypeError, match="complex"):
        arrow_table(Odd, [])


def test_a_missing_library_is_named(facts_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    result = ask(facts_atlas, "rq2")
    for package, convert in (("pandas", result.to_pandas), ("polars", result.to_polars)):
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(ToolMissingError, match=f"the package {package} is not installed; pip install {package}"):
            convert()


def test_a_library_that_is_broken_says_so_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise ModuleNotFoundError("no part", name="part")

    monkeypatch.setattr("importlib.import_module", broken)
    with pytest.raises(ModuleNotFoundError, match="no part"):
        installed("pandas")


# -- HTML -----------------------------------------------------------------------------------------------------------------


class Read(HTMLParser):
    """Reads HTML: the texts of the cells by row, and the elements that there are."""

    def __init__(self, html: str) -> None:
        """Read."""
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.rest = ""
        self._is_cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Begin a row or cell."""
        self.tags.add(tag)
        self._is_cell = tag in {"td", "th"}
        if tag == "tr":
            self.rows.append([])
        elif self._is_cell:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        self._is_cell = False

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        if self._is_cell:
            self.rows[-1][-1] += data
        else:
            self.rest += data


@dataclass(frozen=True, slots=True)
class Said(AnswerRow):
    """A row for the test."""

    columns = columns("text=<i>Text</i>", "number")

    text: str
    number: int


HOSTILE = '<script>alert("1")</script> & </table>{0} %s'


def test_html_shows_texts_as_they_are() -> None:
    read = Read(html_table(Said.columns, [Said(HOSTILE, 1)], HOSTILE))
    assert read.rows == [["<i>Text</i>", "number"], [HOSTILE, "1"]]
    assert read.rest == f"1 row · {HOSTILE}"
    assert read.tags == {"table", "thead", "tbody", "tr", "th", "td", "p"}


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 rows"),
        (ROWS_SHOWN_MAX, f"{ROWS_SHOWN_MAX} rows"),
        (1234, f"The first {ROWS_SHOWN_MAX} of 1,234 rows"),
    ],
)
def test_html_says_how_many_rows_there_are(count: int, said: str) -> None:
    read = Read(html_table(Said.columns, [Said("text", number) for number in range(count)], ""))
    assert read.rest == said
    assert [row[1] for row in read.rows[1:]] == [str(number) for number in range(min(count, ROWS_SHOWN_MAX))]


def test_a_long_cell_is_cut() -> None:
    read = Read(html_table(Said.columns, [Said("x" * 9999, 1)], ""))
    assert read.rows[1][0] == "x" * (LETTERS_SHOWN_MAX - 1) + "…"


def test_a_result_shows_its_columns(facts_atlas: Atlas) -> None:
    result = ask(facts_atlas, "rq2")
    read = Read(result._repr_html_())
    assert read.rows[0] == [column.title for column in result.columns]
    assert f"{len(result.rows):,} row" in read.rest
