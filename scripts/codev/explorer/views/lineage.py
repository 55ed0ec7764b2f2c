"""Lineage: what an artifact was made from and by, and what was made with it, as a picture and step by step."""

from __future__ import annotations

import streamlit as st

from codev.explorer.options import LINEAGE_RELATIONS
from codev.explorer.page import Page
from codev.explorer.parts import answer_rows, counted, say_missing, show_claims, table
from codev.explorer.picture import draw_lineage
from codev.graph import LINEAGE
from codev.query import LineageRow
from codev.query.rows import columns

WAYS = {"up": "What it was made from and by", "down": "What was made with it", "both": "Both"}
"""The directions of a lineage."""

DEPTHS = {str(number): counted(number, "step") for number in (1, 2, 3, 4, 5)}
"""How far to go; no choice means as far as it goes."""

_SIDES = {"up": "before it", "down": "after it"}
_COLUMNS = columns(
    "depth=steps", "way=side", "source", "relation", "target", "node=approach or role", "stages", "rests_on", "unverified"
)
_EXAMPLES = {
    "ShareGPT4V": {"of": "dataset:sharegpt4v"},
    "What was made with CLIP": {"of": "model:clip", "way": "down"},
    "LLaVA": {"of": "model:llava"},
}


def show(page: Page) -> None:
    """Draw the tab."""
    controls = page.controls
    left, right = st.columns([3, 2])
    start = controls.one(
        "of",
        "Model or dataset",
        page.lookups.artifacts,
        box=left,
        free=True,
        placeholder="ShareGPT4V, GPT-4V, LAION-5B …",
        help="Aliases are understood. clip@gadre2023datacomp is CLIP as retrained by that work.",
    )
    way = controls.one("way", "Way", WAYS, default="up", box=right)
    left, right = st.columns([3, 2])
    controls.many("relation", "Only these relations", LINEAGE_RELATIONS, box=left, placeholder="All lineage relations")
    controls.one("depth", "How far", DEPTHS, box=right, placeholder="No limit")
    if say_missing(
        page, "Choose a model or dataset to see where it comes from. For example:", _EXAMPLES, page.lookups.artifacts
    ):
        return
    rows = answer_rows(page, LineageRow, "No entry records anything in this direction. Try the other direction.")
    if not rows:
        return
    ancestors = {row.source for row in rows if row.way == "up"}
    descendants = {row.target for row in rows if row.way == "down"}
    said = [f"from {counted(len(ancestors), 'artifact')}"] if ancestors else []
    said += [f"into {counted(len(descendants), 'artifact')}"] if descendants else []
    unverified = sum(row.unverified for row in rows)
    st.caption(f"{counted(len(rows), 'step')} {' and '.join(said)}; {unverified:,} unverified (dashed).")
    draw_lineage(
        page,
        start,
        ways=dict.fromkeys({row.way for row in rows}, max(row.depth for row in rows)),
        relations={row.relation for row in rows} if controls.chosen.get("relation") else LINEAGE,
        nodes=[name for row in rows for name in (row.source, row.target)],
    )
    shown = [each for each in _COLUMNS if each.name != "way" or way == "both"]
    row = table(page, rows, shown, label="One step in detail", called="{Source} → {Target} · {Relation}", words={"way": _SIDES})
    if row is not None:
        show_claims(page, [row.claim or f"{row.relation} ({row.basis})"])
