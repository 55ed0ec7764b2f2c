"""The co-development graph: each rule of DESIGN §3 on a few works, and what holds for the whole real graph."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx
import pytest

from codev import Atlas
from codev.graph import BETWEEN_ARTIFACTS, EdgeData, NodeData, Relation, build_graph, effect_of, effects_of, graph_of
from codev.model import Claim, Taxonomy
from small import derived, produces, small_atlas, trains

Works = dict[str, dict[str, Any]]

OUTSIDE: dict[str, list[Any]] = {"models": ["clip", "gpt"], "datasets": ["coco"]}


def edges(graph: nx.MultiDiGraph[str], *relations: Relation) -> set[tuple[str, str, str]]:
    """Return source, relation and target of the edges of some relations."""
    return {
        (source, data["relation"], target) for source, target, data in graph.edges(data=True) if data["relation"] in relations
    }


RULES: list[tuple[str, Works, set[tuple[str, str, str]]]] = [
    (
        "a model trained by the work that introduces it is the model itself",
        {"a2024one": {"models": ["mine"], "datasets": ["data"], "claims": [trains("mine", "data")]}},
        {("dataset:data", "trains", "model:mine")},
    ),
    (
        "a model retrained by another work is a variant of it",
        {"a2024one": {"datasets": ["data"], "claims": [trains("clip", "data")]}},
        {("dataset:data", "trains", "model:clip@a2024one"), ("model:clip", "variant_of", "model:clip@a2024one")},
    ),
    (
        "two works that retrain one model make two variants",
        {
            "a2024one": {"datasets": ["data"], "claims": [trains("clip", "data"), trains("clip", "data", stages=["pretrain"])]},
            "b2024two": {"claims": [trains("clip", "data")]},
        },
        {
            ("dataset:data", "trains", "model:clip@a2024one"),
            ("model:clip", "variant_of", "model:clip@a2024one"),
            ("dataset:data", "trains", "model:clip@b2024two"),
            ("model:clip", "variant_of", "model:clip@b2024two"),
        },
    ),
    (
        "inference prompts and evaluation evaluates the model itself, and no variant is made",
        {"a2024one": {"claims": [trains("clip", "coco", stages=["inference", "evaluation"])]}},
        {("dataset:coco", "prompts", "model:clip"), ("dataset:coco", "evaluates", "model:clip")},
    ),
    (
        "training and evaluation at once give both edges, each to its own node",
        {"a2024one": {"claims": [trains("clip", "coco", stages=["finetune", "evaluation"])]}},
        {
            ("dataset:coco", "trains", "model:clip@a2024one"),
            ("model:clip", "variant_of", "model:clip@a2024one"),
            ("dataset:coco", "evaluates", "model:clip"),
        },
    ),
    (
        "a model produces what comes out and examines what goes in",
        {"a2024one": {"datasets": ["data"], "claims": [produces("gpt", "data", inputs=["coco"])]}},
        {("model:gpt", "produces", "dataset:data"), ("model:gpt", "examines", "dataset:coco")},
    ),
    (
        "the input of a data4model claim gives no edge: derived_from says what a set was built from",
        {"a2024one": {"models": ["mine"], "datasets": ["data"], "claims": [trains("mine", "data", input_datasets=["coco"])]}},
        {("dataset:data", "trains", "model:mine")},
    ),
    (
        "a claim without stages gives no edge between artifacts",
        {"a2024one": {"claims": [trains("clip", "coco", stages=[])]}},
        set(),
    ),
    (
        "a claim without data or without model gives no edge, and makes no variant",
        {"a2024one": {"claims": [trains("clip"), {"node": "data-acquisition", "stages": ["pretrain"], "datasets": ["coco"]}]}},
        set(),
    ),
    (
        "names that lead nowhere give no edge",
        {"a2024one": {"claims": [trains("clip", "nothing"), produces("nobody", "coco"), produces("gpt", "nothing")]}},
        set(),
    ),
    (
        "an attack that poisons training data reaches the attacking work's variant only",
        {"a2024one": {"datasets": ["poison"], "claims": [trains("clip", "poison") | {"node": "data-centric-attacks"}]}},
        {("dataset:poison", "trains", "model:clip@a2024one"), ("model:clip", "variant_of", "model:clip@a2024one")},
    ),
    (
        "what an artifact is derived from leads to it, and so does what it is a version of",
        {
            "a2024one": {
                "models": [derived("mine", "clip"), {"id": "clip-large", "variant_of": "clip"}],
                "datasets": [derived("data", "coco")],
            }
        },
        {
            ("model:clip", "derived_from", "model:mine"),
            ("model:clip", "variant_of", "model:clip-large"),
            ("dataset:coco", "derived_from", "dataset:data"),
        },
    ),
    (
        "an unknown parent gives no edge",
        {"a2024one": {"models": [derived("mine", "nothing")]}},
        set(),
    ),
]


@pytest.mark.parametrize(("works", "expected"), [case[1:] for case in RULES], ids=[case[0] for case in RULES])
def test_each_rule_gives_the_edges_it_says(taxonomy: Taxonomy, works: Works, expected: set[tuple[str, str, str]]) -> None:
    graph = build_graph(small_atlas(taxonomy, works, OUTSIDE))
    assert edges(graph, *BETWEEN_ARTIFACTS) == expected
    variants = {target for _, relation, target in expected if relation == "variant_of" and "@" in target}
    assert {name for name, data in graph.nodes(data=True) if data["variant"]} == variants


def test_works_introduce_are_classified_and_terms_have_parents(taxonomy: Taxonomy) -> None:
    works = {"a2024one": {"models": ["mine"], "datasets": [{"id": "all", "covers": ["coco"]}], "claims": [produces("gpt")]}}
    graph = build_graph(small_atlas(taxonomy, works, OUTSIDE))
    assert edges(graph, Relation.INTRODUCES, Relation.CLASSIFIED_AS) == {
        ("work:a2024one", "introduces", "model:mine"),
        ("work:a2024one", "introduces", "dataset:all"),
        ("work:a2024one", "classified_as", "node:annotation"),
    }
    assert ("node:annotation", "part_of", "node:data-mapper") in edges(graph, Relation.PART_OF)
    assert ("dataset:coco", "part_of", "dataset:all") in edges(graph, Relation.PART_OF)


def test_an_edge_knows_its_claim_stages_effect_and_whether_it_is_verified(taxonomy: Taxonomy) -> None:
    works = {
        "a2024one": {
            "datasets": ["data", "poison"],
            "claims": [
                trains("clip", "data", stages=["pretrain", "finetune", "evaluation"], inferred=["datasets"]),
                trains("clip", "poison") | {"node": "data-centric-attacks"},
                produces("gpt", "data", evidence=[{"source": "recalled"}]),
                produces("gpt", "poison", inferred=["capabilities"]),
            ],
        }
    }
    graph = build_graph(small_atlas(taxonomy, works, OUTSIDE))
    found = {
        (source, key): (data["claim"], data["stages"], data["direction"], data["node"], data["effect"], data["unverified"])
        for source, _, key, data in graph.edges(keys=True, data=True)
        if data["relation"] in BETWEEN_ARTIFACTS
    }
    one, two, three, four = (f"a2024one.{number}" for number in range(1, 5))
    assert found == {
        ("dataset:data", f"trains:{one}"): (one, ("pretrain", "finetune"), "data4model", "data-acquisition", "improves", True),
        ("dataset:data", f"evaluates:{one}"): (one, ("evaluation",), "data4model", "data-acquisition", "measures", True),
        ("dataset:poison", f"trains:{two}"): (two, ("finetune",), "data4model", "data-centric-attacks", "degrades", False),
        ("model:clip", f"variant_of:{one}"): (one, (), "data4model", "data-acquisition", None, False),
        ("model:clip", f"variant_of:{two}"): (two, (), "data4model", "data-centric-attacks", None, False),
        ("model:gpt", f"produces:{three}"): (three, ("finetune",), "model4data", "annotation", None, True),
        ("model:gpt", f"produces:{four}"): (four, ("finetune",), "model4data", "annotation", None, False),
    }


def test_every_claim_of_a_retraining_says_whether_it_is_verified(taxonomy: Taxonomy) -> None:
    claims = [trains("clip", "data", inferred=[field]) for field in ("models", "stages", "datasets")]
    graph = build_graph(small_atlas(taxonomy, {"a2024one": {"datasets": ["data"], "claims": claims}}, OUTSIDE))
    found = {data["claim"]: data["unverified"] for data in graph["model:clip"]["model:clip@a2024one"].values()}
    assert found == {"a2024one.1": True, "a2024one.2": True, "a2024one.3": False}


def test_data_improve_degrade_or_measure(facts_atlas: Atlas) -> None:
    def claim(node: str, *stages: str) -> Claim:
        return Claim(id="a2024one.1", node=node, stages=stages, statement="A claim.")

    cases = [
        (claim("deduplication", "pretrain"), {"improves"}),
        (claim("deduplication"), {"improves"}),
        (claim("multi-hop-reasoning-data", "finetune", "evaluation"), {"improves", "measures"}),
        (claim("visual-understanding", "evaluation"), {"measures"}),
        (claim("data-centric-attacks", "inference"), {"degrades"}),
        (claim("privacy-attacks", "evaluation"), {"degrades"}),
        (claim("data-centric-defenses", "finetune"), {"improves"}),
        (claim("annotation", "evaluation"), set()),
    ]
    for each, expected in cases:
        assert effects_of(facts_atlas, each) == expected, each.node
    assert effect_of(facts_atlas, claim("visual-understanding", "evaluation")) == "measures"
    assert effect_of(facts_atlas, claim("annotation", "evaluation")) is None


# -- the real graph -------------------------------------------------------------------------------------------------------


def test_every_node_and_edge_has_all_attributes(atlas: Atlas) -> None:
    graph = graph_of(atlas)
    assert all(set(data) == set(NodeData.__annotations__) for _, data in graph.nodes(data=True))
    assert all(set(data) == set(EdgeData.__annotations__) for _, _, data in graph.edges(data=True))


def test_nodes_are_everything_that_the_knowledge_base_holds(atlas: Atlas) -> None:
    graph = graph_of(atlas)
    kinds = Counter(data["kind"] for _, data in graph.nodes(data=True) if not data["variant"])
    assert kinds == {
        "work": len(atlas.works),
        "model": len(atlas.models),
        "dataset": len(atlas.datasets),
        "node": len(atlas.tree),
    }


def test_every_edge_between_artifacts_leads_to_a_claim_or_states_its_basis(atlas: Atlas) -> None:
    for _, _, data in graph_of(atlas).edges(data=True):
        if data["relation"] in BETWEEN_ARTIFACTS:
            assert (data["claim"] in atlas.claims) != (data["basis"] in {"claim", "seen", "recalled", "declared"})


def test_edges_join_the_kinds_that_their_relation_says(atlas: Atlas) -> None:
    graph = graph_of(atlas)
    found = {
        (graph.nodes[source]["kind"], data["relation"], graph.nodes[target]["kind"])
        for source, target, data in graph.edges(data=True)
    }
    assert found == {
        ("dataset", "trains", "model"),
        ("dataset", "prompts", "model"),
        ("dataset", "evaluates", "model"),
        ("model", "produces", "dataset"),
        ("model", "examines", "dataset"),
        ("model", "derived_from", "model"),
        ("dataset", "derived_from", "dataset"),
        ("model", "variant_of", "model"),
        ("work", "introduces", "model"),
        ("work", "introduces", "dataset"),
        ("work", "classified_as", "node"),
        ("node", "part_of", "node"),
        ("dataset", "part_of", "dataset"),
    }


def test_a_variant_never_acts_and_nothing_is_built_on_it(atlas: Atlas) -> None:
    graph = graph_of(atlas)
    unnamed = {model.id for model in atlas.models.values() if model.kind == "unnamed"}
    variants = [name for name, data in graph.nodes(data=True) if data["variant"] and data["id"] not in unnamed]
    assert variants
    assert not [edge for name in variants for edge in graph.out_edges(name)]


def test_every_claim_that_names_both_ends_is_in_the_graph(atlas: Atlas) -> None:
    shown = {data["claim"] for _, _, data in graph_of(atlas).edges(data=True) if data["relation"] in BETWEEN_ARTIFACTS}
    for claim in atlas.claims.values():
        if atlas.direction_of(claim) == "data4model":
            expected = bool(claim.models and claim.datasets and claim.stages)
        else:
            expected = bool(claim.models and (claim.datasets or claim.input_datasets))
        assert (claim.id in shown) == expected, claim.id


def test_equal_knowledge_gives_an_equal_graph_in_the_same_order(atlas: Atlas) -> None:
    first, second = build_graph(atlas), build_graph(atlas)
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))
