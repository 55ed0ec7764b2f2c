"""The boxes of the SQL console that say what a chart draws: across, upwards, in which colour, and how rows come together.

They are parts of the state; an address that names no column of the result is as good as none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from codev.explorer.results.options import told_apart
from codev.explorer.results.sql_charts import (
    AGGREGATIONS,
    CHOICES,
    NO_COLOUR,
    ROWS,
    Choice,
    column_kinds,
    column_names,
    default_aggregation,
    default_choice,
)
from codev.explorer.state.controls import PREFIX, widget_key
from codev.explorer.state.page import PageRun

USUAL = f"{PREFIX}usual_"
"""Begins the session keys of what each box held the last time where nothing was chosen."""


def draw_choice(page: PageRun, data: pd.DataFrame, kind: str) -> Choice:
    """Draw the boxes that say what a chart draws; where nothing is chosen, the types of the columns say it.

    Args:
        page: The page.
        data: The result, with at least one row.
        kind: ``bars``, ``line`` or ``points``.
    """
    names = column_names(data)
    # Of another result the columns are others.
    page.controls.keep_for(names, "console", *CHOICES)
    kinds = column_kinds(data)
    columns = told_apart(names)
    numbers = {each: name for each, name in columns.items() if kinds[each] in {"number", "year"}}
    x, y, colour, how = st.columns(4)
    usual = default_choice(data, kind)
    choice = replace(usual, x=_pick(page, "x", "Across", columns, usual=usual.x, box=x))
    choice = replace(choice, y=_pick(page, "y", "Upwards", {**numbers, ROWS: "Number of rows"}, usual=usual.y, box=y))
    free = {NO_COLOUR: "None", **{each: name for each, name in columns.items() if kinds[each] != "number"}}
    choice = replace(choice, colour=_pick(page, "colour", "Colour", free, usual=usual.colour, box=colour))
    if choice.y == ROWS:
        page.controls.forget("how")
        return replace(choice, how="each")
    usual_how = default_aggregation(data, choice)
    return replace(choice, how=_pick(page, "how", "Rows at one place", AGGREGATIONS, usual=usual_how, box=how))


def _pick(page: PageRun, name: str, label: str, options: Mapping[str, str], *, usual: str, box: DeltaGenerator) -> str:
    """Draw one of the boxes; until the visitor chooses something else, it follows what is usual for the rest of the choice."""
    held, before = st.session_state.get(widget_key(name)), st.session_state.get(f"{USUAL}{name}")
    if held not in options or held == before != usual:
        st.session_state.pop(widget_key(name), None)
    if next(iter(page.controls.chosen.get(name, ())), "") not in options:
        page.controls.chosen[name] = ()
    st.session_state[f"{USUAL}{name}"] = usual
    return page.controls.one(name, label, options, default=usual, box=box)
