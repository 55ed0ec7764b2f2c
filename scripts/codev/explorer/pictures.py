"""Data shaped for pictures: heat maps, bars and lines for altair, lineages for Graphviz.

Pure functions.  Every picture is shown above the table that it is drawn from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from codev.atlas import Atlas
from codev.explorer.theme import (
    DIRECTION_COLOURS,
    DIRECTION_COLOURS_DARK,
    KIND_COLOURS,
    KIND_COLOURS_DARK,
    KIND_SIGNS,
    SEQUENTIAL,
)
from codev.graph import LINEAGE, edges_between, graph_of
from codev.model import DirectionId

PICTURE_EDGES_MAX = 150
"""A lineage with more steps is drawn only as far as this: beyond it nobody can follow a line."""

LABEL_LENGTH_MAX = 34
"""Characters of a node's name in a picture."""

CELL_PIXELS = 26
"""The height of a cell of a heat map."""

LABEL_PIXELS_MAX = 210
"""A column's name is cut where it is longer."""

LETTER_PIXELS = 6.5
"""About the width of a letter in a column's name."""


@dataclass(frozen=True)
class Looks:
    """The colours of pictures.

    Attributes:
        dark: Whether the visitor's theme is dark.
    """

    dark: bool

    def direction(self, direction: DirectionId) -> str:
        """Return the colour of a direction."""
        return (DIRECTION_COLOURS_DARK if self.dark else DIRECTION_COLOURS)[direction]

    def steps(self, direction: DirectionId) -> list[str]:
        """Return colours from few to many: away from the ground, whichever it is."""
        return list(reversed(SEQUENTIAL[direction])) if self.dark else list(SEQUENTIAL[direction])

    @property
    def ink(self) -> str:
        """The colour of text."""
        return "#E6E3DC" if self.dark else "#1D1C1A"

    @property
    def axis(self) -> dict[str, Any]:
        """How an axis with names on it looks: they are read, so they have the colour of text."""
        return {"grid": False, "labelColor": self.ink, "titleColor": self.ink, "ticks": False, "domain": False}

    @property
    def scale(self) -> dict[str, Any]:
        """How an axis with numbers on it looks."""
        return {"labelColor": self.ink, "titleColor": self.ink, "gridColor": self.faint, "gridOpacity": 0.5}

    @property
    def quiet(self) -> str:
        """The colour of lines."""
        return "#989388" if self.dark else "#6F6A61"

    def kind(self, kind: str) -> str:
        """Return the colour of a kind of node."""
        return (KIND_COLOURS_DARK if self.dark else KIND_COLOURS)[kind]

    @property
    def faint(self) -> str:
        """The colour of what stands back."""
        return "#565A60" if self.dark else "#C9C5BC"

    @property
    def ground(self) -> str:
        """The colour behind everything."""
        return "#17181B" if self.dark else "#FDFCFA"


def heat_map(
    cells: pd.DataFrame,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    colours: alt.Color,
    looks: Looks,
    words: tuple[str, str] = ("row", "column"),
    chosen: str = "",
    light_text: str = "false",
    details: Iterable[str] = (),
) -> alt.LayerChart:
    """Return a heat map with a text in each cell; a click on a cell selects it under the name ``cell``.

    Args:
        cells: One line a cell with ``row`` and ``column`` (names), ``cell`` (what a click gives), ``shown`` (the text) and what
            the colours and details need.
        rows: The names from top to bottom.
        columns: The names from left to right.
        colours: The colour of a cell.
        looks: Light or dark.
        words: What a row and a column are called.
        chosen: The ``cell`` to frame.
        light_text: A Vega expression: whether a cell is so strong in colour that its text is in the colour of the ground.
        details: Further fields for the tool tip.
    """
    data = cells.assign(chosen=[cell == chosen for cell in cells["cell"]])
    pick = alt.selection_point(name=PICKED, fields=["cell"], on="click", clear=False)
    base = alt.Chart(data).encode(
        x=alt.X("column:N", sort=list(columns), title=None, scale=alt.Scale(domain=list(columns))).axis(
            orient="top", labelAngle=-45, labelLimit=LABEL_PIXELS_MAX, labelOverlap=False, labelFlush=False, **looks.axis
        ),
        y=alt.Y("row:N", sort=list(rows), title=None, scale=alt.Scale(domain=list(rows))).axis(
            labelLimit=280, labelOverlap=False, labelFlush=False, **looks.axis
        ),
        tooltip=[alt.Tooltip("row", title=words[0]), alt.Tooltip("column", title=words[1]), *details],
    )
    squares = base.mark_rect(cursor="pointer", cornerRadius=2).encode(
        color=colours,
        stroke=alt.condition("datum.chosen", alt.value(looks.ink), alt.value(looks.ground)),
        strokeWidth=alt.condition("datum.chosen", alt.value(3), alt.value(1)),
    )
    texts = base.mark_text(fontSize=12, cursor="pointer").encode(
        text="shown:N", color=alt.condition(light_text, alt.value(looks.ground), alt.value(looks.ink))
    )
    # The height that is asked for includes the slanted names above the columns.
    longest = max((len(column) for column in columns), default=0)
    height = CELL_PIXELS * max(len(rows), 2) + 20 + round(min(longest * LETTER_PIXELS, LABEL_PIXELS_MAX) * 0.71)
    chart: alt.LayerChart = alt.LayerChart(layer=[squares.add_params(pick), texts]).properties(height=height)
    return chart


