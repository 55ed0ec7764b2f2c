"""RQ2: which role draws on which capability of which model, as a heat map whose cells lead to their claims."""

from __future__ import annotations

from codev.explorer.matrix import fold_cells, in_order, most_frequent
from codev.explorer.matrix_view import Axes, choose_axes, draw_matrix
from codev.explorer.page import Page
from codev.query import Rq2Cell
from codev.query.terms import NOT_STATED

MODELS_MAX = 25
"""So many models stand side by side; the table below has them all."""


def show(page: Page) -> None:
    """Draw the tab."""
    across = choose_axes(page, "Roles", {"capability": "Capabilities", "model": "Models"})
    answer = page.answer()
    if answer is None:
        return
    rows = [row for row in answer.rows if isinstance(row, Rq2Cell)]
    cells = fold_cells(rows, lambda row: row.role, lambda row: row.model if across == "model" else row.capability)
    names = page.namer.terms
    if across == "model":
        columns = most_frequent(cells, MODELS_MAX)
    else:
        leveraged = [term.id for term in page.atlas.taxonomy.leveraged]
        columns = in_order((cell.column for cell in cells), [*leveraged, NOT_STATED])
    draw_matrix(
        page,
        rows,
        cells,
        Axes(
            direction="model4data",
            rows=in_order((cell.row for cell in cells), list(page.atlas.tree)),
            columns=columns,
            row_name=lambda row: names.get(row, row),
            column_name=lambda column: (
                page.namer.artifact("model", column)
                if across == "model" and column != NOT_STATED
                else names.get(column, column)
            ),
            words=("role", "model" if across == "model" else "capability"),
        ),
    )
