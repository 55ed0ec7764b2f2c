"""Answers a query by calling the function of its question with the facets and parameters that are given.

The same query gives the same rows in the same order everywhere, since everybody asks here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.memory import collector_paused
from codev.query.facet_values import Facets
from codev.query.query import Query
from codev.query.questions import ALL_FACETS, Answer
from codev.query.rows import AnswerRow, Column, works_of
from codev.query.tabular import arrow_table, html_table, installed

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query.

    Attributes:
        query: What was asked.
        columns: What a table shows, in order.
        rows: The rows; `Row.as_dict` holds more than the columns.
        note: What a reader should know, such as that a list is cut; empty where there is nothing.

    Examples:
        >>> import codev
        >>> result = codev.ask(codev.load(), "similar", of="liu2023visual", limit=1)
        >>> [column.name for column in result.columns]
        ['key', 'title', 'year', 'score', 'because']
        >>> result.as_dicts()[0]["key"] == result.works()[0] == result.rows[0].key
        True
        >>> result.to_arrow().schema.field("year").type
        DataType(int64)
        >>> result.to_arrow().to_pylist() == result.as_dicts()
        True
        >>> list(result.to_pandas()["year"]) == [row.year for row in result.rows]
        True
    """

    query: Query
    columns: tuple[Column, ...]
    rows: tuple[AnswerRow, ...]
    note: str = ""

    def as_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as JSON holds them."""
        return [row.as_dict() for row in self.rows]

    def works(self) -> tuple[str, ...]:
        """Return the keys of the works behind the rows, each once, in the order in which they appear."""
        return tuple(dict.fromkeys(key for row in self.rows for key in works_of(row)))

    def data(self) -> list[dict[str, Any]] | dict[str, Any]:
        """Return the answer in its JSON shape (DESIGN §5): a list, or one object where one thing is asked for."""
        if self.query.about.is_single(self.query.given()):
            return self.rows[0].as_dict()
        return self.as_dicts()

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table: the values of `as_dicts`, each column under the type of its field."""
        return arrow_table(self.query.about.row, self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas data frame with Arrow types: lists stay lists, years whole numbers.

        Raises:
            ToolMissingError: pandas is not installed.
        """
        return self.to_arrow().to_pandas(types_mapper=installed("pandas").ArrowDtype)

    def to_polars(self) -> Any:
        """Return the rows as a polars data frame.

        Raises:
            ToolMissingError: polars is not installed.
        """
        return installed("polars").from_arrow(self.to_arrow())

    def _repr_html_(self) -> str:
        """Return the columns as a table of HTML, which notebooks show."""
        return html_table(self.columns, self.rows, self.note)


def run(atlas: Atlas, query: Query) -> Result:
    """Answer a query.

    Args:
        atlas: The knowledge base.
        query: What is asked.

    Returns:
        Columns, rows and a note.

    Raises:
        WrongUseError: The query names something that there is not.

    Examples:
        >>> import codev
        >>> query = codev.Query.from_url("question=works&work=liu2023visual")
        >>> codev.run(codev.load(), query).works()
        ('liu2023visual',)
    """
    about = query.about
    with collector_paused():
        found = about.function(atlas, **_arguments(query))
    rows, note = (tuple(found.rows), found.note) if isinstance(found, Answer) else (tuple(found), "")
    return Result(query, about.row.columns, rows, note or ("" if rows else about.empty))


def ask(atlas: Atlas, question: str, **values: Any) -> Result:
    """Answer a question: ``ask(atlas, "works", node="data-filter", year="2023..2025")``.

    Args:
        atlas: The knowledge base.
        question: What is asked: of `codev.query.QUESTIONS`.
        values: Facets and parameters by name.

    Raises:
        WrongUseError: There is no such question, facet or parameter, or a value names nothing.

    Examples:
        >>> import codev
        >>> answer = codev.ask(codev.load(), "lineage", of="ShareGPT4V", depth=1)
        >>> {(row.source, row.relation) for row in answer.rows} >= {("model:gpt-4v", "produces")}
        True
    """
    return run(atlas, Query.build(question, **values))


def _arguments(query: Query) -> dict[str, Any]:
    """Return what the function of a question is called with: parameters and single facets only where they are given."""
    about = query.about
    given = query.given()
    arguments: dict[str, Any] = {"facets": query.facets} if about.facets == ALL_FACETS else {}
    for name, value in given.items():
        if name not in Facets.model_fields:
            arguments[name] = value
        elif about.one_value:
            arguments[name] = _only(value, name)
        elif about.facets != ALL_FACETS:
            arguments[name] = value
    return arguments


def _only(values: tuple[str, ...], facet: str) -> str:
    """Return the one value of a facet that a question takes once."""
    if len(values) > 1:
        raise WrongUseError(f"{facet} is given {len(values)} times, but this question takes only one", "ask one at a time")
    return values[0]
