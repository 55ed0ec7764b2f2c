"""Works, or claims, that have the facets on the left."""

from __future__ import annotations

import streamlit as st

from codev.explorer.page import Page
from codev.explorer.parts import choose_question, counted, say_empty, show_claims, show_work, table
from codev.ids import work_of_claim
from codev.query import Question
from codev.query.rows import columns
from codev.query.select import ClaimRow, WorkRow
from codev.show.words import MARKS

_WORK_COLUMNS = columns(
    "title", "byline=by", "year", "venue", "scope", "claims_selected=claims", "nodes=approaches and roles", "key"
)
_CLAIM_COLUMNS = columns(
    "statement",
    "node=approach or role",
    "stages",
    "capabilities",
    "models",
    "datasets",
    "evidence",
    "unverified",
    "doubt",
    "id",
)


def show(page: Page) -> None:
    """Draw the tab."""
    choose_question(page, {Question.WORKS.value: "Works", Question.CLAIMS.value: "Claims"})
    answer = page.answer()
    if answer is None:
        return
    works = page.state.question is Question.WORKS
    if not answer.rows:
        say_empty(page, f"No {'work' if works else 'claim'} has all of this.")
        return
    if works:
        rows = [row for row in answer.rows if isinstance(row, WorkRow)]
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
            facets = answer.query.facets
            show_work(page, chosen.key, chosen.claims if facets.ask_claims or facets.text else ())
        return
    statements = [row for row in answer.rows if isinstance(row, ClaimRow)]
    works_count = len({work_of_claim(row.id) for row in statements})
    unverified = sum(row.unverified for row in statements)
    said = f"{counted(len(statements), 'claim')} of {counted(works_count, 'work')}, {unverified:,} of them unverified"
    st.caption(f"{said}. {MARKS['unverified'].meaning}" if unverified else said)
    claim = table(
        page,
        statements,
        _CLAIM_COLUMNS,
        name="show",
        identify=lambda _, row: row.id,
        label="One claim in detail",
        called="{Id} · {Statement}",
    )
    if claim is not None:
        show_claims(page, [claim.id])
