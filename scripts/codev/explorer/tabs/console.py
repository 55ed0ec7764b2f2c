"""The SQL console: one read-only statement on the database of the knowledge base, under the guard and limits of `codev sql`."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.explorer.results.sql_charts import CHARTS, CHOICES, chart_of, rows_left_out
from codev.explorer.results.sql_results import result_frame
from codev.explorer.state.address import EXTRAS
from codev.explorer.state.controls import mark_changed, widget_key
from codev.explorer.state.page import PageRun, plain_markdown, say_error
from codev.explorer.state.view import View
from codev.explorer.widgets.markup import columns_markup, framed
from codev.explorer.widgets.row_details import TABLE_ROWS_SHOWN, counted
from codev.explorer.widgets.sql_boxes import draw_choice
from codev.export.sql import SqlError, SqlResult, run_sql, table_columns
from codev.export.sql_examples import EXAMPLES
from codev.export.sql_text import sql_to_csv, sql_to_json, sql_to_markdown
from codev.export.sqlite import Database, open_database
from codev.memory import made_once
from codev.query.text import CSV_FILE_ENCODING

HISTORY = "sql_history"
"""Session key: the statements that ran, the latest first."""

HISTORY_MAX = 20
"""So many statements are kept of a visit."""

HISTORY_LABEL_LENGTH = 80
"""Characters of a statement in the list of earlier ones."""


@View(
    id="console",
    label="SQL",
    group="Tools",
    place=10,
    asks="Query the database in SQL, read-only.",
    extras=("sql", "chart", *CHOICES),
)
def show(page: PageRun) -> None:
    """Draw the tab."""
    database = _database(page)
    left, right = st.columns([2, 1], gap="medium")
    with right:
        _draw_schema(database)
    with left:
        text = _draw_statement(page)
        if not text:
            st.info(
                "Write a SELECT statement, or take an example. Nothing can be changed here.", icon=":material/arrow_upward:"
            )
            return
        try:
            result = run_sql(database, text)
        except SqlError as error:
            say_error(error)
            return
        _remember(text)
        _draw_result(page, result)
        _draw_files(database, text)
        words = ["codev", "sql", *(["--data", page.loaded.file] if page.loaded.file else []), "--", text]
        st.code(shlex.join(words), language="bash", wrap_lines=True)


def _draw_statement(page: PageRun) -> str:
    """Draw the examples and the box for the statement."""
    examples, earlier = st.columns(2)
    ready = {example.title: example.sql for example in EXAMPLES}
    examples.selectbox(
        "Examples",
        list(ready),
        index=None,
        key="sql_example",
        on_change=_take,
        args=("sql_example", ready),
        placeholder="Choose an example query",
    )
    history: list[str] = st.session_state.get(HISTORY, [])
    if history:
        earlier.selectbox(
            "Earlier statements",
            history,
            index=None,
            key="sql_earlier",
            format_func=lambda statement: " ".join(statement.split())[:HISTORY_LABEL_LENGTH],
            on_change=_take,
            args=("sql_earlier", dict(zip(history, history, strict=True))),
            placeholder="What ran in this visit",
        )
    key = widget_key("sql")
    if key not in st.session_state:
        st.session_state[key] = next(iter(page.controls.chosen.get("sql", ())), "")
    text = st.text_area(
        "Statement",
        key=key,
        height=160,
        max_chars=EXTRAS["sql"],
        on_change=mark_changed,
        placeholder="SELECT title, year FROM works WHERE scope = 'extended' ORDER BY year DESC LIMIT 20",
        help="SQLite, read-only. Ctrl+Enter runs it.",
    )
    st.button("Run", type="primary", key="run_sql", on_click=mark_changed)
    written = (text or "").strip()
    page.controls.chosen["sql"] = (written,) if written else ()
    return written


def _take(key: str, statements: Mapping[str, str]) -> None:
    """Put the statement that was chosen in a list into the box; the callback of the list."""
    statement = statements.get(st.session_state[key])
    if statement is not None:
        st.session_state[widget_key("sql")] = statement
        mark_changed()


def _insert(key: str) -> None:
    """Write the name that was pressed behind the statement; the callback of the names."""
    name = st.session_state[key]
    if name:
        text = st.session_state.get(widget_key("sql")) or ""
        st.session_state[widget_key("sql")] = f"{text.rstrip(' ')}{' ' if text.strip() else ''}{name}"
        st.session_state[key] = None
        mark_changed()


def _remember(text: str) -> None:
    """Keep a statement that ran, the latest first."""
    before = [each for each in st.session_state.get(HISTORY, []) if each != text]
    st.session_state[HISTORY] = [text, *before][:HISTORY_MAX]


def _draw_result(page: PageRun, result: SqlResult) -> None:
    """Draw the rows as a table or a chart."""
    data = result_frame(result)
    cut = "; there are more, add LIMIT or a condition" if result.is_cut else ""
    st.caption(f"{counted(len(data), 'row')}{cut}")
    kind = page.controls.few("chart", "Shown as", CHARTS, default="table")
    if kind == "table":
        st.dataframe(data, hide_index=True, height="auto" if len(data) <= TABLE_ROWS_SHOWN else 460, alt="Result of the query")
        return
    if data.empty:
        st.info("The result has no rows: nothing can be drawn of it.", icon=":material/bar_chart_off:")
        return
    choice = draw_choice(page, data, kind)
    try:
        chart = chart_of(data, choice, page.palette)
    except WrongUseError as error:
        st.info(plain_markdown(f"Nothing is drawn: {error}."), icon=":material/bar_chart_off:")
        return
    st.altair_chart(chart, alt="Chart of the result; choose the table above to see the values.")
    unseen = rows_left_out(data, choice)
    if unseen:
        st.caption(f"Not drawn, since a value is missing: {counted(unseen, 'row')}.")


def _draw_files(database: Database, text: str) -> None:
    """Draw the buttons that take the result away."""
    with st.container(horizontal=True):
        for label, ending, media_type, write in _FILES:
            st.download_button(
                f"Download as {label}",
                partial(_file_of, database, text, write),
                file_name=f"codev-sql.{ending}",
                mime=media_type,
                on_click="ignore",
                key=f"download_sql_{ending}",
            )


_FILES = (
    ("CSV", "csv", "text/csv", sql_to_csv),
    ("JSON", "json", "application/json", sql_to_json),
    ("Markdown", "md", "text/markdown", sql_to_markdown),
)
"""What a result can be taken away as: label, ending, media type and what writes it, as `codev sql --format` does."""


def _file_of(database: Database, text: str, write: Callable[[SqlResult], str]) -> bytes:
    """Return the result of a statement as a file; asked anew, since results may be too large to be kept for every visitor."""
    return write(run_sql(database, text)).encode(CSV_FILE_ENCODING if write is sql_to_csv else "utf-8")


def _draw_schema(database: Database) -> None:
    """Draw the tables and their columns."""
    tables = schema_of(database)
    chosen = st.selectbox(
        "Schema", list(tables), index=None, key="sql_table", placeholder=f"What is in the {len(tables)} tables and views?"
    )
    if chosen:
        meanings = tables[chosen]
        st.caption(plain_markdown(meanings.get("", "")))
        names = [chosen, *(name for name in meanings if name)]
        st.pills("Press a name to write it", names, key="sql_name", on_change=_insert, args=("sql_name",))
        st.html(framed(columns_markup({name: meaning for name, meaning in meanings.items() if name})))


@made_once
def schema_of(database: Database) -> dict[str, dict[str, str]]:
    """Return what each column of each table means; what a table holds stands under the empty name.

    Args:
        database: The database of a knowledge base.
    """
    meanings = {(table, column or ""): meaning for table, column, meaning in run_sql(database, _DOCUMENTATION).rows}
    with database.lock:
        tables = table_columns(database)
    return {table: {name: str(meanings.get((table, name), "")) for name in ("", *columns)} for table, columns in tables.items()}


_DOCUMENTATION = "SELECT table_name, column_name, meaning FROM documentation"


@made_once
def _folder_database(atlas: Atlas) -> Database:
    """Return the database of a folder of entries, made once for all visitors."""
    return open_database(atlas)


@made_once
def _file_database(atlas: Atlas) -> Database:
    """Return the database of a published file, made once for all visitors; nothing is written beside the file."""
    return open_database(atlas, use_cache=False)


def _database(page: PageRun) -> Database:
    """Return the database of the knowledge base."""
    with st.spinner("Preparing the database (once)"):
        return (_file_database if page.loaded.file else _folder_database)(page.atlas)
