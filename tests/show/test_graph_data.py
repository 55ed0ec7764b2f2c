"""The data of the graph explorer: the whole graph, in lists that fit together, the same each time, bounded in size."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from codev import Atlas
from codev.graph import graph_of
from codev.model import Taxonomy
from codev.query.answers.loops import loops
from codev.show import graph_data as module
from codev.show.addresses import Addresses
from codev.show.graph_data import graph_data
from codev.show.graph_layout import EXTENT
from data_files import data_files


@pytest.fixture(scope="module")
def files(atlas: Atlas) -> dict[str, bytes]:
    """The files."""
    return data_files(atlas, "graph")


@pytest.fixture(scope="module")
def data(files: dict[str, bytes]) -> dict[str, Any]:
    """The main file, read."""
    read: dict[str, Any] = json.loads(files["assets/data/graph.json"])
    return read


def test_every_node_and_edge_is_there(atlas: Atlas, data: dict[str, Any]) -> None:
    graph = graph_of(atlas)
    nodes, edges = data["nodes"], data["edges"]
    assert nodes["id"] == list(graph)
    assert data["nodeCount"] == graph.number_of_nodes()
    assert {len(each) for each in nodes.values()} == {graph.number_of_nodes()}
    assert {len(each) for each in edges.values()} == {graph.number_of_edges()}
    read = Counter(
        (nodes["id"][source], nodes["id"][target], data["relations"][relation])
        for source, target, relation in zip(edges["source"], edges["target"], edges["relation"], strict=True)
    )
    assert read == Counter((source, target, edge["relation"]) for source, target, edge in graph.edges(data=True))


def test_edges_keep_what_they_rest_on(atlas: Atlas, data: dict[str, Any]) -> None:
    edges = data["edges"]
    for number, (_, _, edge) in enumerate(graph_of(atlas).edges(data=True)):
        claim = edges["claim"][number]
        assert (data["claims"][claim] if claim >= 0 else None) == edge["claim"]
        assert (edges["basis"][number] or None) == edge["basis"]
        assert bool(edges["unverified"][number]) is edge["unverified"]
        named = [stage for bit, stage in enumerate(data["stages"]) if edges["stages"][number] & (1 << bit)]
        assert sorted(named) == sorted(edge["stages"])
        assert {0: None, 1: "data4model", 2: "model4data"}[edges["direction"][number]] == edge["direction"]


def test_pages_and_places(atlas: Atlas, data: dict[str, Any]) -> None:
    nodes = data["nodes"]
    addresses = Addresses(atlas)
    assert nodes["page"] == [addresses.thing(name) for name in nodes["id"]]
    for axis in ("x", "y"):
        assert all(-EXTENT <= place <= EXTENT for place in nodes[axis])
    assert len(set(zip(nodes["x"], nodes["y"], strict=True))) > 0.99 * len(nodes["x"]), "nodes do not hide one another"


def test_loops_are_those_of_the_query(atlas: Atlas, data: dict[str, Any]) -> None:
    read = [(tuple(data["nodes"]["id"][node] for node in loop["nodes"]), loop["paradigm"]) for loop in data["loops"]]
    assert read == [(row.artifacts, row.paradigm) for row in loops(atlas)]


def test_claims_are_where_their_number_says(atlas: Atlas, files: dict[str, bytes], data: dict[str, Any]) -> None:
    for number, claim_id in enumerate(data["claims"]):
        piece = json.loads(files[f"assets/data/{data['claimsPrefix']}{number // data['claimsSize']}.json"])
        claim = atlas.claims[claim_id]
        assert piece[claim_id]["statement"] == claim.statement
        assert piece[claim_id].get("inferred", []) == list(claim.inferred)
        assert piece[claim_id].get("doubt") == claim.doubt
        assert piece[claim_id].get("unverified", False) is claim.is_unverified
        if number > 5 and number < data["claimsSize"] - 5:
            continue


def test_the_same_bytes_each_time(live_base: Path, files: dict[str, bytes]) -> None:
    assert data_files(Atlas.load(live_base), "graph") == files


def test_claims_can_be_part_of_it(facts_atlas: Atlas) -> None:
    whole = graph_data(facts_atlas, Addresses(facts_atlas).thing, with_claims=True)
    assert set(whole["claimTexts"]) == set(facts_atlas.claims)
    json.dumps(whole)


def test_a_large_graph_keeps_taxonomy_and_hubs(facts_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NODES_MAX", 200)
    data = graph_data(facts_atlas, Addresses(facts_atlas).thing)
    assert len(data["nodes"]["id"]) == 200
    assert data["nodeCount"] == graph_of(facts_atlas).number_of_nodes()
    assert {f"node:{node}" for node in facts_atlas.tree} <= set(data["nodes"]["id"])
    assert {"model:clip", "model:gpt-4v"} <= set(data["nodes"]["id"])
    assert max(data["edges"]["source"] + data["edges"]["target"]) < 200
    assert all(node < 200 for loop in data["loops"] for node in loop["nodes"])


def test_nothing_gives_an_empty_graph(tmp_path: Path) -> None:
    files = data_files(Atlas(tmp_path, Taxonomy(), []), "graph")
    data = json.loads(files["assets/data/graph.json"])
    assert data["nodes"]["id"] == []
    assert list(files) == ["assets/data/graph.json"]
