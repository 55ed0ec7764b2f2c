"""Charts of SQL results: what is drawn by default, what is refused and why, and drawn values against the same asked in SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev import Atlas
from codev.errors import WrongUseError
from codev.explorer.results.sql_charts import (
    AGGREGATIONS,
    CHARTS,
    COLOURS_MAX,
    MARKS_MAX,
    NO_COLOUR,
    ROWS,
    Choice,
    chart_data,
    chart_of,
    column_kinds,
    default_choice,
    rows_left_out,
)
from codev.explorer.results.sql_results import result_frame
from codev.export.sql import SqlResult, run_sql
from codev.export.sql_examples import EXAMPLES
from codev.export.sqlite import Database, open_database
from codev.show.looks import LIGHT
from explorer.conftest import OpenPage, assert_healthy, said

KINDS = [kind for kind in CHARTS if kind != "table"]


@pytest.fixture(scope="module")
def database(facts_atlas: Atlas) -> Iterator[Database]:
    """The database of the frozen knowledge base."""
    opened = open_database(facts_atlas, use_cache=False)
    yield opened
    opened.close()


def asked(database: Database, statement: str) -> pd.DataFrame:
    """Return a statement's result as the console has it."""
    return result_frame(run_sql(database, statement))


def drawn(chart: Any) -> list[dict[str, Any]]:
    """Return the values that a chart's specification draws."""
    specification = chart.to_dict()
    (values,) = specification["datasets"].values()
    return list(values)


@pytest.mark.parametrize(
    ("statement", "kind", "expected"),
    [
        ("SELECT year, scope, count(*) AS n FROM works GROUP BY 1, 2", "bars", Choice("bars", "1", "3", "2")),
        ("SELECT scope, year, count(*) AS n FROM works GROUP BY 1, 2", "line", Choice("line", "2", "3", "1")),
        ("SELECT scope, count(*) AS n, avg(year) AS mean FROM works GROUP BY 1", "bars", Choice("bars", "1", "2")),
        ("SELECT title, year FROM works", "bars", Choice("bars", "1", ROWS)),
        ("SELECT scope, year FROM works", "bars", Choice("bars", "2", ROWS, "1")),
        ("SELECT year FROM works", "line", Choice("line", "1", ROWS)),
        ("SELECT scope FROM works", "bars", Choice("bars", "1", ROWS)),
        ("SELECT length(title) AS a, length(venue) AS b, scope FROM works", "points", Choice("points", "1", "2", "3")),
        ("SELECT year, length(title) AS letters FROM works", "bars", Choice("bars", "1", "2", NO_COLOUR, "sum")),
        ("SELECT year, length(title) / 7.0 AS letters FROM works", "bars", Choice("bars", "1", "2", NO_COLOUR, "mean")),
    ],
)
def test_the_types_of_the_columns_say_what_is_drawn(database: Database, statement: str, kind: str, expected: Choice) -> None:
    assert default_choice(asked(database, statement), kind) == expected


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("year", [2023, 2024], "year"),
        ("n", [2023, 2024], "number"),
        ("year", [7, 2024], "number"),
        ("mean", [0.5, None], "number"),
        ("added", ["2024-01-31", "2023-07"], "date"),
        ("scope", ["a", None], "label"),
        ("empty", [None, None], "label"),
        ("mixed", [1, "a"], "label"),
    ],
)
def test_what_a_column_holds(name: str, values: list[object], kind: str) -> None:
    assert column_kinds(pd.DataFrame({name: values})) == {"1": kind}


def test_years_are_never_added_up_and_scopes_stand_beside_each_other(database: Database) -> None:
    data = asked(database, "SELECT year, scope, count(*) FROM works GROUP BY year, scope")
    chart = chart_of(data, default_choice(data, "bars"), LIGHT)
    specification = chart.to_dict()
    assert {(row["across"], row["colour"], row["height"]) for row in drawn(chart)} == {*data.itertuples(index=False, name=None)}
    encoding = specification["encoding"]
    assert encoding["y"]["stack"] is None
    assert encoding["xOffset"]["field"] == "colour"
    assert encoding["y"]["title"] == "count(*)"
    assert encoding["x"]["scale"]["domain"] == list(range(min(data["year"]), max(data["year"]) + 1))


