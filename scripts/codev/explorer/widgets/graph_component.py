"""The site's graph view on the page, as a Streamlit component whose state is part of the address.

The view is built with the site: `codev explore` names the folder in which its script and style are, or will be.  Without it
pictures are drawn in columns only.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from codev.atlas import Atlas
from codev.explorer.launch import VIEW_VARIABLE
from codev.explorer.results.links import Links
from codev.explorer.state.controls import mark_changed, widget_key
from codev.explorer.state.page import PageRun
from codev.explorer.widgets.drawn import follow
from codev.explorer.widgets.markup import FOLDER
from codev.limits.interfaces import GRAPH_QUERY_CHARACTERS_MAX, GRAPH_VERSIONS_MAX
from codev.memory import made_once
from codev.show.apart import fitted
from codev.show.graph_data import graph_data
from codev.show.graph_part import GraphData
from codev.show.looks import style_sheet

NAME = "codev_graph"

VIEW = "graph"
"""The part of the state that holds the view's query string."""

HELD = "graphs_held"
"""Session key: the versions of graphs that the browser holds."""

VERSION_LENGTH = 16
"""The letters of a version."""

_OWN_STYLE = """
.codev-graph{--codev-sans:var(--st-font);--cw-sans:var(--st-font);--cw-radius:2px;--codev-sticky-top:0rem;
color:var(--codev-ink);background:transparent}
.codev-graph *{box-sizing:border-box}
"""

_registered: dict[str, tuple[Any, Any]] = {}
_lock = threading.Lock()


def graph_view() -> tuple[str, str] | None:
    """Return script and style of the view, or None where it is not built (yet).

    The script alone is half a megabyte: it goes out in a component whose message never changes, and so is sent once.
    """
    folder = Path(os.environ.get(VIEW_VARIABLE) or os.devnull)
    try:
        script, *styles = ((folder / name).read_text("utf-8") for name in ("graph-view.js", "widgets.css", "graph.css"))
    except OSError:
        return None
    return f"{script}\nglobalThis.codevGraph = codevGraph;\nexport default function () {{}}", fitted(
        "\n".join([style_sheet(), *styles])
    ) + _OWN_STYLE


@made_once
def whole_graph(atlas: Atlas) -> GraphData:
    """Return the data of the whole graph, made once for a knowledge base."""
    return graph_data(atlas, Links().thing, with_claims=True)


def draw_graph(page: PageRun, view: tuple[str, str], data: GraphData, *, first: str = "") -> None:
    """Draw a graph that can be moved, searched and filtered.

    Args:
        page: The page.
        view: What `graph_view` returns.
        data: What to show.
        first: The query string where the state says nothing.
    """
    query = shown_query(page) or first
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    version = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    key = f"{NAME}_{page.state.view.id}"
    # The data go out once: with each later state of the view the browser tells which it holds.
    is_held = version in st.session_state.setdefault(HELD, set())
    code, graph = _components(*view)
    code(key=f"{key}_code", data={"brings": NAME})
    graph(
        key=key,
        data={
            "graph": "" if is_held else text,
            "query": query,
            "version": version,
            "scheme": "slate" if page.palette.dark else "default",
        },
        default={"told": {"query": query, "held": ""}},
        on_told_change=lambda: _take_told(key),
        on_lost_change=lambda: st.session_state.pop(HELD, None),
        on_asked_change=lambda: follow(key),
    )


def shown_query(page: PageRun) -> str:
    """Return the query string of the view: what it told, which wins over what the state says.

    Args:
        page: The page.
    """
    held = st.session_state.get(widget_key(VIEW))
    if held is not None:
        page.controls.chosen[VIEW] = (held,) if held else ()
    return next(iter(page.controls.chosen.get(VIEW, ())), "")


def choose_nothing(page: PageRun) -> None:
    """Let nothing be chosen in the view; the rest of what it shows stays.

    Args:
        page: The page.
    """
    parts = parse_qsl(shown_query(page), keep_blank_values=True)
    st.session_state[widget_key(VIEW)] = urlencode([part for part in parts if part[0] != "of"])


def _take_told(key: str) -> None:
    """Make the view's query string part of the state, and note which data the browser holds; the component's callback."""
    told = getattr(st.session_state.get(key), "told", None)
    said = told if isinstance(told, dict) else {}
    query = str(said.get("query") or "")[:GRAPH_QUERY_CHARACTERS_MAX]
    held: set[str] = st.session_state.setdefault(HELD, set())
    if len(held) >= GRAPH_VERSIONS_MAX:
        held.clear()
    held.add(str(said.get("held") or "")[:VERSION_LENGTH])
    # Not a widget, but kept like one: it wins over what the state says until the address changes.
    st.session_state[widget_key(VIEW)] = query
    mark_changed()


def _components(script: str, style: str) -> tuple[Any, Any]:
    """Return what brings the script and what shows a graph with it, registered once for each version of the view."""
    tie = (FOLDER / "graph.js").read_text("utf-8")
    version = hashlib.blake2b((script + tie + style).encode(), digest_size=6).hexdigest()
    with _lock:
        if version not in _registered:
            _registered.clear()
            component = st.components.v2.component
            code = component(f"{NAME}_code_{version}", js=script)
            _registered[version] = code, component(f"{NAME}_{version}", js=tie, css=style)
        return _registered[version]
