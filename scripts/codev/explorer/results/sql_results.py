"""The SQL console's results as tables and charts: pure functions.  The guard and the limits are those of `codev.export.sql`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import altair as alt
import pandas as pd

from codev.export.sql import SqlResult, iterate_records
from codev.show.looks import Palette

CHARTS: Mapping[str, str] = {"table": "Table", "bars": "Bars", "line": "Line", "points": "Points"}
"""How a result can be shown."""

CHART_ROWS_MAX = 500
"""More marks than this say nothing; the first ones are drawn."""

CELL_LENGTH_MAX = 2_000
"""Characters of a value that a table shows."""


def result_frame(result: SqlResult) -> pd.DataFrame:
    """Return a result as a table; binary values are shown by their length, and long texts are cut.

    Args:
        result: What a query gave.
    """
    records = list(iterate_records(result))
    names = list(records[0]) if records else list(dict.fromkeys(result.columns))
    return pd.DataFrame({name: [_cell(record[name]) for record in records] for name in names}, columns=names)


def numeric_columns(data: pd.DataFrame) -> list[str]:
    """Return the columns that hold numbers."""
    return [str(name) for name in data.columns if pd.api.types.is_numeric_dtype(data[name]) and data[name].notna().any()]


def chart_of(data: pd.DataFrame, kind: str, palette: Palette) -> alt.Chart | None:
    """Return a result as a chart: the first column that is not drawn as length against the first number.

    Args:
        data: What `result_frame` returns.
        kind: ``bars``, ``line`` or ``points``.
        palette: Light or dark.

    Returns:
        The chart, or None where the result has no number or nothing to set it against.
    """
    numbers = numeric_columns(data)
    if not numbers or len(data.columns) < 2:
        return None
    others = [str(name) for name in data.columns if name not in numbers]
    across = others[0] if others else numbers[0]
    height = numbers[0] if others else numbers[1]
    # Names of columns are free text in SQL; in a chart they would be read as paths and types.
    plain = data[[across, height]].head(CHART_ROWS_MAX).set_axis(["across", "height"], axis="columns")
    mark = {"bars": "mark_bar", "line": "mark_line", "points": "mark_point"}[kind]
    base = getattr(alt.Chart(plain), mark)(color=palette.direction("data4model"))
    numbers_across: Literal["quantitative", "ordinal"] = "quantitative" if kind == "points" else "ordinal"
    axis: Literal["nominal", "quantitative", "ordinal"] = "nominal" if others else numbers_across
    chart: alt.Chart = base.encode(
        x=alt.X("across", type=axis, sort=None, title=across).axis(labelLimit=180),
        y=alt.Y("height", type="quantitative", title=height),
        tooltip=[alt.Tooltip(name, title=_tooltip_title(title)) for name, title in (("across", across), ("height", height))],
    ).properties(height=380)
    return chart


def _tooltip_title(column: str) -> str:
    """Return a column's name as a tool tip may have it.

    Vega's tool tips take a value called ``image`` for the address of a picture, which the browser would fetch from wherever it
    is, and one called ``title`` for a heading (https://github.com/vega/vega-tooltip): an unseen space makes them words.
    """
    return f"{column}\u00a0" if column in {"image", "title"} else column


def _cell(value: object) -> object:
    """Return a value as a table shows it."""
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    if isinstance(value, str) and len(value) > CELL_LENGTH_MAX:
        return value[:CELL_LENGTH_MAX] + "…"
    # Beyond 64 bits nothing can be drawn; SQLite holds none, but sums of texts can be infinite.
    return value
