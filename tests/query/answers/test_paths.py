"""Paths and neighbours: ways, relations, limits, taxonomy nodes as ends only."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.graph import Relation, graph_of
from codev.model import Taxonomy
from codev.query import neighbours, path
from small import derived, evaluates, produces, small_atlas, trains

WORKS = {
    "a2023base": {
        "models": ["a"],
        "datasets": ["d", "e"],
        "claims": [produces("a", "d"), produces("a", "e")],
    },
    "b2024next": {"models": [derived("b", "a")], "datasets": ["t"], "claims": [trains("b", "d", "e"), evaluates("b", "t")]},
    "c2024far": {"models": ["lonely"]},
}


@pytest.fixture
def small(taxonomy: Taxonomy) -> Atlas:
    """Return three works, one of which has nothing to do with the others."""
    return small_atlas(taxonomy, WORKS)


def route(small: Atlas, source: str, target: str, **options: object) -> list[str]:
    """Return the steps of all paths, each as source, relation and target."""
    return [f"{row.source} {row.relation} {row.target}" for row in path(small, source, target, **options)]  # type: ignore[arg-type]


def test_the_shortest_path_is_found_whichever_way_it_is_walked(small: Atlas) -> None:
    step = ["model:a derived_from model:b"]
    assert route(small, "a", "b") == step
    assert route(small, "b", "a") == step
    assert route(small, "a", "b", edge_direction="down") == step
    assert route(small, "b", "a", edge_direction="up") == step
    assert route(small, "a", "b", edge_direction="up") == []
    assert [row.along for row in path(small, "b", "a")] == [False]


def test_relations_narrow_the_path_and_several_are_counted(small: Atlas) -> None:
    rows = path(small, "a", "b", relation=["produces", "trains"])
    assert [(row.path, row.step, row.source, row.target) for row in rows] == [
        (1, 1, "model:a", "dataset:d"),
        (1, 2, "dataset:d", "model:b"),
        (2, 1, "model:a", "dataset:e"),
        (2, 2, "dataset:e", "model:b"),
    ]
    assert len(path(small, "a", "b", relation=["produces", "trains"], limit=1)) == 2
    assert rows[0].claims == ("a2023base.1",)


def test_what_is_not_connected_has_no_path(small: Atlas) -> None:
    assert path(small, "a", "lonely") == []
    assert path(small, "a", "work:c2024far") == []


def test_works_are_passed_and_taxonomy_nodes_are_not(small: Atlas) -> None:
    assert route(small, "work:a2023base", "t", limit=1) == [
        "work:a2023base introduces model:a",
        "model:a derived_from model:b",
        "dataset:t evaluates model:b",
    ]
    # A node is reached only where it is an end; between two works it would join everything with everything.
    assert route(small, "a", "node:data-acquisition")[-1] == "work:b2024next classified_as node:data-acquisition"
    assert not [step for step in route(small, "work:a2023base", "work:b2024next", limit=100) if "node:" in step]


def test_neighbours_are_all_edges_of_a_thing(small: Atlas) -> None:
    assert [(row.edge_direction, row.relation, row.neighbour, row.claim) for row in neighbours(small, "b")] == [
        ("up", "trains", "dataset:d", "b2024next.1"),
        ("up", "trains", "dataset:e", "b2024next.1"),
        ("up", "evaluates", "dataset:t", "b2024next.2"),
        ("up", "derived_from", "model:a", None),
        ("up", "introduces", "work:b2024next", None),
    ]
    assert neighbours(small, "b", edge_direction="down") == []
    assert [row.neighbour for row in neighbours(small, "b", relation=["introduces"])] == ["work:b2024next"]


def test_the_neighbours_of_every_seventh_thing_are_its_edges(atlas: Atlas) -> None:
    graph = graph_of(atlas)
    for name in list(graph)[::7]:
        assert len(neighbours(atlas, name)) == graph.degree(name), name


@pytest.mark.parametrize(
    ("source", "target", "options", "message"),
    [
        ("clip", "clip", {}, "both ends of the path are model:clip; name two things"),
        ("CLIP", "model:clip", {}, "both ends of the path are model:clip"),
        ("clipp", "llavaa", {}, "no model, dataset, work or node 'clipp'; did you mean model:clip"),
        ("clip", "llavaa", {}, "no model, dataset, work or node 'llavaa'; did you mean model:llava"),
        ("clip", "llava", {"edge_direction": "along"}, "no edge direction 'along'; choose both, down, up"),
        ("clip", "llava", {"limit": 0}, "0 paths are not possible; give a number from 1 to 100"),
        ("clip", "llava", {"relation": ["trained"]}, "no relation 'trained'; did you mean trains"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    facts_atlas: Atlas, source: str, target: str, options: dict[str, object], message: str
) -> None:
    with pytest.raises(WrongUseError) as caught:
        path(facts_atlas, source, target, **options)  # type: ignore[arg-type]
    assert message in str(caught.value)


def test_wrong_use_of_neighbours_is_told(facts_atlas: Atlas) -> None:
    with pytest.raises(WrongUseError, match="no edge direction 'in'"):
        neighbours(facts_atlas, "clip", edge_direction="in")
    with pytest.raises(WrongUseError, match="no relation 'loves'"):
        neighbours(facts_atlas, "clip", relation=["loves"])
    assert {row.relation for row in neighbours(facts_atlas, "clip")} <= {relation.value for relation in Relation}
