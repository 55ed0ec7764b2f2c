"""Leakage: benchmarks in the training ancestry of the models that they measure; exact ones and shared sources told apart."""

from __future__ import annotations

from itertools import pairwise

import streamlit as st

from codev.explorer.arrows import steps_between
from codev.explorer.page import Page
from codev.explorer.parts import answer_rows, counted, half_width, show_claims, table
from codev.explorer.picture_view import draw_steps
from codev.query import LeakageRow
from codev.query.rows import columns

_KINDS = {"exact": "Exact: the benchmark itself", "shared-source": "Only a shared source"}

_SHORT = {"exact": "exact", "shared-source": "shared source"}
_COLUMNS = columns(
    "benchmark",
    "model",
    "kind=leak",
    "shared=what both go back to",
    "path=way",
    "evaluated_by",
    "one_work=all in one work",
    "unverified",
)


def show(page: Page) -> None:
    """Draw the tab."""
    page.controls.one("kind", "Kind", _KINDS, placeholder="Either", box=half_width())
    rows = answer_rows(page, LeakageRow, "No such leakage is known.")
    if not rows:
        return
    exact = sum(row.kind == "exact" for row in rows)
    st.caption(
        f"{counted(exact, 'exact case')} and {counted(len(rows) - exact, 'shared source')}. Either is a reason to look, not "
        "a proof: a benchmark's own training part may be what was used."
    )
    row = table(page, rows, _COLUMNS, label="One case in detail", called="{Benchmark} · {Model}", words={"kind": _SHORT})
    if row is not None:
        pairs = [*pairwise(row.source_path), *pairwise(row.path)]
        draw_steps(page, steps_between(page.atlas, pairs), centre=[row.benchmark, row.model])
        show_claims(page, row.claims, "The way")
        show_claims(page, row.evaluated_by, "The evaluation")
