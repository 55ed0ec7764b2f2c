"""Evidence: claims and origins that rest on less than one would wish, and how well each part of the taxonomy is founded."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from codev.explorer.state.page import PageRun, kept_of_rows, plain_markdown
from codev.explorer.state.view import View
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_claims, show_work, table
from codev.graph import Relation
from codev.query import CoverageRow, EvidenceRow


@View(id="evidence", label="Evidence", group="Trust", place=10, questions=("evidence", "coverage"))
def show(page: PageRun) -> None:
    """Draw the tab."""
    draw_question(page)
    if page.question.name == "coverage":
        _show_coverage(page)
    else:
        _show_thin(page)


def _show_coverage(page: PageRun) -> None:
    """Draw how well each part is founded."""
    rows = answer_rows(page, CoverageRow)
    if not rows:
        return
    st.caption(
        "Counts of claims. “Agreed” counts the works with two sources or more that at least one source classifies there, and "
        "how many of these all sources classify there."
    )
    settings = {"Node": st.column_config.Column(width=240), "Agreement": st.column_config.NumberColumn(format="percent")}
    row = table(page, rows, label="One part in detail", called="{Node}", settings=settings)
    if row is not None:
        show_claims(page, row.claims)


def _show_thin(page: PageRun) -> None:
    """Draw the claims and origins."""
    answered = answer_rows(page, EvidenceRow)
    rows = kept_of_rows(page.atlas, answered, "in names", lambda: [_in_names(page, row) for row in answered])
    if not rows:
        return
    claims = sum(row.subject in page.atlas.claims for row in rows)
    st.caption(
        f"{counted(claims, 'claim')} of {len(page.atlas.claims):,} and {counted(len(rows) - claims, 'recalled origin')}. "
        "Comparing one with its paper is a very useful contribution."
    )
    row = table(page, rows, label="One of them in detail", called="{Statement}")
    if row is None:
        return
    if row.subject in page.atlas.claims:
        show_claims(page, [row.subject])
        return
    st.info(plain_markdown(row.statement), icon=":material/psychology_alt:")
    if row.work is not None:
        show_work(page, row.work)


def _in_names(page: PageRun, row: EvidenceRow) -> EvidenceRow:
    """Return a row whose sentence has names where that of an origin has ids."""
    child, _, parent = row.subject.partition(f" {Relation.DERIVED_FROM.value} ")
    if not parent:
        return row
    return replace(row, statement=f"{page.namer.thing(child)} is made from {page.namer.thing(parent)}.")
