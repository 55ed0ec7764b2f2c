"""A matrix on the page: the heat map, a box for those who cannot click on it, and the claims behind the chosen cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import streamlit as st

from codev.explorer.controls import mark_changed, widget_key
from codev.explorer.frames import Words, frame
from codev.explorer.matrix import Cell, Source, cell_frame
from codev.explorer.page import Page
from codev.explorer.parts import TABLE_ROWS_SHOWN, counted, say_empty, show_claims, table
from codev.explorer.pictures import PICKED, counted_colours, heat_map
from codev.explorer.session import go
from codev.model import DirectionId
from codev.query import Column, Row

ROW_NAME_PIXELS = 220
"""About the width of the rows' names beside a heat map."""

CELL_PIXELS_LEAST = 29
"""Cells are no narrower, or their numbers would run into each other: on a phone the picture scrolls instead."""


@dataclass(frozen=True)
class Axes:
    """What the rows and columns of a matrix are.

    Attributes:
        direction: Whose colour it has.
        rows: The rows' ids from top to bottom.
        columns: The columns' ids from left to right.
        row_name: The display name of a row.
        column_name: The display name of a column.
        words: What a row and a column are called.
    """

    direction: DirectionId
    rows: Sequence[str]
    columns: Sequence[str]
    row_name: Callable[[str], str]
    column_name: Callable[[str], str]
    words: tuple[str, str]


def choose_axes(page: Page, rows: str, columns: Mapping[str, str]) -> str:
    """Draw the choice between the columns of a matrix, and how fine its rows are; return what stands across.

    Args:
        page: The page.
        rows: What the rows are called.
        columns: What can stand across, by the row's field; by default the first.
    """
    left, right = st.columns(2)
    across = page.controls.few(
        "across", "Columns", columns, default=next(iter(columns)), box=left, help="The other one is summed up."
    )
    page.controls.few(
        "level",
        rows,
        {"subsection": "By the survey's subsections", "node": "Exact nodes"},
        default="subsection",
        box=right,
    )
    return across


def draw_matrix(page: Page, rows: Sequence[Source], cells: Sequence[Cell[Source]], axes: Axes) -> None:
    """Draw a matrix of counts and what is behind the chosen cell.

    Args:
        page: The page.
        rows: The cells of the question.
        cells: The cells of the picture.
        axes: What rows and columns are.
    """
    if not rows:
        say_empty(page, "No claim belongs to a cell.")
        return
    shown = [cell for cell in cells if cell.column in set(axes.columns)]
    works = {work for cell in shown for work in cell.works}
    st.caption(
        f"Number of works by {axes.words[0]} and {axes.words[1]}: {counted(len(works), 'work')} in "
        f"{counted(len(shown), 'cell')}. Choose a cell to see its claims."
    )
    colours, light_text = counted_colours(
        max((len(cell.works) for cell in shown), default=0), direction=axes.direction, palette=page.palette
    )
    draw_heat_map(page, shown, axes, colours=colours, light_text=light_text)
    draw_same_table(page, rows, type(rows[0]).columns)
    cell = choose_cell(page, shown, axes)
    if cell is not None:
        _draw_cell(page, cell, axes)


def draw_heat_map(
    page: Page,
    cells: Sequence[Cell[Source]],
    axes: Axes,
    *,
    colours: alt.Color,
    light_text: str,
    extra: dict[str, list[Any]] | None = None,
    details: Sequence[str] = ("works", "claims"),
) -> None:
    """Draw the picture; a click on a cell chooses it.

    Args:
        page: The page.
        cells: The cells.
        axes: What rows and columns are.
        colours: The colour of a cell.
        light_text: The Vega expression for text on strong colours.
        extra: Further columns of the data.
        details: What a tool tip says besides the names.
    """
    data = cell_frame(cells, axes.row_name, axes.column_name).assign(**(extra or {}))
    key = f"chart_{page.state.view.id}"
    least = ROW_NAME_PIXELS + CELL_PIXELS_LEAST * len(axes.columns)
    st.html(f"<style>.st-key-{key} [data-testid=stFullScreenFrame]{{min-width:{least}px}}</style>")
    st.altair_chart(
        heat_map(
            data,
            rows=[axes.row_name(row) for row in axes.rows],
            columns=[axes.column_name(column) for column in axes.columns],
            colours=colours,
            palette=page.palette,
            words=axes.words,
            chosen=next(iter(page.controls.chosen.get("cell", ())), ""),
            light_text=light_text,
            details=details,
        ),
        key=key,
        on_select=lambda: take_cell(key),
        selection_mode=[PICKED],
        alt=f"Heat map of {axes.words[0]} by {axes.words[1]}; the table below shows the same.",
    )


def draw_same_table(page: Page, rows: Sequence[Row], columns: Sequence[Column], words: Words | None = None) -> None:
    """Draw what a picture holds as a table to open, with all axes: for those who sort, search or do not see.

    Args:
        page: The page.
        rows: The cells of the question, before any are folded together.
        columns: What to show.
        words: What the values of some fields are called.
    """
    with st.expander("The same as a table", icon=":material/table:", key=f"same_{page.state.view.id}"):
        data = frame(rows, columns, page.namer, words)
        st.dataframe(data, hide_index=True, height="auto" if len(data) <= TABLE_ROWS_SHOWN else 460, alt="The same as a table")


def take_cell(key: str) -> None:
    """Make the clicked cell part of the state; the callback of a heat map."""
    event = st.session_state.get(key)
    picked = list(event["selection"].get(PICKED, ())) if event else []
    if picked:
        st.session_state[widget_key("cell")] = str(picked[0].get("cell", ""))
        mark_changed()


def choose_cell(page: Page, cells: Sequence[Cell[Source]], axes: Axes) -> Cell[Source] | None:
    """Draw the box to choose a cell from, in step with the picture, and return the chosen cell."""
    by_name = {cell.name: cell for cell in cells}
    names = {
        name: f"{axes.row_name(cell.row)} · {axes.column_name(cell.column)} · {counted(len(cell.works), 'work')}"
        for name, cell in by_name.items()
    }
    chosen = next(iter(page.controls.chosen.get("cell", ())), "")
    held = st.session_state.get(widget_key("cell"), chosen)
    if held and held not in by_name:
        # Facets have emptied the cell, or the link is from another time.
        page.controls.chosen["cell"] = ()
        st.session_state.pop(widget_key("cell"), None)
    return by_name.get(page.controls.one("cell", "Cell", names, placeholder="Choose a cell in the picture or here"))


def _draw_cell(page: Page, cell: Cell[Source], axes: Axes) -> None:
    """Show the parts of a cell and its claims."""
    st.markdown(f"**{counted(len(cell.works), 'work')}, {counted(len(cell.claims), 'claim')}**")
    st.button(
        "Show these works with all facets",
        on_click=go,
        args=("works", {"work": cell.works[:50]}),
        icon=":material/filter_alt:",
        key="cell_to_works",
    )
    if len(cell.parts) > 1:
        row = table(page, list(cell.parts), type(cell.parts[0]).columns, name="row", label="One part of the cell")
        if row is not None:
            show_claims(page, row.claims)
            return
    show_claims(page, cell.claims)
