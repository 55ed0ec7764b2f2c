"""What several views are made of: a table with one row in detail, claims, a work."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, TypeVar

import altair as alt
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from codev.explorer.results.options import told_apart
from codev.explorer.results.tables import frame, say_basis
from codev.explorer.state.controls import mark_changed, widget_key
from codev.explorer.state.page import PageRun, kept_of_rows, plain_markdown
from codev.explorer.widgets.drawn import artifact_html, ask_to_reveal, claims_html, draw, reveal, work_html
from codev.explorer.widgets.ways_on import draw_ways_on
from codev.query import AnswerRow, Column
from codev.query.rows import Words
from codev.show.words import BASES

AnyRow = TypeVar("AnyRow", bound=AnswerRow)

DETAIL_OPTIONS_MAX = 1000
"""A box to choose a row from holds no more; beyond it nobody scrolls, and facets narrow the answer."""

DETAIL_CLAIMS_MAX = 30
"""So many claims are written out behind a row."""

TABLE_ROWS_SHOWN = 12
"""Rows of a table that are seen without scrolling in it."""

ROW_LABEL_LENGTH_MAX = 110
"""Characters of a row's name in the box."""

ROW_PIXELS = 35
"""The height of a row of Streamlit's table, and of its header."""

WIDE_CHARACTERS: Mapping[Literal["large", "medium"], int] = {"large": 60, "medium": 24}
"""Columns with longer texts than this are wider: Streamlit measures the first rows only, and these may be empty there."""


def table(
    page: PageRun,
    rows: Sequence[AnyRow],
    columns: Sequence[Column] = (),
    *,
    name: str = "row",
    identify: Callable[[int, AnyRow], str] = lambda number, row: str(number + 1),
    label: str = "One row in detail",
    called: str = "",
    words: Words | None = None,
    settings: Mapping[str, Any] | None = None,
) -> AnyRow | None:
    """Show rows as a table in which a click, or the box below it, chooses one.

    The box is there for those who use a keyboard or a screen reader; table and box always agree.

    Args:
        page: The page.
        rows: The rows, at least one.
        columns: What to show; the columns of the rows by default.
        name: The part of the state that says which row is chosen: ``row`` or ``show``.
        identify: What the state calls a row; its number, counted from 1, by default.
        label: What stands above the box.
        called: What a row is called in the box, with the titles of columns in braces; its first three columns by default.
        words: What the values of some fields are called, besides what the rows say.
        settings: Streamlit's settings of columns, by title.

    Returns:
        The chosen row.
    """
    ids = [identify(number, row) for number, row in enumerate(rows)]
    said = (tuple(columns), words and str(sorted(words.items())))
    whole = kept_of_rows(page.atlas, rows, said, lambda: _drawn_table(frame(rows, columns, page.namer, words)))
    grid = st.container()
    left, right = st.columns([4, 1])
    # Another answer is another table: the row chosen in the old one would point at a stranger.
    owner = f"table_{page.state.view.id}_{_digest(ids, whole)}"
    order = _order(page, whole.data, right)
    if order != [*range(len(rows))]:
        rows, ids = [rows[each] for each in order], [ids[each] for each in order]
        whole = _drawn_table(whole.data.iloc[order].reset_index(drop=True))
    data, values = whole.data, whole.lists
    called = called or " · ".join(f"{{{title}}}" for title in data.columns[:3])
    widget = f"{owner}_{next(iter(page.controls.chosen['sort']), '')}"
    chosen = _chosen(page, name, owner, ids)
    place = ids.index(chosen) if chosen in ids else None
    marked = [] if place is None else [place]
    # A cell that was clicked has chosen its row and is not marked itself.
    if _marked_rows(widget) != marked or _has_cells(widget):
        st.session_state[widget] = {"selection": {"rows": marked, "columns": [], "cells": []}}
    grid.dataframe(
        data,
        hide_index=True,
        key=widget,
        on_select=_take_row(widget, name, ids),
        selection_mode=["single-row", "single-cell"],
        height=(min(len(data), TABLE_ROWS_SHOWN) + 1) * ROW_PIXELS + 3,
        column_config={
            **{title: st.column_config.Column(width=width) for title, width in whole.widths.items()},
            **(settings or {}),
        },
        alt=f"Table of {len(rows)} rows: {', '.join(data.columns)}",
    )
    offered = [
        *range(min(len(ids), DETAIL_OPTIONS_MAX)),
        *([place] if place is not None and place >= DETAIL_OPTIONS_MAX else []),
    ]
    options = {ids[at]: _row_label(called, {title: each[at] for title, each in values.items()}) for at in offered}
    picked = page.controls.one(name, label, told_apart(options), placeholder="Choose a row in the table or here", box=left)
    if picked not in ids:
        return None
    reveal(page, name)
    return rows[ids.index(picked)]


