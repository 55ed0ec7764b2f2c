"""The co-development graph as graph file formats can hold it: no value is a list or missing, every edge has its own key."""

from __future__ import annotations

from typing import Any

import networkx as nx

from codev.atlas import Atlas
from codev.export.csv_files import join
from codev.graph import graph_of


def portable_graph(atlas: Atlas) -> nx.MultiDiGraph[str]:
    """Return the graph for GraphML, GEXF and Cytoscape.

    Args:
        atlas: The knowledge base.

    Returns:
        A new graph in the order of `codev.graph.graph_of`.  Nodes keep their names; their ``id`` is called ``item``.  Edges
        have the keys ``e1``, ``e2`` …; stages are joined by ``|``; attributes without value are left out.
    """
    graph = graph_of(atlas)
    portable: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, data in graph.nodes(data=True):
        portable.add_node(name, **{"item" if key == "id" else key: value for key, value in _stated(data).items()})
    for number, (source, target, data) in enumerate(graph.edges(data=True), start=1):
        portable.add_edge(source, target, key=f"e{number}", **_stated(data))
    return portable


def _stated(data: dict[str, Any]) -> dict[str, str | int | bool]:
    """Return the attributes that have a value, lists as one text."""
    flat = {key: join(value) if isinstance(value, tuple) else value for key, value in data.items()}
    return {key: value for key, value in flat.items() if value is not None and value != ""}
