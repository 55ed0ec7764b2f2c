"""The pivot: each cell is what the works and claims with both values are, and totals count each once."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.query import Facets, Query, pivot, run
from codev.query.answers.pivot import DIMENSIONS, NOTHING, SUBSECTION
from codev.query.facets import FACETS
from codev.show.pivot import ROWS_MAX, SHARES, UNITS, facet_of, pivot_matrix

PAIRS = [(name, "year") for name in DIMENSIONS] + [("modality", "stage"), ("leveraged", "model"), ("venue", NOTHING)]


@pytest.mark.parametrize(("down", "across"), PAIRS)
def test_a_cell_holds_what_both_facets_select(facts_atlas: Atlas, down: str, across: str) -> None:
    cells = pivot(facts_atlas, rows=down, columns=across)
    assert cells
    for cell in cells[:: max(1, len(cells) // 12)]:
        asked = {facet_of(down): [cell.row], facet_of(across): [cell.column]}
        if SUBSECTION in (down, across):
            # A row of the tree above the subsections holds only what is filed at it.
            asked["node"] = [each for each in asked["node"] if facts_atlas.tree.subsection_of(each) == each]
        asked = {name: values for name, values in asked.items() if name and values}
        if "node" in asked or SUBSECTION not in (down, across):
            assert set(cell.claims) == {row.id for row in run(facts_atlas, Query.build("claims", **asked)).rows}, cell  # type: ignore[attr-defined]
        in_row = [each for each in cells if each.row == cell.row]
        in_column = [each for each in cells if each.column == cell.column]
        assert cell.row_works == len({work for each in in_row for work in each.works})
        assert cell.row_claims == len({claim for each in in_row for claim in each.claims})
        assert cell.column_works == len({work for each in in_column for work in each.works})
        assert cell.column_claims == len({claim for each in in_column for claim in each.claims})


def test_a_facet_leaves_only_its_values(facts_atlas: Atlas) -> None:
    cells = pivot(facts_atlas, Facets.of(stage="pretrain", modality=["video", "audio"]), "modality", "stage")
    assert {cell.row for cell in cells} <= {"video", "audio"}
    assert {cell.column for cell in cells} == {"pretrain"}


@pytest.mark.parametrize(("down", "across"), [("colour", "year"), ("year", "colour"), ("nothing", "year")])
def test_what_is_no_facet_is_refused(facts_atlas: Atlas, down: str, across: str) -> None:
    with pytest.raises(WrongUseError, match="no facet of the"):
        pivot(facts_atlas, rows=down, columns=across)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("share", SHARES)
def test_a_matrix_says_counts_or_shares_of_its_totals(facts_atlas: Atlas, unit: str, share: str) -> None:
    cells = pivot(facts_atlas, rows="modality", columns="stage")
    matrix = pivot_matrix(facts_atlas, cells, unit=unit, share=share, address_of=lambda cell: cell.name)
    for (row, column), cell in matrix.cells.items():
        number = len(cell.works if unit == "work" else cell.claims)
        total = {"none": 1, "row": matrix.total(row=row), "column": matrix.total(column=column)}[share]
        assert matrix.text_of(cell) == (f"{number:,}" if share == "none" else f"{number / total:.0%}")
    assert max(matrix.shade(matrix.weight_of(cell)) for cell in matrix.cells.values()) == 7
    assert matrix.columns[0].name == next(iter(FACETS["stage"].names(facts_atlas).values()))


def test_of_many_rows_those_with_most_works_are_shown_and_it_is_said(facts_atlas: Atlas) -> None:
    cells = pivot(facts_atlas, rows="dataset", columns="nothing")
    count = len({cell.row for cell in cells})
    assert count > ROWS_MAX
    matrix = pivot_matrix(facts_atlas, cells, unit="work", share="none", address_of=lambda cell: "")
    assert len(matrix.rows) == ROWS_MAX
    assert f"the {ROWS_MAX} rows of {count} with the most works" in matrix.caption
    shown = {head.id for head in matrix.rows}
    assert min(cell.row_works for cell in cells if cell.row in shown) >= max(
        cell.row_works for cell in cells if cell.row not in shown
    )
