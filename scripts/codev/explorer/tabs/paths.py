"""Paths between two things, and what stands next to one."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.picture import draw_columns
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_claims, table
from codev.query import NeighbourRow, PathRow
from codev.show.columns_picture import path_columns


@View(id="paths", label="Paths", group="Graph", place=20, questions=("path", "neighbours"))
def show(page: PageRun) -> None:
    """Draw the tab."""
    if not draw_question(page):
        return
    if page.question.name == "path":
        _show_path(page)
    else:
        _show_neighbours(page)


def _show_path(page: PageRun) -> None:
    """Draw the shortest paths between two things."""
    rows = answer_rows(page, PathRow)
    if not rows:
        return
    source = page.controls.chosen["of"][0]
    st.caption(f"{counted(rows[-1].path, 'shortest path')} of {counted(max(row.step for row in rows), 'step')}.")
    shown = path_columns(_along(source, (row for row in rows if row.path == path)) for path in {row.path: None for row in rows})
    draw_columns(page, shown, relations=_relations(rows), title="Shortest paths", centre=source)
    row = table(page, rows, label="One step in detail", called="Path {Path}, step {Step}: {Source} → {Target} · {Relation}")
    if row is not None:
        show_claims(page, row.claims)


def _show_neighbours(page: PageRun) -> None:
    """Draw what stands next to a thing."""
    rows = answer_rows(page, NeighbourRow)
    if not rows:
        return
    centre = page.controls.chosen["of"][0]
    st.caption(f"{counted(len(rows), 'connection')} with {counted(len({row.neighbour for row in rows}), 'thing')}.")
    sides = [[row.neighbour for row in rows if row.edge_direction == each] for each in ("up", "down")]
    draw_columns(page, [sides[0], [centre], sides[1]], relations=_relations(rows), title="Neighbours", centre=centre)
    row = table(
        page,
        rows,
        label="One connection in detail",
        called="{Neighbour} · {Relation}, {Side}",
    )
    if row is not None:
        show_claims(page, [row.rests_on])


def _relations(rows: Iterable[PathRow] | Iterable[NeighbourRow]) -> set[str]:
    """Return the relations of an answer."""
    return {row.relation for row in rows}


def _along(start: str, steps: Iterable[PathRow]) -> list[str]:
    """Return the nodes of a path in their order, whichever way its arrows point."""
    nodes = [start]
    for step in steps:
        nodes.append(step.target if step.source == nodes[-1] else step.source)
    return nodes
