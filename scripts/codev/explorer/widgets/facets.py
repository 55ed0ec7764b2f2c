"""The facets on the left: every facet of `codev.query.facets` that is offered, under the headings of its row."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from codev.explorer.results.options import Options
from codev.explorer.state.controls import Controls
from codev.query.facet_kinds import GROUPS, Facet
from codev.query.facets import FACETS


def draw_facets(controls: Controls, options: Mapping[str, Options], taken: Collection[str]) -> None:
    """Draw the facets that a question takes and leave their values in the controls.

    Args:
        controls: The state of the page.
        options: What `codev.explorer.results.options.facet_options` returns.
        taken: The facets that the question takes; the others keep their values unseen.
    """
    st.caption("Several values of one facet mean either of them; several facets mean all of them.")
    # A facet that is not offered, but asked for by an old address, is shown so that it can be taken away.
    offered = [FACETS[name] for name in taken if FACETS[name].group or controls.chosen.get(name)]
    for facet in offered:
        if facet.shape == "text":
            controls.text(facet.name, facet.label, help=facet.help, placeholder=facet.placeholder)
    for number, group in enumerate(GROUPS):
        members = [each for each in offered if (each.group or GROUPS[0]) == group and each.shape != "text"]
        if members:
            _draw_group(controls, options, number, members, is_alone=len(taken) < 4)


def _draw_group(
    controls: Controls, options: Mapping[str, Options], number: int, members: list[Facet], *, is_alone: bool
) -> None:
    """Draw the facets under one heading."""
    chosen = sum(bool(controls.chosen.get(each.name)) for each in members)
    title = f"{GROUPS[number]} · {chosen}" if chosen else GROUPS[number]
    # The key keeps a group open or shut while its title counts what is chosen in it.
    with st.expander(title, expanded=number == 0 or chosen > 0 or is_alone, key=f"facets_{number}"):
        for each in members:
            controls.many(
                each.name,
                each.label,
                options.get(each.name, {}),
                free=each.free,
                help=each.help,
                placeholder=each.placeholder,
            )
