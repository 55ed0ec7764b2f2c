"""Chains and loops of co-development, with the derived paradigm beside the judged one."""

from __future__ import annotations

import streamlit as st

from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.picture import draw_paths
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_claims, table
from codev.query import ChainRow, LoopRow
from codev.query.answers.loops import PARADIGMS
from codev.show.words import CHAIN_REASONS, PARADIGM_MEANINGS


@View(id="loops", label="Loops", group="Questions", place=30, questions=("loops", "chains"))
def show(page: PageRun) -> None:
    """Draw the tab."""
    draw_question(page)
    if page.question.name == "loops":
        _show_loops(page)
    else:
        _show_chains(page)


def _show_loops(page: PageRun) -> None:
    """Draw the closed loops."""
    rows = answer_rows(page, LoopRow)
    if not rows:
        return
    st.caption(
        f"{counted(len(rows), 'closed loop')} in which a model takes part in making the data that train it. Choose one to see "
        f"it. {page.question.limits}"
    )
    row = table(page, rows, label="One loop in detail", called="{Artifacts}")
    if row is not None:
        draw_paths(page, [(*row.artifacts, row.artifacts[0])], title="Loop")
        show_claims(page, row.claims)


def _show_chains(page: PageRun) -> None:
    """Draw the chains."""
    rows = answer_rows(page, ChainRow)
    if not rows:
        return
    boosted = sum(row.paradigm == PARADIGMS[0] for row in rows)
    st.caption(
        f"{counted(len(rows), 'chain')} “A produces D, D trains B”: {boosted:,} self-boosted, "
        f"{len(rows) - boosted:,} externally-boosted. {page.question.limits}"
    )
    for paradigm in dict.fromkeys(row.paradigm for row in rows):
        st.caption(f"{paradigm.capitalize()}: {PARADIGM_MEANINGS[paradigm]}")
    called = "{Producer} → {Dataset} → {Trained}"
    row = table(page, rows, label="One chain in detail", called=called, words={"because": CHAIN_REASONS})
    if row is not None:
        draw_paths(page, [(row.producer, row.dataset, row.trained)], title="Chain")
        show_claims(page, (*row.produces, *row.trains))
