"""Data shaped for charts: bars and lines for altair.

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
            # Objects and not their names, which altair would look up in its whole schema.
            tooltip=[alt.Tooltip(name) for name in data.columns if name != "row"],
        )
        # The height that is asked for includes the numbers and the title below the bars.
        .properties(height=22 * len(data) + 60)
    )
    return chart


def year_lines(data: pd.DataFrame, *, palette: Palette, is_share: bool) -> alt.Chart:
    """Return a line a term over the years; lines, since a work with several terms is counted for each and bars would add it up.

    Args:
        data: One line a ``year`` and ``term`` with the number of ``works``, ``of`` how many of the year, and the ``share``; the
            terms in the order of their colours.
        palette: Light or dark.
        is_share: Whether shares are drawn and not numbers.
    """
    colours = term_colours(data["term"], palette=palette)
    height = alt.Y("share:Q", title="share of the year's works").axis(format="%", **scale(palette))
    if not is_share:
        height = alt.Y("works:Q", title="works").axis(tickMinStep=1, **scale(palette))
    chart: alt.Chart = (
        alt.Chart(data.dropna(subset=["share"]) if is_share else data)
        .mark_line(point=True)
        .encode(
            x=alt.X("year:O", title="year of first publication").axis(labelAngle=0, labelOverlap=True, **axis(palette)),
            y=height,
            color=alt.Color("term:N", legend=None).scale(domain=list(colours), range=list(colours.values())),
            tooltip=[
                *(alt.Tooltip(name) for name in ("year", "term", "works")),
                alt.Tooltip("of", title="works of the year"),
                alt.Tooltip("share:Q", format=".0%"),
            ],
        )
        .properties(height=320)
    )
    return chart


def term_colours(terms: Iterable[str], *, palette: Palette) -> dict[str, str]:
    """Return the colour of each term in `year_lines`.

    Args:
        terms: The terms in their order; each counts once.
        palette: Light or dark.
    """
    series = palette.series
    return {
        term: palette["edge-plain"] if term == OTHERS else series[number % len(series)]
        for number, term in enumerate(dict.fromkeys(terms))
    }
