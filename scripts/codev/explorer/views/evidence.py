"""Thin evidence: claims and origins that rest on less than one would wish."""

from __future__ import annotations

import streamlit as st

from codev.explorer.page import Page
from codev.explorer.parts import counted, say_empty, say_note, show_claims, table
from codev.query import Column, EvidenceRow

_KINDS = {
    "unverified": "Nothing by the authors was seen",
    "weak": "Weak sources only",
    "doubt": "In doubt",
    "statement": "The sentence says more than its evidence",
    "field": "Another field is inferred",
    "origin": "A recalled origin",
}
_COLUMNS = tuple(
    Column(*pair)
    for pair in [
        ("statement", "statement"),
        ("kinds", "why it is thin"),
        ("inferred", "inferred fields"),
        ("evidence", "evidence"),
        ("doubt", "doubt"),
        ("subject", "claim or origin"),
    ]
)


def show(page: Page) -> None:
    """Draw the tab."""
    page.controls.one("kind", "Why it is thin", _KINDS, placeholder="Any reason")
    answer = page.answer()
    if answer is None:
        return
    say_note(answer)
    rows = [row for row in answer.rows if isinstance(row, EvidenceRow)]
    if not rows:
        say_empty(page, "All of this rests on evidence that was seen.")
        return
    claims = sum(row.subject in page.atlas.claims for row in rows)
    st.caption(
        f"{counted(claims, 'claim')} of {len(page.atlas.claims):,} and {counted(len(rows) - claims, 'recalled origin')}. "
        "Comparing one with its paper is the most useful contribution there is."
    )
    row = table(page, rows, _COLUMNS, label="One of them in detail")
    if row is not None:
        show_claims(page, [row.subject])
