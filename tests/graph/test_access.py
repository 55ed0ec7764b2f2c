"""The graph is built once for a knowledge base, cannot be changed by who asks for it, and goes when the knowledge base goes."""

from __future__ import annotations

import gc
import weakref

import networkx as nx
import pytest

from codev import Atlas
from codev.graph import LINEAGE, Relation, edges_between, edges_of, graph_of, lineage_graph
from small import produces, small_atlas, trains


def test_the_graph_is_built_once_and_frozen(atlas: Atlas) -> None:
    assert graph_of(atlas) is graph_of(atlas)
    assert lineage_graph(atlas) is lineage_graph(atlas)
    for graph in (graph_of(atlas), lineage_graph(atlas)):
        with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
            graph.add_node("model:invented")


def test_two_knowledge_bases_have_two_graphs_and_take_them_along(facts_atlas: Atlas) -> None:
    small = small_atlas(facts_atlas.taxonomy, {"a2024one": {"models": ["mine"]}})
    graph = weakref.ref(graph_of(small))
    assert "model:mine" in graph_of(small)
    assert "model:mine" not in graph_of(facts_atlas)
    del small
    gc.collect()
    assert graph() is None


def test_the_lineage_graph_is_the_graph_along_lineage(atlas: Atlas) -> None:
    graph = graph_of(atlas)
    steps = {(source, target) for source, target, data in graph.edges(data=True) if data["relation"] in LINEAGE}
    assert set(lineage_graph(atlas).edges) == steps
    assert set(lineage_graph(atlas)) == {name for name, data in graph.nodes(data=True) if data["kind"] in {"model", "dataset"}}


def test_edges_are_found_by_relation_and_by_their_ends(facts_atlas: Atlas) -> None:
    works = {"a2024one": {"models": ["m"], "datasets": ["d"], "claims": [trains("m", "d"), produces("m", "d")]}}
    small = small_atlas(facts_atlas.taxonomy, works)
    assert [(s, t, data["claim"]) for s, t, data in edges_of(small, Relation.TRAINS)] == [
        ("dataset:d", "model:m", "a2024one.1")
    ]
    assert [data["relation"] for data in edges_between(graph_of(small), "model:m", "dataset:d")] == ["produces"]
    assert edges_between(graph_of(small), "model:m", "model:m") == []
    assert sum(len(edges_of(facts_atlas, relation)) for relation in Relation) == graph_of(facts_atlas).number_of_edges()
