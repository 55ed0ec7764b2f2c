"""Paths between two things, and what stands next to one (DESIGN §3): artifacts, works and taxonomy nodes alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import ClassVar

import networkx as nx

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph import BETWEEN_ARTIFACTS, EdgeData, NodeKind, Relation, edges_between, edges_of, graph_of, term_node
from codev.limits.questions import PATHS_MAX
from codev.memory import made_once
from codev.query.edge_direction import check_edge_direction, edge_direction_parameter
from codev.query.questions import RELATION_NAMES, Parameter, Question, numbered
from codev.query.rows import AnswerRow, Edge, Words, columns
from codev.query.terms import find_term, find_thing

PATH_DIRECTIONS = {"both": "Either way at each step", "down": "Along the arrows", "up": "Against the arrows"}
"""How a path may go."""

NEIGHBOUR_DIRECTIONS = {"both": "Into it and out of it", "up": "What leads into it", "down": "What comes out of it"}
"""Which edges of a thing count."""

SIDES = {"up": "into it", "down": "out of it"}
"""How an edge lies, seen from the thing that is asked about."""

_RELATION = Parameter(
    "relation", "Only these relations", "Which relations are followed.", choices=RELATION_NAMES, many=True, placeholder="All"
)


@dataclass(frozen=True, slots=True)
class PathRow(AnswerRow):
    """One step of a path."""

    columns = columns("path", "step", "source", "relation", "target", "claims=rests on", "unverified")

    path: int
    """Which of the shortest paths, counted from 1."""
    step: int
    """Which step of it, counted from 1."""
    source: str
    """The edge's source: where the step comes from when it goes along the edge, where it leads to otherwise."""
    target: str
    along: bool
    """Whether the step goes along the edge."""
    relation: str
    claims: tuple[str, ...]
    """The claims of the edges of this relation, or their basis."""
    unverified: bool


@dataclass(frozen=True, slots=True)
class NeighbourRow(Edge, AnswerRow):
    """One edge of a thing."""

    value_names: ClassVar[Words] = {"edge_direction": SIDES, "kind": {"node": "taxonomy node"}}
    columns = columns(
        "edge_direction=side",
        "relation",
        "neighbour",
        "kind=what it is",
        "node=approach or role",
        "stages",
        "rests_on",
        "unverified",
    )

    edge_direction: str
    """``up``: the edge comes from the neighbour; ``down``: it leads to it."""
    relation: str
    neighbour: str
    kind: str
    label: str
    claim: str | None
    stages: tuple[str, ...]
    node: str | None
    basis: str | None
    unverified: bool


@Question(
    name="path",
    label="Path between two things",
    sentence="How are two things connected?",
    row=PathRow,
    parameters=(
        Parameter(
            "of",
            "From",
            "Where the path begins.",
            subject="thing",
            required=True,
            placeholder="A model, dataset, work or node",
            metavar="FROM",
        ),
        Parameter(
            "to", "To", "Where the path leads to.", subject="thing", required=True, placeholder="Another one", metavar="TO"
        ),
        edge_direction_parameter("How the path may go.", PATH_DIRECTIONS, default="both"),
        _RELATION,
        Parameter(
            "limit",
            "Paths",
            "The most paths.",
            choices=numbered((1, 5, 10, 30), "At most {}"),
            bounds=(1, PATHS_MAX),
            placeholder="At most 3",
        ),
    ),
    examples={
        "COCO to LLaVA": {"of": "dataset:coco", "to": "model:llava"},
        "GPT-4 to LLaVA, along the arrows": {"of": "model:gpt-4", "to": "model:llava", "edge_direction": "down"},
        "CLIP to SAM": {"of": "model:clip", "to": "model:sam"},
    },
    start="Choose two things to see how they are connected.",
    empty="The two are not connected in this direction. Try both directions, or all relations.",
)
def path(
    atlas: Atlas, of: str, to: str, *, edge_direction: str = "both", relation: Iterable[str] = (), limit: int = 3
) -> list[PathRow]:
    """Return the shortest paths between two things.

    Taxonomy nodes are passed only where a path begins or ends at one: through them everything is near everything.

    Args:
        atlas: The knowledge base.
        of: An artifact, work or taxonomy node.
        to: Another one.
        edge_direction: ``down`` along the edges, ``up`` against them, ``both`` either at each step.
        relation: Which relations to use; all by default.
        limit: How many shortest paths at the most.

    Returns:
        The steps, path by path; none where the two are not connected.

    Raises:
        WrongUseError: An end, the edge direction, a relation or the limit is none, or both ends are one thing.
    """
    check_edge_direction(edge_direction, PATH_DIRECTIONS)
    if not 1 <= limit <= PATHS_MAX:
        raise WrongUseError(f"{limit} paths are not possible", f"give a number from 1 to {PATHS_MAX}")
    start, end = find_thing(atlas, of), find_thing(atlas, to)
    if start == end:
        raise WrongUseError(f"both ends of the path are {start}", "name two things")
    graph = graph_of(atlas)
    wanted = _relations(relation)
    paths = _walkable(atlas, wanted, edge_direction, frozenset([start, end]))
    # Against the edges a path leads from the other end to this one.
    first, last = (end, start) if edge_direction == "up" else (start, end)
    if not nx.has_path(paths, first, last):
        return []
    rows: list[PathRow] = []
    for number, found in enumerate(islice(nx.all_shortest_paths(paths, first, last), limit), 1):
        nodes = found[::-1] if edge_direction == "up" else found
        rows += [
            _step(graph, pair, wanted, edge_direction, number=number, step=step) for step, pair in enumerate(pairwise(nodes), 1)
        ]
    return rows


