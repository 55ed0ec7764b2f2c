"""Matrices as data for templates: rows, columns, cells with their numbers, shades and addresses, and totals.

A cell knows the works and claims behind it; its shade is a step of seven on a square-root scale, so that cells with few works
can still be told apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

SHADES = 7
"""Steps of colour; more cannot be told apart."""


@dataclass(frozen=True)
class Head:
    """The head of a row or column.

    Attributes:
        id: The term.
        name: As shown.
        way: Where it leads, or None.
        group: The row that it belongs to, such as that of the objective above an approach; its own id for such a row itself.
        kind: ``improves``, ``degrades`` or ``measures``; empty where it does not matter.
    """

    id: str
    name: str
    way: str | None = None
    group: str = ""
    kind: str = ""


@dataclass
class Cell:
    """A cell.

    Attributes:
        works: Keys of the works behind it.
        claims: Ids of the claims behind it.
        way: Where on the page of its row its works and statements are listed.
        degrading: Of the works, those whose data break a model.
        measuring: Of the works, those whose data measure one.
    """

    way: str = ""
    works: dict[str, None] = field(default_factory=dict)
    claims: dict[str, None] = field(default_factory=dict)
    degrading: dict[str, None] = field(default_factory=dict)
    measuring: dict[str, None] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The number of works."""
        return len(self.works)

    def add(self, works: Iterable[str], claims: Iterable[str], effect: str = "improves") -> None:
        """Add works and claims.

        Args:
            works: Keys.
            claims: Ids.
            effect: What their data do to a model.
        """
        listed = dict.fromkeys(works)
        self.works |= listed
        self.claims |= dict.fromkeys(claims)
        if effect == "degrades":
            self.degrading |= listed
        elif effect == "measures":
            self.measuring |= listed


@dataclass
class Matrix:
    """A matrix.

    Attributes:
        name: What scripts call it.
        caption: Said above it.
        rows: Heads of rows.
        columns: Heads of columns.
        corner: What stands above the heads of rows.
        cells: By row and column.
        direction: The direction, whose colour it takes.
    """

    name: str
    caption: str
    rows: list[Head]
    columns: list[Head]
    corner: str
    direction: str
    facet: str
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)

    def rows_of(self, path: Iterable[str]) -> list[str]:
        """Return which terms of a path from the top of a tree have a row."""
        ids = {row.id for row in self.rows}
        return [term for term in path if term in ids]

    def cell(self, row: str, column: str, way: str = "") -> Cell:
        """Return a cell, made where it is missing.

        Args:
            row: A row's id.
            column: A column's id.
            way: Where a new cell leads.
        """
        return self.cells.setdefault((row, column), Cell(way))

    def shade(self, number: int) -> int:
        """Return the shade of a number of works, from 0 for none to `SHADES`; rows of groups have none."""
        groups = {row.id for row in self.rows if row.id == row.group}
        largest = max((cell.number for (row, _), cell in self.cells.items() if row not in groups), default=0)
        if not number or not largest:
            return 0
        return max(1, math.ceil(SHADES * math.sqrt(number / largest)))

    def row_total(self, row: str) -> int:
        """Return the number of works in a row, each counted once."""
        return len({work for (each, _), cell in self.cells.items() if each == row for work in cell.works})

    def column_total(self, column: str) -> int:
        """Return the number of works in a column, each counted once."""
        return len({work for (_, each), cell in self.cells.items() if each == column for work in cell.works})

    @property
    def total(self) -> int:
        """The number of works in the whole matrix, each counted once."""
        return len({work for cell in self.cells.values() for work in cell.works})

    def without_empty_columns(self) -> Matrix:
        """Return the matrix without columns that hold nothing."""
        filled = {column for (_, column), cell in self.cells.items() if cell.number}
        kept = [column for column in self.columns if column.id in filled]
        return Matrix(self.name, self.caption, self.rows, kept, self.corner, self.direction, self.facet, self.cells)

    def grouped_rows(self) -> list[list[Head]]:
        """Return the rows by their groups, in order: the group's own row first."""
        return [list(rows) for _, rows in groupby(self.rows, key=lambda row: row.group)]
