"""What parents, models without a name and values inferred one by one give in the graph, and what questions make of it."""

from __future__ import annotations

from typing import Any

import pytest

from codev import Atlas
from codev.graph import Relation, edges_of, graph_of
from codev.model import Taxonomy
from codev.query import chains, dependence, lineage
from codev.query.answers.loops import derived_paradigms
from small import produces, small_atlas, trains

UNNAMED = {"models": [{"id": "unnamed-llm", "kind": "unnamed"}]}


def captioned(basis: str = "seen", **more: Any) -> dict[str, Any]:
    """Return a dataset that a model captioned."""
    return {"id": "d", "derived_from": [{"model": "m", "basis": basis, "as": "captioner", **more}]}


def edge(atlas: Atlas, relation: Relation, source: str, target: str) -> dict[str, Any]:
    """Return the one edge of a relation from one artifact to another."""
    (found,) = [data for first, second, data in edges_of(atlas, relation) if (first, second) == (source, target)]
    return dict(found)


@pytest.mark.parametrize(
    ("more", "is_unverified"),
    [
        ({}, False),
        ({"basis": "recalled"}, True),
        ({"source": "third-party-summary"}, True),
        ({"source": "dataset-card"}, False),
    ],
)
def test_a_captioner_produces_its_dataset_with_its_basis(
    taxonomy: Taxonomy, more: dict[str, Any], *, is_unverified: bool
) -> None:
    atlas = small_atlas(taxonomy, {"a2024one": {"models": ["m"], "datasets": [captioned(**more)]}})
    found = edge(atlas, Relation.PRODUCES, "model:m", "dataset:d")
    assert (found["claim"], found["basis"], found["unverified"]) == (None, more.get("basis", "seen"), is_unverified)
    assert edges_of(atlas, Relation.DERIVED_FROM) == []


def test_a_captioner_is_lineage_and_makes_chains(taxonomy: Taxonomy) -> None:
    claims = [trains("t", "d")]
    atlas = small_atlas(taxonomy, {"a2024one": {"models": ["m", "t"], "datasets": [captioned()], "claims": claims}})
    (row,) = chains(atlas)
    assert (row.producer, row.dataset, row.trained, row.produces) == ("model:m", "dataset:d", "model:t", ("produces (seen)",))
    assert row.works == ("a2024one",)
    assert [(each.source, each.target) for each in lineage(atlas, "dataset:d") if each.relation == "produces"] == [
        ("model:m", "dataset:d")
    ]
    assert derived_paradigms(atlas) == {}  # no claim of the work says who made the data
    (rests,) = dependence(atlas, model=["m"])
    assert rests.direct == 1


def test_a_model_without_a_name_is_another_one_in_each_work(taxonomy: Taxonomy) -> None:
    works = {
        key: {
            "models": [f"m{key[0]}"],
            "datasets": [f"d{key[0]}"],
            "claims": [produces("unnamed-llm", f"d{key[0]}"), trains(f"m{key[0]}", f"d{key[0]}")],
        }
        for key in ("a2024one", "b2024two")
    }
    atlas = small_atlas(taxonomy, works, UNNAMED)
    graph = graph_of(atlas)
    assert not list(graph.in_edges("model:unnamed-llm"))
    assert not list(graph.out_edges("model:unnamed-llm"))
    for key in works:
        edge(atlas, Relation.PRODUCES, f"model:unnamed-llm@{key}", f"dataset:d{key[0]}")
        assert graph.nodes[f"model:unnamed-llm@{key}"]["work"] == key
    reached = {each.target for each in lineage(atlas, "model:unnamed-llm@a2024one", edge_direction="down")}
    assert "dataset:da" in reached
    assert "dataset:db" not in reached
    (row,) = dependence(atlas, model=["unnamed-llm"])
    assert (row.direct, row.of) == (2, 2)  # what rests on models that nobody names


def test_a_model_without_a_name_that_is_trained_is_no_variant(taxonomy: Taxonomy) -> None:
    works = {"a2024one": {"datasets": ["d"], "claims": [trains("unnamed-llm", "d")]}}
    atlas = small_atlas(taxonomy, works, UNNAMED)
    edge(atlas, Relation.TRAINS, "dataset:d", "model:unnamed-llm@a2024one")
    assert edges_of(atlas, Relation.VARIANT_OF) == []


INFERRED: list[tuple[list[str], bool, bool]] = [
    # What is inferred, and whether the edges to the models m and n are unverified.
    ([], False, False),
    (["models"], True, True),
    (["models.m"], True, False),
    (["datasets.d"], True, True),
    (["stages.finetune"], False, False),  # the other stage is stated, and one is enough
    (["stages.finetune", "stages.pretrain"], True, True),
    (["stages"], True, True),
    (["capabilities"], False, False),
]


@pytest.mark.parametrize(("inferred", "first", "second"), INFERRED)
def test_an_edge_leans_on_the_values_that_it_is_made_of(
    taxonomy: Taxonomy, inferred: list[str], *, first: bool, second: bool
) -> None:
    claim = {
        **trains("m", "d", stages=("pretrain", "finetune")),
        "models": ["m", "n"],
        "capabilities": ["perception"],
        "inferred": inferred,
    }
    atlas = small_atlas(taxonomy, {"a2024one": {"models": ["m", "n"], "datasets": ["d"], "claims": [claim]}})
    found = [edge(atlas, Relation.TRAINS, "dataset:d", f"model:{each}")["unverified"] for each in ("m", "n")]
    assert found == [first, second]


def test_names_in_what_is_inferred_become_ids_as_well(taxonomy: Taxonomy) -> None:
    claim = {
        **trains("the M", "d"),
        "inferred": ["models.the M"],
        "evidence": [{"source": "abstract", "states": ["models.the M", "stages"]}],
    }
    works = {"a2024one": {"models": [{"id": "m", "aliases": ["the M"]}], "datasets": ["d"], "claims": [claim]}}
    found = small_atlas(taxonomy, works).claims["a2024one.1"]
    assert (found.models, found.inferred, found.evidence[0].states) == (("m",), ("models.m",), ("models.m", "stages"))
