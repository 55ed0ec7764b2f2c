"""A pivot as a matrix: works or claims by two facets, as counts or as shares of a row or a column.

The total of a row or column is what its shares divide by.  Of many values those with the most works have rows and columns; the
caption says how many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from codev.atlas import Atlas
from codev.query import PivotRow
from codev.query.answers.pivot import DIMENSIONS, NOTHING, SUBSECTION
from codev.query.facets import FACETS
from codev.show.matrices import Cell, Head, Matrix, folded

UNITS = {"work": "Works", "claim": "Claims"}
"""What can be counted."""

SHARES = {"none": "Counts", "row": "Shares of the row", "column": "Shares of the column"}
"""What a cell can say."""

ROWS_MAX, COLUMNS_MAX = 60, 30
"""More rows and columns cannot be seen together."""

_EVERYTHING = "All"
"""The head of the one column where there are no columns."""


def pivot_matrix(
    atlas: Atlas,
    parts: Sequence[PivotRow],
    *,
    unit: str,
    share: str,
    address_of: Callable[[Cell], str],
    chosen: str = "",
) -> Matrix:
    """Return a pivot as a matrix.

    Args:
        atlas: The knowledge base.
        parts: The cells of the answer, at least one.
        unit: What is counted: of `UNITS`.
        share: What a cell says: of `SHARES`.
        address_of: Returns where a cell leads.
        chosen: The name of the cell that is looked at.
    """
    down, across = parts[0].rows, parts[0].across
    cells = folded(parts, lambda part: [_part(part).row], lambda part: _part(part).column)

    def number(cell: Cell) -> int:
        return len(cell.works if unit == "work" else cell.claims)

    def weight(cell: Cell) -> float:
        part = _part(cell.parts[0])
        return number(cell) / getattr(part, f"{share}_{unit}s") if share != "none" else number(cell)

    def text(cell: Cell) -> str:
        return f"{weight(cell):.0%}" if share != "none" else f"{number(cell):,}"

    rows = _heads(atlas, down, Counter({part.row: part.row_works for part in parts}), ROWS_MAX)
    columns = _heads(atlas, across, Counter({part.column: part.column_works for part in parts}), COLUMNS_MAX)
    said = {
        "none": f"Number of {unit}s",
        "row": f"Share of the {unit}s of each row",
        "column": f"Share of the {unit}s of each column",
    }
    cut = [
        f"the {len(heads)} {noun} of {count} with the most works"
        for heads, noun, count in (
            (rows, "rows", len({part.row for part in parts})),
            (columns, "columns", len({part.column for part in parts})),
        )
        if len(heads) < count
    ]
    by = f"by {_label(down)}" + (f" and {_label(across)}" if across != NOTHING else "")
    return Matrix(
        name="pivot",
        caption=": ".join([f"{said[share]} {by}", *([" and ".join(cut)] if cut else [])]),
        corner=DIMENSIONS[down].partition(",")[0],
        direction="",
        facet=facet_of(across),
        rows=rows,
        columns=columns,
        cells=cells,
        address_of=address_of,
        chosen=chosen,
        row_facet=facet_of(down),
        unit=unit,
        text_of=text,
        weight_of=weight,
    )


def names_of(atlas: Atlas, dimension: str) -> Mapping[str, str]:
    """Return what the values of a dimension are called.

    Args:
        atlas: The knowledge base.
        dimension: Of `DIMENSIONS`, or `NOTHING`.
    """
    return {"": _EVERYTHING} if dimension == NOTHING else FACETS[facet_of(dimension)].names(atlas)


def facet_of(dimension: str) -> str:
    """Return the facet that asks for a value of a dimension; empty where there is none."""
    return {SUBSECTION: "node", NOTHING: ""}.get(dimension, dimension)


def _label(dimension: str) -> str:
    """Return what is counted by, within a sentence."""
    label = DIMENSIONS[dimension].partition(",")[0]
    return label[:1].lower() + label[1:]


def _part(part: object) -> PivotRow:
    """Return a part of a cell as what it is here."""
    if not isinstance(part, PivotRow):
        raise TypeError(f"{type(part).__name__} is no cell of a pivot")
    return part


def _heads(atlas: Atlas, dimension: str, works: Counter[str], heads_max: int) -> list[Head]:
    """Return the heads of the values with the most works, in the order of the answer."""
    kept: Collection[str] = {value for value, _ in sorted(works.items(), key=lambda pair: -pair[1])[:heads_max]}
    names = names_of(atlas, dimension)
    return [Head(value, names.get(value, value)) for value in _in_order(atlas, dimension, kept)]


def _in_order(atlas: Atlas, dimension: str, values: Collection[str]) -> list[str]:
    """Return values in the order of their list; years from the first to the last."""
    if dimension == "year":
        return sorted(values)
    rank = {value: number for number, value in enumerate(names_of(atlas, dimension))}
    return sorted(values, key=lambda value: (rank.get(value, len(rank)), value))
