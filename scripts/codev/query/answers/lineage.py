"""What an artifact was made from and by, and what was made with it (DESIGN §3): one row an edge, with its depth.

Only the relations of `codev.graph.LINEAGE` are followed: a model does not descend from a benchmark that it was tested on, nor
CLIP from a set on which somebody retrained it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import networkx as nx

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph import LINEAGE, EdgeData, Relation, edges_between, graph_of, lineage_graph
from codev.ids import work_of_claim
from codev.limits.questions import LINEAGE_DEPTH_MAX
from codev.query.edge_direction import check_edge_direction, edge_direction_parameter
from codev.query.questions import RELATION_NAMES, Parameter, Question, numbered
from codev.query.rows import AnswerRow, Edge, Words, columns
from codev.query.terms import find_artifact, find_term

LINEAGE_DIRECTIONS = {"up": "What it was made from and by", "down": "What was made with it", "both": "Both"}
"""The directions of a lineage."""

SIDES = {"up": "before it", "down": "after it"}
"""Where a step lies, seen from the artifact."""


@dataclass(frozen=True, slots=True)
class LineageRow(Edge, AnswerRow):
    """One step of a lineage: the source was there first, the target was made from it or by it."""

    value_names: ClassVar[Words] = {"edge_direction": SIDES}
    columns = columns(
        "depth=steps",
        "edge_direction=side",
        "source",
        "relation",
        "target",
        "node=approach or role",
        "stages",
        "rests_on",
        "unverified",
    )

    source: str
    target: str
    relation: str
    claim: str | None
    depth: int
    """How many steps away from the artifact asked for: 1 for what is next to it."""
    edge_direction: str
    """``up`` or ``down``."""
    stages: tuple[str, ...]
    node: str | None
    """The approach or role of the claim."""
    basis: str | None
    """Of a step without claim: ``claim``, ``seen``, ``recalled`` or ``declared``."""
    unverified: bool


@Question(
    name="lineage",
    sentence="What was it made from and by, and what was made with it?",
    row=LineageRow,
    parameters=(
        Parameter(
            "of",
            "Model or dataset",
            "The artifact that is asked about, by id, name or alias. clip@gadre2023datacomp is CLIP as retrained by that work.",
            subject="artifact",
            required=True,
            placeholder="ShareGPT4V, GPT-4V, LAION-5B …",
            metavar="ARTIFACT",
        ),
        edge_direction_parameter("The direction of the lineage.", LINEAGE_DIRECTIONS, default="up"),
        Parameter(
            "depth",
            "How far",
            "How many steps to follow.",
            choices=numbered((1, 2, 3, 4, 5), "{} step", "{} steps"),
            bounds=(1, LINEAGE_DEPTH_MAX),
            placeholder="No limit",
        ),
        Parameter(
            "relation",
            "Only these relations",
            "Which relations are followed.",
            choices={each.value: RELATION_NAMES[each.value] for each in Relation if each in LINEAGE},
            many=True,
            placeholder="All lineage relations",
        ),
    ),
    examples={
        "ShareGPT4V": {"of": "ShareGPT4V"},
        "What was made with CLIP": {"of": "model:clip", "edge_direction": "down", "depth": 2},
        "LLaVA": {"of": "model:llava"},
    },
    start="Choose a model or dataset to see where it comes from.",
    empty="No entry records anything in this direction. Try the other direction.",
)
def lineage(
    atlas: Atlas, of: str, *, edge_direction: str = "up", depth: int | None = None, relation: Iterable[str] = ()
) -> list[LineageRow]:
    """Return the steps of an artifact's lineage, the nearest first.

    Args:
        atlas: The knowledge base.
        of: The artifact's id, name or alias, with ``model:`` or ``dataset:`` where both could be meant.
        edge_direction: ``up``, ``down`` or ``both``.
        depth: How far to go; as far as it goes by default.
        relation: Which relations to follow; all that carry lineage by default.

    Returns:
        Rows by edge direction (up first), depth, source, target, relation and claim.

    Raises:
        WrongUseError: The artifact, edge direction, depth or relation is none.
    """
    check_edge_direction(edge_direction, LINEAGE_DIRECTIONS)
    if depth is not None and not 1 <= depth <= LINEAGE_DEPTH_MAX:
        raise WrongUseError(f"a depth of {depth} is not possible", f"give a number from 1 to {LINEAGE_DEPTH_MAX}")
    start = find_artifact(atlas, of)
    known = sorted(relation.value for relation in LINEAGE)
    wanted = frozenset(find_term("relation that carries lineage", each, known) for each in relation) or frozenset(known)
    graph = graph_of(atlas)
    paths = lineage_graph(atlas)
    if len(wanted) < len(known):
        paths = nx.DiGraph((s, t) for s, t, data in graph.edges(data=True) if data["relation"] in wanted)
        paths.add_node(start)
    rows: list[LineageRow] = []
    for each in ("up", "down") if edge_direction == "both" else (edge_direction,):
        rows += sorted(
            _steps(graph, _distances(paths, start, each, depth), each, depth, wanted),
            key=lambda row: (row.depth, row.source, row.target, row.relation, row.claim or ""),
        )
    return rows


def _distances(paths: nx.DiGraph[str], start: str, edge_direction: str, depth: int | None) -> dict[str, int]:
    """Return how far away everything is in one direction."""
    if edge_direction == "up":
        return dict(nx.single_target_shortest_path_length(paths, start, cutoff=depth))
    return dict(nx.single_source_shortest_path_length(paths, start, cutoff=depth))


def _steps(
    graph: nx.MultiDiGraph[str], distances: dict[str, int], edge_direction: str, depth: int | None, wanted: frozenset[str]
) -> Iterator[LineageRow]:
    """Yield the steps in one direction."""
    for node, distance in distances.items():
        if depth is not None and distance >= depth:
            continue
        edges = graph.in_edges(node, data=True) if edge_direction == "up" else graph.out_edges(node, data=True)
        for source, target, data in edges:
            if data["relation"] in wanted:
                yield lineage_row(source, target, data, distance + 1, edge_direction)  # type: ignore[arg-type]


def lineage_row(source: str, target: str, data: EdgeData, depth: int, edge_direction: str) -> LineageRow:
    """Return an edge of the graph as a row."""
    return LineageRow(
        source=source,
        target=target,
        relation=data["relation"],
        claim=data["claim"],
        depth=depth,
        edge_direction=edge_direction,
        stages=data["stages"],
        node=data["node"],
        basis=data["basis"],
        unverified=data["unverified"],
    )


def step_claims(graph: nx.MultiDiGraph[str], source: str, target: str, relations: Iterable[Relation]) -> tuple[str, ...]:
    """Return what stands behind one step: the claims of its edges, or the basis of an edge without claim.

    Args:
        graph: The co-development graph.
        source: Where the step begins.
        target: Where it leads.
        relations: Which relations count.

    Returns:
        Claim ids, and ``derived_from (recalled)`` and the like, in the order of the graph.
    """
    wanted = frozenset(relations)
    edges = [data for data in edges_between(graph, source, target) if data["relation"] in wanted]
    return tuple(dict.fromkeys(data["claim"] or f"{data['relation']} ({data['basis']})" for data in edges))


def works_behind(claims: Iterable[str]) -> tuple[str, ...]:
    """Return the works of what `step_claims` gives, each once; a basis without claim has none."""
    return tuple(dict.fromkeys(work_of_claim(claim) for claim in claims if " " not in claim))
