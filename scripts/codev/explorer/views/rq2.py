"""RQ2: which role draws on which capability of which model, as a matrix whose cells lead to their claims."""

from __future__ import annotations

from codev.explorer.links import Links
from codev.explorer.matrix import cell_address, choose_columns, chosen_cell, draw_matrix
from codev.explorer.page import Page
from codev.explorer.question_boxes import answer_rows, draw_question
from codev.explorer.view import View
from codev.query import Rq2Cell
from codev.show.matrices import question_matrix


@View(id="rq2", label="RQ2", place=30, questions=("rq2",), extras=("across", "cell", "row"))
def show(page: Page) -> None:
    """Draw the tab."""
    draw_question(page)
    across = choose_columns(page, {"capability": "Capabilities", "model": "Models"})
    rows = answer_rows(page, Rq2Cell)
    if rows:
        matrix = question_matrix(
            page.atlas,
            rows,
            across,
            address_of=lambda cell: cell_address(page, cell),
            model_address=lambda model: Links().artifact("model", model),
            is_exact="node" in page.controls.chosen.get("level", ()),
            is_whole=False,
            chosen=chosen_cell(page),
        )
        draw_matrix(page, matrix, rows)
