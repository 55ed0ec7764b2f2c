"""The facets on the left, each value with what it would leave; and above the results what is chosen, taken away at a click.

Every facet of `codev.query.facets` that is offered stands under the heading of its row.  Where a facet names nothing there are
no numbers: the view says what is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from codev.errors import WrongUseError
from codev.explorer.results.options import Options
from codev.explorer.state.controls import NOTE, Controls, mark_changed
from codev.explorer.state.page import PageRun, kept, plain_markdown
from codev.explorer.state.session import clear_facets, take_away
from codev.query import Facets, Query
from codev.query.facet_counts import Counts, facet_counts
from codev.query.facet_kinds import GROUPS, Facet
from codev.query.facets import FACETS
from codev.query.questions import ALL_FACETS

DIRECTIONS = {"rq1": "data4model", "rq2": "model4data"}
"""The direction whose claims alone a question is about."""

GROUP_KEY = "facets_"
"""Begins the session key of a group; its number follows."""

ALIASES_MAX = 3
"""So many other names of a value are written behind it, where they are found as somebody types."""


def draw_facets(page: PageRun, taken: Collection[str]) -> None:
    """Draw the facets that a question takes and leave their values in the controls.

    Args:
        page: The page.
        taken: The facets that the question takes; the others keep their values unseen.
    """
    controls, counts = page.controls, _counts(page, taken)
    unit = "claims" if page.question.name == "claims" else "works"
    said = "Several values of one facet mean either of them; several facets mean all of them."
    st.caption(f"{said} A number says how many {unit} a value would leave." if counts else said)
    # A facet that is not offered, but asked for by an old address, is shown so that it can be taken away.
    offered = [FACETS[name] for name in taken if FACETS[name].group or controls.chosen.get(name)]
    for facet in offered:
        if facet.shape == "text":
            controls.text(facet.name, facet.label, help=facet.help, placeholder=facet.placeholder)
    for number, group in enumerate(GROUPS):
        members = [each for each in offered if (each.group or GROUPS[0]) == group and each.shape != "text"]
        if members:
            options = {each.name: _options(page, each, counts.get(each.name)) for each in members}
            _draw_group(controls, options, number, members, is_alone=len(taken) < 4)


def _counts(page: PageRun, taken: Collection[str]) -> Counts:
    """Return how much each value would leave; nothing where the question is not about works or claims with any facets."""
    if len(taken) < len(ALL_FACETS):
        return {}
    name = page.question.name
    try:
        facets = Facets.of(**{each: held for each in taken if (held := page.controls.held(each))})
        if name in DIRECTIONS and not facets.direction:
            facets = Facets.of(**facets.given(), direction=DIRECTIONS[name])
        key = f"counts of {name == 'claims'}: {Query(question='works', facets=facets).to_url()}"
        return kept(page.atlas, key, lambda: facet_counts(page.atlas, facets, of_claims=name == "claims"))
    except WrongUseError:
        return {}


def _options(page: PageRun, facet: Facet, counts: Mapping[str, int] | None) -> Options:
    """Return what can be chosen in a facet: values with their number, those that leave nothing last, and other names."""
    names = page.lookups.facets.get(facet.name, {})
    if counts is None:
        return names
    chosen, aliases = page.controls.held(facet.name), page.lookups.aliases.get(facet.name, {})
    order = sorted(names, key=lambda value: not counts.get(value, 0))
    return {
        value: names[value]
        if value in chosen
        else NOTE.join((names[value], f"{counts.get(value, 0):,}", *aliases.get(value, ())[:ALIASES_MAX]))
        for value in order
    }


def _draw_group(
    controls: Controls, options: Mapping[str, Options], number: int, members: list[Facet], *, is_alone: bool
) -> None:
    """Draw the facets under one heading; those of a shut group are drawn, and sent, once it is opened."""
    chosen = sum(bool(controls.chosen.get(each.name)) for each in members)
    title = f"{GROUPS[number]} · {chosen}" if chosen else GROUPS[number]
    # The key keeps a group open or shut while its title counts what is chosen in it.
    is_open = number == 0 or chosen > 0 or is_alone
    group = st.expander(title, expanded=is_open, key=f"{GROUP_KEY}{number}", on_change=mark_changed)
    with group:
        for each in members if group.open else ():
            controls.many(
                each.name,
                each.label,
                options[each.name],
                free=each.free,
                help=each.help,
                placeholder=each.placeholder,
            )


def draw_chosen(page: PageRun, taken: Collection[str]) -> None:
    """Draw what is chosen in the facets, each value as a button that takes it away.

    Args:
        page: The page.
        taken: The facets that the question takes.
    """
    active = {name: values for name in taken if (values := page.controls.chosen.get(name, ()))}
    if not active:
        return
    with st.container(horizontal=True, gap="small"):
        for name, values in active.items():
            names = page.lookups.facets.get(name, {})
            for number, value in enumerate(values):
                st.button(
                    plain_markdown(f"{FACETS[name].label}: {names.get(value, value)}"),
                    icon=":material/close:",
                    help="Take this away",
                    on_click=take_away,
                    args=(name, value),
                    key=f"chosen_{name}_{number}",
                )
        st.button("Clear the facets", on_click=clear_facets, args=(tuple(active),), type="tertiary", key="clear_facets")
