"""Data shaped for charts: bars for altair.

Pure functions.  Every chart is shown above the table that it is drawn from.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from codev.model import DirectionId
from codev.show.looks import Palette

OTHERS = "others"
"""The name under which rare terms are drawn together."""


def axis(palette: Palette) -> dict[str, Any]:
    """Return how an axis with names on it looks: they are read, so they have the colour of text."""
    return {"grid": False, "labelColor": palette["ink"], "titleColor": palette["ink"], "ticks": False, "domain": False}


def scale(palette: Palette) -> dict[str, Any]:
    """Return how an axis with numbers on it looks."""
    return {"labelColor": palette["ink"], "titleColor": palette["ink"], "gridColor": palette["rule"]}


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
