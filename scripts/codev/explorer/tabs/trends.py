"""Trends: how many works and claims of what, year by year."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from codev.explorer.results.charts import OTHERS, term_colours, year_bars
from codev.explorer.state.page import Page
from codev.explorer.state.view import View
from codev.explorer.widgets.markup import legend
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, show_claims, table
from codev.query import TrendRow
from codev.query.facets import FACETS

SERIES_MAX = 7
"""So many colours can be told apart; what is rarer is drawn together as “others”, and stands by itself in the table."""


@View(id="trends", label="Trends", place=110, questions=("trends",))
def show(page: Page) -> None:
    """Draw the tab."""
    draw_question(page)
    rows = answer_rows(page, TrendRow)
    if not rows:
        return
    terms = {row.term for row in rows}
    st.caption(
        f"{counted(len(terms), 'term')} from {rows[0].year} to {rows[-1].year}, by the year of first publication. "
        "A work with several terms is counted once for each."
    )
    data = trend_frame(page, rows)
    st.altair_chart(year_bars(data, palette=page.palette), alt="Bars by year; the table below shows the same.")
    st.html(legend(term_colours(data["term"], palette=page.palette)))
    names = {term: _name(page, rows[0].by, term) for term in terms}
    row = table(page, rows, label="One year and term in detail", words={"term": names})
    if row is not None:
        show_claims(page, row.claims)


def trend_frame(page: Page, rows: list[TrendRow]) -> pd.DataFrame:
    """Return works by year and term, rare terms together.

    Args:
        page: The page.
        rows: The rows of the answer.
    """
    works: dict[str, set[str]] = {}
    for row in rows:
        works.setdefault(row.term, set()).update(row.works)
    often = sorted(works, key=lambda term: (-len(works[term]), term))[:SERIES_MAX]
    names = {term: _name(page, rows[0].by, term) for term in often}
    counted_works: dict[tuple[int, str], set[str]] = {}
    for row in rows:
        counted_works.setdefault((row.year, names.get(row.term, OTHERS)), set()).update(row.works)
    order = {name: number for number, name in enumerate([*names.values(), OTHERS])}
    keys = sorted(counted_works, key=lambda key: (order[key[1]], key[0]))
    return pd.DataFrame(
        {"year": [key[0] for key in keys], "term": [key[1] for key in keys], "works": [len(counted_works[key]) for key in keys]}
    )


def _name(page: Page, dimension: str, term: str) -> str:
    """Return the display name of a term that is followed."""
    if dimension in {"model", "dataset"}:
        return page.namer.artifact(dimension, term)
    if dimension in {"direction", "openness"}:
        return FACETS[dimension].names(page.atlas)[term]
    return page.namer.terms.get(term, term)
