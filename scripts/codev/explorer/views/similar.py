"""Works like another one, each with what they share."""

from __future__ import annotations

import streamlit as st

from codev.explorer.page import Page
from codev.explorer.parts import counted, say_empty, say_missing, say_note, show_work, table
from codev.query import SimilarRow
from codev.query.rows import columns
from codev.query.terms import find_work

_EXAMPLES = {
    "Visual Instruction Tuning": {"of": "liu2023visual"},
    "DataComp": {"of": "gadre2023datacomp"},
    "Segment Anything": {"of": "kirillov2023segment"},
}
_COLUMNS = columns("title", "byline=by", "year", "score", "because=what they share", "key")
_LIMITS = {str(number): f"{number} works" for number in (25, 50, 100)}


def show(page: Page) -> None:
    """Draw the tab."""
    left, right = st.columns([4, 1])
    page.controls.one("of", "Work", page.lookups.works, box=left, free=True, placeholder="A title, key or arXiv id")
    page.controls.one("limit", "How many", _LIMITS, box=right, placeholder="10 works")
    if say_missing(page, "Choose a work to see which others are like it, and why, such as:", _EXAMPLES, page.lookups.works):
        return
    answer = page.answer()
    if answer is None:
        return
    say_note(answer)
    rows = [row for row in answer.rows if isinstance(row, SimilarRow)]
    if not rows:
        say_empty(page, "The work has no claims and introduces nothing, so that nothing can be compared.")
        return
    st.caption(f"{counted(len(rows), 'work')}, the most similar first. 1 would mean that everything is shared.")
    settings = {"Score": st.column_config.ProgressColumn(min_value=0.0, max_value=1.0, format="%.2f")}
    row = table(page, rows, _COLUMNS, label="One of them in detail", called="{Title} · {By} · {Year}", settings=settings)
    own = find_work(page.atlas, answer.query.parameters.of or "")
    if row is not None:
        left, right = st.columns(2)
        with left:
            show_work(page, own)
        with right:
            show_work(page, row.key)