def _order(page: PageRun, data: pd.DataFrame, box: DeltaGenerator) -> list[int]:
    """Draw the choice of what sorts a table, and return its rows in this order, those without a value last.

    A click on a column's head sorts in the browser only; what is chosen here is in the address and there again in another tab.
    """
    titles = {str(number): str(title) for number, title in enumerate(data.columns, 1)}
    page.controls.keep_for(titles, f"table_{page.state.view.id}", "sort")
    ways = {
        f"{sign}{number}": f"{title} {arrow}" for number, title in titles.items() for sign, arrow in (("", "↑"), ("-", "↓"))
    }
    if any(each not in ways for each in page.controls.chosen.get("sort", ())):
        page.controls.forget("sort")
    chosen = page.controls.one("sort", "Sorted by", ways, placeholder="As answered", box=box)
    if not chosen:
        return [*range(len(data))]
    values = data.iloc[:, int(chosen.removeprefix("-")) - 1].tolist()
    filled = [number for number, value in enumerate(values) if value != ""]
    filled.sort(key=lambda number: _sort_key(values[number]), reverse=chosen.startswith("-"))
    return filled + [number for number, value in enumerate(values) if value == ""]


def _sort_key(value: object) -> tuple[bool, float, str]:
    """Return what a value of a table is sorted by: numbers before texts, texts without their case."""
    if isinstance(value, (int, float)):
        return (False, float(value), "")
    return (True, 0.0, str(value).casefold())


def _width(values: Sequence[object]) -> Literal["large", "medium"] | None:
    """Return how wide a column is that needs more room than a few words; None for others."""
    longest = max((len(value) for value in values if isinstance(value, str)), default=0)
    return next((width for width, least in WIDE_CHARACTERS.items() if longest > least), None)


def _chosen(page: PageRun, name: str, owner: str, ids: Sequence[str]) -> str:
    """Return the row that the state names, forgotten where it was chosen in another table or is not in this one.

    Args:
        page: The page.
        name: The part of the state.
        owner: What the present table is called: another answer of the tab is another one.
        ids: What the state calls each row.
    """
    if name == "row":
        page.controls.keep_for(owner, f"row_{page.state.view.id}", name)
    chosen = next(iter(page.controls.chosen.get(name, ())), "")
    if widget_key(name) in st.session_state:
        chosen = st.session_state[widget_key(name)] or ""
    if chosen and chosen not in ids:
        page.controls.forget(name)
        return ""
    return chosen


def _marked_rows(widget: str) -> list[int]:
    """Return the rows that are marked in a table; none where it is not on the page yet."""
    selected = st.session_state.get(widget)
    return list(selected["selection"]["rows"]) if selected else []


def _has_cells(widget: str) -> bool:
    """Return whether a cell is marked in a table."""
    selected = st.session_state.get(widget)
    return bool(selected and selected["selection"].get("cells"))


def _take_row(widget: str, name: str, ids: Sequence[str]) -> Callable[[], None]:
    """Return the callback that makes a row part of the state: one whose box was marked, or in which a cell was clicked."""

    def take() -> None:
        rows = _marked_rows(widget)
        selected = st.session_state.get(widget)
        cells = selected["selection"]["cells"] if selected else []
        if cells:
            # It takes the mark from the row that had it.
            rows = [cells[0][0]]
        st.session_state[widget_key(name)] = ids[rows[0]] if rows and rows[0] < len(ids) else None
        mark_changed()
        ask_to_reveal()

    return take


