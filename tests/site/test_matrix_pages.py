"""Rows of the matrices: every node under which a claim may be filed has one, and a group counts all that is below it."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.model import Taxonomy
from codev.query import Facets, rq1, select_works
from codev.show.matrices import question_matrix, row_heads
from codev.site.pages.entry_form import contribute_url
from small import small_atlas, trains


def test_every_subsection_stands_below_its_group(facts_atlas: Atlas) -> None:
    tree = facts_atlas.tree
    heads = [head for direction in ("data4model", "model4data") for head in row_heads(facts_atlas, direction, str)]
    assert set(tree.subsections) < {head.id for head in heads}
    assert len({head.id for head in heads}) == len(heads)
    group = ""
    for head in heads:
        if head.id == head.group:
            group = head.id
        else:
            assert (head.group, tree[head.id].parent) == (group, group)


@pytest.mark.parametrize("node", ["scaling", "scaling-up", "data-acquisition", "acquisition-for-projectors"])
def test_a_claim_has_a_row_wherever_it_is_filed(taxonomy: Taxonomy, node: str) -> None:
    small = small_atlas(taxonomy, {"a2024one": {"claims": [trains("m", node=node), trains("m", node="data-mixture")]}})
    matrix = question_matrix(small, rq1(small), "stage", address_of=lambda cell: cell.name)
    nearest = next(each for each in (node, *small.tree.ancestors(node)) if each in {head.id for head in matrix.rows})
    assert "a2024one.1" in matrix.cells[nearest, "finetune"].claims
    for (row, stage), counted in matrix.cells.items():
        selected = select_works(small, Facets.of(node=row, stage=stage))
        assert [claim for work in selected for claim in work.claims] == sorted(counted.claims), row


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "../contribute/new/?node=data-filter"),
        ({"stage": "pretrain", "modality": "video"}, "../contribute/new/?node=data-filter&stage=pretrain&modality=video"),
    ],
)
def test_a_work_is_added_to_the_cell_that_was_clicked(given: dict[str, str], expected: str) -> None:
    assert contribute_url("../", node="data-filter", **given) == expected
