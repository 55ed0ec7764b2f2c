"""The two matrices: every claim is in its cells, and a cell is what a selection by its axes finds."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.graph import effect_of
from codev.model import Taxonomy
from codev.query import Facets, rq1, rq2, select_claims, select_works, trends
from codev.query.answers.matrices import LEVELS, Rq2Cell
from small import evaluates, produces, small_atlas, trains


def test_rq1_tells_improving_breaking_and_measuring_apart(taxonomy: Taxonomy) -> None:
    works = {
        "a2024one": {
            "claims": [
                trains("m", stages=["pretrain", "evaluation"], capabilities=["perception"]),
                trains("m", stages=["inference"], capabilities=["safety"], node="data-centric-attacks"),
                trains("m", stages=[], capabilities=[], node="data-centric-defenses"),
                evaluates("m", capabilities=["safety", "privacy"]),
                produces("m"),
            ]
        }
    }
    cells = rq1(small_atlas(taxonomy, works))
    assert [(cell.stage, cell.approach, cell.capability, cell.effect, cell.claims) for cell in cells] == [
        ("pretrain", "data-acquisition", "perception", "improves", ("a2024one.1",)),
        ("inference", "data-toxicity", "safety", "degrades", ("a2024one.2",)),
        ("evaluation", "data-acquisition", "perception", "measures", ("a2024one.1",)),
        ("evaluation", "understanding-benchmarks", "safety", "measures", ("a2024one.4",)),
        ("evaluation", "understanding-benchmarks", "privacy", "measures", ("a2024one.4",)),
        ("not-stated", "data-toxicity", "not-stated", "improves", ("a2024one.3",)),
    ]


def test_rq2_has_a_cell_for_each_acting_model(taxonomy: Taxonomy) -> None:
    works = {
        "a2024one": {
            "claims": [
                produces("b", capabilities=["captioning", "rewriting"], models=["b", "a"]),
                produces("b", capabilities=["captioning"], models=[], node="quality-enhancement"),
                trains("a", capabilities=["perception"]),
            ]
        }
    }
    small = small_atlas(taxonomy, works)
    assert [(cell.role, cell.capability, cell.model, cell.claim_count) for cell in rq2(small)] == [
        ("data-mapper", "captioning", "a", 1),
        ("data-mapper", "captioning", "b", 1),
        ("data-mapper", "captioning", "not-stated", 1),
        ("data-mapper", "rewriting", "a", 1),
        ("data-mapper", "rewriting", "b", 1),
    ]
    assert {cell.role for cell in rq2(small, level="node")} == {"annotation", "quality-enhancement"}


def test_a_row_above_the_subsections_counts_what_is_below_it_too(taxonomy: Taxonomy) -> None:
    works = {
        "a2024one": {
            "claims": [
                trains("m", node="scaling-up"),
                trains("m", node="data-acquisition"),
                trains("m", node="acquisition-for-projectors"),
                trains("m", node="data-mixture"),
            ]
        }
    }
    small = small_atlas(taxonomy, works)

    def rows(level: str, **facets: str) -> dict[str, list[int]]:
        cells = rq1(small, Facets.of(**facets), level)
        return {cell.approach: [int(claim.rpartition(".")[2]) for claim in cell.claims] for cell in cells}

    assert rows("subsection") == {"scaling-up": [1, 2, 3], "data-acquisition": [2, 3], "data-mixture": [4]}
    assert rows("node") == {
        "scaling-up": [1, 2, 3],
        "data-acquisition": [2, 3],
        "acquisition-for-projectors": [3],
        "data-mixture": [4],
    }
    # Of the rows above, those that a facet names; the row of a subsection stands for what is asked for below it.
    assert rows("subsection", node="data-acquisition") == {"data-acquisition": [2, 3]}
    assert rows("subsection", node="acquisition-for-projectors") == {"data-acquisition": [3]}
    assert rows("node", node="acquisition-for-projectors") == {"acquisition-for-projectors": [3]}


def test_every_claim_is_in_its_cells(atlas: Atlas) -> None:
    in_rq1 = {claim for cell in rq1(atlas) for claim in cell.claims}
    in_rq2 = {claim for cell in rq2(atlas) for claim in cell.claims}
    assert in_rq1 | in_rq2 == set(atlas.claims)
    assert in_rq1 == {claim.id for claim in atlas.claims.values() if atlas.direction_of(claim) == "data4model"}
    assert not in_rq1 & in_rq2


def assert_selected(atlas: Atlas, cell: Rq2Cell, facets: Facets) -> None:
    """Hold the selection that a cell leads to being what the cell counts, ``not-stated`` included."""
    rows = select_works(atlas, facets)
    assert tuple(row.key for row in rows) == cell.works, facets
    assert tuple(claim for row in rows for claim in row.claims) == cell.claims, facets


@pytest.mark.parametrize("level", LEVELS)
def test_a_cell_of_rq1_is_what_a_selection_by_its_axes_finds(atlas: Atlas, level: str) -> None:
    for cell in rq1(atlas, level=level):
        facets = Facets.of(node=cell.approach, stage=cell.stage, enhanced=cell.capability)
        found = select_claims(atlas, facets)
        # A claim that trains at one stage and measures at another is of both effects, and in one cell for each.
        claims = [row.id for row in found if cell.effect == _effect(atlas, row.id, cell.stage)]
        assert tuple(claims) == cell.claims, facets
        assert set(cell.works) == {atlas.work_of(atlas.claim(claim)).key for claim in claims}, facets


def _effect(atlas: Atlas, claim: str, stage: str) -> str | None:
    """Return what the data of a claim do at a stage."""
    return effect_of(atlas, atlas.claim(claim), None if stage == "not-stated" else stage)


@pytest.mark.parametrize("level", LEVELS)
def test_a_cell_of_rq2_is_what_a_selection_by_its_axes_finds(atlas: Atlas, level: str) -> None:
    for cell in rq2(atlas, level=level):
        assert_selected(atlas, cell, Facets.of(role=cell.role, leveraged=cell.capability, model=cell.model))


def test_every_term_of_a_trend_is_what_a_selection_by_it_finds(atlas: Atlas) -> None:
    for by in ("direction", "subsection", "node", "stage", "enhanced", "leveraged", "capability", "modality"):
        for row in trends(atlas, by=by):
            facets = Facets.of(**{"node" if by == "subsection" else by: row.term}, year=row.year)
            assert tuple(each.id for each in select_claims(atlas, facets)) == row.claims


def test_a_facet_that_is_an_axis_leaves_its_cells_only(facts_atlas: Atlas) -> None:
    whole = rq1(facts_atlas)
    for stages in (["finetune"], ["pretrain", "not-stated"]):
        assert rq1(facts_atlas, Facets.of(stage=stages)) == [cell for cell in whole if cell.stage in stages]
    assert rq1(facts_atlas, Facets.of(capability="perception", effect=["measures", "degrades"])) == [
        cell for cell in whole if cell.capability == "perception" and cell.effect != "improves"
    ]
    assert rq1(facts_atlas, Facets.of(enhanced="not-stated")) == [cell for cell in whole if cell.capability == "not-stated"]
    assert rq2(facts_atlas, Facets.of(model="CLIP", capability="cross-modal-similarity")) == [
        cell for cell in rq2(facts_atlas) if (cell.model, cell.capability) == ("clip", "cross-modal-similarity")
    ]
    for by, term in (("stage", "finetune"), ("modality", "audio"), ("model", "gpt-4v"), ("dataset", "coco")):
        assert trends(facts_atlas, Facets.of(**{by: term}), by=by) == [
            row for row in trends(facts_atlas, by=by) if row.term == term
        ]


def test_axes_stand_in_the_order_of_the_vocabularies(atlas: Atlas) -> None:
    stages = [*(stage.id for stage in atlas.taxonomy.stages), "not-stated"]
    nodes = list(atlas.tree)
    order = [(stages.index(cell.stage), nodes.index(cell.approach)) for cell in rq1(atlas)]
    assert order == sorted(order)
    roles = [nodes.index(cell.role) for cell in rq2(atlas)]
    assert roles == sorted(roles)


def test_levels_and_facets_that_there_are_not_are_refused(facts_atlas: Atlas) -> None:
    for matrix in (rq1, rq2):
        with pytest.raises(WrongUseError, match="no level 'leaf'; choose subsection or node"):
            matrix(facts_atlas, level="leaf")
        with pytest.raises(WrongUseError, match="no stage"):
            matrix(facts_atlas, Facets.of(stage="nowhere"))
