"""The whole co-development graph in the site's own graph view."""

from __future__ import annotations

import streamlit as st

from codev.explorer.state.controls import PREFIX
from codev.explorer.state.page import PageRun, kept_answer
from codev.explorer.state.view import View
from codev.explorer.widgets.facets import draw_chosen
from codev.explorer.widgets.graph_component import choose_nothing, draw_graph, graph_view, whole_graph
from codev.explorer.widgets.picture import chosen_thing, draw_chosen_thing
from codev.explorer.widgets.row_details import counted
from codev.query import Query

NARROWED = f"{PREFIX}narrowed_by_graph"
"""Session key: the facet and the value that the graph has chosen; forgotten, as widgets are, where the address is a new one."""


@View(id="graph", label="Graph", group="Graph", place=30, asks="How is everything connected?", extras=("graph",))
def show(page: PageRun) -> None:
    """Draw the tab."""
    view = graph_view()
    if view is None:
        st.info(
            "The graph view is built with the site and is not ready yet: run `make site`, or wait a moment and press R. "
            "Meanwhile, the tabs of lineage, paths and neighbours draw their own pictures.",
            icon=":material/hourglass_empty:",
        )
        return
    _narrow(page)
    draw_graph(page, view, whole_graph(page.atlas))
    draw_chosen_thing(page)


def _narrow(page: PageRun) -> None:
    """Make the thing that is chosen in the graph a facet, which narrows every other tab, and draw it as what is chosen.

    One thing is chosen at a time: the next one takes its place.  Where the facet is taken away, here or in another tab, nothing
    is chosen in the graph either.
    """
    chosen, before = page.controls.chosen, st.session_state.get(NARROWED)
    facet, value = found = _facet_of(page)
    if before is not None and before[1] not in chosen.get(before[0], ()):
        before = None
        if found == st.session_state[NARROWED]:
            choose_nothing(page)
            facet, value = found = ("", "")
    if before is not None and before != found:
        chosen[before[0]] = tuple(each for each in chosen[before[0]] if each != before[1])
    st.session_state[NARROWED] = found if value else None
    if value:
        chosen[facet] = (value,)
        works = kept_answer(page.atlas, Query.build("works", **{facet: value})).works()
        st.caption(f"The other tabs show only what has to do with it: {counted(len(works), 'work')}.")
        draw_chosen(page, (facet,))


def _facet_of(page: PageRun) -> tuple[str, str]:
    """Return the facet that asks for what is chosen in the graph, and its value; empty texts where there is none."""
    facet, _, value = chosen_thing(page).partition(":")
    return (facet, value) if value in page.lookups.facets.get(facet, {}) else ("", "")
