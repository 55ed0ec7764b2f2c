"""RQ1: which approach enhances which capability at which stage, as a heat map whose cells lead to their claims."""

from __future__ import annotations

from codev.explorer.matrix import fold_cells, in_order
from codev.explorer.matrix_view import Axes, choose_axes, draw_matrix
from codev.explorer.page import Page
from codev.query import Rq1Cell
from codev.query.terms import NOT_STATED

EFFECT_MARKS = {"improves": "", "degrades": " ▼ degrades", "measures": " ◦ measures"}
"""What stands behind an approach whose data break or measure a model: told apart by words, not by colour."""

_EFFECT_ORDER = tuple(EFFECT_MARKS)


def show(page: Page) -> None:
    """Draw the tab."""
    across = choose_axes(page, "Approaches", {"capability": "Capabilities", "stage": "Stages"})
    answer = page.answer()
    if answer is None:
        return
    rows = [row for row in answer.rows if isinstance(row, Rq1Cell)]
    taxonomy = page.atlas.taxonomy
    cells = fold_cells(
        rows, lambda row: f"{row.effect}/{row.approach}", lambda row: row.stage if across == "stage" else row.capability
    )
    nodes = list(page.atlas.tree)
    vocabulary = taxonomy.stages if across == "stage" else taxonomy.enhanced
    names = page.namer.terms
    draw_matrix(
        page,
        rows,
        cells,
        Axes(
            direction="data4model",
            rows=in_order((cell.row for cell in cells), [f"{effect}/{node}" for effect in _EFFECT_ORDER for node in nodes]),
            columns=in_order((cell.column for cell in cells), [*(term.id for term in vocabulary), NOT_STATED]),
            row_name=lambda row: names.get(row.partition("/")[2], row) + EFFECT_MARKS.get(row.partition("/")[0], ""),
            column_name=lambda column: names.get(column, column),
            words=("approach", "stage" if across == "stage" else "capability"),
        ),
    )
