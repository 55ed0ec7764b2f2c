"""The data of the graph view: nodes with their places, edges with what they rest on, loops, and the claims in pieces.

Lists stand side by side (one list of labels, one of years …), since that is the shortest JSON and what the browser fills its
buffers from.  Where a graph has more nodes than a browser can show, the least connected works and artifacts are left out and
the data say so.  Bytes are the same for the same knowledge base.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import networkx as nx

from codev.atlas import Atlas
from codev.graph import NodeKind, Relation, graph_of
from codev.model import Claim
from codev.query.answers.loops import LoopRow, find_loops
from codev.show.kept_layout import places_of
from codev.show.timeline import lanes_of

NODES_MAX = 12_000
"""Nodes that are shown at the most: what a laptop's browser draws and searches without delay, and 2 MB of data compressed."""

PageOf = Callable[[str], str | None]
"""Returns the address of what a node of the graph stands for, by its name, or None."""

CLAIMS_A_FILE = 400
"""Claims in one file: about 50 kB compressed, fetched when an edge of theirs is looked at."""

LOOPS_MAX = 200
"""Loops that can be highlighted, the shortest first; the page of loops lists them all."""

WEIGHTS: dict[Relation, float] = {Relation.PART_OF: 2.0, Relation.INTRODUCES: 1.5}
"""How strongly relations attract in the layout (else 1): a tree and a work with what it introduces stay together."""


def graph_data(atlas: Atlas, page_of: PageOf, *, with_claims: bool = False, kept: Path | None = None) -> dict[str, Any]:
    """Return the graph as the graph view's script reads it.

    Args:
        atlas: The knowledge base.
        page_of: Returns the address of what a node stands for, or None.
        with_claims: Whether the claims are part of it, for a page that cannot fetch files; else the script fetches them.
        kept: The file in which the nodes' places are kept from one time to the next, or None.
    """
    graph = graph_of(atlas)
    names = _shown(graph)
    numbers = _numbered(names)
    edges = [
        (numbers[source], numbers[target], data)
        for source, target, data in graph.edges(data=True)
        if source in numbers and target in numbers
    ]
    nodes = [graph.nodes[name] for name in names]
    claim_numbers = _numbered(atlas.claims)
    kinds, relations = [kind.value for kind in NodeKind], [each.value for each in Relation]
    kind_numbers, relation_numbers = _numbered(kinds), _numbered(relations)
    stages = [stage.id for stage in atlas.taxonomy.stages]
    places = places_of(len(names), _pairs(edges), kept)
    lanes = lanes_of(atlas)
    families = {family.id: family for family in atlas.taxonomy.families}
    lane_numbers = {family: number for number, family in enumerate(lanes.families)}
    first = set(lanes.first)
    data: dict[str, Any] = {
        "kinds": kinds,
        "relations": relations,
        "stages": stages,
        "stageNames": [stage.name for stage in atlas.taxonomy.stages],
        "families": [
            {"id": family, "name": families[family].name, "developer": families[family].developer or ""}
            for family in lanes.families
        ],
        "nodes": {
            "id": names,
            "kind": [kind_numbers[node["kind"]] for node in nodes],
            "label": [node["label"] for node in nodes],
            "year": [node["year"] or 0 for node in nodes],
            "page": [page_of(name) or "" for name in names],
            # A taxonomy node has the direction of its tree; of everything else the edges tell.
            "direction": [_direction_number(node["direction"]) for node in nodes],
            # The lane in the timeline: the number of a family, -1 for none; and whether the timeline shows it at first.
            "lane": [lane_numbers.get(lanes.lane.get(name) or "", -1) for name in names],
            "first": [int(name in first) for name in names],
            "x": [x for x, _ in places],
            "y": [y for _, y in places],
        },
        "edges": {
            "source": [source for source, _, _ in edges],
            "target": [target for _, target, _ in edges],
            "relation": [relation_numbers[edge["relation"]] for *_, edge in edges],
            "direction": [_direction_number(edge["direction"]) for *_, edge in edges],
            "stages": [sum(1 << stages.index(stage) for stage in edge["stages"]) for *_, edge in edges],
            "claim": [claim_numbers[edge["claim"]] if edge["claim"] else -1 for *_, edge in edges],
            "basis": [edge["basis"] or "" for *_, edge in edges],
            "unverified": [int(edge["unverified"]) for *_, edge in edges],
        },
        "claims": list(atlas.claims),
        "claimsPrefix": "graph-claims-",
        "claimsSize": CLAIMS_A_FILE,
        "loops": _loops(atlas, numbers),
        "nodeCount": graph.number_of_nodes(),
    }
    if with_claims:
        data["claimTexts"] = {claim.id: claim_text(atlas, claim) for claim in atlas.claims.values()}
    return data


def _shown(graph: nx.MultiDiGraph[str]) -> list[str]:
    """Return the nodes to show, in the graph's order: the taxonomy, then whatever has most edges."""
    if graph.number_of_nodes() <= NODES_MAX:
        return list(graph)
    terms = {name for name, data in graph.nodes(data=True) if data["kind"] == NodeKind.NODE.value}
    others = sorted((name for name in graph if name not in terms), key=lambda name: (-graph.degree(name), name))
    kept = terms | set(others[: NODES_MAX - len(terms)])
    return [name for name in graph if name in kept]


def _pairs(edges: Sequence[tuple[int, int, Any]]) -> dict[tuple[int, int], float]:
    """Return how strongly nodes attract each other; several edges between two attract as one."""
    pairs: dict[tuple[int, int], float] = {}
    for source, target, data in edges:
        weight = WEIGHTS.get(data["relation"], 1.0)
        if source != target:
            pairs[source, target] = max(weight, pairs.get((source, target), 0.0))
    return pairs


def _numbered(values: Iterable[str]) -> dict[str, int]:
    """Return the number of each value."""
    return {value: number for number, value in enumerate(values)}


def _direction_number(direction: str | None) -> int:
    """Return 1 for data to model, 2 for model to data, 0 where there is no direction."""
    return {"data4model": 1, "model4data": 2}.get(direction or "", 0)


def claim_text(atlas: Atlas, claim: Claim) -> dict[str, Any]:
    """Return what a reader sees of the claim behind an edge.

    Args:
        atlas: The knowledge base.
        claim: The claim.
    """
    shown: dict[str, Any] = {
        "node": atlas.tree[claim.node].name if claim.node in atlas.tree else claim.node,
        "statement": claim.statement,
        "evidence": [item.describe() for item in claim.evidence],
    }
    if claim.inferred:
        shown["inferred"] = list(claim.inferred)
    if claim.doubt:
        shown["doubt"] = claim.doubt
    if claim.is_unverified:
        shown["unverified"] = True
    return shown


def _loops(atlas: Atlas, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Return the loops all of whose artifacts are shown."""
    return [_loop(row, numbers) for row in _whole(find_loops(atlas, limit=LOOPS_MAX).rows, numbers)]


def _whole(rows: Iterable[LoopRow], numbers: dict[str, int]) -> list[LoopRow]:
    """Return the loops all of whose artifacts are shown."""
    return [row for row in rows if all(name in numbers for name in row.artifacts)]


def _loop(row: LoopRow, numbers: dict[str, int]) -> dict[str, Any]:
    """Return a loop by the numbers of its nodes, in order; the last one leads back to the first."""
    return {"nodes": [numbers[name] for name in row.artifacts], "paradigm": row.paradigm, "relations": list(row.relations)}
