"""Works and claims by any two facets: a table of counts, with what the shares of each cell divide by.

A facet of claims and one of works meet on a claim: two facets of claims must hold on the same one.  Works without claims are
not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from codev.atlas import Atlas
from codev.ids import work_of_claim
from codev.model import Claim
from codev.query.answers.matrices import rows_by_node, works_of
from codev.query.facet_values import Facets
from codev.query.facets import FACETS
from codev.query.questions import ALL_FACETS, Parameter, Question
from codev.query.rows import AnswerRow, Counted, columns
from codev.query.selection import Selection
from codev.query.terms import find_term

SUBSECTION = "subsection"
"""In place of a facet: approaches and roles at the survey's subsections, each with what is below it."""

NOTHING = "nothing"
"""In place of a facet of the columns: the rows alone."""

DIMENSIONS = {SUBSECTION: "Approach or role, at the survey's subsections"} | {
    name: facet.label
    for name, facet in FACETS.items()
    if facet.group and facet.shape != "text" and name not in {"author", "role", "work"}
}
"""What can be counted by: every facet but authors and works, which are too many, and roles, which are nodes too."""


@dataclass(frozen=True, slots=True)
class PivotRow(Counted, AnswerRow):
    """One cell: the works and claims that have a value of the rows and a value of the columns."""

    columns = columns(
        "row",
        "column",
        "work_count=works",
        "row_works=of the row's works",
        "column_works=of the column's works",
        "claim_count=claims",
        "row_claims=of the row's claims",
        "column_claims=of the column's claims",
    )

    rows: str
    """What the rows are: of `DIMENSIONS`."""
    across: str
    """What the columns are: of `DIMENSIONS`, or `NOTHING`."""
    row: str
    """The value of the row."""
    column: str
    """The value of the column; empty where there are no columns."""
    works: tuple[str, ...]
    claims: tuple[str, ...]
    row_works: int
    """The works of the whole row, each once: what a share of the row divides by."""
    row_claims: int
    """The same for claims."""
    column_works: int
    """The works of the whole column, each once: what a share of the column divides by."""
    column_claims: int
    """The same for claims."""


@Question(
    name="pivot",
    label="Pivot",
    sentence="How many works and claims are there by two facets?",
    about="A work with several values is counted in the row of each: rows and columns do not add up, and totals count it once.",
    row=PivotRow,
    facets=ALL_FACETS,
    parameters=(
        Parameter("rows", "Rows", "What the rows are.", choices=DIMENSIONS, default=SUBSECTION),
        Parameter(
            "columns",
            "Columns",
            "What the columns are.",
            choices=DIMENSIONS | {NOTHING: "Nothing: the rows alone"},
            default="year",
        ),
    ),
    examples={
        "Approaches and roles by year": {},
        "Modalities by stage": {"rows": "modality", "columns": "stage"},
        "Documents and charts since 2025": {
            "rows": "enhanced",
            "columns": "year",
            "enhanced": "document-chart-understanding",
            "year": "2025..",
        },
        "Venues of works on data filters": {"rows": "venue", "columns": "nothing", "node": "data-filter"},
    },
    empty="No claim has all of this.",
    limits="Works without a claim are not counted.",
)
def pivot(
    atlas: Atlas,
    facets: Facets = Facets(),  # noqa: B008 - frozen
    rows: str = SUBSECTION,
    columns: str = "year",
) -> list[PivotRow]:
    """Return works and claims by the values of two facets.

    Args:
        atlas: The knowledge base.
        facets: Which claims count; a facet that is counted by leaves only the values that it names.
        rows: What the rows are: of `DIMENSIONS`.
        columns: What the columns are: of `DIMENSIONS`, or `NOTHING`.

    Returns:
        Cells that hold a claim, in the order in which the facets list their values.

    Raises:
        WrongUseError: A facet, or what is counted by, names nothing.
    """
    down = find_term("facet of the rows", rows, DIMENSIONS)
    across = find_term("facet of the columns", columns, [*DIMENSIONS, NOTHING])
    selection = Selection(atlas, facets)
    values_down, values_across = (_values(atlas, name, selection) for name in (down, across))
    cells: dict[tuple[str, str], list[str]] = {}
    of_rows: dict[str, list[str]] = {}
    of_columns: dict[str, list[str]] = {}
    for claim in selection:
        both = values_down(claim), values_across(claim)
        if not all(both):
            continue
        for row in both[0]:
            of_rows.setdefault(row, []).append(claim.id)
            for column in both[1]:
                cells.setdefault((row, column), []).append(claim.id)
        for column in both[1]:
            of_columns.setdefault(column, []).append(claim.id)
    places = _places(atlas, down, of_rows), _places(atlas, across, of_columns)
    totals = [{value: (len(works_of(claims)), len(claims)) for value, claims in each.items()} for each in (of_rows, of_columns)]
    return [
        PivotRow(down, across, row, column, works_of(claims), tuple(claims), *totals[0][row], *totals[1][column])
        for (row, column), claims in sorted(cells.items(), key=lambda cell: (places[0][cell[0][0]], places[1][cell[0][1]]))
    ]


def _values(atlas: Atlas, name: str, selection: Selection) -> Callable[[Claim], list[str]]:
    """Return what reads the values of a claim, or of its work, each once; only those that are asked for."""
    if name == NOTHING:
        return lambda claim: [""]
    if name == SUBSECTION or FACETS[name].shape == "tree":
        rows_of = rows_by_node(atlas, name, selection)
        return lambda claim: list(rows_of(claim.node))
    facet = FACETS[name]
    read: Callable[[Claim], Iterable[str]] = partial(facet.values, atlas)
    if facet.level == "work":
        read = lambda claim: facet.values(atlas, atlas.works[work_of_claim(claim.id)])  # noqa: E731 - one of two readers
    return lambda claim: [value for value in dict.fromkeys(read(claim)) if selection.keeps(name, value)]


def _places(atlas: Atlas, name: str, values: Iterable[str]) -> Mapping[str, int]:
    """Return where each value stands: years in their order, others as their facet lists them, free text in the alphabet."""
    found = sorted(values)
    if name not in {NOTHING, "year"}:
        names = FACETS["node" if name == SUBSECTION else name].names(atlas)
        rank = {value: number for number, value in enumerate(names)}
        found.sort(key=lambda value: rank.get(value, len(rank)))
    return {value: number for number, value in enumerate(found)}
