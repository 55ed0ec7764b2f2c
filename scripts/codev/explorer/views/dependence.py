"""Dependence: how much rests on a model, a family or a kind of access, and what was made with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import streamlit as st

from codev.explorer.charts import bars
from codev.explorer.page import Page, plain_markdown
from codev.explorer.parts import answer_rows, choose_question, counted, draw_examples, show_claims, table
from codev.explorer.picture import draw_paths
from codev.explorer.session import go
from codev.graph import LINEAGE, graph_of
from codev.model import Access
from codev.query import DependenceRow, FallRow, Query, Question
from codev.query.lineage import step_claims
from codev.query.rows import columns
from codev.show.words import LIMITS

_ACCESS = {access.value: access.value.replace("-", " ").capitalize() for access in Access}

_COLUMNS = columns("on", "access", "transitive=in all", "share", "direct=directly", "sole=on it alone")
_FALLS = columns("artifact", "kind=what it is", "depth=steps", "through", "introduced_by", "year")
_EXAMPLES = {"GPT-4": {"model": "gpt-4"}, "CLIP": {"model": "clip"}, "All closed models": {"access": "closed"}}

BARS_MAX = 15
"""So many models are drawn; the table has them all."""


def show(page: Page) -> None:
    """Draw the tab."""
    choose_question(page, {Question.DEPENDENCE.value: "How much rests on it", Question.FALLS.value: "What was made with it"})
    family, access = st.columns(2)
    page.controls.one("family", "Family of models", page.lookups.families, box=family, placeholder="None")
    page.controls.one("access", "Access", _ACCESS, box=access, placeholder="None")
    named = any(page.controls.chosen.get(name) for name in ("model", "family", "access"))
    if page.state.question is Question.FALLS and not named:
        st.info(
            "Choose models on the left, a family, or a kind of access to see what rests on them. For example:",
            icon=":material/arrow_upward:",
        )
        draw_examples(page, _EXAMPLES, page.lookups.facets["model"])
        return
    if named and not _draw_figures(page):
        return
    if page.state.question is Question.FALLS:
        _draw_falls(page, answer_rows(page, FallRow, "Nothing rests on it."))
    else:
        _draw_dependence(page, answer_rows(page, DependenceRow, "No model produces data."))


def _draw_figures(page: Page) -> bool:
    """Draw the key figures of each model, family or access that is named, and return whether all of them are known."""
    values = {name: page.controls.chosen.get(name, ()) for name in ("model", "family", "access")}
    query = Query.build(
        "dependence",
        model=list(values["model"]),
        family=next(iter(values["family"]), None),
        access=next(iter(values["access"]), None),
    )
    answer = page.answer(query)
    if answer is None:
        return False
    for row in answer.rows[:4]:
        if isinstance(row, DependenceRow):
            name, share, direct, sole = st.columns([2, 1, 1, 1])
            name.metric("On", plain_markdown(page.namer.on(row.on)))
            share.metric(
                "Datasets that rest on it", f"{row.share:.0%}", help=f"{row.transitive:,} of {row.of:,} that entries introduce."
            )
            direct.metric("Directly", f"{row.direct:,}", help="It produces them.")
            sole.metric("On it alone", f"{row.sole:,}", help="No other model takes part in producing them.")
    return True


def _draw_dependence(page: Page, rows: list[DependenceRow]) -> None:
    """Draw how much rests on what."""
    if not rows:
        return
    if len(rows) > 1:
        st.caption(
            f"{counted(len(rows), 'model')} that produce data, by the share of the {rows[0].of:,} introduced "
            "datasets that rest on each, directly or through other artifacts."
        )
        data = pd.DataFrame(
            {
                "model": [page.namer.thing(row.on) for row in rows[:BARS_MAX]],
                "datasets": [row.transitive for row in rows[:BARS_MAX]],
                "directly": [row.direct for row in rows[:BARS_MAX]],
            }
        )
        picture = bars(
            data,
            length="datasets",
            label="model",
            palette=page.palette,
            direction="model4data",
            title="introduced datasets that rest on it",
        )
        st.altair_chart(picture, alt="Bars: datasets that rest on each model; the table below shows the same.")
    settings = {
        "Share": st.column_config.NumberColumn(format="percent", help="Of the datasets that entries introduce."),
        "In all": st.column_config.NumberColumn(help="Introduced datasets that rest on it, directly or through others."),
        "Directly": st.column_config.NumberColumn(help="Introduced datasets that it produces."),
        "On it alone": st.column_config.NumberColumn(help="Of these, those that no other model takes part in producing."),
    }
    rounded = [replace(row, share=round(row.share, 3)) for row in rows]
    row = table(page, rounded, _COLUMNS, label="One of them in detail", called="{On}", settings=settings)
    if row is not None:
        name, _, value = row.on.partition(":")
        st.button(
            plain_markdown(f"What was made with {page.namer.on(row.on)}"),
            on_click=go,
            args=("falls", {"model": (), "family": (), "access": (), name: (value,)}),
            icon=":material/account_tree:",
            key="falls_of_row",
        )


def _draw_falls(page: Page, rows: list[FallRow]) -> None:
    """Draw what rests on it."""
    if not rows:
        return
    datasets = sum(row.kind == "dataset" for row in rows)
    st.caption(
        f"{counted(datasets, 'dataset')} and {counted(len(rows) - datasets, 'model')} were made with it, directly or through "
        f"other artifacts. Choose one to see the path. {LIMITS[Question.FALLS]}"
    )
    row = table(page, rows, _FALLS, label="One path in detail", called="{Artifact} · {What it is}")
    if row is not None:
        pairs = list(pairwise(row.through))
        graph = graph_of(page.atlas)
        draw_paths(page, [row.through])
        show_claims(page, [claim for pair in pairs for claim in step_claims(graph, *pair, LINEAGE)])
