"""Leakage: benchmarks in the training ancestry of the models that they measure; exact ones and shared sources told apart."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from codev.explorer.page import Page
from codev.explorer.parts import answer_rows, counted, half_width, show_claims, table
from codev.explorer.picture import draw_paths
from codev.query import LeakageRow, Question
from codev.query.rows import columns
from codev.show.words import LEAKAGE_GROUPS, LIMITS, leakage_group

_KINDS = {"exact": "Exact: the benchmark itself", "shared-source": "Only a shared source"}

_SHORT = {"exact": "exact", "shared-source": "shared source"}
_COLUMNS = columns(
    "benchmark",
    "model",
    "kind=leak",
    "shared=what both go back to",
    "path=path to the model",
    "evaluated_by",
    "one_work=trained and evaluated in one work",
    "unverified",
)


def show(page: Page) -> None:
    """Draw the tab."""
    page.controls.one("kind", "Kind", _KINDS, placeholder="Either", box=half_width())
    rows = answer_rows(page, LeakageRow, "No such case is recorded.")
    if not rows:
        return
    numbers = Counter(map(leakage_group, rows))
    st.caption(f"{counted(len(rows), 'case')}. {LIMITS[Question.LEAKAGE]}")
    for group, (heading, meaning) in LEAKAGE_GROUPS.items():
        if numbers[group]:
            st.caption(f"{heading}: {numbers[group]:,}. {meaning}")
    row = table(page, rows, _COLUMNS, label="One case in detail", called="{Benchmark} · {Model}", words={"kind": _SHORT})
    if row is not None:
        draw_paths(page, [row.source_path, row.path])
        show_claims(page, row.claims, "The path")
        show_claims(page, row.evaluated_by, "The evaluation")
