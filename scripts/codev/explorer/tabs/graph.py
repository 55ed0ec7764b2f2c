"""The whole co-development graph in the site's own graph view."""

from __future__ import annotations

import streamlit as st

from codev.explorer.state.page import Page
from codev.explorer.state.view import View
from codev.explorer.widgets.graph_component import draw_graph, graph_view, whole_graph
from codev.explorer.widgets.picture import draw_chosen_thing


@View(id="graph", label="Graph", group="Graph", place=30, asks="How is everything connected?", extras=("graph",))
def show(page: Page) -> None:
    """Draw the tab."""
    view = graph_view()
    if view is None:
        st.info(
            "The graph view is built with the site and is not ready yet: run `make site`, or wait a moment and press R. "
            "Meanwhile, the tabs of lineage, paths and neighbours draw their own pictures.",
            icon=":material/hourglass_empty:",
        )
        return
    draw_graph(page, view, whole_graph(page.atlas))
    draw_chosen_thing(page)