def draw_row_chart(page: PageRun, chart: alt.Chart, *, alt_text: str) -> None:
    """Draw a chart in which a click on a mark chooses the row of the table that it stands for.

    Args:
        page: The page.
        chart: A chart whose data say in ``row`` the number of the row, counted from 1; empty where a mark stands for several.
        alt_text: What the chart shows.
    """
    key = f"chart_{page.state.view.id}"

    def take() -> None:
        marks = st.session_state[key]["selection"].get("mark") or [{}]
        st.session_state[widget_key("row")] = str(marks[0].get("row") or "") or None
        mark_changed()
        ask_to_reveal()

    picked = chart.add_params(alt.selection_point(name="mark", fields=["row"], on="click"))
    st.altair_chart(picked, key=key, on_select=take, selection_mode="mark", alt=alt_text)


@dataclass(frozen=True)
class _DrawnTable:
    """A table, and what is found out about it once.

    Attributes:
        data: The table.
        lists: Its columns as lists: pandas takes its time for each single value.
        widths: How wide the columns are that need room.
    """

    data: pd.DataFrame
    lists: Mapping[str, list[Any]]
    widths: Mapping[str, Literal["large", "medium"]]


def _drawn_table(data: pd.DataFrame) -> _DrawnTable:
    """Return a table with its values and widths."""
    values = {str(title): data[title].tolist() for title in data.columns}
    widths = {title: width for title, each in values.items() if (width := _width(each))}
    return _DrawnTable(data, values, widths)


def _digest(ids: Sequence[str], drawn: _DrawnTable) -> str:
    """Return a short name for a table's content: its rows in their order."""
    digest = hashlib.blake2b(digest_size=6)
    digest.update("\0".join(ids).encode())
    for column in islice(drawn.lists.values(), 3):
        digest.update("\0".join(map(str, column)).encode())
    return digest.hexdigest()


def _row_label(called: str, record: Mapping[Any, Any]) -> str:
    """Return what a row is called in the box."""
    text = called.format_map({str(title): value for title, value in record.items()})
    return text if len(text) <= ROW_LABEL_LENGTH_MAX else text[: ROW_LABEL_LENGTH_MAX - 1] + "…"


def show_claims(page: PageRun, claim_ids: Iterable[str], title: str = "") -> None:
    """Write claims out with their provenance.

    Args:
        page: The page.
        claim_ids: The claims; what is no claim, such as the basis of a derivation, is said in words.
        title: What stands above them.
    """
    listed = list(dict.fromkeys(claim_ids))
    claims = [page.atlas.claims[each] for each in listed if each in page.atlas.claims]
    if title:
        st.markdown(f"**{plain_markdown(title)}**")
    if claims:
        draw(page, claims_html(page.atlas, claims[:DETAIL_CLAIMS_MAX]), f"claims {title}".strip())
    if len(claims) > DETAIL_CLAIMS_MAX:
        st.caption(f"The first {DETAIL_CLAIMS_MAX} of {len(claims)} claims.")
    bases = [each for each in listed if each not in page.atlas.claims]
    for basis in dict.fromkeys(map(say_basis, bases)):
        unverified = ": unverified" if basis == BASES["recalled"] else ""
        st.caption(plain_markdown(f"This step has no claim of its own; its source is {basis}{unverified}."))


def show_work(page: PageRun, key: str, chosen: Iterable[str] = ()) -> None:
    """Write a work out with all its claims.

    Args:
        page: The page.
        key: The work.
        chosen: The claims to show first.
    """
    work = page.atlas.works.get(key)
    if work is None:
        st.info(plain_markdown(f"There is no work {key}."))
        return
    draw(page, work_html(page.atlas, work, chosen), f"work {key}")


def show_artifact(page: PageRun, name: str) -> None:
    """Write a model or dataset out with what is known of it and what else can be asked; nothing for what is neither.

    Args:
        page: The page.
        name: Its name in the graph.
    """
    card = artifact_html(page.atlas, name)
    if card is not None:
        draw(page, card, f"artifact {name}")
        draw_ways_on(page, name)


@contextmanager
def panel(title: str, icon: str, key: str) -> Iterator[bool]:
    """Draw a panel that is shut at first; what is in it is drawn, and sent, once it is opened.

    Args:
        title: What stands on it.
        icon: Its icon.
        key: Its session key.

    Yields:
        Whether it is open.
    """
    shut = st.expander(title, icon=icon or None, key=key, on_change=mark_changed)
    with shut:
        yield bool(shut.open)


def counted(number: int, word: str, words: str = "") -> str:
    """Return a number with its noun: ``1 work``, ``2,000 works``."""
    return f"{number:,} {word if number == 1 else words or word + 's'}"
