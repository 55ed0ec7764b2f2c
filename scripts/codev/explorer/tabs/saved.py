"""The queries that were saved under names in this visit: open one, take them away as a file, or bring a file back."""

from __future__ import annotations

import streamlit as st

from codev.errors import WrongUseError
from codev.explorer.state.page import PageRun, plain_markdown, say_error
from codev.explorer.state.saved_queries import from_file, parameters_of, to_file
from codev.explorer.state.session import SAVED
from codev.explorer.state.view import View

FILE_KEY = "saved_file"
"""Session key of the file that is brought back."""


@View(id="saved", label="Saved", group="Tools", place=30, extras=(), asks="Which queries have I saved?")
def show(page: PageRun) -> None:
    """Draw the tab."""
    saved: dict[str, str] = st.session_state.get(SAVED, {})
    st.caption(
        "“Save” above keeps the query on show under a name, for this visit. Take the file away to keep them longer; "
        "`codev query ask` takes each query in it that is a question."
    )
    uploaded = st.file_uploader("Bring saved queries back", type=["json"], key=FILE_KEY)
    if uploaded is not None:
        _take_in(saved, uploaded.getvalue())
    if not saved:
        st.info("Nothing is saved yet.", icon=":material/bookmark:")
        return
    for number, (name, query) in enumerate(saved.items()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(plain_markdown(name), on_click=_open, args=(query,), key=f"saved_open_{number}")
            st.button("Remove", on_click=_remove, args=(name,), type="tertiary", key=f"saved_remove_{number}")
            st.caption(plain_markdown(query))
    st.download_button(
        "Take them away as a file",
        to_file(saved),
        file_name="codev-queries.json",
        mime="application/json",
        on_click="ignore",
        key="saved_download",
    )


def _take_in(saved: dict[str, str], raw: bytes) -> None:
    """Add the queries of a file; one of a name that is there already takes its place."""
    try:
        found, problems = from_file(raw)
    except WrongUseError as error:
        say_error(error)
        return
    for problem in problems:
        st.warning(plain_markdown(problem), icon=":material/link_off:")
    # A file stays in its box: a query of it that was removed since stays away.
    if st.session_state.get("saved_taken") != raw:
        st.session_state["saved_taken"] = raw
        saved |= found
        st.session_state[SAVED] = saved


def _open(query: str) -> None:
    """Show a saved query; the callback of its button."""
    st.query_params.from_dict(parameters_of(query))


def _remove(name: str) -> None:
    """Forget a saved query; the callback of its button."""
    st.session_state[SAVED].pop(name, None)
