"""RQ2: which role draws on which capability of which model, as a matrix whose cells lead to their claims."""

from __future__ import annotations

from functools import partial

from codev.explorer.results.links import Links
from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.matrix import draw_question_matrix
from codev.query import Rq2Cell


@View(id="rq2", label="RQ2", group="Questions", place=20, questions=("rq2",), extras=("across", "cell", "row", "sort"))
def show(page: PageRun) -> None:
    """Draw the tab."""
    columns = {"capability": "Capabilities", "model": "Models"}
    draw_question_matrix(page, Rq2Cell, columns, model_address=partial(Links().artifact, "model"))
