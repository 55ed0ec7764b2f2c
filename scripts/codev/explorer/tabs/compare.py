"""Compare: two to four works, models or datasets side by side, a column each, as on the site."""

from __future__ import annotations

from codev.explorer.results.links import Links
from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.drawn import draw, environment_of
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.query import CompareRow
from codev.show.cards import macros
from codev.show.comparison import VALUES_SHOWN, comparison


@View(id="compare", label="Compare", group="Works", place=30, questions=("compare",), extras=())
def show(page: PageRun) -> None:
    """Draw the tab."""
    if not draw_question(page):
        return
    rows = answer_rows(page, CompareRow)
    if rows:
        things, lines = comparison(page.atlas, rows, thing_address=Links().thing, claim_address=Links().claim)
        draw(page, macros(environment_of(page.atlas), "_compare.jinja").pivot(things, lines, VALUES_SHOWN), "compared")
