"""The whole co-development graph in the site's own graph view."""

from __future__ import annotations

import streamlit as st

from codev.explorer.graph_component import draw_graph
from codev.explorer.graph_module import provided, whole_graph
from codev.explorer.page import Page


def show(page: Page) -> None:
    """Draw the tab."""
    module = provided()
    if module is None:
        st.info(
            "The graph view is made with the site and is not there yet: `make site` builds it, or wait a moment and press R. "
            "Lineages, paths and neighbours are drawn in their own tabs meanwhile.",
            icon=":material/hourglass_empty:",
        )
        return
    draw_graph(page, module, whole_graph(module, page.atlas))
