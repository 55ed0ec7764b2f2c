"""The gaps map: statuses, rules and their reasons; no rule speaks against a real claim."""

from __future__ import annotations

from itertools import product
from urllib.parse import parse_qs

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.model import NotApplicableRule, Taxonomy
from codev.query import Facets, gaps
from codev.query.answers.gaps import STATUSES, applies, ranked_gaps
from small import small_atlas, trains


def test_no_rule_speaks_against_a_real_claim(atlas: Atlas) -> None:
    for claim, rule in product(atlas.claims.values(), atlas.taxonomy.rules):
        if not rule.nodes or set(rule.nodes) & set(atlas.tree.path(claim.node)):
            for stage, modality in product(claim.stages, claim.modalities):
                assert not applies(rule, stage, modality), f"{rule.id} says that {claim.id} cannot be"


def test_every_rule_has_a_reason_and_takes_cells_away(atlas: Atlas) -> None:
    used = {cell.rule: cell.reason for cell in gaps(atlas, status="not-applicable")}
    assert used == {rule.id: rule.reason for rule in atlas.taxonomy.rules}


def test_all_cells_are_there_once_in_the_order_of_the_vocabularies(atlas: Atlas) -> None:
    cells = gaps(atlas)
    axes = [
        list(atlas.tree.subsections),
        [stage.id for stage in atlas.taxonomy.stages],
        [modality.id for modality in atlas.taxonomy.modalities],
    ]
    assert [(cell.node, cell.stage, cell.modality) for cell in cells] == list(product(*axes))
    for cell in cells:
        count = len(cell.works)
        assert cell.status == ("filled" if count > 1 else "thin" if count else "not-applicable" if cell.rule else "empty")
        assert (cell.contribute is not None) == (cell.status in {"thin", "empty"})


def test_a_cell_holds_the_claims_that_stand_at_its_axes(atlas: Atlas) -> None:
    filled = {(cell.node, cell.stage, cell.modality): set(cell.claims) for cell in gaps(atlas) if cell.claims}
    expected: dict[tuple[str, str, str], set[str]] = {}
    for claim in atlas.claims.values():
        subsection = atlas.tree.subsection_of(claim.node)
        if subsection is not None:
            for stage, modality in product(claim.stages, claim.modalities):
                expected.setdefault((subsection, stage, modality), set()).add(claim.id)
    assert filled == expected


def test_an_empty_cell_opens_a_prefilled_contribution(facts_atlas: Atlas) -> None:
    (cell,) = gaps(facts_atlas, Facets.of(role="data-filter", stage="finetune", modality="audio"))
    assert parse_qs(cell.contribute or "") == {"node": ["data-filter"], "stage": ["finetune"], "modality": ["audio"]}


def test_a_work_fills_a_cell_though_a_rule_speaks_against_it(taxonomy: Taxonomy) -> None:
    rule = NotApplicableRule(id="never", nodes=("data-packing",), stages=("inference",), reason="It cannot be.")
    taxonomy = taxonomy.model_copy(update={"rules": (rule,)})
    claim = trains("m", stages=["inference"], modalities=["text"], node="data-packing")
    cells = gaps(small_atlas(taxonomy, {"a2024one": {"claims": [claim]}}), Facets.of(node="data-packing", stage="inference"))
    assert {cell.modality: cell.status for cell in cells if cell.modality in {"text", "image"}} == {
        "text": "thin",
        "image": "not-applicable",
    }


@pytest.mark.parametrize(
    ("nodes", "covered"),
    [
        ((), True),
        (("scaling",), True),
        (("data-augmentation",), True),
        (("random-augmentation", "generative-augmentation"), True),
        (("random-augmentation",), False),
        (("data-mixture",), False),
    ],
)
def test_a_rule_covers_a_subsection_by_itself_from_above_or_by_all_below(
    taxonomy: Taxonomy, nodes: tuple[str, ...], covered: bool
) -> None:
    rule = NotApplicableRule(id="never", nodes=nodes, reason="It cannot be.")
    small = small_atlas(taxonomy.model_copy(update={"rules": (rule,)}), {})
    statuses = {cell.status for cell in gaps(small, Facets.of(node="data-augmentation"))}
    assert statuses == {"not-applicable" if covered else "empty"}


