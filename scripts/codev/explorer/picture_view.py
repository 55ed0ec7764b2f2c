"""A picture of artifacts and arrows on the page, with the words that explain it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import streamlit as st

from codev.atlas import Atlas
from codev.explorer.arrows import PICTURE_EDGES_MAX, Step, graph_source
from codev.explorer.controls import widget_key
from codev.explorer.graph_component import VIEW, draw_graph
from codev.explorer.graph_module import part_of, provided, whole_graph
from codev.explorer.page import Page
from codev.show.words import MARKS

PICTURES = {"layers": "In layers", "map": "As a map"}
"""How a part of the graph can be drawn: by Graphviz, from what was first to what came last, or by the site's graph view."""


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
    marked = list(centre)
    module = provided()
    # Where a tab draws a whole answer, its reader may prefer to move about in it.
    if module is not None and marked and atlas is None:
        picture = page.controls.few("picture", "Picture", PICTURES, default="layers")
        if picture == "map":
            names = {name for step in steps for name in (step.source, step.target)}
            data = part_of(whole_graph(module, page.atlas), names | set(marked), {step.relation for step in steps})
            draw_graph(page, module, data, first=urlencode({"of": marked[0]}))
            return
    page.controls.chosen[VIEW] = ()
    st.session_state.pop(widget_key(VIEW), None)
    with st.container(key=f"steps_{page.state.view.id}"):
        # In its own size: stretched, two boxes would shout and thirty whisper.
        st.graphviz_chart(
            graph_source(atlas or page.atlas, steps, palette=page.palette, centre=marked),
            width="content",
            alt=f"Graph of {len(steps)} arrows; the table below shows the same.",
        )
    cut = f" The nearest {PICTURE_EDGES_MAX} of {len(steps):,} arrows are drawn." if len(steps) > PICTURE_EDGES_MAX else ""
    st.caption(
        "■ model, ◆ dataset, ● work, ▲ taxonomy node. Blue: data train a model; vermilion: a model makes data; "
        f"grey: built from. Dashed: unverified. {MARKS['unverified'].meaning}{cut}"
    )
