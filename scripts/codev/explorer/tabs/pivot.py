"""Pivot: works and claims by any two facets, as counts or shares; a cell leads to its claims and works."""

from __future__ import annotations

import streamlit as st

from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.matrix import cell_addresses, chosen_cell, draw_matrix
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.query import PivotRow
from codev.show.pivot import SHARES, UNITS, names_of, pivot_matrix


@View(
    id="pivot",
    label="Pivot",
    group="Questions",
    place=80,
    questions=("pivot",),
    extras=("unit", "share", "cell", "row", "sort"),
)
def show(page: PageRun) -> None:
    """Draw the tab."""
    draw_question(page)
    with st.container(horizontal=True):
        unit = page.controls.few("unit", "Counted are", UNITS, default="work")
        share = page.controls.few("share", "Shown are", SHARES, default="none", help="The totals are what shares divide by.")
    rows = answer_rows(page, PivotRow)
    if not rows:
        return
    st.caption(f"{page.question.about} {page.question.limits}")
    matrix = pivot_matrix(page.atlas, rows, unit=unit, share=share, address_of=cell_addresses(page), chosen=chosen_cell(page))
    words = {"row": names_of(page.atlas, rows[0].rows), "column": names_of(page.atlas, rows[0].across)}
    draw_matrix(page, matrix, rows, words)