@Question(
    name="neighbours",
    label="Neighbours of one",
    sentence="What is connected with a thing?",
    row=NeighbourRow,
    parameters=(
        Parameter(
            "of",
            "Of",
            "The thing that is asked about.",
            subject="thing",
            required=True,
            placeholder="A model, dataset, work or node",
            metavar="THING",
        ),
        edge_direction_parameter("How the edges lie.", NEIGHBOUR_DIRECTIONS, default="both"),
        _RELATION,
    ),
    examples={
        "SAM": {"of": "model:sam"},
        "What ShareGPT4V trains": {"of": "dataset:sharegpt4v", "relation": "trains"},
        "Model as a data filter": {"of": "node:data-filter"},
    },
    start="Choose a thing to see everything that is connected with it.",
    empty="Nothing is connected with it in this direction.",
)
def neighbours(atlas: Atlas, of: str, *, edge_direction: str = "both", relation: Iterable[str] = ()) -> list[NeighbourRow]:
    """Return what stands next to a thing.

    Args:
        atlas: The knowledge base.
        of: An artifact, work or taxonomy node.
        edge_direction: ``up`` for what edges come from, ``down`` for what they lead to, ``both``.
        relation: Which relations; all by default.

    Returns:
        One row an edge, by edge direction (up first), relation and neighbour.

    Raises:
        WrongUseError: The thing, edge direction or a relation is none.
    """
    check_edge_direction(edge_direction, NEIGHBOUR_DIRECTIONS)
    start = find_thing(atlas, of)
    graph = graph_of(atlas)
    wanted = _relations(relation)
    rows: list[NeighbourRow] = []
    if edge_direction != "down":
        rows += [_neighbour(graph, "up", source, data) for source, _, data in graph.in_edges(start, data=True)]  # type: ignore[arg-type]
    if edge_direction != "up":
        rows += [_neighbour(graph, "down", target, data) for _, target, data in graph.out_edges(start, data=True)]  # type: ignore[arg-type]
    order = {relation.value: number for number, relation in enumerate(Relation)}
    return sorted(
        (row for row in rows if row.relation in wanted),
        key=lambda row: (row.edge_direction == "down", order[row.relation], row.neighbour, row.claim or ""),
    )


def _relations(relations: Iterable[str]) -> frozenset[str]:
    """Return the relations that are asked for; all by default."""
    known = [relation.value for relation in Relation]
    return frozenset(find_term("relation", each, known) for each in relations) or frozenset(known)


