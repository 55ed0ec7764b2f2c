"""Disagreements: where the sources classify a work differently, and everything in doubt."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from codev.explorer.state.page import PageRun, plain_markdown
from codev.explorer.state.view import View
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_work, table
from codev.query import DisagreementRow
from codev.query.answers.disagreements import CLASSIFYING_SOURCES, KINDS

_EVERY_KIND = [column for column in DisagreementRow.columns if column.name in {"work", "kind", "text"}]
_CLASSIFICATIONS = [column for column in DisagreementRow.columns if column.name in {"work", *CLASSIFYING_SOURCES}]


@View(id="disagreements", label="Disagreements", group="Trust", place=20, questions=("disagreements",))
def show(page: PageRun) -> None:
    """Draw the tab."""
    draw_question(page)
    rows = [_in_names(page, row) for row in answer_rows(page, DisagreementRow)]
    if not rows:
        return
    numbers = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    said = ", ".join(f"{number:,} × {KINDS[kind][0].lower()}" for kind, number in numbers.items() if number)
    st.caption(plain_markdown(f"{counted(len(rows), 'row')} on {counted(len({row.work for row in rows}), 'work')}: {said}."))
    shown = _CLASSIFICATIONS if all(row.kind == "classification" for row in rows) else _EVERY_KIND
    called = "{Work}" if shown is _CLASSIFICATIONS else "{Work} · {Kind}"
    row = table(page, rows, shown, label="One of them in detail", called=called)
    if row is None:
        return
    if row.kind == "classification":
        _draw_sources(page, row)
    else:
        st.info(plain_markdown(row.text), icon=":material/balance:")
    show_work(page, row.work, [row.claim] if row.claim else ())


def _in_names(page: PageRun, row: DisagreementRow) -> DisagreementRow:
    """Return a row whose text has names where that on sources has ids."""
    if row.kind != "classification":
        return row
    said = ((title, getattr(row, field)) for field, (title, _) in CLASSIFYING_SOURCES.items())
    parts = [f"{title}: {', '.join(page.namer.terms.get(node, node) for node in nodes)}" for title, nodes in said if nodes]
    return replace(row, text="; ".join(parts) + ".")


def _draw_sources(page: PageRun, row: DisagreementRow) -> None:
    """Draw which source files the work under which subsection: a column a source, a mark where it says so."""
    speaking = {title: getattr(row, field) for field, (title, _) in CLASSIFYING_SOURCES.items() if getattr(row, field)}
    named = {node for nodes in speaking.values() for node in nodes}
    nodes = [node for node in page.atlas.tree.subsections if node in named]
    data = pd.DataFrame(
        {
            "Approach or role": [page.namer.terms.get(node, node) for node in nodes],
            **{title: ["✓" if node in found else "–" for node in nodes] for title, found in speaking.items()},
        }
    )
    st.dataframe(data, hide_index=True, alt="Which source classifies the work under which approach or role")
