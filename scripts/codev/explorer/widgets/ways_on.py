"""From a thing that is looked at to what else can be asked of it: buttons that keep the visit."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from codev.explorer.state.page import PageRun, plain_markdown
from codev.explorer.state.session import go, own_values
from codev.query.answers.compare import THINGS_MAX

Ways = Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]]
"""A question with its values, by what stands on the button."""


def ways_on(page: PageRun, name: str) -> Ways:
    """Return what can be asked of a thing.

    Args:
        page: The page.
        name: A work, model, dataset or node by its name in the graph.
    """
    kind, _, thing_id = name.partition(":")
    of = {"of": (name,)}
    if kind == "node":
        return {"Its works": ("works", {"node": (thing_id,)}), "Its neighbours": ("neighbours", of)}
    if kind == "work":
        found: dict[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
            "Its claims": ("claims", {"work": (thing_id,)}),
            "Similar works": ("similar", {"of": (thing_id,)}),
        }
    else:
        found = {"Its lineage": ("lineage", of)}
        if thing_id in (page.atlas.models if kind == "model" else page.atlas.datasets):
            found = {"Works that name it": ("works", {kind: (thing_id,)}), **found}
    found["Its neighbours"] = ("neighbours", of)
    compared = tuple(each for each in own_values("compare").get("things", ()) if each != name)
    things = (*compared[: THINGS_MAX - 1], name)
    label = "Compare it" if len(things) == 1 else f"Compare it with {' and '.join(map(page.namer.thing, things[:-1]))}"
    return {**found, label: ("compare", {"things": things})}


def draw_ways_on(page: PageRun, name: str) -> None:
    """Draw the buttons for a thing that is looked at.

    Args:
        page: The page.
        name: The thing by its name in the graph.
    """
    with st.container(horizontal=True, gap="small"):
        for number, (label, (question, values)) in enumerate(ways_on(page, name).items()):
            st.button(plain_markdown(label), on_click=go, args=(question, values), key=f"way_{name}_{number}")
