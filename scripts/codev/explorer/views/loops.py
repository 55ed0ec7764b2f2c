"""Chains and loops of co-development, with the derived paradigm beside the judged one."""

from __future__ import annotations

import streamlit as st

from codev.explorer.page import Page
from codev.explorer.parts import answer_rows, choose_question, counted, half_width, show_claims, table
from codev.explorer.picture import draw_paths
from codev.query import ChainRow, LoopRow, Question
from codev.query.loops import LOOP_LENGTH_MAX, LOOPS_MAX, PARADIGMS
from codev.query.rows import columns
from codev.show.words import CHAIN_REASONS, LIMITS, PARADIGM_MEANINGS

_PARADIGMS = {paradigm: paradigm.capitalize() for paradigm in PARADIGMS}
_LOOPS = columns("artifacts", "length", "paradigm", "judged=as judged", "claims")
_CHAINS = columns(
    "producer",
    "dataset",
    "trained",
    "paradigm",
    "because=the trained model is",
    "judged=as judged",
    "produces=claims on producing",
    "trains=claims on training",
)
_LIMITS = {str(number): f"The {number} shortest" for number in (3, 10, 30, 100)}
_LENGTHS = {str(number): f"At most {number} artifacts" for number in range(2, LOOP_LENGTH_MAX)}


def show(page: Page) -> None:
    """Draw the tab."""
    choose_question(page, {Question.LOOPS.value: "Closed loops", Question.CHAINS.value: "Chains"})
    if page.state.question is Question.LOOPS:
        _show_loops(page)
    else:
        _show_chains(page)


def _show_loops(page: Page) -> None:
    """Draw the closed loops."""
    left, right = st.columns(2)
    page.controls.one("longest", "Length", _LENGTHS, placeholder=f"At most {LOOP_LENGTH_MAX} artifacts", box=left)
    page.controls.one("limit", "How many", _LIMITS, placeholder=f"At most {LOOPS_MAX:,}", box=right)
    rows = answer_rows(page, LoopRow, "There is no loop of this length.")
    if not rows:
        return
    st.caption(
        f"{counted(len(rows), 'closed loop')} in which a model takes part in making the data that train it. Choose one to see "
        f"it. {LIMITS[Question.LOOPS]}"
    )
    row = table(page, rows, _LOOPS, label="One loop in detail", called="{Artifacts}")
    if row is not None:
        draw_paths(page, [(*row.artifacts, row.artifacts[0])], title="Loop")
        show_claims(page, row.claims)


def _show_chains(page: Page) -> None:
    """Draw the chains."""
    page.controls.one("paradigm", "Paradigm", _PARADIGMS, placeholder="Either", box=half_width())
    rows = answer_rows(page, ChainRow, "There is no such chain.")
    if not rows:
        return
    boosted = sum(row.paradigm == PARADIGMS[0] for row in rows)
    st.caption(
        f"{counted(len(rows), 'chain')} “A produces D, D trains B”: {boosted:,} self-boosted, "
        f"{len(rows) - boosted:,} externally-boosted. {LIMITS[Question.CHAINS]}"
    )
    for paradigm in dict.fromkeys(row.paradigm for row in rows):
        st.caption(f"{paradigm.capitalize()}: {PARADIGM_MEANINGS[paradigm]}")
    called = "{Producer} → {Dataset} → {Trained}"
    row = table(page, rows, _CHAINS, label="One chain in detail", called=called, words={"because": CHAIN_REASONS})
    if row is not None:
        draw_paths(page, [(row.producer, row.dataset, row.trained)], title="Chain")
        show_claims(page, (*row.produces, *row.trains))
