"""GraphML, GEXF and Cytoscape JSON: read back as graphs, and as the XML or JSON that they are."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from codev import Atlas
from codev.export.portable_graph import portable_graph
from codev.graph import graph_of


@pytest.fixture(scope="module")
def expected(atlas: Atlas) -> nx.MultiDiGraph[str]:
    """What was written."""
    return portable_graph(atlas)


def edge_list(graph: nx.MultiDiGraph[str], dropped: tuple[str, ...] = ()) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return the edges with their attributes, sorted by key."""
    edges = [
        (str(key), source, target, {name: value for name, value in data.items() if name not in dropped})
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]
    return sorted(edges, key=lambda edge: int(edge[0][1:]))


def test_portable_graph_says_what_the_graph_says(atlas: Atlas, expected: nx.MultiDiGraph[str]) -> None:
    graph = graph_of(atlas)
    assert list(expected) == list(graph)
    assert list(expected.edges()) == list(graph.edges())
    for name, data in graph.nodes(data=True):
        stated = {key: value for key, value in data.items() if value is not None}
        stated["item"] = stated.pop("id")
        assert expected.nodes[name] == stated
    for (*_, found), (*_, data) in zip(expected.edges(data=True), graph.edges(data=True), strict=True):
        stated = {key: value for key, value in data.items() if value not in (None, ())}
        if "stages" in stated:
            stated["stages"] = "|".join(stated["stages"])
        assert found == stated


def test_graphml(exported: Path, expected: nx.MultiDiGraph[str]) -> None:
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.read_graphml(exported / "codev.graphml", force_multigraph=True))
    assert list(found.nodes(data=True)) == list(expected.nodes(data=True))
    assert edge_list(found, ("id",)) == edge_list(expected)


def test_graphml_is_plain_xml(exported: Path, expected: nx.MultiDiGraph[str]) -> None:
    namespace = "{http://graphml.graphdrawing.org/xmlns}"
    root = ET.parse(exported / "codev.graphml").getroot()  # noqa: S314 - our own file
    ids = [edge.get("id") for edge in root.iter(f"{namespace}edge")]
    assert len(set(ids)) == len(ids) == expected.number_of_edges()
    assert len(list(root.iter(f"{namespace}node"))) == expected.number_of_nodes()


def test_gexf(exported: Path, expected: nx.MultiDiGraph[str]) -> None:
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.read_gexf(exported / "codev.gexf"))
    assert list(found.nodes(data=True)) == list(expected.nodes(data=True))
    ends = sorted((source, target, data["relation"], data.get("claim")) for source, target, data in found.edges(data=True))
    assert ends == sorted(
        (source, target, data["relation"], data.get("claim")) for source, target, data in expected.edges(data=True)
    )


def test_gexf_names_no_day(exported: Path, expected: nx.MultiDiGraph[str]) -> None:
    namespace = "{http://www.gexf.net/1.2draft}"
    root = ET.parse(exported / "codev.gexf").getroot()  # noqa: S314 - our own file
    meta = root.find(f"{namespace}meta")
    assert meta is not None
    assert meta.attrib == {}
    ids = [edge.get("id") for edge in root.iter(f"{namespace}edge")]
    assert len(set(ids)) == len(ids) == expected.number_of_edges()


def test_cytoscape(exported: Path, expected: nx.MultiDiGraph[str]) -> None:
    data = json.loads((exported / "codev.cytoscape.json").read_text("utf-8"))
    elements = data["elements"]
    ids = [each["data"]["id"] for each in (*elements["nodes"], *elements["edges"])]
    assert len(set(ids)) == len(ids)
    assert [each["data"]["id"] for each in elements["nodes"]] == list(expected)
    assert all(each["data"]["source"] in expected and each["data"]["target"] in expected for each in elements["edges"])
    for each in elements["edges"]:
        each["data"]["key"] = each["data"].pop("id")
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.cytoscape_graph(data, name="label"))
    assert edge_list(found, ("source", "target", "key")) == edge_list(expected)
    assert nx.get_node_attributes(found, "label") == nx.get_node_attributes(expected, "label")
