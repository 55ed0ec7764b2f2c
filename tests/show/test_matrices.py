"""Matrices: cells hold all claims, totals count each work once, and what is folded together has one state."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from codev import Atlas
from codev.explorer.widgets.drawn import matrix_macros
from codev.query import gaps, rq1, rq2
from codev.query.answers.gaps import STATUSES, ranked_gaps
from codev.show.gap_map import (
    ALL_STAGES,
    RARE_PART,
    View,
    gap_matrix,
    gap_name,
    rare_modalities,
    reason_of,
    stage_maps,
    trust_of,
)
from codev.show.matrices import JOINT, MODELS_SHOWN, OTHERS, SHADES, Cell, acting_models, question_matrix
from codev.show.words import CELL_TRUST
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
    soup = BeautifulSoup(
        matrix_macros(facts_atlas).gap_table(matrix, STATUSES, CELL_TRUST, "Gaps", "; add a work"), "html.parser"
    )
    for state in STATUSES:
        assert len(soup.select(f"td.gap-{state}")) == sum(cell.state == state for cell in matrix.cells.values())
    empty = soup.select_one("td.gap-empty a")
    assert empty is not None
    assert empty.get_text() == "+empty; add a work"


def map_of(atlas: Atlas) -> list[View]:
    """Return the map of gaps with all its views."""
    return stage_maps(atlas, gaps(atlas), address_of=address_of, row_address=str, term_address=lambda members, term: term)


def test_a_map_has_a_view_for_each_stage_and_one_for_all(facts_atlas: Atlas) -> None:
    views, cells = map_of(facts_atlas), gaps(facts_atlas)
    assert [view.id for view in views] == [ALL_STAGES, *(stage.id for stage in facts_atlas.taxonomy.stages)]
    rows = [[row.id for row in view.matrix.rows] for view in views]
    assert all(each == rows[0] for each in rows)
    assert len(set(rows[0])) == len(rows[0])
    assert set(facts_atlas.tree.subsections) <= set(rows[0])
    for view in views[1:]:
        own = {(cell.node, cell.modality): cell for cell in cells if cell.stage == view.id}
        for place, cell in own.items():
            assert (view.matrix.cells[place].works, view.matrix.cells[place].state) == (cell.works, cell.status)
        assert view.empty_count == sum(cell.status == "empty" for cell in own.values())


def test_what_is_folded_away_is_counted_once_where_it_stands_together(facts_atlas: Atlas) -> None:
    cells = gaps(facts_atlas)
    rare = rare_modalities(cells)
    assert 1 < len(rare) < len(facts_atlas.taxonomy.modalities)
    for view in map_of(facts_atlas):
        own = [cell for cell in cells if view.id in (ALL_STAGES, cell.stage)]
        columns = view.matrix.columns
        assert {column.id for column in columns if column.group} == {*rare, OTHERS}
        assert columns[-1].id == OTHERS
        for rows in view.matrix.grouped_rows():
            assert rows[0].id == rows[0].group
            below = {row.id for row in rows[1:]}
            for column in columns:
                meant = rare if column.id == OTHERS else {column.id}
                works = {work for cell in own if cell.node in below and cell.modality in meant for work in cell.works}
                assert set(view.matrix.cells[rows[0].id, column.id].works) == works


def test_a_modality_is_rare_beside_the_most_common_one(facts_atlas: Atlas) -> None:
    works: dict[str, set[str]] = {}
    for cell in gaps(facts_atlas):
        works.setdefault(cell.modality, set()).update(cell.works)
    most = max(len(keys) for keys in works.values())
    assert rare_modalities(gaps(facts_atlas)) == {each for each, keys in works.items() if len(keys) < most / RARE_PART}
    assert rare_modalities([]) == frozenset()
    one = [cell for cell in gaps(facts_atlas) if cell.modality in ("text", "thermal")]
    assert rare_modalities(one) == frozenset()


@pytest.mark.parametrize(
    ("checked", "doubtful", "expected"),
    [
        ([], [], ""),
        ([False, False], [], "unchecked"),
        ([True, False], [], "partly"),
        ([True, True], [], "checked"),
        ([True, True], [0], "partly"),
        ([True] * 9 + [False], [], "checked"),
        ([True] * 10, [0, 1], "partly"),
    ],
)
def test_a_cell_is_trusted_as_far_as_its_claims_were_checked(
    facts_atlas: Atlas, checked: list[bool], doubtful: list[int], expected: str
) -> None:
    check = [{"by": "somebody", "date": "2026-01-01", "against": ["abstract"]}]
    claims = [
        trains("m", modalities=["text"], checked=check if is_checked else [], doubt="?" if number in doubtful else None)
        for number, is_checked in enumerate(checked)
    ]
    atlas = small_atlas(facts_atlas.taxonomy, {"a2024one": {"claims": claims}})
    assert trust_of(atlas, list(atlas.claims)) == expected
    assert not expected or expected in CELL_TRUST


def test_the_reason_of_a_gap_counts_what_surrounds_it(facts_atlas: Atlas) -> None:
    for cell in ranked_gaps(gaps(facts_atlas))[:5]:
        said = reason_of(facts_atlas, cell)
        for line in cell.lines:
            assert f"{line.filled} of {line.possible} other " in said
        assert ("other approaches" in said) == (cell.direction == "data4model")
        node, stage, modality = gap_name(facts_atlas, cell)
        assert node.casefold() in facts_atlas.tree[cell.node].name.casefold()
        assert stage in {each.name for each in facts_atlas.taxonomy.stages if each.id == cell.stage}
        assert modality in {each.name for each in facts_atlas.taxonomy.modalities if each.id == cell.modality}


def test_bubbles_tell_works_and_trust(facts_atlas: Atlas) -> None:
    view = map_of(facts_atlas)[0]
    macros = matrix_macros(facts_atlas)
    soup = BeautifulSoup(macros.gap_table(view.matrix, STATUSES, CELL_TRUST, "Gaps", has_folds=True), "html.parser")
    for row in view.matrix.rows:
        for column in view.matrix.columns:
            cell = view.matrix.cells[row.id, column.id]
            link = soup.find("a", href=address_of(cell))
            assert isinstance(link, Tag)
            assert (link.get("data-bubble") is not None) == bool(cell.works)
            if cell.works:
                assert link["data-bubble"] == str(view.matrix.shade(cell.number))
                assert link["data-trust"] == trust_of(facts_atlas, cell.claims)
                assert CELL_TRUST[str(link["data-trust"])][0] in str(link["title"])
    assert [label["for"] for label in soup.select("label")] == [
        f"fold-{row.id}" for row in view.matrix.rows if row.id == row.group
    ]


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
