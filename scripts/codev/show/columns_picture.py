"""Pictures of models, datasets and whatever else the graph holds in columns, with lines between neighbouring columns.

Drawn as SVG with links, in the colours of the page (light, dark, print).  `codev.show.lineage_picture` chooses the columns of a
lineage; `steps_svg` draws paths, loops and neighbours, with the relation written on each line.  Names that the graph does not
hold are left out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise, zip_longest

import networkx as nx

from codev.atlas import Atlas
from codev.graph import EdgeData, Relation, edges_between, graph_of
from codev.graph.relations import RELATIONS
from codev.show.looks import SHAPES, STROKES, UNVERIFIED_DASHES, variable
from codev.show.svg import LETTER_WIDTH, short, text_width
from codev.show.words import BASES

COLUMN_WIDTH, ROW_HEIGHT, LABEL_WIDTH, MARGIN, HEAD_HEIGHT = 222, 26, 162, 8, 26
"""Units of the picture, which are pixels at its natural size."""

LINE_HEIGHT, LINES_MAX = 14, 4
"""The height of a line of a name that takes several, and how many it may take: whole names of models and datasets fit."""

STEP_ROW_HEIGHT = 34
"""The height of a row where words stand above and below lines."""

WORDS_WIDTH = 104
"""What a relation takes between two columns, where it is written on the lines."""

STEP_NODES_MAX = 24
"""Nodes in a column of a picture of steps."""

Url = Callable[[str], str | None]
"""Returns the address of what a node of the graph stands for, as seen from the page, or None."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a picture and in it.

    Attributes:
        name: The node that it is about, by its name in the graph: no link of the picture leads to it.
        title: What it shows.
        text: The same at length, for those who do not see it.
        url: Returns the address of what a node stands for.
        heads: What stands above a column, by its number.
    """

    name: str
    title: str
    text: str
    url: Url
    heads: Mapping[int, str]


def steps_svg(
    atlas: Atlas, columns: Sequence[Sequence[str]], relations: Collection[str], *, title: str, url: Url, centre: str = ""
) -> str | None:
    """Return a picture of things in columns with the lines between neighbouring columns, each with its relation written on it.

    Args:
        atlas: The knowledge base.
        columns: The nodes of each column by their names in the graph, the most important first.
        relations: The relations that are drawn.
        title: What the picture shows.
        url: Returns the address of what a node stands for.
        centre: The node to set off.

    Returns:
        An SVG element; None where there is nothing to draw.
    """
    graph = graph_of(atlas)
    known = [[name for name in dict.fromkeys(column) if name in graph] for column in columns]
    shown = [column[:STEP_NODES_MAX] for column in known if column]
    left_out = [max(0, len(column) - STEP_NODES_MAX) for column in known if column]
    if sum(map(len, shown)) < 2:
        return None
    middle = next((number for number, column in enumerate(shown) if centre in column), -1)
    about = About(centre, title, "The table beside the picture shows the same.", url, {})
    return ColumnsPicture(atlas, shown, about, relations, left_out=left_out, middle=middle, paths=None).draw()


def path_columns(paths: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return the columns of a picture of paths: what stands at the same place of any path is in one column.

    Args:
        paths: The nodes of each path in their order.
    """
    return [list(dict.fromkeys(name for name in column if name)) for column in zip_longest(*paths, fillvalue="")]


