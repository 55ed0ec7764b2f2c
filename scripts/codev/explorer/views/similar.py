"""Works like another one, each with what they share."""

from __future__ import annotations

import streamlit as st

from codev.explorer.page import Page
from codev.explorer.parts import answer_rows, counted, say_missing, show_work, table
from codev.query import SimilarRow
from codev.query.rows import columns

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
    own = page.controls.one("of", "Work", page.lookups.works, box=left, free=True, placeholder="A title, key or arXiv id")
    page.controls.one("limit", "How many", _LIMITS, box=right, placeholder="10 works")
    if say_missing(
        page, "Choose a work to see similar works, and why they are similar. For example:", _EXAMPLES, page.lookups.works
    ):
        return
    rows = answer_rows(page, SimilarRow, "The work has no claims and introduces nothing, so it cannot be compared.")
    if not rows:
        return
    st.caption(f"{counted(len(rows), 'work')}, the most similar first. A score of 1 means that they share everything.")
    settings = {"Score": st.column_config.ProgressColumn(min_value=0.0, max_value=1.0, format="%.2f")}
    row = table(page, rows, _COLUMNS, label="One of them in detail", called="{Title} · {By} · {Year}", settings=settings)
    if row is not None:
        left, right = st.columns(2)
        with left:
            show_work(page, own)
        with right:
            show_work(page, row.key)