def counted_colours(most: int, *, direction: DirectionId, looks: Looks) -> tuple[alt.Color, str]:
    """Return the colours of a number of works, from a tint to a shade of a direction's colour, and which cells take light text.

    The scale goes by the square root, since a few cells hold most works.

    Args:
        most: The greatest number.
        direction: Whose colour.
        looks: Light or dark.
    """
    top = max(most, 2)
    scale = alt.Scale(range=looks.steps(direction), domain=[1, top], type="sqrt", interpolate="rgb")
    # From the middle of the six steps on, the ground's colour stands out better than the ink.
    threshold = (1 + 0.5 * (top**0.5 - 1)) ** 2
    return alt.Color("works:Q", legend=None, scale=scale), f"datum.works >= {threshold:.3f}"


OTHERS = "others"
"""The name under which rare terms are drawn together."""

PICKED = "cell"
"""The name of the selection in a heat map."""


def bars(data: pd.DataFrame, *, length: str, label: str, looks: Looks, direction: DirectionId, title: str) -> alt.Chart:
    """Return horizontal bars, in the order of the data.

    Args:
        data: One line a bar.
        length: The field with the number.
        label: The field with the name.
        looks: Light or dark.
        direction: Whose colour is meant.
        title: What is counted.
    """
    chart: alt.Chart = (
        alt.Chart(data)
        .mark_bar(color=looks.direction(direction), cornerRadiusEnd=2)
        .encode(
            x=alt.X(f"{length}:Q", title=title).axis(tickMinStep=1, **looks.scale),
            y=alt.Y(f"{label}:N", sort=None, title=None).axis(
                labelLimit=240, labelOverlap=False, labelFlush=False, labelBound=False, **looks.axis
            ),
            tooltip=list(data.columns),
        )
        # The height that is asked for includes the numbers and the title below the bars.
        .properties(height=22 * len(data) + 60)
    )
    return chart


def year_bars(data: pd.DataFrame, *, looks: Looks) -> alt.Chart:
    """Return stacked bars a year, one colour a term.

    Args:
        data: One line a ``year`` and ``term`` with the number of ``works``; the terms in the order of their colours.
        looks: Light or dark.
    """
    colours = term_colours(data["term"], looks=looks)
    terms = list(colours)
    chart: alt.Chart = (
        alt.Chart(data.assign(rank=[terms.index(term) for term in data["term"]]))
        .mark_bar()
        .encode(
            # Years without a work are there too: the eye takes distance for time.
            x=alt.X("year:O", title="year of first publication")
            .scale(domain=list(range(min(data["year"]), max(data["year"]) + 1)))
            .axis(labelAngle=0, labelOverlap=True, **looks.axis),
            y=alt.Y("works:Q", title="works").axis(tickMinStep=1, **looks.scale),
            color=alt.Color("term:N", sort=terms, legend=None).scale(domain=terms, range=[colours[term] for term in terms]),
            order=alt.Order("rank:Q"),
            tooltip=["year", "term", "works"],
        )
        .properties(height=320)
    )
    return chart


