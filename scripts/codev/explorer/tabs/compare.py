"""Compare: two to four works, models or datasets side by side, a column each."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from codev.explorer.state.page import Page
from codev.explorer.state.view import View
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_artifact, show_claims, table
from codev.query import CompareRow, side_by_side


@View(id="compare", label="Compare", group="Works", place=30, questions=("compare",))
def show(page: Page) -> None:
    """Draw the tab."""
    if not draw_question(page):
        return
    rows = answer_rows(page, CompareRow)
    if not rows:
        return
    things, aspects = side_by_side(rows)
    said = page.namer.value
    st.caption(
        f"{counted(len(aspects), 'aspect')} of {counted(len(things), 'thing')}, "
        f"{counted(sum(aspect.is_same for aspect in aspects), 'aspect')} the same. \\= stands before what all of them have."
    )
    data = {"Aspect": [aspect.name for aspect in aspects]}
    for number, thing in enumerate(things):
        data[page.namer.thing(thing)] = [
            ", ".join(f"{'= ' if value in aspect.shared else ''}{said('values', value)}" for value in aspect.cells[number])
            for aspect in aspects
        ]
    st.table(pd.DataFrame(data).set_index("Aspect"))
    row = table(page, rows, label="One aspect of one thing, with its claims", called="{Aspect} of {Thing}")
    if row is not None:
        show_artifact(page, row.thing)
        show_claims(page, row.claims)
