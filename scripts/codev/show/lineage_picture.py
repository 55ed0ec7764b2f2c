"""The lineage of an artifact, or of a work's artifacts, as a picture: ancestors to the left, descendants to the right.

Drawn at build time as SVG with links, in the colours of the page (light, dark, print).  Columns are steps away from the
artifact; within a column things stand where most of their lines lead straight.  A picture shows the nearest and best connected
only and says how many it leaves out; what is an ancestor and a descendant at once, so in a loop, stands on both sides.  Where
nothing is recorded there is no picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

import networkx as nx

from codev.atlas import Atlas
from codev.graph import LINEAGE, EdgeData, Relation, edges_between, graph_of, lineage_graph
from codev.memory import made_once
from codev.show.looks import SHAPES, STROKES, UNVERIFIED_DASHES, variable
from codev.show.words import BASES, RELATIONS

STEPS_MAX = 2
"""Columns on either side: the third step of a hub is half of the knowledge base."""

NODES_MAX = 9
"""Nodes in a column: as many as a reader takes in at a glance."""

COLUMN_WIDTH, ROW_HEIGHT, LABEL_WIDTH, MARGIN, HEAD_HEIGHT = 222, 26, 162, 8, 26
"""Units of the picture, which are pixels at its natural size."""

LETTER_WIDTH, CAPITAL_WIDTH = 6.6, 8.9
"""About the width of a small letter and of a capital in a sans-serif of 13 units; longer labels are cut, with the whole text in
a title."""

Neighbours = Mapping[str, Mapping[str, object]]
"""The nodes next to each node, one way."""

Url = Callable[[str], str | None]
"""Returns the address of what a node of the graph stands for, as seen from the page, or None."""


@dataclass(slots=True)
class Side:
    """What is drawn on one side of the artifact.

    Attributes:
        columns: The nodes by steps away, the nearest first.
        left_out: For each column how many more there are.
    """

    columns: list[list[str]] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)


def lineage_svg(atlas: Atlas, node_name: str, *, url: Url) -> str | None:
    """Return the picture of a lineage, or None where nothing is recorded.

    Args:
        atlas: The knowledge base.
        node_name: A model or dataset as the graph names it, such as ``model:clip``; or a work, such as
            ``work:gadre2023datacomp``, for all that it introduces or retrains.
        url: Returns the address of what a node stands for.

    Returns:
        An SVG element, to stand in a page.
    """
    paths = lineage_graph(atlas)
    starts = _starts(atlas, node_name)
    if not starts:
        return None
    up = _side(paths, starts, paths.pred)
    down = _side(paths, starts, paths.succ)
    return _Picture(atlas, node_name, starts, (up, down), url).draw()


def _starts(atlas: Atlas, node_name: str) -> list[str]:
    """Return what stands in the middle: the artifact, or those of a work, that have a lineage."""
    paths, graph = lineage_graph(atlas), graph_of(atlas)
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


def _side(paths: nx.DiGraph[str], starts: Sequence[str], nearer: Neighbours) -> Side:
    """Return the nodes on one side, column by column."""
    side = Side()
    seen, frontier = set(starts), [*starts]
    for _ in range(STEPS_MAX):
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


class _Picture:
    """One picture while it is drawn."""

    def __init__(self, atlas: Atlas, name: str, starts: Sequence[str], sides: tuple[Side, Side], url: Url) -> None:
        """Place everything.

        Args:
            atlas: The knowledge base.
            name: Whose lineage it is.
            starts: The artifacts in the middle.
            sides: What they were made from, and what was made with them.
            url: Returns the address of what a node stands for.
        """
        self._graph = graph_of(atlas)
        self._paths = lineage_graph(atlas)
        self._name = name
        self._starts = starts
        self._url = url
        up, down = self._up, self._down = sides
        columns = [*reversed(up.columns), [*starts], *down.columns]
        left_out = [*reversed(up.left_out), 0, *down.left_out]
        self._middle = len(up.columns)
        rows = [len(column) + (1 if more else 0) for column, more in zip(columns, left_out, strict=True)]
        self._width = COLUMN_WIDTH * len(columns)
        self._height = HEAD_HEIGHT + ROW_HEIGHT * max(rows) + MARGIN
        self._columns = columns
        self._left_out = left_out
        self._places = [
            {
                name: (
                    number * COLUMN_WIDTH + MARGIN + 8,
                    HEAD_HEIGHT + ROW_HEIGHT * (place + 0.5 + (max(rows) - rows[number]) / 2),
                )
                for place, name in enumerate(column)
            }
            for number, column in enumerate(columns)
        ]

    def draw(self) -> str:
        """Return the element."""
        label = self._graph.nodes[self._name]["label"]
        title_id = f"lineage-{self._name.replace(':', '-').replace('@', '-')}"
        made_from = sum(len(column) for column in self._up.columns) + sum(self._up.left_out)
        made_with = sum(len(column) for column in self._down.columns) + sum(self._down.left_out)
        summary = (
            f"Models and datasets within {STEPS_MAX} steps. On the left, what it was made from: {made_from}. On the right, "
            f"what was made with it: {made_with}. The pages of models and datasets show the same as tables."
        )
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "codev-lineage-picture",
            "role": "group",
            "aria-labelledby": f"{title_id} {title_id}-more",
            "viewBox": f"0 0 {self._width} {_number(self._height)}",
            "width": str(self._width),
            "height": _number(self._height),
            # On a phone the picture is scrolled, not shrunk until nothing can be read.
            "style": f"min-width:{round(0.75 * self._width)}px;font:13px var(--codev-sans,sans-serif)",
            "fill": "currentColor",
        }
        parts = [
            "<svg " + " ".join(f'{name}="{value}"' for name, value in attributes.items()) + ">",
            f'<title id="{title_id}">Lineage of {escape(label)}</title>',
            f'<desc id="{title_id}-more">{escape(summary)}</desc>',
            *self._heads(),
            *self._lines(),
            *self._nodes(),
            "</svg>",
        ]
        return "".join(parts)

    def _heads(self) -> Iterable[str]:
        """Yield what stands above the two sides."""
        style = f'style="fill:{variable("ink-2")};font-size:11px"'
        if self._middle:
            yield f'<text x="{MARGIN}" y="14" {style}>made from or by</text>'
        if len(self._columns) > self._middle + 1:
            x = (self._middle + 1) * COLUMN_WIDTH + MARGIN
            yield f'<text x="{x}" y="14" {style}>made with {"it" if len(self._starts) == 1 else "them"}</text>'

    def _lines(self) -> Iterable[str]:
        """Yield the lines, those of one relation together."""
        drawn: dict[tuple[Relation, bool], list[str]] = {}
        for source, target, way in self._ways():
            edges = [each for each in edges_between(self._graph, source, target) if each["relation"] in LINEAGE]
            is_unverified = all(each["unverified"] for each in edges)
            line = f'<path d="{way}"><title>{self._sentence(source, target, edges)}</title></path>'
            drawn.setdefault((Relation(edges[0]["relation"]), is_unverified), []).append(line)
        for (relation, is_unverified), lines in sorted(drawn.items()):
            dashes = f' stroke-dasharray="{UNVERIFIED_DASHES}"' if is_unverified else ""
            yield f'<g fill="none" style="stroke:{variable(STROKES[relation])}" stroke-width="1.4"{dashes}>{"".join(lines)}</g>'

    def _ways(self) -> Iterator[tuple[str, str, str]]:
        """Yield source and target of each line with the way that it takes."""
        for left, (sources, targets) in enumerate(pairwise(self._places)):
            for source, start in sources.items():
                for target, end in targets.items():
                    if self._paths.has_edge(source, target):
                        yield source, target, self._curve(left, source, start, end)
        middle = self._places[self._middle]
        for source, (x, start_y) in middle.items():
            for target, (_, end_y) in middle.items():
                if source != target and self._paths.has_edge(source, target):
                    # Between two that stand in the middle: an arc beside their symbols.
                    ends = [x - 8, start_y, x - 26, start_y, x - 26, end_y, x - 9, end_y]
                    yield source, target, "M{} {}C{} {} {} {} {} {}".format(*map(_number, ends))

    def _curve(self, column: int, source: str, start: tuple[float, float], end: tuple[float, float]) -> str:
        """Return the way from behind a label to before a symbol."""
        text = self._label(source) + self._beyond(column, source)
        capitals = sum(not letter.islower() and letter != " " for letter in text)
        # The artifact itself stands in bold, which is wider.
        width = ((len(text) - capitals) * LETTER_WIDTH + capitals * CAPITAL_WIDTH) * (
            1.08 if self._is_start(column, source) else 1.0
        )
        edge = (column + 1) * COLUMN_WIDTH - 32
        begin, to = min(start[0] + 20 + width, edge), end[0] - 10
        bend = (to - edge) / 2
        ends = [begin, start[1], edge, edge + bend, start[1], to - bend, end[1], to, end[1]]
        return "M{} {}H{}C{} {} {} {} {} {}".format(*map(_number, ends))

    def _sentence(self, source: str, target: str, edges: Sequence[EdgeData]) -> str:
        """Return what a line says, with what it rests on."""
        words = " and ".join(dict.fromkeys(RELATIONS[each["relation"]].forward for each in edges))
        rests = ", ".join(dict.fromkeys(each["claim"] or BASES[each["basis"]] for each in edges))
        unverified = "; unverified" if all(each["unverified"] for each in edges) else ""
        nodes = self._graph.nodes
        return escape(f"{nodes[source]['label']} {words} {nodes[target]['label']} ({rests}{unverified})")

    def _nodes(self) -> Iterable[str]:
        """Yield the nodes with their labels, and how many are left out."""
        for number, (places, more) in enumerate(zip(self._places, self._left_out, strict=True)):
            for name, (x, y) in places.items():
                yield self._node(number, name, x, y)
            if more:
                x, y = next(reversed(places.values()))
                style = f'style="fill:{variable("ink-2")};font-style:italic"'
                yield f'<text x="{_number(x + 12)}" y="{_number(y + ROW_HEIGHT + 4)}" {style}>and {more} more</text>'

    def _node(self, number: int, name: str, x: float, y: float) -> str:
        """Return one node: a link where there is a page to lead to."""
        data = self._graph.nodes[name]
        kind = str(data["kind"])
        shown = self._label(name)
        beyond = self._beyond(number, name)
        is_start = self._is_start(number, name)
        weight = ' font-weight="700"' if is_start else ""
        whole = f"{data['label']} ({kind}){'; there are more behind it' if beyond else ''}"
        place = f"translate({_number(x - 6)} {_number(y - 6)})"
        content = (
            f'<path d="{SHAPES[kind].path}" transform="{place}" style="fill:{variable(kind)}"/>'
            f'<text x="{_number(x + 12)}" y="{_number(y + 4.5)}"{weight}>{escape(shown)}{beyond}</text>'
        )
        address = None if name == self._name else self._url(name)
        title = f"<title>{escape(whole)}</title>"
        return f'<a href="{escape(address, quote=True)}">{title}{content}</a>' if address else f"<g>{title}{content}</g>"

    def _is_start(self, number: int, name: str) -> bool:
        """Return whether a node stands in the middle."""
        return number == self._middle and name in self._starts

    def _beyond(self, number: int, name: str) -> str:
        """Return a mark where a node at the picture's border has more behind it."""
        if number == 0 and self._middle and self._paths.in_degree(name):
            return " ‹"
        last = len(self._columns) - 1
        if number == last and last > self._middle and self._paths.out_degree(name):
            return " ›"
        return ""

    def _label(self, name: str) -> str:
        """Return the name of a node, cut to the width of a column."""
        label = str(self._graph.nodes[name]["label"])
        longest = int(LABEL_WIDTH / LETTER_WIDTH)
        return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"


def _number(value: float) -> str:
    """Return a number as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0")