class ColumnsPicture:
    """Things in columns, with lines between neighbouring columns."""

    def __init__(
        self,
        atlas: Atlas,
        columns: Sequence[Sequence[str]],
        about: About,
        relations: Collection[str],
        *,
        left_out: Sequence[int],
        middle: int,
        paths: nx.DiGraph[str] | None,
    ) -> None:
        """Place everything.

        Args:
            atlas: The knowledge base.
            columns: The nodes by columns.
            about: What is said of it.
            relations: The relations that are drawn.
            left_out: For each column how many more there are.
            middle: The column that is set off; -1 for none.
            paths: Where a lineage goes on; None in a picture of steps, whose lines have words and tips.
        """
        self._graph = graph_of(atlas)
        self._known_edges: dict[tuple[str, str], list[EdgeData]] = {}
        self._paths = paths
        self._about = about
        self._relations = relations
        self._middle = middle
        self._columns, self._left_out = columns, left_out
        self._row = ROW_HEIGHT if paths is not None else STEP_ROW_HEIGHT
        self._step = COLUMN_WIDTH if paths is not None else COLUMN_WIDTH + WORDS_WIDTH
        heights = [
            sum(map(self._height_of, column)) + (self._row if more else 0)
            for column, more in zip(columns, left_out, strict=True)
        ]
        self._width = self._step * len(columns) - (0 if paths is not None else WORDS_WIDTH)
        self._head = HEAD_HEIGHT if about.heads else MARGIN
        self._height = self._head + max(heights) + MARGIN
        self._places = [
            self._column(number, column, self._head + (max(heights) - heights[number]) / 2)
            for number, column in enumerate(columns)
        ]

    def _height_of(self, name: str) -> int:
        """Return the height of a node's row, which grows with the lines of its name."""
        return self._row + LINE_HEIGHT * (len(self._label(name)) - 1)

    def _column(self, number: int, names: Sequence[str], top: float) -> dict[str, Point]:
        """Return where each node of a column stands.

        Args:
            number: The column.
            names: Its nodes.
            top: Where the first row begins.
        """
        places: dict[str, Point] = {}
        for name in names:
            height = self._height_of(name)
            places[name] = (number * self._step + MARGIN + 8, top + height / 2)
            top += height
        return places

    def draw(self) -> str:
        """Return the element."""
        title_id = f"lineage-{self._about.name.replace(':', '-').replace('@', '-') or 'steps'}"
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "codev-lineage-picture",
            "role": "group",
            "aria-labelledby": f"{title_id} {title_id}-more",
            "viewBox": f"0 0 {self._width} {short(self._height)}",
            "width": str(self._width),
            "height": short(self._height),
            # On a phone the picture is scrolled, not shrunk until nothing can be read.
            "style": f"min-width:{round(0.75 * self._width)}px;font:13px var(--codev-sans,sans-serif)",
            "fill": "currentColor",
        }
        parts = [
            "<svg " + " ".join(f'{name}="{value}"' for name, value in attributes.items()) + ">",
            f'<title id="{title_id}">{escape(self._about.title)}</title>',
            f'<desc id="{title_id}-more">{escape(self._about.text)}</desc>',
            *self._heads(),
            *self._lines(),
            *self._nodes(),
            "</svg>",
        ]
        return "".join(parts)

    def _heads(self) -> Iterable[str]:
        """Yield what stands above columns."""
        style = f'style="fill:{variable("ink-2")};font-size:11px"'
        for column, text in self._about.heads.items():
            yield f'<text x="{column * self._step + MARGIN}" y="14" {style}>{text}</text>'

    def _lines(self) -> Iterable[str]:
        """Yield the lines, those of one relation together."""
        drawn: dict[tuple[Relation, bool], list[str]] = {}
        for source, target, line in self._ways():
            edges = self._edges(source, target)
            is_unverified = all(each["unverified"] for each in edges)
            drawn.setdefault((Relation(edges[0]["relation"]), is_unverified), []).append(line)
        for (relation, is_unverified), lines in sorted(drawn.items()):
            dashes = f' stroke-dasharray="{UNVERIFIED_DASHES}"' if is_unverified else ""
            style = f'style="stroke:{variable(STROKES[relation])}" stroke-width="1.4"'
            yield f'<g fill="none" {style}{dashes}>{"".join(lines)}</g>'

    def _edges(self, source: str, target: str) -> list[EdgeData]:
        """Return the edges behind a line; none where there is no line."""
        if not self._graph.has_edge(source, target):
            return []
        if (source, target) not in self._known_edges:
            between = edges_between(self._graph, source, target)
            self._known_edges[source, target] = [each for each in between if each["relation"] in self._relations]
        return self._known_edges[source, target]

    def _ways(self) -> Iterator[tuple[str, str, str]]:
        """Yield source and target of each line, with what is drawn of it."""
        for left, (sources, targets) in enumerate(pairwise(self._places)):
            for source, start in sources.items():
                for target, end in targets.items():
                    if self._edges(source, target):
                        yield source, target, self._line(left, (source, start), (target, end), is_back=False)
                    elif self._paths is None and self._edges(target, source):
                        yield target, source, self._line(left, (source, start), (target, end), is_back=True)
        middle = self._places[self._middle] if self._middle >= 0 else {}
        for source, (x, start_y) in middle.items():
            for target, (_, end_y) in middle.items():
                if source != target and self._edges(source, target):
                    # Between two that stand in the middle: an arc beside their symbols.
                    ends = [x - 8, start_y, x - 26, start_y, x - 26, end_y, x - 9, end_y]
                    arc = "M{} {}C{} {} {} {} {} {}".format(*map(short, ends))
                    yield source, target, f'<path d="{arc}">{self._title(source, target)}</path>'

    def _line(self, column: int, left: tuple[str, Point], right: tuple[str, Point], *, is_back: bool) -> str:
        """Return a line from behind a label to before a symbol; in a picture of steps with its relation and its tip."""
        (name, start), (other, end) = left, right
        width = max(map(text_width, self._lines_of(column, name)))
        # The artifact itself stands in bold, which is wider.
        width *= 1.08 if self._is_start(column, name) else 1.0
        edge, to = column * self._step + COLUMN_WIDTH - 32, end[0] - 10
        begin = min(start[0] + 20 + width, edge)
        # Words stand on the straight part of a line, at the end where fewer lines meet.
        is_full_left = len(self._places[column]) > len(self._places[column + 1])
        room = self._step - COLUMN_WIDTH
        bend_from, bend_to = (edge + room, to) if is_full_left else (edge, to - room)
        bend = (bend_to - bend_from) / 2
        ends = [begin, start[1], bend_from, bend_from + bend, start[1], bend_to - bend, end[1], bend_to, end[1], to]
        source, target = (other, name) if is_back else (name, other)
        path = "M{} {}H{}C{} {} {} {} {} {}H{}".format(*map(short, ends))
        drawn = f'<path d="{path}">{self._title(source, target)}</path>'
        if self._paths is not None:
            return drawn
        edges = self._edges(source, target)
        words = " and ".join(dict.fromkeys(RELATIONS[each["relation"]].forward for each in edges))
        x, y = (edge + room / 2, start[1]) if is_full_left else (to - room / 2, end[1])
        tip = f"M{short(begin)} {short(start[1])}l7-3.5v7z" if is_back else f"M{short(to)} {short(end[1])}l-7-3.5v7z"
        fill = variable(STROKES[Relation(edges[0]["relation"])])
        look = f'text-anchor="middle" stroke="none" style="fill:{variable("ink-2")};font-size:11px"'
        return (
            f'{drawn}<path d="{tip}" stroke="none" style="fill:{fill}"/>'
            f'<text x="{short(x)}" y="{short(y + (12 if is_back else -4))}" {look}>{escape(words)}</text>'
        )

    def _title(self, source: str, target: str) -> str:
        """Return what a line says, with what it rests on."""
        edges = self._edges(source, target)
        words = " and ".join(dict.fromkeys(RELATIONS[each["relation"]].forward for each in edges))
        rests = ", ".join(dict.fromkeys(each["claim"] or BASES[each["basis"]] for each in edges))
        unverified = "; unverified" if all(each["unverified"] for each in edges) else ""
        nodes = self._graph.nodes
        said = f"{nodes[source]['label']} {words} {nodes[target]['label']} ({rests}{unverified})"
        return f"<title>{escape(said)}</title>"

    def _nodes(self) -> Iterable[str]:
        """Yield the nodes with their labels, and how many are left out."""
        for number, (places, more) in enumerate(zip(self._places, self._left_out, strict=True)):
            for name, (x, y) in places.items():
                yield self._node(number, name, x, y)
            if more:
                name, (x, y) = next(reversed(places.items()))
                y += (self._height_of(name) - self._row) / 2
                style = f'style="fill:{variable("ink-2")};font-style:italic"'
                yield f'<text x="{short(x + 12)}" y="{short(y + self._row + 4)}" {style}>and {more} more</text>'

    def _node(self, number: int, name: str, x: float, y: float) -> str:
        """Return one node: a link where there is a page to lead to."""
        data = self._graph.nodes[name]
        kind = str(data["kind"])
        lines = self._lines_of(number, name)
        beyond = self._beyond(number, name)
        is_start = self._is_start(number, name)
        weight = ' font-weight="700"' if is_start else ""
        whole = f"{data['label']} ({kind}){'; there are more behind it' if beyond else ''}"
        place = f"translate({short(x - 6)} {short(y - 6)})"
        left, first = short(x + 12), short(y + 4.5 - LINE_HEIGHT * (len(lines) - 1) / 2)
        # Lines after the first begin with the space that parts them from the one before.
        more = (f'<tspan x="{left}" dy="{LINE_HEIGHT}"> {escape(line)}</tspan>' for line in lines[1:])
        content = (
            f'<path d="{SHAPES[kind].path}" transform="{place}" style="fill:{variable(kind)}"/>'
            f'<text x="{left}" y="{first}"{weight}>{escape(lines[0])}{"".join(more)}</text>'
        )
        address = None if name == self._about.name else self._about.url(name)
        title = f"<title>{escape(whole)}</title>"
        look = ' class="is-start"' if is_start else ""
        if address:
            return f'<a href="{escape(address, quote=True)}"{look}>{title}{content}</a>'
        return f"<g{look}>{title}{content}</g>"

    def _is_start(self, number: int, name: str) -> bool:
        """Return whether a node stands in the middle."""
        return number == self._middle and (self._paths is not None or name == self._about.name)

    def _beyond(self, number: int, name: str) -> str:
        """Return a mark where a node at the picture's border has more behind it."""
        if self._paths is None:
            return ""
        if number == 0 and self._middle and self._paths.in_degree(name):
            return " ‹"
        last = len(self._columns) - 1
        if number == last and last > self._middle and self._paths.out_degree(name):
            return " ›"
        return ""

    def _lines_of(self, number: int, name: str) -> list[str]:
        """Return the lines of a node's name, the last with a mark where there is more behind it."""
        *before, last = self._label(name)
        return [*before, last + self._beyond(number, name)]

    def _label(self, name: str) -> Sequence[str]:
        """Return the name of a node in lines as wide as a column; what takes more lines than there are is cut."""
        return _wrapped(str(self._graph.nodes[name]["label"]))


@lru_cache(maxsize=4096)
def _wrapped(label: str) -> Sequence[str]:
    """Return a name in lines; pictures ask for the same names again and again."""
    return textwrap.wrap(label, int(LABEL_WIDTH / LETTER_WIDTH), max_lines=LINES_MAX, placeholder="…") or [label]
