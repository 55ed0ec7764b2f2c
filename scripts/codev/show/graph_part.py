"""A part of the graph view's data: some nodes and the edges between them, laid out by itself where it is small."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import networkx as nx

GraphData = Mapping[str, Any]
"""The graph as the view's script reads it: lists side by side (`codev.show.graph_data`)."""

LAID_OUT_MAX = 80
"""Parts with more nodes keep their places in the whole: laying them out would take longer than a click may."""

EXTENT = 1000
"""The places of a small part reach from minus this to this."""

DISTANCE_BETWEEN_PARTS = 4
"""The length of a path, in edges, that stands for there being none."""


def part_of(
    data: GraphData, names: Collection[str], relations: Collection[str], claims: Collection[str] | None = None
) -> dict[str, Any]:
    """Return the data of a part of the graph: some nodes and the edges between them.

    A small part is laid out by itself, since its nodes may stand close together in the whole; a large one keeps its places.

    Args:
        data: The data of the whole graph.
        names: The nodes, by their names in the graph.
        relations: The relations that are kept.
        claims: The claims whose edges are kept; those of all, and those without a claim, by default.
    """
    wanted, kept = set(names), set(relations)
    told = None if claims is None else {number for number, claim in enumerate(data["claims"]) if claim in claims}
    nodes, edges = data["nodes"], data["edges"]
    old = [number for number, name in enumerate(nodes["id"]) if name in wanted]
    new = {number: place for place, number in enumerate(old)}
    numbers = {number for number, relation in enumerate(data["relations"]) if relation in kept}
    chosen = [
        edge
        for edge, (source, target) in enumerate(zip(edges["source"], edges["target"], strict=True))
        if source in new and target in new and edges["relation"][edge] in numbers
        if told is None or edges["claim"][edge] in told
    ]
    claim_numbers = sorted({edges["claim"][edge] for edge in chosen if edges["claim"][edge] >= 0})
    claim_places = {number: place for place, number in enumerate(claim_numbers)}
    claim_ids = [data["claims"][number] for number in claim_numbers]
    part_edges = {name: [values[edge] for edge in chosen] for name, values in edges.items()}
    part_edges["source"] = [new[number] for number in part_edges["source"]]
    part_edges["target"] = [new[number] for number in part_edges["target"]]
    part_edges["claim"] = [claim_places.get(number, -1) for number in part_edges["claim"]]
    texts = data.get("claimTexts", {})
    part_nodes = {name: [values[number] for number in old] for name, values in nodes.items()}
    if 1 < len(old) <= LAID_OUT_MAX:
        part_nodes["x"], part_nodes["y"] = _places(len(old), part_edges["source"], part_edges["target"])
    return {
        **data,
        "nodes": part_nodes,
        "edges": part_edges,
        "claims": claim_ids,
        "claimTexts": {claim: texts[claim] for claim in claim_ids if claim in texts},
        "loops": [
            {**loop, "nodes": [new[number] for number in loop["nodes"]]}
            for loop in data["loops"]
            if all(number in new for number in loop["nodes"])
        ],
        "nodeCount": len(old),
    }


def _places(count: int, sources: Sequence[int], targets: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return where the nodes of a small part go: as far from each other as their paths are long."""
    part: nx.Graph[int] = nx.Graph()
    part.add_nodes_from(range(count))
    part.add_edges_from(zip(sources, targets, strict=True))
    # Parts without a path between them are joined at a distance, so that none drifts away.
    first, *others = (min(nodes) for nodes in nx.connected_components(part))
    part.add_edges_from(((first, other) for other in others), weight=DISTANCE_BETWEEN_PARTS)
    places = nx.kamada_kawai_layout(part, weight="weight", scale=EXTENT)
    across, up = ([round(float(places[number][axis])) for number in range(count)] for axis in (0, 1))
    return across, up
