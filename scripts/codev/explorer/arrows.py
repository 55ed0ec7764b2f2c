"""Arrows between artifacts, drawn by Graphviz: lineages, loops, paths and neighbours as pictures in layers.

Pure functions.  Every picture is shown beside the table that it is drawn from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from codev.atlas import Atlas
from codev.graph import LINEAGE, Relation, edges_between, graph_of
from codev.model import DirectionId
from codev.show.looks import SHAPES, STROKES, Palette
from codev.show.words import RELATIONS

PICTURE_EDGES_MAX = 150
"""A lineage with more steps is drawn only as far as this: beyond it nobody can follow a line."""

LABEL_LENGTH_MAX = 34
"""Characters of a node's name in a picture."""


@dataclass(frozen=True)
class Step:
    """One arrow of a picture.

    Attributes:
        source: Where it begins, by the name in the graph.
        target: Where it leads.
        relation: What is written on it.
        unverified: Whether it is dashed.
    """

    source: str
    target: str
    relation: str
    unverified: bool = False

    @property
    def direction(self) -> DirectionId | None:
        """Whose colour it has; None for lineage by derivation."""
        return _DIRECTIONS.get(STROKES[Relation(self.relation)])


_DIRECTIONS: Mapping[str, DirectionId] = {"d2m": "data4model", "m2d": "model4data"}


class _Edge(Protocol):
    """What an arrow is drawn for: a row of an answer, or an edge that an entry would bring."""

    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def relation(self) -> str: ...
    @property
    def unverified(self) -> bool: ...


def steps_of(edges: Iterable[_Edge]) -> list[Step]:
    """Return the arrows of edges, each pair and relation once.

    An arrow is dashed only where all the claims behind it are unverified.

    Args:
        edges: The edges, in the order in which arrows are drawn.
    """
    found: dict[tuple[str, str, str], bool] = {}
    for edge in edges:
        key = (edge.source, edge.target, edge.relation)
        found[key] = found.get(key, True) and edge.unverified
    return [Step(*key, unverified=unverified) for key, unverified in found.items()]


def steps_between(atlas: Atlas, pairs: Iterable[tuple[str, str]]) -> list[Step]:
    """Return an arrow for each pair of artifacts, with the first relation that carries lineage between them.

    Args:
        atlas: The knowledge base.
        pairs: Where each arrow begins and where it leads.
    """
    graph = graph_of(atlas)
    steps = []
    for source, target in pairs:
        edges = [data for data in edges_between(graph, source, target) if data["relation"] in _CARRIED]
        if edges:
            unverified = all(data["unverified"] for data in edges)
            steps.append(Step(source, target, str(edges[0]["relation"]), unverified=unverified))
    return list(dict.fromkeys(steps))


_CARRIED = frozenset(relation.value for relation in LINEAGE)


def graph_source(atlas: Atlas, steps: Sequence[Step], *, palette: Palette, centre: Iterable[str] = ()) -> str:
    """Return a picture of arrows between artifacts, from left to right, in the DOT language.

    Args:
        atlas: The knowledge base.
        steps: The arrows, the most important first; at most `PICTURE_EDGES_MAX` are drawn.
        palette: Light or dark.
        centre: Nodes to set off.
    """
    graph = graph_of(atlas)
    drawn = steps[:PICTURE_EDGES_MAX]
    marked = set(centre)
    nodes = dict.fromkeys([*centre, *(name for step in drawn for name in (step.source, step.target))])
    quiet, ink, ground = _quoted(palette["ink-3"]), _quoted(palette["ink"]), _quoted(palette["paper"])
    font = 'fontname="Source Sans, sans-serif"'
    lines = [
        "digraph {",
        'rankdir=LR; bgcolor="transparent"; nodesep=0.14; ranksep=0.35;',
        f'node [{font}, fontsize=10.5, shape=box, margin="0.08,0.04", height=0.3, style=filled, fillcolor={ground}];',
        f"node [fontcolor={ink}];",
        f"edge [{font}, fontsize=8.5, arrowsize=0.6, color={quiet}, fontcolor={quiet}];",
    ]
    for name in nodes:
        if name not in graph:
            continue
        data: dict[str, Any] = graph.nodes[name]
        colour = _quoted(palette[data["kind"]])
        frame = "2.5" if name in marked else "0.8"
        label = f"{SHAPES[data['kind']].sign} {_wrapped(data['label'])}"
        lines.append(f"{_quoted(name)} [label={_quoted(label, line_breaks=True)}, color={colour}, penwidth={frame}];")
    for step in drawn:
        colour = _quoted(palette.direction(step.direction) if step.direction else palette["ink-3"])
        style = "dashed" if step.unverified else "solid"
        # Grey arrows all say the same, and so does the line below the picture.
        label = _quoted("" if step.direction is None else RELATIONS[step.relation].forward)
        words = _quoted(palette.direction(step.direction, "-text") if step.direction else palette["ink-3"])
        look = f"label={label}, color={colour}, fontcolor={words}, style={style}"
        lines.append(f"{_quoted(step.source)} -> {_quoted(step.target)} [{look}];")
    return "\n".join([*lines, "}"])


def _wrapped(text: str) -> str:
    """Return a name as it fits into a picture: what stands in brackets on a line of its own, long lines cut."""
    first, bracket, second = text.partition(" (")
    lines = [first, f"({second}"] if bracket and len(text) > LABEL_LENGTH_MAX // 2 else [text]
    return "\n".join(line if len(line) <= LABEL_LENGTH_MAX else line[: LABEL_LENGTH_MAX - 1] + "…" for line in lines)


def _quoted(text: str, *, line_breaks: bool = False) -> str:
    """Return a text as a DOT string: quotes and backslashes escaped, so that it cannot end early.

    Args:
        text: The text.
        line_breaks: Whether line breaks are kept; they are dropped otherwise, as all that cannot be printed.
    """
    lines = text.split("\n") if line_breaks else [text]
    safe = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join("".join(each for each in line if each.isprintable()) for line in safe) + '"'
