"""Disagreements: where the sources classify a work differently, and everything in doubt."""

from __future__ import annotations

import streamlit as st

from codev.explorer.page import Page, plain_markdown
from codev.explorer.parts import counted, say_empty, say_note, show_work, table
from codev.query import Column, DisagreementRow

_KINDS = {
    "classification": "Sources classify differently",
    "doubt": "A claim is in doubt",
    "note": "A curator's note on the survey",
    "paradigm": "Derived against judged paradigm",
    "chain-missing": "A judged paradigm that no chain shows",
}
_WORDS = tuple(Column(*pair) for pair in [("work", "work"), ("kind", "kind"), ("text", "text"), ("claim", "claim")])


def show(page: Page) -> None:
    """Draw the tab."""
    page.controls.one("kind", "Kind", _KINDS, placeholder="Any")
    answer = page.answer()
    if answer is None:
        return
    say_note(answer)
    rows = [row for row in answer.rows if isinstance(row, DisagreementRow)]
    if not rows:
        say_empty(page, "The sources agree, as far as is known.")
        return
    numbers = {kind: sum(row.kind == kind for row in rows) for kind in _KINDS}
    said = ", ".join(f"{number:,} × {_KINDS[kind].lower()}" for kind, number in numbers.items() if number)
    st.caption(plain_markdown(f"{counted(len(rows), 'row')} on {counted(len({row.work for row in rows}), 'work')}: {said}."))
    only_classification = all(row.kind == "classification" for row in rows)
    columns = [each for each in DisagreementRow.columns if each.name != "claim"] if only_classification else _WORDS
    row = table(page, rows, columns, label="One of them in detail")
    if row is not None:
        st.info(plain_markdown(row.text), icon=":material/balance:")
        show_work(page, row.work, [row.claim] if row.claim else ())