class _PathGraphs:
    """The graphs of a knowledge base in which a path may go: without taxonomy nodes, one edge between two things."""

    def __init__(self, atlas: Atlas) -> None:
        """Make the directed graph; the other one is made when it is first walked in."""
        self.directed = _simple(atlas, frozenset(Relation), frozenset())

    @cached_property
    def undirected(self) -> nx.Graph[str]:
        """The graph in which a path may go either way."""
        return _undirected(self.directed)


@made_once
def _path_graphs(atlas: Atlas) -> _PathGraphs:
    """Return the graphs in which a path may go, made once."""
    return _PathGraphs(atlas)


def _walkable(atlas: Atlas, wanted: frozenset[str], edge_direction: str, ends: frozenset[str]) -> nx.Graph[str]:
    """Return the graph in which a path may go; kept for paths that may use every relation between two artifacts or works."""
    graph = graph_of(atlas)
    if len(wanted) == len(Relation) and not any(graph.nodes[end]["kind"] == NodeKind.NODE for end in ends):
        graphs = _path_graphs(atlas)
        return graphs.undirected if edge_direction == "both" else graphs.directed
    directed = _simple(atlas, wanted, ends)
    return _undirected(directed) if edge_direction == "both" else directed


def _simple(atlas: Atlas, wanted: frozenset[str], ends: frozenset[str]) -> nx.DiGraph[str]:
    """Return one edge between two things that a wanted relation joins, taxonomy nodes left out unless they are ends."""
    closed = {name for each in atlas.tree if (name := term_node(each)) not in ends}
    paths: nx.DiGraph[str] = nx.DiGraph()
    paths.add_nodes_from(name for name in graph_of(atlas) if name not in closed)
    # What two artifacts do to each other comes first, so that of two paths of one length it is the first one shown.
    for relation in sorted(Relation, key=lambda each: each not in BETWEEN_ARTIFACTS):
        if relation in wanted:
            edges = edges_of(atlas, relation)
            if relation in {Relation.PART_OF, Relation.CLASSIFIED_AS}:
                edges = [edge for edge in edges if edge[0] not in closed and edge[1] not in closed]
            paths.add_edges_from((source, target) for source, target, _ in edges)
    return paths


def _undirected(directed: nx.DiGraph[str]) -> nx.Graph[str]:
    """Return a graph in which every edge can be walked either way."""
    paths: nx.Graph[str] = nx.Graph()
    paths.add_nodes_from(directed)
    paths.add_edges_from(directed.edges)
    return paths


def _step(
    graph: nx.MultiDiGraph[str], pair: tuple[str, str], wanted: frozenset[str], edge_direction: str, *, number: int, step: int
) -> PathRow:
    """Return one step of a path: the first relation between the two, with everything that stands behind it."""
    along = edge_direction != "up" and _edges(graph, *pair, wanted) != []
    source, target = pair if along else pair[::-1]
    edges = _edges(graph, source, target, wanted)
    first = edges[0]["relation"]
    same = [data for data in edges if data["relation"] == first]
    return PathRow(
        path=number,
        step=step,
        source=source,
        target=target,
        along=along,
        relation=first,
        claims=tuple(dict.fromkeys(data["claim"] or f"{first} ({data['basis']})" for data in same)),
        unverified=all(data["unverified"] for data in same),
    )


def _edges(graph: nx.MultiDiGraph[str], source: str, target: str, wanted: frozenset[str]) -> list[EdgeData]:
    """Return the edges from one node to another, those between artifacts first, then in the order of relations."""
    order = {relation.value: number for number, relation in enumerate(Relation)}
    edges = (data for data in edges_between(graph, source, target) if data["relation"] in wanted)
    return sorted(edges, key=lambda data: order[data["relation"]])


def _neighbour(graph: nx.MultiDiGraph[str], edge_direction: str, neighbour: str, data: EdgeData) -> NeighbourRow:
    """Return one edge as a row."""
    return NeighbourRow(
        edge_direction=edge_direction,
        relation=data["relation"],
        neighbour=neighbour,
        kind=graph.nodes[neighbour]["kind"],
        label=graph.nodes[neighbour]["label"],
        claim=data["claim"],
        stages=data["stages"],
        node=data["node"],
        basis=data["basis"],
        unverified=data["unverified"],
    )
