"""Dependence: how much rests on a model, a family or a kind of access, and what was made with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import streamlit as st

from codev.explorer.results.charts import bars
from codev.explorer.state.page import PageRun, kept_of_rows, plain_markdown
from codev.explorer.state.session import go
from codev.explorer.state.view import View
from codev.explorer.widgets.picture import draw_paths
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, draw_row_chart, show_claims, table
from codev.graph import LINEAGE, graph_of
from codev.query import DependenceRow, FallRow, Query
from codev.query.answers.lineage import step_claims

BARS_MAX = 15
"""So many models are drawn; the table has them all."""


@View(id="dependence", label="Dependence", group="Questions", place=40, questions=("dependence", "falls"))
def show(page: PageRun) -> None:
    """Draw the tab."""
    if not draw_question(page):
        return
    if any(page.controls.chosen.get(name) for name in page.question.takes) and not _draw_figures(page):
        return
    if page.question.name == "falls":
        _draw_falls(page, answer_rows(page, FallRow))
    else:
        _draw_dependence(page, answer_rows(page, DependenceRow))


def _draw_figures(page: PageRun) -> bool:
    """Draw the key figures of each model, family or access that is named, and return whether all of them are known."""
    values = {name: page.controls.chosen.get(name, ()) for name in ("model", "year", "family", "access")}
    query = Query.build(
        "dependence",
        model=list(values["model"]),
        year=list(values["year"]),
        family=next(iter(values["family"]), None),
        access=next(iter(values["access"]), None),
    )
    answer = page.answer(query)
    if answer is None:
        return False
    for row in answer.rows[:4]:
        if isinstance(row, DependenceRow):
            name, share, recorded, direct, sole = st.columns([2, 2, 2, 1, 1])
            name.metric("On", plain_markdown(page.namer.on(row.on)))
            share.metric(f"Of {counted(row.of, 'introduced dataset')}", f"{row.share:.0%}", help=_help(row))
            recorded.metric(f"Of {row.recorded:,} with a recorded origin", f"{row.share_of_recorded:.0%}", help=_help(row))
            direct.metric("Directly", f"{row.direct:,}", help="It produces them.")
            sole.metric("On it alone", f"{row.sole:,}", help="No other model takes part in producing them.")
    return True


def _help(row: DependenceRow) -> str:
    """Return what both shares count, and why there are two."""
    return (
        f"{row.transitive:,} datasets rest on it. Of {row.of - row.recorded:,} of the {row.of:,} datasets that entries "
        "introduce no origin is recorded: they can rest on nothing, so that the first share is the least that it can be."
    )


def _draw_dependence(page: PageRun, rows: list[DependenceRow]) -> None:
    """Draw how much rests on what."""
    if not rows:
        return
    if len(rows) > 1:
        st.caption(
            f"{counted(len(rows), 'model')} that produce data, by how many of the {rows[0].of:,} introduced datasets rest on "
            f"each, directly or through other artifacts. Of {rows[0].recorded:,} of these datasets an origin is recorded."
        )
        data = pd.DataFrame(
            {
                "model": [page.namer.thing(row.on) for row in rows[:BARS_MAX]],
                "datasets": [row.transitive for row in rows[:BARS_MAX]],
                "directly": [row.direct for row in rows[:BARS_MAX]],
                "row": [str(number) for number in range(1, min(len(rows), BARS_MAX) + 1)],
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
        draw_row_chart(page, picture, alt_text="Bars: datasets that rest on each model; a bar chooses its row below.")
    settings = {
        "Share": st.column_config.NumberColumn(format="percent", help="Of all datasets that entries introduce."),
        "Share of recorded": st.column_config.NumberColumn(
            format="percent", help="Of the introduced datasets with a recorded origin."
        ),
        "In all": st.column_config.NumberColumn(help="Introduced datasets that rest on it, directly or through others."),
        "Directly": st.column_config.NumberColumn(help="Introduced datasets that it produces."),
        "On it alone": st.column_config.NumberColumn(help="Of these, those that no other model takes part in producing."),
    }
    rounded = kept_of_rows(page.atlas, rows, "rounded", lambda: [_rounded(row) for row in rows])
    row = table(page, rounded, label="One of them in detail", called="{On}", settings=settings)
    if row is not None:
        name, _, value = row.on.partition(":")
        st.button(
            plain_markdown(f"What was made with {page.namer.on(row.on)}"),
            on_click=go,
            args=("falls", {"model": (), "family": (), "access": (), name: (value,)}),
            icon=":material/account_tree:",
            key="falls_of_row",
        )


def _rounded(row: DependenceRow) -> DependenceRow:
    """Return a row with shares that can be read."""
    return replace(row, share=round(row.share, 3), share_of_recorded=round(row.share_of_recorded, 3))


def _draw_falls(page: PageRun, rows: list[FallRow]) -> None:
    """Draw what rests on it."""
    if not rows:
        return
    datasets = sum(row.kind == "dataset" for row in rows)
    st.caption(
        f"{counted(datasets, 'dataset')} and {counted(len(rows) - datasets, 'model')} were made with it, directly or through "
        f"other artifacts. Choose one to see the path. {page.question.limits}"
    )
    row = table(page, rows, label="One path in detail", called="{Artifact} · {What it is}")
    if row is not None:
        pairs = list(pairwise(row.through))
        graph = graph_of(page.atlas)
        draw_paths(page, [row.through])
        show_claims(page, [claim for pair in pairs for claim in step_claims(graph, *pair, LINEAGE)])
