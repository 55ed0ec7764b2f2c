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
            "The graph view is built with the site and is not ready yet: run `make site`, or wait a moment and press R. "
            "Meanwhile, the tabs of lineage, paths and neighbours draw their own pictures.",
            icon=":material/hourglass_empty:",
        )
        return
    draw_graph(page, module, whole_graph(module, page.atlas))
