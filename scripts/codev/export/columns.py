"""What the tables of the knowledge base are made of: columns with their meaning, rows made from an `Atlas`.

The same tables leave as CSV, Parquet and SQLite and are described in ``datapackage.json`` and by ``codev sql --schema``:
nothing about them is said twice.  A list is one column here; where a format has none, the format says how it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from codev.atlas import Atlas
from codev.model import Record

ColumnKind = Literal["text", "integer", "boolean", "texts", "integers"]
"""What a cell holds; ``texts`` and ``integers`` are lists."""

Cell = str | int | bool | None | tuple[str, ...] | tuple[int, ...]
"""A value in a table; None where nothing is stated."""

Row = tuple[Cell, ...]
"""Values in the order of a table's columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: Its name; no word that SQL reserves.
        kind: What its cells hold.
        meaning: What a cell says, for people.
        required: Whether every row has a value.
        references: The table whose first key column the values, or the items of the list, are from.
        item: Of a list: what one item is called, as a column of a table of its own.
        along: Of a list whose items are named by two columns: the column of this table that is the other one.
    """

    name: str
    kind: ColumnKind
    meaning: str
    required: bool = False
    references: str | None = None
    item: str | None = None
    along: str | None = None

    @property
    def is_list(self) -> bool:
        """Whether the cells are lists."""
        return self.kind in ("texts", "integers")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the knowledge base.

    Attributes:
        name: Its name, in the plural.
        one: What one row is called: the column by which other tables refer to it.
        meaning: What one row says.
        columns: Its columns.
        key: The columns that name a row.
        rows: Makes the rows, in a stable order.
        indices: Columns that SQL looks rows up by, besides the key and references.
    """

    name: str
    one: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Atlas], Iterable[Row]] = field(repr=False)
    indices: tuple[str, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def meaning_of(record: type[Record], name: str) -> str:
    """Return what a field of a record means, as the record's own documentation says, on one line.

    Args:
        record: The record's class.
        name: The field's name.
    """
    text = record.model_fields[name].description or ""
    return " ".join(text.replace("``", "").replace("`", "").split())


def text(name: str, meaning: str, *, required: bool = False, references: str | None = None) -> Column:
    """Return a column of text."""
    return Column(name, "text", meaning, required, references)


def integer(name: str, meaning: str, *, required: bool = False, references: str | None = None) -> Column:
    """Return a column of integers."""
    return Column(name, "integer", meaning, required, references)


def boolean(name: str, meaning: str) -> Column:
    """Return a column of yes or no; always stated."""
    return Column(name, "boolean", meaning, required=True)


def texts(name: str, item: str, meaning: str, *, references: str | None = None, along: str | None = None) -> Column:
    """Return a column of lists of text."""
    return Column(name, "texts", meaning, references=references, item=item, along=along)


def integers(name: str, item: str, meaning: str) -> Column:
    """Return a column of lists of integers."""
    return Column(name, "integers", meaning, item=item)


def key_text(name: str, meaning: str, references: str | None = None) -> Column:
    """Return a column of text that is part of a table's key."""
    return Column(name, "text", meaning, required=True, references=references)


def position(of: str) -> Column:
    """Return the column that numbers the rows of one thing from 1."""
    return Column("position", "integer", f"The place among the {of}, from 1.", required=True)
