"""The lineage of an artifact, or of a work's artifacts, as a picture: ancestors to the left, descendants to the right.

Columns are steps away from the artifact; within a column things stand where most of their lines lead straight.  A picture shows
the nearest and best connected only and says how many it leaves out; what is an ancestor and a descendant at once, so in a loop,
stands on both sides.  Where nothing is recorded there is no picture.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import networkx as nx
from markupsafe import Markup

from codev.atlas import Atlas
from codev.graph import LINEAGE, NodeKind, Relation, graph_of, lineage_graph
from codev.graph.relations import RELATIONS
from codev.memory import made_once
from codev.show.cards import symbol
from codev.show.columns_picture import About, ColumnsPicture, Url
from codev.show.looks import STROKES, UNVERIFIED_DASHES, variable
from codev.show.words import KINDS

STEPS_MAX = 2
"""Columns on either side: the third step of a hub is half of the knowledge base."""

NODES_MAX = 9
"""Nodes in a column: as many as a reader takes in at a glance."""

Neighbours = Mapping[str, Mapping[str, object]]
"""The nodes next to each node, one way."""


@dataclass(slots=True)
class Side:
    """What is drawn on one side of the artifact.

    Attributes:
        columns: The nodes by steps away, the nearest first.
        left_out: For each column how many more there are.
    """

    columns: list[list[str]] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)


def lineage_svg(
    atlas: Atlas,
    node_name: str,
    *,
    url: Url,
    steps: tuple[int, int] = (STEPS_MAX, STEPS_MAX),
    relations: Collection[str] = LINEAGE,
) -> str | None:
    """Return the picture of a lineage, or None where nothing is recorded.

    Args:
        atlas: The knowledge base.
        node_name: A model or dataset as the graph names it, such as ``model:clip``; or a work, such as
            ``work:gadre2023datacomp``, for all that it introduces or retrains.
        url: Returns the address of what a node stands for.
        steps: How many columns there are at the most to the left, and to the right.
        relations: The relations that are followed.

    Returns:
        An SVG element, to stand in a page.
    """
    paths = lineage_graph(atlas)
    if set(relations) != LINEAGE:
        graph = graph_of(atlas)
        paths = nx.DiGraph()
        paths.add_nodes_from(graph)
        paths.add_edges_from(
            (source, target) for source, target, data in graph.edges(data=True) if data["relation"] in relations
        )
    starts = _starts(atlas, node_name, paths)
    if not starts:
        return None
    up, down = (_side(paths, starts, nearer, most) for nearer, most in zip((paths.pred, paths.succ), steps, strict=True))
    made_from, made_with = (sum(map(len, side.columns)) + sum(side.left_out) for side in (up, down))
    said = (
        f"Models and datasets within {max(steps)} steps. On the left, what it was made from: {made_from}. On the right, "
        f"what was made with it: {made_with}. The pages of models and datasets show the same as tables."
    )
    ends = ("made from or by", f"made with {'it' if len(starts) == 1 else 'them'}")
    label = graph_of(atlas).nodes[node_name]["label"]
    columns = [*reversed(up.columns), starts, *down.columns]
    left_out = [*reversed(up.left_out), 0, *down.left_out]
    middle = len(up.columns)
    heads = {0: ends[0]} if middle else {}
    heads |= {middle + 1: ends[1]} if down.columns else {}
    about = About(node_name, f"Lineage of {label}", said, url, heads)
    return ColumnsPicture(atlas, columns, about, relations, left_out=left_out, middle=middle, paths=paths).draw()


@cache
def lineage_legend() -> Markup:
    """Return what the shapes and lines of a lineage mean, as HTML that stands below the picture."""
    words: dict[str, list[str]] = {}
    for relation, row in RELATIONS.items():
        if row.carries_lineage:
            words.setdefault(STROKES[Relation(relation)], []).append(row.forward)
    kinds = [(symbol(kind), KINDS[kind][0].lower()) for kind in (NodeKind.MODEL.value, NodeKind.DATASET.value)]
    lines = [(_stroke(colour), " or ".join(said)) for colour, said in words.items()]
    rest = [(_stroke("ink-2", UNVERIFIED_DASHES), "unverified"), ("‹ ›", "more behind it")]
    return Markup("").join(Markup("<span>{} {}</span>").format(*each) for each in (*kinds, *lines, *rest))


def _stroke(colour: str, dashes: str = "none") -> Markup:
    """Return a short line of a colour of `codev.show.looks`, as it is drawn in the picture."""
    drawn = Markup('<svg class="codev-stroke" viewBox="0 0 28 6" aria-hidden="true"><path d="M1 3h26" style="{}"/></svg>')
    return drawn.format(f"stroke:{variable(colour)};stroke-dasharray:{dashes}")


def _starts(atlas: Atlas, node_name: str, paths: nx.DiGraph[str]) -> list[str]:
    """Return what stands in the middle: the artifact, or those of a work, that have a lineage."""
    graph = graph_of(atlas)
    if node_name.startswith("work:"):
        key = node_name.removeprefix("work:")
        found = _made_by(atlas).get(key, [])
    else:
        found = [node_name] if node_name in paths else []
    related = [name for name in found if paths.degree(name)]
    return sorted(related, key=lambda name: (-paths.degree(name), graph.nodes[name]["label"]))[:NODES_MAX]


@made_once
def _made_by(atlas: Atlas) -> dict[str, list[str]]:
    """Return the artifacts that each work introduces or retrains."""
    made: dict[str, list[str]] = {}
    for name, data in graph_of(atlas).nodes(data=True):
        if data["work"] is not None:
            made.setdefault(data["work"], []).append(name)
    return made


def _side(paths: nx.DiGraph[str], starts: Sequence[str], nearer: Neighbours, steps: int) -> Side:
    """Return the nodes on one side, column by column."""
    side = Side()
    seen, frontier = set(starts), [*starts]
    for _ in range(steps):
        found = dict.fromkeys(each for node in frontier for each in nearer[node] if each not in seen)
        if not found:
            break
        # The best connected first: they tell a reader most.
        ranked = sorted(found, key=lambda name: (-paths.degree(name), name))
        kept = ranked[:NODES_MAX]
        seen.update(found)
        side.columns.append(_ordered(kept, frontier, nearer))
        side.left_out.append(len(ranked) - len(kept))
        frontier = side.columns[-1]
    return side


def _ordered(nodes: Sequence[str], inner: Sequence[str], nearer: Neighbours) -> list[str]:
    """Return nodes in the order of the middle of those that they are connected to in the column before."""
    places: dict[str, list[int]] = {}
    for place, node in enumerate(inner):
        for each in nearer[node]:
            places.setdefault(each, []).append(place)
    return sorted(nodes, key=lambda name: (sum(places[name]) / len(places[name]), name))
