"""The questions that have no view of their own: each as a table, with the claims and works behind a row."""

from __future__ import annotations

import streamlit as st

from codev.explorer.state.page import PageRun, plain_markdown
from codev.explorer.state.view import View
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_claims, show_work, table
from codev.query import AnswerRow
from codev.query.rows import claims_of, works_of


@View(id="others", label="More", group="Questions", place=90, takes_others=True)
def show(page: PageRun) -> None:
    """Draw the tab."""
    if not draw_question(page):
        return
    rows = answer_rows(page, AnswerRow)
    if not rows:
        return
    st.caption(plain_markdown(f"{counted(len(rows), 'row')}. {page.question.limits}"))
    row = table(page, rows)
    if row is None:
        return
    claims = tuple(claims_of(row))
    if claims:
        show_claims(page, claims)
        return
    for key in works_of(row):
        show_work(page, key)