SQL_OF = {"sum": "sum", "mean": "avg", "min": "min", "max": "max"}


@pytest.mark.parametrize("how", SQL_OF)
@pytest.mark.parametrize("kind", KINDS)
def test_drawn_values_are_those_that_sql_gives(database: Database, kind: str, how: str) -> None:
    rows = "SELECT year, scope, length(title) AS letters FROM works"
    for colour, group in ((NO_COLOUR, "year"), ("2", "year, scope")):
        chart = chart_of(asked(database, rows), Choice(kind, "1", "3", colour, how), LIGHT)
        grouped = asked(database, f"SELECT {group}, {SQL_OF[how]}(length(title)) FROM works GROUP BY {group}")  # noqa: S608
        expected = {tuple(row[:-1]): row[-1] for row in grouped.itertuples(index=False, name=None)}
        found = {(row["across"], *([row["colour"]] if "colour" in row else [])): row["height"] for row in drawn(chart)}
        assert found == pytest.approx(expected)
        assert chart.to_dict()["encoding"]["y"]["title"] == f"{AGGREGATIONS[how]} of letters"


def worked_out_by_sqlite(data: pd.DataFrame, choice: Choice) -> list[tuple[str, str, float]]:
    """Return what a chart must draw, worked out by SQLite from the result's rows."""
    picked = [
        data.iloc[:, int(each) - 1].tolist() if each.isdigit() else [1] * len(data)
        for each in (choice.x, choice.colour, choice.y)
    ]
    is_raw = choice.kind == "points" and choice.y != ROWS
    height, group = ("height", "") if is_raw else (f"{SQL_OF.get(choice.how, 'sum')}(height)", "GROUP BY across, colour")
    statement = f"SELECT across, colour, {height} FROM rows WHERE across IS NOT NULL AND height IS NOT NULL {group}"  # noqa: S608
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE rows (across, colour, height)")
        connection.executemany("INSERT INTO rows VALUES (?, ?, ?)", zip(*picked, strict=True))
        rows = connection.execute(statement).fetchall()
    return sorted((str(row[0]), str(row[1]) if choice.colour != NO_COLOUR else "", row[2]) for row in rows)


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_drawn_true_or_refused_with_a_reason(database: Database, kind: str) -> None:
    seen = 0
    for example in EXAMPLES:
        data = asked(database, example.sql)
        choice = default_choice(data, kind)
        with suppress(WrongUseError):
            values = drawn(chart_of(data, choice, LIGHT))
            found = sorted((str(row["across"]), str(row.get("colour", "")), row["height"]) for row in values)
            assert found == worked_out_by_sqlite(data, choice), example.title
            seen += 1
    assert seen >= 4, "most examples can be drawn in some way"


FRAME = pd.DataFrame({"name": ["a", "a", "b"], "n": [1, 2, 3], "year": [2023, 2023, 2024]})


@pytest.mark.parametrize(
    ("data", "choice", "reason"),
    [
        (FRAME.head(0), Choice("bars", "1", ROWS), "no rows"),
        (FRAME, Choice("bars", "2", "1"), "must be numbers"),
        (FRAME, Choice("line", "1", "2", how="sum"), "an order across"),
        (FRAME, Choice("bars", "1", "2"), "several rows stand at one place"),
        (FRAME, Choice("line", "3", "2"), "several rows stand at one place"),
        (FRAME.assign(n=float("nan")), Choice("bars", "1", "2", how="sum"), "must be numbers"),
        (FRAME.assign(n=float("inf")), Choice("bars", "1", "2", how="sum"), "both a value across and a number"),
        (
            pd.DataFrame({"n": range(COLOURS_MAX + 1), "c": [*map(str, range(COLOURS_MAX + 1))]}),
            Choice("bars", "1", "1", "2"),
            f"would tell {COLOURS_MAX + 1} values apart",
        ),
        (pd.DataFrame({"n": range(MARKS_MAX["bars"] + 1)}), Choice("bars", "1", ROWS), "cannot be told apart"),
    ],
)
def test_nothing_is_drawn_where_nothing_fits(data: pd.DataFrame, choice: Choice, reason: str) -> None:
    with pytest.raises(WrongUseError, match=reason) as caught:
        chart_of(data, choice, LIGHT)
    assert caught.value.fix