def term_colours(terms: Iterable[str], *, looks: Looks) -> dict[str, str]:
    """Return the colour of each term in `year_bars`.

    Args:
        terms: The terms in their order; each counts once.
        looks: Light or dark.
    """
    palette = _OKABE_ITO_DARK if looks.dark else _OKABE_ITO
    return {
        term: looks.faint if term == OTHERS else palette[number % len(palette)]
        for number, term in enumerate(dict.fromkeys(terms))
    }


_OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6B6B6B", "#8C6D1F")
_OKABE_ITO_DARK = ("#56B4E9", "#F0A26B", "#4FC3A1", "#E3A5C7", "#F2C14E", "#8FA8FF", "#B8B8B8", "#D8BD7A")


@dataclass(frozen=True)
class Step:
    """One arrow of a picture.

    Attributes:
        source: Where it begins, by the name in the graph.
        target: Where it leads.
        relation: What is written on it.
        unverified: Whether it is dashed.
        direction: Whose colour it has; None for lineage by derivation.
    """

    source: str
    target: str
    relation: str
    unverified: bool = False
    direction: DirectionId | None = None


RELATION_DIRECTIONS: Mapping[str, DirectionId] = {
    "trains": "data4model",
    "prompts": "data4model",
    "evaluates": "data4model",
    "produces": "model4data",
    "examines": "model4data",
}
"""Whose colour the arrow of each relation has; the others are grey."""


def steps_of(rows: Iterable[Any]) -> list[Step]:
    """Return the arrows of rows that have source, target, relation and unverified, each pair and relation once.

    An arrow is dashed only where all the claims behind it are unverified.
    """
    found: dict[tuple[str, str, str], bool] = {}
    for row in rows:
        key = (row.source, row.target, row.relation)
        found[key] = found.get(key, True) and row.unverified
    return [
        Step(source, target, relation, unverified=unverified, direction=RELATION_DIRECTIONS.get(relation))
        for (source, target, relation), unverified in found.items()
    ]


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
            relation = str(edges[0]["relation"])
            unverified = all(data["unverified"] for data in edges)
            steps.append(Step(source, target, relation, unverified=unverified, direction=RELATION_DIRECTIONS.get(relation)))
    return list(dict.fromkeys(steps))


_CARRIED = frozenset(relation.value for relation in LINEAGE)


def graph_source(
    atlas: Atlas, steps: Sequence[Step], *, looks: Looks, centre: Iterable[str] = (), sideways: bool = True
) -> str:
    """Return a picture of arrows between artifacts in the DOT language.

    Args:
        atlas: The knowledge base.
        steps: The arrows, the most important first; at most `PICTURE_EDGES_MAX` are drawn.
        looks: Light or dark.
        centre: Nodes to set off.
        sideways: Whether it runs from left to right rather than from top to bottom.
    """
    graph = graph_of(atlas)
    drawn = steps[:PICTURE_EDGES_MAX]
    marked = set(centre)
    nodes = dict.fromkeys([*centre, *(name for step in drawn for name in (step.source, step.target))])
    quiet, ink, ground = _quoted(looks.quiet), _quoted(looks.ink), _quoted(looks.ground)
    font = 'fontname="Source Sans, sans-serif"'
    lines = [
        "digraph {",
        f'rankdir={"LR" if sideways else "TB"}; bgcolor="transparent"; nodesep=0.14; ranksep=0.35;',
        f'node [{font}, fontsize=10.5, shape=box, margin="0.08,0.04", height=0.3, style=filled, fillcolor={ground}];',
        f"node [fontcolor={ink}];",
        f"edge [{font}, fontsize=8.5, arrowsize=0.6, color={quiet}, fontcolor={quiet}];",
    ]
    for name in nodes:
        if name not in graph:
            continue
        data: dict[str, Any] = graph.nodes[name]
        colour = _quoted(looks.kind(data["kind"]))
        frame = "2.5" if name in marked else "0.8"
        label = f"{KIND_SIGNS[data['kind']]} {_wrapped(data['label'])}"
        lines.append(f"{_quoted(name)} [label={_quoted(label, line_breaks=True)}, color={colour}, penwidth={frame}];")
    for step in drawn:
        colour = _quoted(looks.direction(step.direction) if step.direction else looks.quiet)
        style = "dashed" if step.unverified else "solid"
        # Grey arrows all say the same, and so does the line below the picture.
        label = _quoted("" if step.direction is None else step.relation)
        look = f"label={label}, color={colour}, fontcolor={colour}, style={style}"
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
