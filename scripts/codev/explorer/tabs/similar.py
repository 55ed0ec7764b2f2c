"""Works like another one, each with what they share."""

from __future__ import annotations

import streamlit as st

from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_work, table
from codev.query import SimilarRow
from codev.query.rows import columns

_COLUMNS = columns("title", "byline=by", "year", "score", "because=what they share", "key")


@View(id="similar", label="Similar", group="Works", place=20, questions=("similar",))
def show(page: PageRun) -> None:
    """Draw the tab."""
    if not draw_question(page):
        return
    rows = answer_rows(page, SimilarRow)
    if not rows:
        return
    st.caption(f"{counted(len(rows), 'work')}, the most similar first. A score of 1 means that they share everything.")
    settings = {"Score": st.column_config.ProgressColumn(min_value=0.0, max_value=1.0, format="%.2f")}
    row = table(page, rows, _COLUMNS, label="One of them in detail", called="{Title} · {By} · {Year}", settings=settings)
    if row is not None:
        left, right = st.columns(2)
        with left:
            show_work(page, page.controls.chosen["of"][0])
        with right:
            show_work(page, row.key)
