"""What the tables of the knowledge base are made of: columns with their meaning, rows made from an `Atlas`.

The same tables leave as CSV, Parquet and SQLite and are described in ``datapackage.json`` and by ``codev sql --schema``:
nothing about them is said twice.  The columns of a record's fields are made by `codev.export.field_columns`; others say here
how their value is worked out.  A list is one column; where a format has none, the format says how it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from codev.atlas import Atlas

ColumnKind = Literal["text", "integer", "boolean", "texts", "integers"]
"""What a cell holds; ``texts`` and ``integers`` are lists."""

Cell = str | int | bool | None | tuple[str, ...] | tuple[int, ...]
"""A value in a table; None where nothing is stated."""

Row = tuple[Cell, ...]
"""Values in the order of a table's columns."""

Value = Callable[[Atlas, Any], Cell]
"""Works out a cell from what the row is about."""


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
        value: Works out the cell; none in a table whose rows are made as a whole.
    """

    name: str
    kind: ColumnKind
    meaning: str
    required: bool = False
    references: str | None = None
    item: str | None = None
    along: str | None = None
    value: Value | None = field(default=None, repr=False, compare=False)

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


def table_of(
    name: str,
    one: str,
    meaning: str,
    things: Callable[[Atlas], Iterable[Any]],
    *,
    columns: tuple[Column, ...],
    key: tuple[str, ...],
    indices: tuple[str, ...] = (),
) -> Table:
    """Return a table whose cells are worked out column by column; see `Table` for the other arguments.

    Args:
        name: Its name.
        one: What one row is called.
        meaning: What one row says.
        things: What the rows are about, in a stable order.
        columns: Its columns, each with its value.
        key: The columns that name a row.
        indices: Columns that SQL looks rows up by.
    """
    values = [column.value for column in columns if column.value is not None]

    def rows(atlas: Atlas) -> Iterable[Row]:
        return (tuple([value(atlas, thing) for value in values]) for thing in things(atlas))

    return Table(name, one, meaning, columns, key, rows, indices)


def text(
    name: str, meaning: str, value: Value | None = None, *, required: bool = False, references: str | None = None
) -> Column:
    """Return a column of text."""
    return Column(name, "text", meaning, required, references, value=value)


def integer(name: str, meaning: str, value: Value | None = None, *, required: bool = False) -> Column:
    """Return a column of integers."""
    return Column(name, "integer", meaning, required, value=value)


def boolean(name: str, meaning: str, value: Value | None = None) -> Column:
    """Return a column of yes or no; always stated."""
    return Column(name, "boolean", meaning, required=True, value=value)


def position(of: str) -> Column:
    """Return the column that numbers the rows of one thing from 1; the rows are about pairs, the number first."""
    return Column("position", "integer", f"The place among the {of}, from 1.", required=True, value=lambda _, pair: pair[0])
