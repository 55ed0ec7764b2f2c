"""Which relations there are and which of them carry lineage (DESIGN §3)."""

from __future__ import annotations

from codev import Atlas
from codev.graph import BETWEEN_ARTIFACTS, LINEAGE, Relation
from codev.graph.relations import STAGE_RELATIONS


def test_only_four_relations_carry_lineage() -> None:
    assert sorted(LINEAGE) == ["derived_from", "produces", "trains", "variant_of"]
    assert {Relation.PROMPTS, Relation.EVALUATES, Relation.EXAMINES} == BETWEEN_ARTIFACTS - LINEAGE


def test_every_stage_of_the_vocabulary_gives_a_relation(atlas: Atlas) -> None:
    assert list(STAGE_RELATIONS) == [stage.id for stage in atlas.taxonomy.stages]
    assert [stage for stage, relation in STAGE_RELATIONS.items() if relation is Relation.TRAINS] == [
        "pretrain",
        "pretrain-projector",
        "finetune",
    ]
    assert STAGE_RELATIONS["inference"] is Relation.PROMPTS
    assert STAGE_RELATIONS["evaluation"] is Relation.EVALUATES
