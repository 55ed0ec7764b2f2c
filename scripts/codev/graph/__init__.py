"""The co-development graph, derived from the knowledge base: `graph_of` and the kinds of its nodes and edges."""

from codev.graph.access import Edge, edges_between, edges_of, graph_of, lineage_graph
from codev.graph.build import build_graph, effect_of, effects_of, is_retrained, term_node, work_node
from codev.graph.relations import BETWEEN_ARTIFACTS, LINEAGE, EdgeData, Effect, NodeData, NodeKind, Relation

__all__ = [
    "BETWEEN_ARTIFACTS",
    "LINEAGE",
    "Edge",
    "EdgeData",
    "Effect",
    "NodeData",
    "NodeKind",
    "Relation",
    "build_graph",
    "edges_between",
    "edges_of",
    "effect_of",
    "effects_of",
    "graph_of",
    "is_retrained",
    "lineage_graph",
    "term_node",
    "work_node",
]
