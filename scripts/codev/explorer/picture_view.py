"""A picture of artifacts and arrows on the page, with the words that explain it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from codev.atlas import Atlas
from codev.explorer.page import Page
from codev.explorer.pictures import PICTURE_EDGES_MAX, Step, graph_source


def draw_steps(page: Page, steps: Sequence[Step], *, centre: Iterable[str] = (), atlas: Atlas | None = None) -> None:
    """Draw arrows between artifacts; the table below the picture holds the same.

    Args:
        page: The page.
        steps: The arrows, the most important first.
        centre: The artifacts to set off.
        atlas: Where the artifacts are, if not in the knowledge base of the page.
    """
    if not steps:
        return
    st.graphviz_chart(
        graph_source(atlas or page.atlas, steps, looks=page.looks, centre=centre),
        width="stretch",
        alt=f"Graph of {len(steps)} arrows; the table below holds the same.",
    )
    cut = f" The nearest {PICTURE_EDGES_MAX} of {len(steps):,} arrows are drawn." if len(steps) > PICTURE_EDGES_MAX else ""
    st.caption(
        "Models are ellipses, datasets cylinders. Blue: data train a model; vermilion: a model makes data; grey: built from. "
        f"Dashed: unverified.{cut}"
    )
