"""RQ1: which approach enhances which capability at which stage, as a matrix whose cells lead to their claims."""

from __future__ import annotations

from codev.explorer.matrix import cell_address, choose_columns, chosen_cell, draw_matrix
from codev.explorer.page import Page
from codev.explorer.question_boxes import answer_rows, draw_question
from codev.explorer.view import View
from codev.query import Rq1Cell
from codev.show.matrices import question_matrix


@View(id="rq1", label="RQ1", place=20, questions=("rq1",), extras=("across", "cell", "row"))
def show(page: Page) -> None:
    """Draw the tab."""
    draw_question(page)
    across = choose_columns(page, {"capability": "Capabilities", "stage": "Stages"})
    rows = answer_rows(page, Rq1Cell)
    if rows:
        matrix = question_matrix(
            page.atlas,
            rows,
            across,
            address_of=lambda cell: cell_address(page, cell),
            is_exact="node" in page.controls.chosen.get("level", ()),
            is_whole=False,
            chosen=chosen_cell(page),
        )
        draw_matrix(page, matrix, rows)
