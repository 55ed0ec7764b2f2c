"""The gaps map: which cells of approach or role × stage × modality are filled, thin, empty, or cannot be."""

from __future__ import annotations

import streamlit as st

from codev.explorer.state.page import PageRun, plain_markdown
from codev.explorer.state.view import View
from codev.explorer.widgets.drawn import draw, matrix_macros
from codev.explorer.widgets.matrix import cell_addresses, choose_columns, chosen_cell, draw_all_axes, matrix_html, take_chosen
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_claims, table
from codev.query import GapCell
from codev.query.answers.gaps import STATUSES
from codev.show.gap_map import gap_matrix
from codev.show.words import CELL_TRUST


@View(id="gaps", label="Gaps", group="Questions", place=50, questions=("gaps",), extras=("across", "cell", "row", "sort"))
def show(page: PageRun) -> None:
    """Draw the tab."""
    draw_question(page)
    across = choose_columns(page, {"modality": "Modalities", "stage": "Stages"})
    rows = answer_rows(page, GapCell)
    if not rows:
        return
    number = {status: sum(row.status == status for row in rows) for status in STATUSES}
    said = ", ".join(f"{number[status]:,} {name}" for status, (name, _) in STATUSES.items())
    st.caption(f"{counted(len(rows), 'cell')} of approach or role × stage × modality: {said}. {page.question.limits}")
    matrix = gap_matrix(page.atlas, rows, across, address_of=cell_addresses(page), chosen=chosen_cell(page))
    macros = matrix_macros(page.atlas)
    draw(page, macros.gap_legend(STATUSES, {}, CELL_TRUST), "legend")
    made = matrix_html(page, matrix, lambda: macros.gap_table(matrix, STATUSES, CELL_TRUST, matrix.caption))
    draw(page, made, "matrix")
    draw_all_axes(page, rows)
    cell = take_chosen(page, matrix)
    if cell is None:
        return
    for reason in cell.reasons:
        st.caption(plain_markdown(f"Not possible: {reason}"))
    row = table(page, list(cell.parts), label="One cell in detail")
    show_claims(page, row.claims if row is not None else cell.claims)
    if cell.state in {"empty", "thin"}:
        st.caption("Do you know a work for an empty cell? `codev add --arxiv ID` writes its entry; the tab “Check” checks it.")
