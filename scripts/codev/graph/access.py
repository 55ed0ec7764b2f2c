"""The graph of a knowledge base, built once and kept as long as the knowledge base is.

Graphs that are handed out are frozen: who wants to change one takes a copy.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from weakref import WeakKeyDictionary

import networkx as nx

from codev.atlas import Atlas
from codev.graph.build import build_graph
from codev.graph.relations import LINEAGE, EdgeData, NodeKind, Relation

Edge = tuple[str, str, EdgeData]
"""Where an edge comes from, where it leads to, and what it says."""

_ARTIFACTS = frozenset([NodeKind.MODEL, NodeKind.DATASET])
_graphs: WeakKeyDictionary[Atlas, nx.MultiDiGraph[str]] = WeakKeyDictionary()
_lineages: WeakKeyDictionary[Atlas, nx.DiGraph[str]] = WeakKeyDictionary()
_edges: WeakKeyDictionary[Atlas, dict[str, list[Edge]]] = WeakKeyDictionary()
# The explorer answers several readers at once in threads of one process; re-entrant, since one graph is made from the other.
_lock = threading.RLock()


def graph_of(atlas: Atlas) -> nx.MultiDiGraph[str]:
    """Return the co-development graph of a knowledge base: `codev.graph.build_graph`, built once and frozen."""
    with _lock:
        graph = _graphs.get(atlas)
        if graph is None:
            with collector_paused():
                graph = nx.freeze(build_graph(atlas))
            _graphs[atlas] = graph
        return graph


def lineage_graph(atlas: Atlas) -> nx.DiGraph[str]:
    """Return the artifacts and the edges that carry lineage, one edge between two nodes, built once and frozen.

    Which relations and claims an edge stands for is in `graph_of`.

    Args:
        atlas: The knowledge base.

    Returns:
        A graph of models, variants and datasets without attributes, in the order of `graph_of`.
    """
    with _lock:
        lineage = _lineages.get(atlas)
        if lineage is None:
            graph = graph_of(atlas)
            lineage = nx.DiGraph()
            with collector_paused():
                lineage.add_nodes_from(name for name, data in graph.nodes(data=True) if data["kind"] in _ARTIFACTS)
                lineage.add_edges_from(
                    (source, target) for source, target, data in graph.edges(data=True) if data["relation"] in LINEAGE
                )
            _lineages[atlas] = nx.freeze(lineage)
        return lineage


def edges_of(atlas: Atlas, relation: Relation) -> list[Edge]:
    """Return all edges of one relation, in the order of the graph."""
    with _lock:
        edges = _edges.get(atlas)
        if edges is None:
            edges = {each.value: [] for each in Relation}
            for source, target, data in graph_of(atlas).edges(data=True):
                edges[data["relation"]].append((source, target, cast("EdgeData", data)))
            _edges[atlas] = edges
        return edges[relation]


def edges_between(graph: nx.MultiDiGraph[str], source: str, target: str) -> list[EdgeData]:
    """Return all edges that lead from one node to another, in the order of the graph; none where there are none."""
    return cast("list[EdgeData]", list(graph[source][target].values())) if graph.has_edge(source, target) else []


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's cycle collector off while many objects are made of which none is garbage.

    It would walk the whole knowledge base again and again: at 30,000 works that takes longer than making the graph.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
