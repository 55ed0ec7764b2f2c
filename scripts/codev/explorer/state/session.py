"""Streamlit's session and address bar around the state of the page.

At the beginning of a run the state comes from the address where that is new (the first visit, a pasted link, the back button)
and from the widgets otherwise; at the end the address is written if the state is another one.  A change by the visitor wins
over the address, which the browser may not have caught up with; a step back or forward wins over what the widgets hold.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from codev.explorer.state.address import State, address, read_address
from codev.explorer.state.controls import CHANGED, PREFIX, mark_changed, widget_key
from codev.explorer.state.view import View, views
from codev.query import Facets

ADDRESS = "address"
"""Session key: the address that the last run wrote or read."""

VALUES = "values"
"""Session key: facets, parameters and extras, also those whose widgets are not on the page."""

VIEW_ID = "view_id"
"""Session key: the tab."""

OWN = "own_values"
"""Session key: the parameters and extras of the tabs that are not open."""

QUESTIONS = "questions"
"""Session key: the question that is chosen in each tab."""

PROBLEMS = "problems"
"""Session key: what in the address meant nothing; told until the visitor goes on."""

SAVED = "saved_queries"
"""Session key: addresses of queries by the names under which they were saved."""

TABS = "tabs"
"""Session key of the tabs' widget, which holds a label."""

GROUP = "group"
"""Session key of the buttons of the groups of tabs."""

LAST = "last_tabs"
"""Session key: the label of the tab that was open the last time, by group."""


def begin() -> State:
    """Return what this run shows."""
    session = st.session_state
    here = {name: st.query_params.get_all(name) for name in st.query_params}
    changed = session.pop(CHANGED, False)
    # With a step back the browser may send what its widgets held before the last run: that is no change by the visitor.
    context = get_script_run_ctx()
    is_step = context is not None and context.is_history_navigation
    if ADDRESS not in session or (here != session[ADDRESS] and (is_step or not changed)):
        state, problems = read_address(here)
        for key in [key for key in session if str(key).startswith(PREFIX)]:
            del session[key]
        session[ADDRESS] = here
        session[PROBLEMS] = problems
        remember(state)
        return state
    if _follow_tab() or changed:
        session[PROBLEMS] = ()
    return recall()


def recall() -> State:
    """Return the state that the session remembers."""
    view = next(each for each in views() if each.id == st.session_state[VIEW_ID])
    _remember_group(view)
    return State(view, question_of(view), st.session_state[VALUES])


def remember(state: State) -> None:
    """Keep a state in the session."""
    session = st.session_state
    session[VIEW_ID] = state.view.id
    session[TABS] = state.view.label
    _remember_group(state.view)
    session[VALUES] = dict(state.values)
    questions: dict[str, str] = session.setdefault(QUESTIONS, {})
    if state.question:
        questions[state.view.id] = state.question


def _remember_group(view: View) -> None:
    """Keep which tab of its group is open."""
    st.session_state[GROUP] = view.group
    st.session_state.setdefault(LAST, {})[view.group] = view.label


def on_group() -> None:
    """Go to the tab of a group that was open the last time, or its first one; the callback of the groups' buttons."""
    group = st.session_state[GROUP]
    first = next(view.label for view in views() if view.group == group)
    st.session_state[TABS] = st.session_state[LAST].get(group, first)
    mark_changed()


def question_of(view: View) -> str:
    """Return the question that is chosen in a tab; its first one where none is, and nothing for a tool."""
    chosen = str(st.session_state.get(QUESTIONS, {}).get(view.id))
    return chosen if chosen in view.questions else next(iter(view.questions), "")


def finish(state: State) -> None:
    """Keep the state at the end of a run and write its address, which also makes an entry in the browser's history.

    Args:
        state: What the run showed.
    """
    session = st.session_state
    session[VALUES] = dict(state.values)
    wanted = address(state)
    if wanted != session[ADDRESS] or wanted != {name: st.query_params.get_all(name) for name in st.query_params}:
        session[ADDRESS] = wanted
        st.query_params.from_dict(wanted)