def test_rows_without_a_value_are_counted() -> None:
    data = pd.DataFrame({"name": ["a", None, "c"], "n": [1.0, 2.0, None]})
    choice = default_choice(data, "bars")
    assert list(chart_data(data, choice)["across"]) == ["a"]
    assert rows_left_out(data, choice) == 2


VALUES = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.text(max_size=20), st.binary(max_size=20))


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=5),
    st.sampled_from(["n", "title", "a.b:c", "", "<b>"]),
    st.builds(
        Choice,
        kind=st.sampled_from(KINDS),
        x=st.sampled_from(["1", "2"]),
        y=st.sampled_from(["1", "2", ROWS]),
        colour=st.sampled_from(["1", "2", NO_COLOUR]),
        how=st.sampled_from(list(AGGREGATIONS)),
    ),
)
def test_any_result_is_a_table_and_a_chart_or_a_reason(rows: list[tuple[object, object]], name: str, choice: Choice) -> None:
    data = result_frame(SqlResult((name, "x"), tuple(rows)))  # type: ignore[arg-type]
    assert len(data) == len(rows)
    for each in (default_choice(data, choice.kind), choice):
        with suppress(WrongUseError):
            json.dumps(chart_of(data, each, LIGHT).to_dict(), default=str)


@pytest.mark.parametrize("column", ["image", "title"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_column_of_a_result_is_fetched_as_a_picture(column: str, kind: str) -> None:
    data = result_frame(SqlResult((column, "n"), (("http://evil.example/x.png", 1),)))
    chart = chart_of(data, Choice("bars" if kind == "line" else kind, "1", "2"), LIGHT)
    titles = [each["title"] for each in chart.to_dict()["encoding"]["tooltip"]]
    assert column not in titles
    assert titles[0].strip("\u00a0") == column


STATEMENT = "view=console&chart=bars&sql=SELECT+year%2C+scope%2C+count%28%2A%29+FROM+works+GROUP+BY+year%2C+scope"


def test_the_console_draws_what_is_chosen_and_the_address_says_it(open_page: OpenPage) -> None:
    page = open_page(STATEMENT)
    held = {name: page.selectbox(key=f"w_{name}").value for name in ("x", "y", "colour", "how")}
    assert held == {"x": "1", "y": "3", "colour": "2", "how": "each"}
    assert "colour" not in page.query_params
    page.selectbox(key="w_colour").set_value(NO_COLOUR).run()
    assert_healthy(page)
    assert page.selectbox(key="w_how").value == "sum", "what is usual follows the choice"
    assert page.query_params["colour"] in (NO_COLOUR, [NO_COLOUR])
    page.selectbox(key="w_how").set_value("each").run()
    assert "Nothing is drawn: several rows stand at one place" in said(page)
    # Another result has other columns.
    page.text_area(key="w_sql").set_value("SELECT scope, count(*) AS n FROM works GROUP BY scope").run()
    assert_healthy(page)
    assert page.selectbox(key="w_x").value == "1"
    assert "colour" not in page.query_params
    assert "Nothing is drawn" not in said(page)


@pytest.mark.parametrize("extras", ["x=99", "y=1&x=1", "how=evil", "colour=0", "x=a"])
def test_an_address_that_names_no_column_is_as_good_as_none(open_page: OpenPage, extras: str) -> None:
    page = open_page(f"{STATEMENT}&{extras}")
    assert page.selectbox(key="w_x").value == "1"
    assert not page.error
