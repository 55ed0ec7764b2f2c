"""The frame of the page: groups and tabs, facets on the left where they apply, the open view, and what to take away.

Whatever goes wrong becomes a sentence on the page; the rest of the page stays.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from codev.errors import CodevError
from codev.explorer.launch import DATA_VARIABLE, ROOT_VARIABLE
from codev.explorer.results.options import resolver
from codev.explorer.state.address import State
from codev.explorer.state.controls import Controls, mark_changed
from codev.explorer.state.page import PageRun, lookups_of, plain_markdown, say_error
from codev.explorer.state.saved_queries import clean_name
from codev.explorer.state.session import ADDRESS, GROUP, PROBLEMS, SAVED, TABS, begin, finish, on_group, start_over
from codev.explorer.state.view import GROUPS, views
from codev.explorer.widgets.answer_downloads import draw_answer_downloads
from codev.explorer.widgets.drawn import reveal
from codev.explorer.widgets.facets import draw_chosen, draw_facets
from codev.explorer.widgets.markup import style
from codev.limits.interfaces import SAVED_NAME_CHARACTERS_MAX, SAVED_QUERIES_MAX
from codev.query import QUESTIONS
from codev.show.looks import LIGHT, Palette
from codev.show.source import AtlasSource, Loaded

_logger = logging.getLogger(__name__)

TITLE = "CoDev Atlas explorer"

SAVED_NAME = "saved_name"
"""Session key of the name under which a query is saved."""

SIDEBAR_PIXELS = 340
"""Wide enough for the names of most nodes; on a phone it is shut at first, and where no facet applies it is not there."""

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke-width="4">'
    f'<path d="M5 16a11 11 0 0 1 22 0" stroke="{LIGHT["d2m"]}"/>'
    f'<path d="M27 16a11 11 0 0 1-22 0" stroke="{LIGHT["m2d"]}"/></svg>'
)
"""The two directions as a circle; a named icon would be fetched from another host."""


@st.cache_resource(show_spinner=False)
def shared_source(root: str, data: str) -> AtlasSource:
    """Return the knowledge base that all visitors share.

    Args:
        root: The folder; this one where it is empty.
        data: A published SQLite file; none where it is empty.
    """
    return AtlasSource(Path(root) if root else None, Path(data) if data else None)


def draw_page() -> None:
    """Draw the whole page once."""
    st.set_page_config(page_title=TITLE, page_icon=ICON, layout="wide", menu_items={}, initial_sidebar_state=SIDEBAR_PIXELS)
    source = shared_source(os.environ.get(ROOT_VARIABLE, ""), os.environ.get(DATA_VARIABLE, ""))
    try:
        loaded = source.current()
    except CodevError as error:
        st.title(TITLE)
        say_error(error)
        return
    state = begin()
    palette = Palette(dark=st.context.theme.type == "dark")
    question = QUESTIONS.get(state.question)
    controls = Controls(state.values, resolver(loaded.atlas, question))
    page = PageRun(loaded, state, controls, palette, lookups_of(loaded.atlas))
    st.html(style(palette))
    st.logo(ICON, size="large")
    _draw_ways(page)
    taken = page.question.facets if state.question else ()
    if taken:
        with st.sidebar:
            draw_facets(page, taken)
    _draw_notices(loaded)
    top = st.container()
    st.markdown(f"#### {plain_markdown(question.sentence if question else state.view.asks)}")
    draw_chosen(page, taken)
    try:
        state.view.show(page)
        draw_answer_downloads(page)
        with top:
            # Where a click led elsewhere, its result begins here.
            reveal(page, "top")
    except CodevError as error:
        say_error(error)
    except Exception:
        # What is left is a mistake of ours: the terminal gets the traceback, the visitor a sentence and a way on.
        _logger.exception("the tab %s failed", state.view.id)
        st.error(
            "This did not work. It is our mistake, not yours. Press “Start over”, or open another tab.", icon=":material/error:"
        )
    st.caption(plain_markdown(f"Source: {source.label}"))
    finish(State(state.view, state.question, page.controls.chosen))


def _draw_ways(page: PageRun) -> None:
    """Draw the groups of tabs, and the tabs of the open group."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.segmented_control(
            "Part of the explorer", GROUPS, key=GROUP, required=True, on_change=on_group, label_visibility="collapsed"
        )
        with st.popover("Save", icon=":material/bookmark:"), st.form("save", clear_on_submit=True, border=False):
            st.text_input("Save what is on show under a name", key=SAVED_NAME, max_chars=SAVED_NAME_CHARACTERS_MAX)
            st.form_submit_button("Save", on_click=_save)
        st.button(
            "Start over", on_click=start_over, key="start_over", type="tertiary", help="Clears all choices of this visit."
        )
    labels = [view.label for view in views() if view.group == page.state.view.group]
    if len(labels) > 1:
        st.tabs(labels, key=TABS, on_change=mark_changed)


def _save() -> None:
    """Keep the address of the last run under the name that was given; the callback of the form."""
    name, saved = clean_name(st.session_state[SAVED_NAME]), st.session_state.setdefault(SAVED, {})
    if name and (name in saved or len(saved) < SAVED_QUERIES_MAX):
        saved[name] = urlencode(st.session_state[ADDRESS], doseq=True)
        st.toast(plain_markdown(f"Saved as “{name}”: the tab “Saved” has it."))


def _draw_notices(loaded: Loaded) -> None:
    """Say what in the address meant nothing, and why newer entries are not shown."""
    if loaded.notice:
        st.warning(
            plain_markdown(
                f"The entries have changed and cannot be read; this page shows the last good version. {loaded.notice}"
            ),
            icon=":material/edit_off:",
        )
    for problem in st.session_state.get(PROBLEMS, ()):
        st.warning(plain_markdown(problem), icon=":material/link_off:")