def _follow_tab() -> bool:
    """Go to the tab that was clicked, and return whether it is another one.

    Facets go along; what else a tab asks for stays with it and is there again when the visitor comes back.
    """
    session = st.session_state
    label = session.get(TABS)
    target = next((view.id for view in views() if view.label == label), session[VIEW_ID])
    if target == session[VIEW_ID]:
        return False
    _change_view(target)
    return True


def _change_view(target: str) -> None:
    """Put away what only the open tab knows, and take out what the next one knew when it was left.

    Args:
        target: The tab to open.
    """
    session = st.session_state
    values: dict[str, tuple[str, ...]] = session[VALUES]
    own = {name: value for name, value in values.items() if name not in Facets.model_fields}
    kept: dict[str, dict[str, tuple[str, ...]]] = session.setdefault(OWN, {})
    kept[session[VIEW_ID]] = own
    arriving = kept.get(target, {})
    if not arriving and {target, session[VIEW_ID]} == {"lineage", "paths"}:
        arriving = {name: value for name, value in own.items() if name == "of"}
    for name in {*own, *arriving}:
        session.pop(widget_key(name), None)
    session[VALUES] = {name: value for name, value in values.items() if name not in own} | arriving
    session[VIEW_ID] = target


def own_values(view_id: str) -> Mapping[str, tuple[str, ...]]:
    """Return the parameters and extras of a tab, as they were when it was left.

    Args:
        view_id: The tab.
    """
    kept: dict[str, Mapping[str, tuple[str, ...]]] = st.session_state.get(OWN, {})
    return kept.get(view_id, {})


def on_question(view_id: str, key: str) -> None:
    """Take the question that was chosen in a tab; the callback of its buttons."""
    st.session_state[QUESTIONS][view_id] = st.session_state[key]
    st.session_state[CHANGED] = True


def go(question: str, values: Mapping[str, tuple[str, ...]]) -> None:
    """Show something else in the same visit: what the buttons in the views call.

    Args:
        question: What is asked.
        values: Its facets and parameters, empty to take one away; others keep theirs.
    """
    state, _ = read_address({"question": [question], **{name: list(value) for name, value in values.items()}})
    if state.view.id != st.session_state[VIEW_ID]:
        _change_view(state.view.id)
    merged = dict(st.session_state[VALUES]) | {name: state.values.get(name, ()) for name in values}
    for name in values:
        st.session_state.pop(widget_key(name), None)
    remember(State(state.view, state.question, merged))
    st.session_state[CHANGED] = True


def go_to_tool(view_id: str, values: Mapping[str, str]) -> None:
    """Show a tool in the same visit.

    Args:
        view_id: Its tab.
        values: What its address says besides; the rest of what it knew is forgotten.
    """
    st.session_state.get(OWN, {}).pop(view_id, None)
    st.query_params.from_dict({"view": [view_id], **{name: [value] for name, value in values.items()}})


def clear_facets(names: tuple[str, ...]) -> None:
    """Empty the given facets; the callback of "Clear the facets"."""
    for name in names:
        st.session_state.pop(widget_key(name), None)
        st.session_state[VALUES].pop(name, None)
    st.session_state[CHANGED] = True


def take_away(name: str, value: str) -> None:
    """Take one value out of a facet; the callback of the buttons above the results."""
    left = tuple(each for each in st.session_state[VALUES].get(name, ()) if each != value)
    clear_facets((name,))
    st.session_state[VALUES][name] = left


def start_over() -> None:
    """Forget everything about this visit but the queries that were saved; the callback of "Start over"."""
    saved = st.session_state.get(SAVED, {})
    st.session_state.clear()
    st.session_state[SAVED] = saved
    st.query_params.clear()
