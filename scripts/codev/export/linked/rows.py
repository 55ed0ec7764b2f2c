"""The rows of the tables as RDF: each table is a class, each column a property, so that a new column is a new property.

`codev.export.linked.shapes` says what each of them means and holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from codev.export.columns import Cell, Column, Row, Table
from codev.export.linked.text import Statement, iri, literal, name, typed
from codev.export.tables import table_named
from codev.model.fields import DAY_PATTERN, URL_PATTERN
from codev.model.vocabularies import CAPABILITIES, VOCABULARIES

KINDS: Mapping[str, str] = {
    **{each.members: each.name.replace(" ", "-") for each in VOCABULARIES.values()},
    **{f"{each}s": each for each in ("work", "claim", "model", "dataset")},
}
"""What the ids of a table are unique in, by the table: what stands in the names of its things."""

CAPABILITY_TABLE = "capabilities"
"""The table of two vocabularies: which one, the direction of a row says."""

_URL, _DAY = re.compile(URL_PATTERN), re.compile(DAY_PATTERN)


def class_of(table: Table) -> str:
    """Return the class of a table's rows."""
    return name("class", table.one.replace("_", "-"))


def property_of(table: Table, column: Column) -> str:
    """Return the property that a column is."""
    return name("field", f"{table.name}.{column.name}")


def statements_of(table: Table, row: Row) -> Iterator[Statement]:
    """Yield what a row of a table says, column by column; a cell without value, or that says no, says nothing.

    Args:
        table: The table.
        row: The row.
    """
    for column, predicate, place, along in _told(table.name):
        cell = row[place]
        if cell is not None and cell != () and cell is not False:
            other = row[along] if along is not None else None
            values = cell if isinstance(cell, tuple) else (cell,)
            yield predicate, [object_of(column, value, other) for value in values]


@cache
def _told(of: str) -> tuple[tuple[Column, str, int, int | None], ...]:
    """Return the columns that are told: property, place of the value, and of the other column by which it is named.

    Of what is a part of something else, the name says already of what and which part.
    """
    table = table_named(of)
    names = table.column_names
    return tuple(
        (column, property_of(table, column), place, names.index(column.along) if column.along else None)
        for place, column in enumerate(table.columns)
        if len(table.key) == 1 or column.name not in table.key
    )


def object_of(column: Column, value: str | int, along: Cell = None) -> str:
    """Return a value of a column: the name of the thing that it refers to, a number, an address, a text.

    Args:
        column: The column.
        value: The value, or an item of the list.
        along: Of what is named by two columns: the value of the other one, a direction.
    """
    if column.references == CAPABILITY_TABLE:
        vocabulary = CAPABILITIES.get(str(along))
        return name(vocabulary.name.replace(" ", "-"), str(value)) if vocabulary else literal(str(value))
    if column.references is not None and column.references in KINDS:
        return name(KINDS[column.references], str(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if _URL.match(value):
        return iri(value)
    return typed(value, "date") if _DAY.match(value) else literal(value)
