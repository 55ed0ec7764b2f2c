"""Works, or claims, that have the facets on the left."""

from __future__ import annotations

import streamlit as st

from codev.explorer.state.page import Page
from codev.explorer.state.view import View
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_claims, show_work, table
from codev.ids import work_of_claim
from codev.query import ClaimRow, Facets, WorkRow
from codev.query.rows import columns
from codev.show.words import MARKS

_WORK_COLUMNS = columns(
    "title", "byline=by", "year", "venue", "scope", "claims_selected=claims", "nodes=approaches and roles", "key"
)


@View(id="selection", label="Works", group="Works", place=10, questions=("works", "claims"), extras=("show", "sort"))
def show(page: Page) -> None:
    """Draw the tab."""
    draw_question(page)
    if page.question.name == "works":
        _show_works(page, answer_rows(page, WorkRow))
    else:
        _show_claims(page, answer_rows(page, ClaimRow))


def _show_works(page: Page, rows: list[WorkRow]) -> None:
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
        show_work(page, chosen.key, chosen.claims if facets.ask_claims or facets.text else ())


def _show_claims(page: Page, rows: list[ClaimRow]) -> None:
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
