"""Leakage: benchmarks in the training ancestry of the models that they measure; exact ones and shared sources told apart."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.picture import draw_paths
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_claims, table
from codev.query import LeakageRow
from codev.show.words import LEAKAGE_GROUPS, leakage_group


@View(id="leakage", label="Leakage", group="Questions", place=60, questions=("leakage",))
def show(page: PageRun) -> None:
    """Draw the tab."""
    draw_question(page)
    rows = answer_rows(page, LeakageRow)
    if not rows:
        return
    numbers = Counter(map(leakage_group, rows))
    st.caption(f"{counted(len(rows), 'case')}. {page.question.limits}")
    for group, (heading, meaning) in LEAKAGE_GROUPS.items():
        if numbers[group]:
            st.caption(f"{heading}: {numbers[group]:,}. {meaning}")
    row = table(page, rows, label="One case in detail", called="{Benchmark} · {Model}")
    if row is not None:
        draw_paths(page, [row.source_path, row.path])
        show_claims(page, row.claims, "The path")
        show_claims(page, row.evaluated_by, "The evaluation")
