"""Charts of the SQL console's results: what is drawn across, up and in which colour, and how rows at one place come together.

Pure functions.  Nothing is drawn that says something else than the rows: where a choice does not fit, `WrongUseError` says why
and what to choose instead.  Every value is worked out here, so that the chart draws what its data hold and adds nothing up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import pandas as pd

from codev.errors import WrongUseError
from codev.explorer.results.charts import axis, scale, term_colours
from codev.show.looks import Palette

CHARTS: Mapping[str, str] = {"table": "Table", "bars": "Bars", "line": "Line", "points": "Points"}
"""How a result can be shown."""

AGGREGATIONS: Mapping[str, str] = {
    "each": "each row by itself",
    "sum": "sum",
    "mean": "mean",
    "median": "median",
    "min": "least",
    "max": "greatest",
}
"""How the numbers of several rows at one place become one; each but the first is a method of pandas."""

CHOICES = ("x", "y", "colour", "how")
"""The fields of `Choice` besides the kind: what the address says of a chart."""

ROWS = "rows"
"""In place of a column of numbers: how many rows there are."""

NO_COLOUR = "none"
"""In place of a column: everything has one colour."""

COLOURS_MAX = 8
"""So many colours can be told apart (Okabe and Ito's palette)."""

MARKS_MAX: Mapping[str, int] = {"bars": 200, "line": 2000, "points": 2000}
"""More marks than this cannot be read."""

YEARS = range(1900, 2101)
"""A column whose numbers all lie here, and whose name says so, holds years."""

_YEAR_NAME = re.compile(r"year|date|since", re.IGNORECASE)
_DATE = re.compile(r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")

Kind = Literal["number", "year", "date", "label"]


@dataclass(frozen=True)
class Choice:
    """What a chart draws; columns are given by their number, counted from 1, since their names are free text.

    Attributes:
        kind: ``bars``, ``line`` or ``points``.
        x: What stands across.
        y: The numbers, or `ROWS`.
        colour: What the colours tell apart, or `NO_COLOUR`.
        how: How several rows at one place become one number: a name of `AGGREGATIONS`.
    """

    kind: str
    x: str
    y: str = ROWS
    colour: str = NO_COLOUR
    how: str = "each"


def column_kinds(data: pd.DataFrame) -> dict[str, Kind]:
    """Return what each column holds, by its number; one without a value is a label.

    Args:
        data: What `codev.explorer.results.sql_results.result_frame` returns.
    """
    return {str(number): _kind(str(name), data.iloc[:, number - 1]) for number, name in enumerate(data.columns, 1)}


def _kind(name: str, values: pd.Series[Any]) -> Kind:
    """Return what a column holds."""
    known = values.dropna()
    if known.empty:
        return "label"
    if pd.api.types.is_numeric_dtype(values):
        is_years = _YEAR_NAME.search(name) and all(each in YEARS for each in known)
        return "year" if is_years else "number"
    return "date" if all(isinstance(each, str) and _DATE.match(each) for each in known) else "label"


def default_choice(data: pd.DataFrame, kind: str) -> Choice:
    """Return what a chart of this kind draws of a result where nothing is chosen.

    Across stands what names each row, else the year, else the first label; the first other number is drawn; a label of few
    values gives the colours where several rows share a place.

    Args:
        data: The result, with at least one row.
        kind: ``bars``, ``line`` or ``points``.
    """
    kinds = column_kinds(data)
    unique = [each for each in kinds if kinds[each] == "label" and data.iloc[:, int(each) - 1].is_unique]
    of_kind = {wanted: [each for each in kinds if kinds[each] == wanted] for wanted in ("number", "year", "date", "label")}
    times = [*of_kind["year"], *of_kind["date"]]
    if kind == "bars":
        across = [*unique, *times, *of_kind["label"], *of_kind["number"]]
    elif kind == "line":
        across = [*times, *of_kind["number"], *of_kind["label"]]
    else:
        across = [*of_kind["number"], *times, *of_kind["label"]] if len(of_kind["number"]) > 1 else [*times, *of_kind["label"]]
    x = next(iter(across), "1")
    y = next((each for each in of_kind["number"] if each != x), ROWS)
    colour = NO_COLOUR
    if not _column(data, x).is_unique or kind == "points":
        fitting = (each for each in of_kind["label"] if each != x and 1 < _column(data, each).nunique() <= COLOURS_MAX)
        colour = next(fitting, NO_COLOUR)
    return Choice(kind, x, y, colour, default_aggregation(data, Choice(kind, x, y, colour)))


def default_aggregation(data: pd.DataFrame, choice: Choice) -> str:
    """Return how rows at one place come together where nothing is chosen: whole numbers are added up, others averaged.

    Args:
        data: The result.
        choice: What is drawn.
    """
    if choice.kind == "points" or choice.y == ROWS or not _shares_places(data, choice):
        return "each"
    numbers = _column(data, choice.y).dropna()
    is_count = column_kinds(data)[choice.y] == "number" and all(each >= 0 and float(each).is_integer() for each in numbers)
    return "sum" if is_count else "mean"


def chart_data(data: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return what a chart draws: ``across``, ``height`` and, where there are colours, ``colour``.

    Args:
        data: The result.
        choice: What is drawn.

    Raises:
        WrongUseError: It does not fit, with the reason.
    """
    _check_columns(data, choice)
    plain = _plain(data, choice)
    if plain.empty:
        raise WrongUseError("no row has both a value across and a number", "choose other columns")
    if "colour" in plain:
        plain["colour"] = plain["colour"].map(lambda value: "none" if pd.isna(value) else str(value))
        if plain["colour"].nunique() > COLOURS_MAX:
            message = f"the colours would tell {plain['colour'].nunique():,} values apart"
            raise WrongUseError(message, f"at most {COLOURS_MAX} can be seen: choose another column, or none")
    drawn = _come_together(plain, choice)
    if len(drawn) > MARKS_MAX[choice.kind]:
        message = f"{len(drawn):,} marks cannot be told apart; at most {MARKS_MAX[choice.kind]:,} are drawn"
        raise WrongUseError(message, "group the rows in the statement, or add LIMIT")
    is_named = column_kinds(data)[choice.x] == "label"
    return drawn if is_named else drawn.sort_values("across", kind="stable", ignore_index=True)


def _check_columns(data: pd.DataFrame, choice: Choice) -> None:
    """Refuse columns that cannot stand where they are chosen."""
    kinds = column_kinds(data)
    if data.empty:
        raise WrongUseError("the result has no rows", "nothing can be drawn of it")
    if choice.y != ROWS and kinds[choice.y] not in {"number", "year"}:
        raise WrongUseError("what is drawn upwards must be numbers", "choose a column of numbers, or the number of rows")
    if choice.kind == "line" and kinds[choice.x] == "label":
        raise WrongUseError("a line needs something with an order across", "choose a year, a date or a number, or draw bars")


def _come_together(plain: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return one line a mark."""
    groups = [name for name in plain.columns if name != "height"]
    if choice.how != "each" or choice.y == ROWS:
        how = "sum" if choice.y == ROWS else choice.how
        return plain.groupby(groups, sort=False, as_index=False)["height"].agg(how)
    if choice.kind != "points" and plain.duplicated(groups).any():
        raise WrongUseError(
            "several rows stand at one place", "choose how they come together, or a colour that tells them apart"
        )
    return plain


def rows_left_out(data: pd.DataFrame, choice: Choice) -> int:
    """Return how many rows have no value across, or no number.

    Args:
        data: The result.
        choice: What is drawn.
    """
    return len(data) - len(_plain(data, choice))


def _plain(data: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return the columns that are drawn, under plain names, without the rows that lack a value."""
    names = {"across": choice.x} | ({} if choice.colour == NO_COLOUR else {"colour": choice.colour})
    plain = pd.DataFrame({name: _column(data, column) for name, column in names.items()})
    plain["height"] = 1 if choice.y == ROWS else _column(data, choice.y)
    kept = plain["across"].notna() & plain["height"].map(_is_finite)
    if pd.api.types.is_numeric_dtype(plain["across"]):
        kept &= plain["across"].map(_is_finite)
    plain = plain[kept].reset_index(drop=True)
    return plain.astype({"across": int}) if column_kinds(data)[choice.x] == "year" else plain


def chart_of(data: pd.DataFrame, choice: Choice, palette: Palette) -> alt.Chart:
    """Return a result as a chart.

    Bars of several colours stand beside each other: stacked, they would add up what need not add up.

    Args:
        data: The result.
        choice: What is drawn.
        palette: Light or dark.

    Raises:
        WrongUseError: It does not fit, with the reason.
    """
    drawn = chart_data(data, choice)
    kind = column_kinds(data)[choice.x]
    titles = {"across": _name(data, choice.x), "height": height_title(data, choice)}
    is_measure = kind in {"number", "year"} and choice.kind != "bars"
    across = alt.X("across", type="quantitative" if is_measure else "ordinal", sort=None, title=titles["across"])
    if is_measure:
        across = across.scale(zero=False).axis(
            labelLimit=180, tickMinStep=1, format="d" if kind == "year" else "", **scale(palette)
        )
    else:
        if kind == "year":
            # Years without a row are there too: the eye takes distance for time.
            years = range(int(drawn["across"].min()), int(drawn["across"].max()) + 1)
            across = across.scale(domain=list(years))
        across = across.axis(labelLimit=180, **axis(palette))
    encodings: dict[str, Any] = {
        "x": across,
        "y": alt.Y("height", type="quantitative", title=titles["height"], stack=None).axis(**scale(palette)),
    }
    if "colour" in drawn:
        titles["colour"] = _name(data, choice.colour)
        colours = term_colours(drawn["colour"], palette=palette)
        encodings["color"] = alt.Color("colour", type="nominal", title=titles["colour"]).scale(
            domain=list(colours), range=list(colours.values())
        )
        if choice.kind == "bars":
            encodings["xOffset"] = alt.XOffset("colour", type="nominal", sort=list(colours))
    encodings["tooltip"] = [alt.Tooltip(name, title=_tooltip_title(title)) for name, title in titles.items()]
    mark: Any = {"type": {"bars": "bar", "line": "line", "points": "point"}[choice.kind]}
    if choice.kind == "line":
        mark["point"] = True
    if "colour" not in drawn:
        mark["color"] = palette.direction("data4model")
    chart: alt.Chart = alt.Chart(drawn, mark=mark).encode(**encodings).properties(height=380)
    return chart


def height_title(data: pd.DataFrame, choice: Choice) -> str:
    """Return what the height of a mark says, in words.

    Args:
        data: The result.
        choice: What is drawn.
    """
    if choice.y == ROWS:
        return "number of rows"
    name = _name(data, choice.y)
    return name if choice.how == "each" else f"{AGGREGATIONS[choice.how]} of {name}"


def column_names(data: pd.DataFrame) -> dict[str, str]:
    """Return the name of each column by its number; a column without a name is called by its place."""
    return {str(number): _name(data, str(number)) for number in range(1, len(data.columns) + 1)}


def _name(data: pd.DataFrame, column: str) -> str:
    """Return the name of a column."""
    return str(data.columns[int(column) - 1]) or f"column {column}"


def _column(data: pd.DataFrame, column: str) -> pd.Series[Any]:
    """Return a column by its number."""
    return data.iloc[:, int(column) - 1]


def _shares_places(data: pd.DataFrame, choice: Choice) -> bool:
    """Return whether several rows with a number stand at one place of a chart."""
    places = [_column(data, each).rename(str(each)) for each in (choice.x, choice.colour) if each != NO_COLOUR]
    return bool(pd.concat(places, axis="columns")[_column(data, choice.y).notna()].duplicated().any())


def _is_finite(value: Any) -> bool:
    """Return whether a value can be drawn."""
    return isinstance(value, (int, float)) and math.isfinite(value)


def _tooltip_title(column: str) -> str:
    """Return a column's name as a tool tip may have it.

    Vega's tool tips take a value called ``image`` for the address of a picture, which the browser would fetch from wherever it
    is, and one called ``title`` for a heading (https://github.com/vega/vega-tooltip): an unseen space makes them words.
    """
    return f"{column}\u00a0" if column in {"image", "title"} else column
