"""Works, or claims, that have the facets on the left."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.graph_component import graph_view
from codev.explorer.widgets.picture import draw_claims_graph
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_claims, show_work, table
from codev.explorer.widgets.ways_on import draw_ways_on
from codev.graph import work_node
from codev.ids import work_of_claim
from codev.query import AnswerRow, ClaimRow, Facets, WorkRow
from codev.query.rows import columns
from codev.show.words import MARKS

SHAPES = {"table": "Table", "map": "Graph"}
"""How a selection can be shown: its rows, or what its claims say of models and datasets."""

_WORK_COLUMNS = columns(
    "title", "byline=by", "year", "venue", "scope", "claims_selected=claims", "nodes=approaches and roles", "key"
)


@View(
    id="selection",
    label="Works",
    group="Works",
    place=10,
    questions=("works", "claims"),
    extras=("show", "sort", "picture", "graph"),
)
def show(page: PageRun) -> None:
    """Draw the tab."""
    draw_question(page)
    rows = answer_rows(page, AnswerRow)
    view = graph_view()
    if rows and view is not None and page.controls.few("picture", "Shown as", SHAPES, default="table") == "map":
        draw_claims_graph(page, view, {claim for row in rows for claim in _claims_of(row)})
    elif page.question.name == "works":
        _show_works(page, [row for row in rows if isinstance(row, WorkRow)])
    else:
        _show_claims(page, [row for row in rows if isinstance(row, ClaimRow)])


def _claims_of(row: AnswerRow) -> Sequence[str]:
    """Return the claims of a row: a work's that were selected, or the claim itself."""
    return row.claims if isinstance(row, WorkRow) else (row.id,) if isinstance(row, ClaimRow) else ()


def _show_works(page: PageRun, rows: list[WorkRow]) -> None:
    """Draw the works."""
    if not rows:
        return
    claims = sum(row.claims_selected for row in rows)
    st.caption(f"{len(rows):,} of {counted(len(page.atlas.works), 'work')}, with {counted(claims, 'claim')}")
    chosen = table(
        page,
        rows,
        _WORK_COLUMNS,
        name="show",
        identify=lambda _, row: row.key,
        label="One work in detail",
        called="{Title} · {By} · {Year}",
    )
    if chosen is not None:
        query = page.query()
        facets = query.facets if query is not None else Facets()
        draw_ways_on(page, work_node(chosen.key))
        show_work(page, chosen.key, chosen.claims if facets.ask_claims or facets.text else ())


def _show_claims(page: PageRun, rows: list[ClaimRow]) -> None:
    """Draw the claims."""
    if not rows:
        return
    works = len({work_of_claim(row.id) for row in rows})
    unverified = sum(row.unverified for row in rows)
    said = f"{counted(len(rows), 'claim')} of {counted(works, 'work')}, {unverified:,} of them unverified"
    st.caption(f"{said}. {MARKS['unverified'].meaning}" if unverified else said)
    claim = table(
        page,
        rows,
        name="show",
        identify=lambda _, row: row.id,
        label="One claim in detail",
        called="{Id} · {Statement}",
    )
    if claim is not None:
        show_claims(page, [claim.id])
