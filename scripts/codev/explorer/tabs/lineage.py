"""Lineage: what an artifact was made from and by, and what was made with it, as a picture and step by step."""

from __future__ import annotations

import streamlit as st

from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.picture import draw_lineage
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_artifact, show_claims, table
from codev.graph import LINEAGE
from codev.query import LineageRow


@View(id="lineage", label="Lineage", group="Graph", place=10, questions=("lineage",))
def show(page: PageRun) -> None:
    """Draw the tab."""
    if not draw_question(page):
        return
    rows = answer_rows(page, LineageRow)
    if not rows:
        return
    ancestors = {row.source for row in rows if row.edge_direction == "up"}
    descendants = {row.target for row in rows if row.edge_direction == "down"}
    said = [f"from {counted(len(ancestors), 'artifact')}"] if ancestors else []
    said += [f"into {counted(len(descendants), 'artifact')}"] if descendants else []
    unverified = sum(row.unverified for row in rows)
    st.caption(f"{counted(len(rows), 'step')} {' and '.join(said)}; {unverified:,} unverified (dashed).")
    draw_lineage(
        page,
        page.controls.chosen["of"][0],
        depths=dict.fromkeys({row.edge_direction for row in rows}, max(row.depth for row in rows)),
        relations={row.relation for row in rows} if page.controls.chosen.get("relation") else LINEAGE,
        nodes=[name for row in rows for name in (row.source, row.target)],
    )
    row = table(page, rows, label="One step in detail", called="{Source} → {Target} · {Relation}")
    if row is not None:
        show_claims(page, [row.rests_on])
        left, right = st.columns(2)
        with left:
            show_artifact(page, row.source)
        with right:
            show_artifact(page, row.target)
