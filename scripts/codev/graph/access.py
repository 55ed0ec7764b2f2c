"""The graph of a knowledge base, built once and kept as long as the knowledge base is.

Graphs that are handed out are frozen: who wants to change one takes a copy.
"""

from __future__ import annotations

from typing import cast

import networkx as nx

from codev.atlas import Atlas
from codev.graph.build import build_graph
from codev.graph.relations import LINEAGE, EdgeData, NodeKind, Relation
from codev.memory import collector_paused, made_once

Edge = tuple[str, str, EdgeData]
"""Where an edge comes from, where it leads to, and what it says."""

_ARTIFACTS = frozenset([NodeKind.MODEL, NodeKind.DATASET])


@made_once
def graph_of(atlas: Atlas) -> nx.MultiDiGraph[str]:
    """Return the co-development graph of a knowledge base: `codev.graph.build_graph`, built once and frozen.

    Args:
        atlas: The knowledge base.

    Examples:
        >>> import codev
        >>> graph = codev.graph_of(codev.load())
        >>> "dataset:sharegpt4v" in graph.successors("model:gpt-4v")
        True
    """
    with collector_paused():
        graph: nx.MultiDiGraph[str] = nx.freeze(build_graph(atlas))
    return graph


@made_once
def lineage_graph(atlas: Atlas) -> nx.DiGraph[str]:
    """Return the artifacts and the edges that carry lineage, one edge between two nodes, built once and frozen.

    Which relations and claims an edge stands for is in `graph_of`.

    Args:
        atlas: The knowledge base.

    Returns:
        A graph of models, variants and datasets without attributes, in the order of `graph_of`.
    """
    graph = graph_of(atlas)
    lineage: nx.DiGraph[str] = nx.DiGraph()
    with collector_paused():
        lineage.add_nodes_from(name for name, data in graph.nodes(data=True) if data["kind"] in _ARTIFACTS)
        lineage.add_edges_from(
            (source, target) for source, target, data in graph.edges(data=True) if data["relation"] in LINEAGE
        )
    nx.freeze(lineage)
    return lineage


def edges_of(atlas: Atlas, relation: Relation) -> list[Edge]:
    """Return all edges of one relation, in the order of the graph."""
    return _edges_by_relation(atlas)[relation]


@made_once
def _edges_by_relation(atlas: Atlas) -> dict[str, list[Edge]]:
    """Return the edges of each relation, in the order of the graph."""
    edges: dict[str, list[Edge]] = {each.value: [] for each in Relation}
    for source, target, data in graph_of(atlas).edges(data=True):
        edges[data["relation"]].append((source, target, cast("EdgeData", data)))
    return edges


def edges_between(graph: nx.MultiDiGraph[str], source: str, target: str) -> list[EdgeData]:
    """Return all edges that lead from one node to another, in the order of the graph; none where there are none."""
    return cast("list[EdgeData]", list(graph[source][target].values())) if graph.has_edge(source, target) else []
