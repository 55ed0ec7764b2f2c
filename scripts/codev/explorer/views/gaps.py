"""The gaps map: which cells of approach or role × stage × modality are filled, thin, empty, or cannot be."""

from __future__ import annotations

import streamlit as st

from codev.explorer.drawn import draw, matrix_macros
from codev.explorer.matrix import cell_address, chosen_cell, draw_all_axes, take_chosen
from codev.explorer.page import Page, plain_markdown
from codev.explorer.parts import answer_rows, counted, show_claims, table
from codev.query import GapCell, Question
from codev.query.gaps import STATUSES
from codev.show.matrices import gap_matrix
from codev.show.words import GAP_STATES, LIMITS

STATUS_NAMES = {status: f"{name.capitalize()}: {meaning}" for status, (name, meaning) in GAP_STATES.items()}
STATUS_WORDS = {status: name for status, (name, _) in GAP_STATES.items()}


def show(page: Page) -> None:
    """Draw the tab."""
    left, right = st.columns(2)
    across = page.controls.few(
        "across",
        "Columns",
        {"modality": "Modalities", "stage": "Stages"},
        default="modality",
        box=left,
        help="The other one is summed up.",
    )
    page.controls.one("status", "Only cells that are", STATUS_NAMES, placeholder="Anything", box=right)
    rows = answer_rows(page, GapCell, "No cell has all of this.")
    if not rows:
        return
    number = {status: sum(row.status == status for row in rows) for status in STATUSES}
    said = ", ".join(f"{number[status]:,} {STATUS_WORDS[status]}" for status in STATUSES)
    st.caption(f"{counted(len(rows), 'cell')} of approach or role × stage × modality: {said}. {LIMITS[Question.GAPS]}")
    matrix = gap_matrix(page.atlas, rows, across, address_of=lambda cell: cell_address(page, cell), chosen=chosen_cell(page))
    macros = matrix_macros(page.atlas)
    draw(page, macros.gap_legend(GAP_STATES, {}), "legend")
    draw(page, macros.gap_table(matrix, GAP_STATES, matrix.caption), "matrix")
    draw_all_axes(page, rows, GapCell.columns, {"status": STATUS_WORDS})
    cell = take_chosen(page, matrix)
    if cell is None:
        return
    for reason in cell.reasons:
        st.caption(plain_markdown(f"Not possible: {reason}"))
    row = table(page, list(cell.parts), GapCell.columns, label="One cell in detail", words={"status": STATUS_WORDS})
    show_claims(page, row.claims if row is not None else cell.claims)
    if cell.state in {"empty", "thin"}:
        st.caption("Do you know a work for an empty cell? `codev add --arxiv ID` writes its entry; the tab “Check” checks it.")
