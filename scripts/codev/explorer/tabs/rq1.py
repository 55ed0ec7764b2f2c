"""RQ1: which approach enhances which capability at which stage, as a matrix whose cells lead to their claims."""

from __future__ import annotations

from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.matrix import draw_question_matrix
from codev.query import Rq1Cell


@View(id="rq1", label="RQ1", group="Questions", place=10, questions=("rq1",), extras=("across", "cell", "row", "sort"))
def show(page: PageRun) -> None:
    """Draw the tab."""
    draw_question_matrix(page, Rq1Cell, {"capability": "Capabilities", "stage": "Stages"})