def test_facets_choose_cells_or_claims(facts_atlas: Atlas) -> None:
    assert {cell.node for cell in gaps(facts_atlas, Facets.of(node="ethics"))} == {"data-toxicity", "privacy-and-ip"}
    assert {cell.node for cell in gaps(facts_atlas, Facets.of(node="deduplication"))} == {"data-condensation"}
    assert {cell.direction for cell in gaps(facts_atlas, Facets.of(direction="model4data"))} == {"model4data"}
    recent = {(cell.node, cell.stage, cell.modality): len(cell.works) for cell in gaps(facts_atlas, Facets.of(year="2025.."))}
    whole = {(cell.node, cell.stage, cell.modality): len(cell.works) for cell in gaps(facts_atlas)}
    assert recent.keys() == whole.keys()
    assert all(recent[cell] <= whole[cell] for cell in whole)
    assert sum(recent.values()) < sum(whole.values())


def test_each_status_can_be_asked_for(atlas: Atlas) -> None:
    assert sum(len(gaps(atlas, status=status)) for status in STATUSES) == len(gaps(atlas))
    with pytest.raises(WrongUseError, match="no status 'full'"):
        gaps(atlas, status="full")


@pytest.mark.parametrize("facets", [Facets(), Facets.of(node="data-filter", stage=["pretrain", "finetune"])])
def test_neighbours_are_the_possible_cells_that_differ_in_one_axis(facts_atlas: Atlas, facets: Facets) -> None:
    cells = gaps(facts_atlas, facets)
    for cell in cells[::17]:
        for line in cell.lines:
            shared = {"node", "stage", "modality"} - {line.axis}
            near = [
                other
                for other in cells
                if getattr(other, line.axis) != getattr(cell, line.axis)
                and all(getattr(other, axis) == getattr(cell, axis) for axis in shared)
                and (other.direction, other.status != "not-applicable") == (cell.direction, True)
            ]
            assert (line.possible, line.filled) == (len(near), sum(len(each.works) > 1 for each in near))
        assert {line.axis for line in cell.lines} == {"node", "stage", "modality"}
        assert (cell.neighbours, cell.neighbours_filled) == (
            sum(line.possible for line in cell.lines),
            sum(line.filled for line in cell.lines),
        )
    (same,) = (each for each in gaps(facts_atlas, facets, cells[0].status) if each == cells[0])
    assert same.lines == cells[0].lines


def test_the_best_reasoned_gaps_have_works_along_each_line(taxonomy: Taxonomy) -> None:
    def works(*places: tuple[str, str, str]) -> dict[str, dict[str, object]]:
        """Two works in each place, which fill it."""
        claims = [trains("m", node=node, stages=[stage], modalities=[modality]) for node, stage, modality in places]
        return {f"a2024{name}": {"claims": claims} for name in ("one", "two")}

    filled = [
        ("data-packing", "pretrain", "image"),
        ("data-packing", "finetune", "text"),
        ("data-mixture", "pretrain", "text"),
        # More of the row of data packing is full here, but nobody works at the stage in the modality.
        *(("data-packing", "finetune", modality) for modality in ("video", "audio", "chart", "code")),
    ]
    atlas = small_atlas(taxonomy, works(*filled))
    (first, *others) = ranked_gaps(gaps(atlas))
    assert (first.node, first.stage, first.modality) == ("data-packing", "pretrain", "text")
    assert all(line.filled for cell in (first, *others) for line in cell.lines)


def test_gaps_are_ranked_by_the_emptiest_of_their_lines(atlas: Atlas) -> None:
    ranked = ranked_gaps(gaps(atlas))
    assert {cell.status for cell in ranked} == {"empty"}
    shares = [min(line.filled / line.possible for line in cell.lines) for cell in ranked]
    assert shares == sorted(shares, reverse=True)
    assert all(share > 0 for share in shares)
    left_out = [cell for cell in gaps(atlas, status="empty") if cell not in ranked]
    assert all(any(line.filled == 0 for line in cell.lines) for cell in left_out)
