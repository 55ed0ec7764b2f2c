"""What the shared templates make, on the page: cards of works and claims, matrices and pictures, in one Streamlit component.

Streamlit's own HTML knows no pictures and loads the page anew for each link; the component shows both, and its links to other
states of the explorer are followed in the same visit.  Texts of entries are escaped by the templates and by `codev.show`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st
from jinja2 import Environment
from markupsafe import Markup

from codev.atlas import Atlas
from codev.explorer.results.links import Links
from codev.explorer.state.page import PageRun
from codev.explorer.widgets.markup import FOLDER
from codev.memory import made_once
from codev.model import Claim, Work
from codev.show import cards
from codev.show.apart import drawn_style, fitted
from codev.show.looks import style_sheet
from codev.show.record_cards import RecordCards

NAME = "codev_drawn"

REVEAL, REVEALED = "reveal", "revealed"
"""Session keys: the number of the click whose result shall come into view, and that of the last one that did."""

_lock = threading.Lock()


@made_once
def environment_of(atlas: Atlas) -> Environment:
    """Return what renders the shared templates of a knowledge base, and those of the explorer."""
    return cards.environment(atlas, FOLDER)


@made_once
def _cards(atlas: Atlas) -> RecordCards:
    """Return what makes cards."""
    return RecordCards(atlas, environment_of(atlas), Links())


@made_once
def matrix_macros(atlas: Atlas) -> Any:
    """Return the macros of matrices."""
    return cards.macros(environment_of(atlas), "_matrices.jinja")


def claims_html(atlas: Atlas, claims: Iterable[Claim]) -> Markup:
    """Return claims as cards, each with its work.

    Args:
        atlas: The knowledge base.
        claims: The claims.
    """
    return _cards(atlas).claims(claims)


def work_html(atlas: Atlas, work: Work, chosen: Iterable[str] = ()) -> Markup:
    """Return a work with all its claims.

    Args:
        atlas: The knowledge base.
        work: The work.
        chosen: The claims that a selection is about: shown first.
    """
    return _cards(atlas).work(work, chosen)


def artifact_html(atlas: Atlas, name: str) -> Markup | None:
    """Return a model or dataset with what is known of it; None for what is neither, and for a model as a work retrained it.

    Args:
        atlas: The knowledge base.
        name: Its name in the graph.
    """
    return _cards(atlas).artifact(name)


def draw(page: PageRun, html: str, name: str) -> None:
    """Draw what the shared templates made.

    Args:
        page: The page.
        html: The HTML, in which every text of an entry is escaped.
        name: What it is, once on a page.
    """
    key = f"{NAME}_{page.state.view.id}_{name}"
    _component()(
        key=key,
        data={"html": html, "scheme": "slate" if page.palette.dark else "default"},
        on_asked_change=lambda: follow(key),
    )


def ask_to_reveal() -> None:
    """Note that what a click leads to shall come into view."""
    st.session_state[REVEAL] = st.session_state.get(REVEALED, 0) + 1


def reveal(page: PageRun, name: str) -> None:
    """Mark the place where the result of a click begins; it comes into view where one was made.

    Args:
        page: The page.
        name: What it is, once on a page.
    """
    asked = st.session_state.pop(REVEAL, 0)
    if asked:
        st.session_state[REVEALED] = asked
    key = f"{NAME}_{page.state.view.id}_reveal_{name}"
    # What it tells after a restart of the server only makes the page run.
    _component()(key=key, data={"reveal": asked}, on_woke_change=lambda: None)


def follow(key: str) -> None:
    """Show the state that a link leads to; the callback of a component.

    Args:
        key: The component's session key.
    """
    asked = str(getattr(st.session_state.get(key), "asked", None) or "")
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(asked.removeprefix("?"), keep_blank_values=True, max_num_fields=300):
        values.setdefault(name, []).append(value)
    st.query_params.from_dict(values)
    ask_to_reveal()


def _component() -> Any:
    """Return the component, registered once."""
    with _lock:
        return _registered()


@cache
def _registered() -> Any:
    """Register the component."""
    own = (FOLDER / "drawn.css").read_text("utf-8")
    style = fitted("\n".join([style_sheet(), *cards.card_styles(), drawn_style(), own]))
    return st.components.v2.component(NAME, js=(FOLDER / "drawn.js").read_text("utf-8"), css=style)
