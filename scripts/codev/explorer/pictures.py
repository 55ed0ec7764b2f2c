"""Data shaped for pictures: heat maps, bars and lines for altair.

Pure functions.  Every picture is shown above the table that it is drawn from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from codev.model import DirectionId
from codev.show.looks import Palette

CELL_PIXELS = 26
"""The height of a cell of a heat map."""

LABEL_PIXELS_MAX = 210
"""A column's name is cut where it is longer."""

STEPS: Mapping[DirectionId, list[str]] = {
    "data4model": ["#eaf3f9", "#b7d7ea", "#74b2d8", "#2c86bd", "#005a8d", "#003f63"],
    "model4data": ["#fbeee4", "#f6cfb0", "#eba26c", "#dc7327", "#ae4d00", "#7a3600"],
}
"""Six steps from a tint to a shade of each direction's colour, for the cells of heat maps."""

LETTER_PIXELS = 6.5
"""About the width of a letter in a column's name."""


def axis(palette: Palette) -> dict[str, Any]:
    """Return how an axis with names on it looks: they are read, so they have the colour of text."""
    return {"grid": False, "labelColor": palette["ink"], "titleColor": palette["ink"], "ticks": False, "domain": False}


def scale(palette: Palette) -> dict[str, Any]:
    """Return how an axis with numbers on it looks."""
    return {"labelColor": palette["ink"], "titleColor": palette["ink"], "gridColor": palette["rule"]}


def heat_map(
    cells: pd.DataFrame,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    colours: alt.Color,
    palette: Palette,
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
        palette: Light or dark.
        words: What a row and a column are called.
        chosen: The ``cell`` to frame.
        light_text: A Vega expression: whether a cell is so strong in colour that its text is in the colour of the ground.
        details: Further fields for the tool tip.
    """
    data = cells.assign(chosen=[cell == chosen for cell in cells["cell"]])
    pick = alt.selection_point(name=PICKED, fields=["cell"], on="click", clear=False)
    base = alt.Chart(data).encode(
        x=alt.X("column:N", sort=list(columns), title=None, scale=alt.Scale(domain=list(columns))).axis(
            orient="top", labelAngle=-45, labelLimit=LABEL_PIXELS_MAX, labelOverlap=False, labelFlush=False, **axis(palette)
        ),
        y=alt.Y("row:N", sort=list(rows), title=None, scale=alt.Scale(domain=list(rows))).axis(
            labelLimit=280, labelOverlap=False, labelFlush=False, **axis(palette)
        ),
        tooltip=[alt.Tooltip("row", title=words[0]), alt.Tooltip("column", title=words[1]), *details],
    )
    squares = base.mark_rect(cursor="pointer", cornerRadius=2).encode(
        color=colours,
        stroke=alt.condition("datum.chosen", alt.value(palette["ink"]), alt.value(palette["paper"])),
        strokeWidth=alt.condition("datum.chosen", alt.value(3), alt.value(1)),
    )
    texts = base.mark_text(fontSize=12, cursor="pointer").encode(
        text="shown:N", color=alt.condition(light_text, alt.value(palette["paper"]), alt.value(palette["ink"]))
    )
    # The height that is asked for includes the slanted names above the columns.
    longest = max((len(column) for column in columns), default=0)
    height = CELL_PIXELS * max(len(rows), 2) + 20 + round(min(longest * LETTER_PIXELS, LABEL_PIXELS_MAX) * 0.71)
    chart: alt.LayerChart = alt.LayerChart(layer=[squares.add_params(pick), texts]).properties(height=height)
    return chart


def counted_colours(most: int, *, direction: DirectionId, palette: Palette) -> tuple[alt.Color, str]:
    """Return the colours of a number of works, from a tint to a shade of a direction's colour, and which cells take light text.

    The scale goes by the square root, since a few cells hold most works.

    Args:
        most: The greatest number.
        direction: Whose colour.
        palette: Light or dark.
    """
    top = max(most, 2)
    scale = alt.Scale(range=STEPS[direction][:: -1 if palette.dark else 1], domain=[1, top], type="sqrt", interpolate="rgb")
    # From the middle of the six steps on, the ground's colour stands out better than the ink.
    threshold = (1 + 0.5 * (top**0.5 - 1)) ** 2
    return alt.Color("works:Q", legend=None, scale=scale), f"datum.works >= {threshold:.3f}"


OTHERS = "others"
"""The name under which rare terms are drawn together."""

PICKED = "cell"
"""The name of the selection in a heat map."""


def bars(data: pd.DataFrame, *, length: str, label: str, palette: Palette, direction: DirectionId, title: str) -> alt.Chart:
    """Return horizontal bars, in the order of the data.

    Args:
        data: One line a bar.
        length: The field with the number.
        label: The field with the name.
        palette: Light or dark.
        direction: Whose colour is meant.
        title: What is counted.
    """
    chart: alt.Chart = (
        alt.Chart(data)
        .mark_bar(color=palette.direction(direction), cornerRadiusEnd=2)
        .encode(
            x=alt.X(f"{length}:Q", title=title).axis(tickMinStep=1, **scale(palette)),
            y=alt.Y(f"{label}:N", sort=None, title=None).axis(
                labelLimit=240, labelOverlap=False, labelFlush=False, labelBound=False, **axis(palette)
            ),
            tooltip=list(data.columns),
        )
        # The height that is asked for includes the numbers and the title below the bars.
        .properties(height=22 * len(data) + 60)
    )
    return chart


def year_bars(data: pd.DataFrame, *, palette: Palette) -> alt.Chart:
    """Return stacked bars a year, one colour a term.

    Args:
        data: One line a ``year`` and ``term`` with the number of ``works``; the terms in the order of their colours.
        palette: Light or dark.
    """
    colours = term_colours(data["term"], palette=palette)
    terms = list(colours)
    chart: alt.Chart = (
        alt.Chart(data.assign(rank=[terms.index(term) for term in data["term"]]))
        .mark_bar()
        .encode(
            # Years without a work are there too: the eye takes distance for time.
            x=alt.X("year:O", title="year of first publication")
            .scale(domain=list(range(min(data["year"]), max(data["year"]) + 1)))
            .axis(labelAngle=0, labelOverlap=True, **axis(palette)),
            y=alt.Y("works:Q", title="works").axis(tickMinStep=1, **scale(palette)),
            color=alt.Color("term:N", sort=terms, legend=None).scale(domain=terms, range=[colours[term] for term in terms]),
            order=alt.Order("rank:Q"),
            tooltip=["year", "term", "works"],
        )
        .properties(height=320)
    )
    return chart


def term_colours(terms: Iterable[str], *, palette: Palette) -> dict[str, str]:
    """Return the colour of each term in `year_bars`.

    Args:
        terms: The terms in their order; each counts once.
        palette: Light or dark.
    """
    series = palette.series
    return {
        term: palette["edge-plain"] if term == OTHERS else series[number % len(series)]
        for number, term in enumerate(dict.fromkeys(terms))
    }
