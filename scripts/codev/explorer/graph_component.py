"""The site's graph view on the page, as a Streamlit component whose state is part of the address."""

from __future__ import annotations

import hashlib
import threading
from typing import Any

import streamlit as st

from codev.explorer.controls import mark_changed, widget_key
from codev.explorer.graph_module import (
    QUERY_LENGTH_MAX,
    GraphData,
    GraphModule,
    component_script,
    component_style,
    encode,
)
from codev.explorer.page import Page

NAME = "codev_graph"

VIEW = "graph"
"""The part of the state that holds the view's query string."""

_registered: dict[str, Any] = {}
_lock = threading.Lock()


def draw_graph(page: Page, module: GraphModule, data: GraphData, *, first: str = "") -> None:
    """Draw a graph that can be moved, searched and filtered.

    Args:
        page: The page.
        module: The site's graph view.
        data: What to show.
        first: The query string where the state says nothing.
    """
    held = st.session_state.get(widget_key(VIEW))
    if held is not None:
        page.controls.chosen[VIEW] = (held,) if held else ()
    query = next(iter(page.controls.chosen.get(VIEW, ())), first)
    text = encode(data)
    version = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    key = f"{NAME}_{page.state.view.id}"
    _component(module)(
        key=key,
        data={
            "graph": text,
            "query": query,
            "version": version,
            "scheme": "slate" if page.palette.dark else "default",
        },
        default={"query": query},
        on_query_change=lambda: _take_query(key),
    )


def _take_query(key: str) -> None:
    """Make the view's query string part of the state; the component's callback."""
    told = st.session_state.get(key)
    query = str(getattr(told, "query", "") or "")[:QUERY_LENGTH_MAX]
    # Not a widget, but kept like one: it wins over what the state says until the address changes.
    st.session_state[widget_key(VIEW)] = query
    mark_changed()


def _component(module: GraphModule) -> Any:
    """Return the component, registered once for each version of the view."""
    script, style = component_script(module), component_style(module)
    version = hashlib.blake2b((script + style).encode(), digest_size=6).hexdigest()
    with _lock:
        if version not in _registered:
            _registered.clear()
            _registered[version] = st.components.v2.component(f"{NAME}_{version}", js=script, css=style)
        return _registered[version]
