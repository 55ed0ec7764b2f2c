"""Parts of the graph view's data: what they hold, and where they are laid out by themselves."""

from __future__ import annotations

import json

import pytest

from codev import Atlas
from codev.query import lineage
from codev.show.graph_data import graph_data
from codev.show.graph_part import EXTENT, LAID_OUT_MAX, GraphData, part_of


@pytest.fixture(scope="module")
def whole(facts_atlas: Atlas) -> GraphData:
    """The data of the whole graph."""
    return graph_data(facts_atlas, lambda name: f"?{name}", with_claims=True)


def edges_of(data: GraphData) -> set[tuple[str, str, str, str | None]]:
    """Return the edges of a graph by names."""
    names, relations, claims = data["nodes"]["id"], data["relations"], data["claims"]
    edges = data["edges"]
    return {
        (
            names[edges["source"][number]],
            names[edges["target"][number]],
            relations[edges["relation"][number]],
            claims[edges["claim"][number]] if edges["claim"][number] >= 0 else None,
        )
        for number in range(len(edges["source"]))
    }


@pytest.mark.parametrize(("name", "edge_direction"), [("sharegpt4v", "both"), ("model:clip", "down"), ("sam", "both")])
def test_a_part_holds_its_nodes_edges_claims_and_loops(
    facts_atlas: Atlas, whole: GraphData, name: str, edge_direction: str
) -> None:
    rows = lineage(facts_atlas, name, edge_direction=edge_direction)
    names = {each for row in rows for each in (row.source, row.target)}
    part = part_of(whole, names, {row.relation for row in rows})
    assert set(part["nodes"]["id"]) == names
    assert part["nodeCount"] == len(names)
    assert edges_of(part) >= {(row.source, row.target, row.relation, row.claim) for row in rows}
    assert edges_of(part) <= edges_of(whole)
    assert set(part["claimTexts"]) == set(part["claims"])
    lengths = {len(values) for values in part["nodes"].values()}
    assert lengths == {len(names)}
    whole_loops = [{whole["nodes"]["id"][number] for number in loop["nodes"]} for loop in whole["loops"]]
    part_loops = [{part["nodes"]["id"][number] for number in loop["nodes"]} for loop in part["loops"]]
    assert part_loops == [loop for loop in whole_loops if loop <= names]
    assert json.loads(json.dumps(part)) == part


def test_a_small_part_is_laid_out_by_itself_and_always_alike(whole: GraphData) -> None:
    names = whole["nodes"]["id"][:LAID_OUT_MAX]
    one, two = (part_of(whole, names, whole["relations"]) for _ in range(2))
    assert one == two
    assert max(map(abs, (*one["nodes"]["x"], *one["nodes"]["y"]))) <= EXTENT
    assert len(set(zip(one["nodes"]["x"], one["nodes"]["y"], strict=True))) > LAID_OUT_MAX * 0.9
    large = part_of(whole, whole["nodes"]["id"][: LAID_OUT_MAX + 1], whole["relations"])
    assert large["nodes"]["x"] == whole["nodes"]["x"][: LAID_OUT_MAX + 1]


def test_parts_of_nothing_and_of_one(whole: GraphData) -> None:
    assert part_of(whole, (), whole["relations"])["nodes"]["id"] == []
    assert part_of(whole, ["model:clip"], ())["edges"]["source"] == []
