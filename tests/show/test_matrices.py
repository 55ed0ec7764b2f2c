"""Matrices: cells hold all claims, totals count each work once, and what is folded together has one state."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from codev import Atlas
from codev.explorer.widgets.drawn import matrix_macros
from codev.query import gaps, rq1, rq2
from codev.query.answers.gaps import STATUSES
from codev.show.gap_map import gap_matrix
from codev.show.matrices import JOINT, MODELS_SHOWN, OTHERS, SHADES, Cell, acting_models, question_matrix
from small import evaluates, produces, small_atlas, trains


def address_of(cell: Cell) -> str:
    """Return an address that names the cell."""
    return f"?cell={cell.name}"


@pytest.mark.parametrize("is_exact", [True, False])
@pytest.mark.parametrize("across", ["stage", "capability"])
def test_the_cells_hold_all_claims(facts_atlas: Atlas, across: str, is_exact: bool) -> None:
    parts = rq1(facts_atlas, level="node" if is_exact else "subsection")
    matrix = question_matrix(facts_atlas, parts, across, address_of=address_of, is_exact=is_exact)
    assert {claim for cell in matrix.cells.values() for claim in cell.claims} == {
        each for part in parts for each in part.claims
    }
    assert all(JOINT not in cell.row + cell.column for cell in matrix.cells.values())
    assert len({cell.name for cell in matrix.cells.values()}) == len(matrix.cells)
    assert matrix.total() == len({work for part in parts for work in part.works})
    shown = {head.id for head in matrix.columns}
    assert shown == {column for _, column in matrix.cells}


def test_models_without_a_column_are_counted_together(facts_atlas: Atlas) -> None:
    parts = rq2(facts_atlas)
    matrix = question_matrix(facts_atlas, parts, "model", address_of=address_of)
    ranked = acting_models(parts)
    assert [head.id for head in matrix.columns][:MODELS_SHOWN] == ranked[:MODELS_SHOWN]
    others = {work for part in parts if part.model in ranked[MODELS_SHOWN:] for work in part.works}
    assert matrix.total(column=OTHERS) == len(others)
    numbers = [matrix.total(column=model) for model in ranked[:MODELS_SHOWN]]
    assert numbers == sorted(numbers, reverse=True)


def test_a_table_says_what_its_cells_hold(facts_atlas: Atlas) -> None:
    matrix = question_matrix(
        facts_atlas, rq1(facts_atlas), "stage", address_of=address_of, is_whole=False, chosen="data-packing~pretrain"
    )
    soup = BeautifulSoup(matrix_macros(facts_atlas).question_table(matrix), "html.parser")
    (chosen,) = soup.select("td.is-chosen a")
    cell = matrix.cells["data-packing", "pretrain"]
    assert (chosen["href"], chosen["data-works"], chosen["data-claims"], chosen.get_text()) == (
        "?cell=data-packing~pretrain",
        str(cell.number),
        str(len(cell.claims)),
        str(cell.number),
    )
    (attacked,) = soup.select("tr[data-row=data-toxicity] a[data-column=inference]")
    breaking = matrix.cells["data-toxicity", "inference"].with_effect("degrades")
    assert (attacked["data-degrades"], attacked.get_text()) == (str(breaking), f"{attacked['data-works']}▾{breaking}")
    assert breaking > 0


def test_shades_run_from_one_to_the_last_step(facts_atlas: Atlas) -> None:
    matrix = question_matrix(facts_atlas, rq1(facts_atlas), "stage", address_of=address_of)
    groups = {row.id for row in matrix.rows if row.id == row.group}
    shades = {matrix.shade(cell.number) for cell in matrix.cells.values() if cell.row not in groups}
    assert shades <= set(range(1, SHADES + 1))
    assert {1, SHADES} <= shades
    assert matrix.shade(0) == 0


@pytest.mark.parametrize(("stages", "states"), [(["finetune"], set(STATUSES)), (None, {"filled", "thin", "empty"})])
def test_a_folded_gap_is_what_its_parts_make_it(facts_atlas: Atlas, stages: list[str] | None, states: set[str]) -> None:
    parts = [part for part in gaps(facts_atlas) if stages is None or part.stage in stages]
    matrix = gap_matrix(facts_atlas, parts, "modality", address_of=address_of)
    for cell in matrix.cells.values():
        statuses = {part.status for part in cell.parts}  # type: ignore[union-attr]
        assert (cell.state == "filled") == (cell.number > 1)
        assert (cell.state == "thin") == (cell.number == 1)
        assert (cell.state == "not-applicable") == (statuses == {"not-applicable"})
        assert cell.state != "not-applicable" or cell.reasons
    assert {cell.state for cell in matrix.cells.values()} == states
    soup = BeautifulSoup(matrix_macros(facts_atlas).gap_table(matrix, STATUSES, "Gaps", "; add a work"), "html.parser")
    for state in STATUSES:
        assert len(soup.select(f"td.gap-{state}")) == sum(cell.state == state for cell in matrix.cells.values())
    empty = soup.select_one("td.gap-empty a")
    assert empty is not None
    assert empty.get_text() == "+empty; add a work"


def test_nothing_gives_an_empty_matrix(facts_atlas: Atlas) -> None:
    for across in ("stage", "capability"):
        matrix = question_matrix(facts_atlas, [], across, address_of=address_of, is_whole=False)
        assert (matrix.rows, matrix.columns, matrix.total(), matrix.shade(3)) == ([], [], 0, 0)
    assert gap_matrix(facts_atlas, [], "stage", address_of=address_of).rows == []


def test_names_of_terms_are_escaped(facts_atlas: Atlas) -> None:
    works = {
        "a2024one": {
            "models": [{"id": "m", "name": "<b>"}],
            "datasets": ["d"],
            "claims": [produces("m", "d"), trains("m", "d")],
        },
        "b2024two": {"claims": [evaluates("m", "d")]},
    }
    atlas = small_atlas(facts_atlas.taxonomy, works)
    table = matrix_macros(atlas).question_table(question_matrix(atlas, rq2(atlas), "model", address_of=address_of))
    assert "&lt;b&gt;" in table
    assert "<b>" not in table
