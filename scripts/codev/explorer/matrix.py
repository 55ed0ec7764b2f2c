"""Rows of the two research questions and of the gaps folded into matrices of two axes: pure functions.

A question has more axes than a picture; what a cell of the picture folds together is listed below it when it is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import pandas as pd

from codev.query import GapCell, Rq1Cell, Rq2Cell

Source = TypeVar("Source", Rq1Cell, Rq2Cell, GapCell)

JOINT = "~"
"""Stands between the row's and the column's id in the name of a cell; no id holds it."""

STATUS_SIGNS = {"filled": "", "thin": "1", "empty": "·", "not-applicable": "×"}
"""What a cell of the gaps map shows instead of a number."""


@dataclass(frozen=True)
class Cell(Generic[Source]):
    """One cell of a picture.

    Attributes:
        row: The row's id.
        column: The column's id.
        parts: The cells of the question that it folds together.
    """

    row: str
    column: str
    parts: tuple[Source, ...]

    @property
    def name(self) -> str:
        """What the address calls it."""
        return f"{self.row}{JOINT}{self.column}"

    @property
    def works(self) -> tuple[str, ...]:
        """The works behind it, each once."""
        return tuple(dict.fromkeys(work for part in self.parts for work in part.works))

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind it, each once."""
        return tuple(dict.fromkeys(claim for part in self.parts for claim in part.claims))


def fold_cells(
    rows: Iterable[Source], row_of: Callable[[Source], str], column_of: Callable[[Source], str]
) -> list[Cell[Source]]:
    """Return the cells of a picture in the order in which their first part comes.

    Args:
        rows: The cells of the question.
        row_of: The row that each belongs to.
        column_of: The column that each belongs to.
    """
    found: dict[tuple[str, str], list[Source]] = {}
    for each in rows:
        found.setdefault((row_of(each), column_of(each)), []).append(each)
    return [Cell(row, column, tuple(parts)) for (row, column), parts in found.items()]


def cell_frame(
    cells: Sequence[Cell[Source]], row_name: Callable[[str], str], column_name: Callable[[str], str]
) -> pd.DataFrame:
    """Return cells as `codev.explorer.pictures.heat_map` wants them.

    Args:
        cells: The cells.
        row_name: The display name of a row's id.
        column_name: The display name of a column's id.
    """
    return pd.DataFrame(
        {
            "row": [row_name(cell.row) for cell in cells],
            "column": [column_name(cell.column) for cell in cells],
            "works": [len(cell.works) for cell in cells],
            "claims": [len(cell.claims) for cell in cells],
            "shown": [str(len(cell.works)) for cell in cells],
            "cell": [cell.name for cell in cells],
        }
    )


def in_order(ids: Iterable[str], vocabulary: Sequence[str]) -> list[str]:
    """Return ids once each in the order of a vocabulary; what it does not know comes last, in alphabetical order."""
    rank = {each: number for number, each in enumerate(vocabulary)}
    return sorted(set(ids), key=lambda each: (rank.get(each, len(rank)), each))


def most_frequent(cells: Iterable[Cell[Source]], limit: int) -> list[str]:
    """Return the columns with the most works, the fullest first."""
    works: dict[str, set[str]] = {}
    for cell in cells:
        works.setdefault(cell.column, set()).update(cell.works)
    return sorted(works, key=lambda column: (-len(works[column]), column))[:limit]


def folded_status(cell: Cell[GapCell]) -> str:
    """Return the status of a cell of the gaps map that folds several together.

    Filled with two works or more, thin with one; empty where something could be; not applicable where nothing can.
    """
    if cell.works:
        return "filled" if len(cell.works) > 1 else "thin"
    return "not-applicable" if all(part.status == "not-applicable" for part in cell.parts) else "empty"
