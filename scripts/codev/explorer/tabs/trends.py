"""Trends: how many works and claims of what, year by year."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from codev.explorer.results.charts import OTHERS, term_colours, year_lines
from codev.explorer.state.page import PageRun
from codev.explorer.state.view import View
from codev.explorer.widgets.markup import legend
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import counted, draw_row_chart, show_claims, table
from codev.query import TrendRow
from codev.query.facets import FACETS

SERIES_MAX = 7
"""So many colours can be told apart; what is rarer is drawn together as “others”, and stands by itself in the table."""


HEIGHTS = {"numbers": "Numbers", "shares": "Shares"}
"""What the height of a line says."""


@View(id="trends", label="Trends", group="Questions", place=70, questions=("trends",), extras=("row", "sort", "chart"))
def show(page: PageRun) -> None:
    """Draw the tab."""
    draw_question(page)
    rows = answer_rows(page, TrendRow)
    if not rows:
        return
    terms = {row.term for row in rows}
    data = trend_frame(page, rows)
    st.caption(
        f"{counted(len(terms), 'term')} from {rows[0].year} to {rows[-1].year}, by the year of first publication. "
        "A work with several terms is counted once for each. A share divides by the works of its year that are counted here, "
        f"{int(data.drop_duplicates('year')['of'].sum()):,} in all."
    )
    is_share = page.controls.few("chart", "Drawn are", HEIGHTS, default="numbers") == "shares"
    picture = year_lines(data, palette=page.palette, is_share=is_share)
    draw_row_chart(page, picture, alt_text="Lines by year; a point chooses its row of the table below, which has the numbers.")
    st.html(legend(term_colours(data["term"], palette=page.palette)))
    names = {term: _name(page, rows[0].by, term) for term in terms}
    row = table(page, rows, label="One year and term in detail", words={"term": names})
    if row is not None:
        show_claims(page, row.claims)


def trend_frame(page: PageRun, rows: list[TrendRow]) -> pd.DataFrame:
    """Return works by term and year, each work once, and their share of the year's works; rare terms together.

    Years without a work are there with none, so that no line passes over them; their share is missing.  Each line says which
    row it stands for, unless it stands for several.

    Args:
        page: The page.
        rows: The rows of the answer.
    """
    works: dict[str, set[str]] = {}
    of: dict[int, set[str]] = {}
    for row in rows:
        works.setdefault(row.term, set()).update(row.works)
        of.setdefault(row.year, set()).update(row.works)
    often = sorted(works, key=lambda term: (-len(works[term]), term))[:SERIES_MAX]
    names = {term: _name(page, rows[0].by, term) for term in often}
    found: dict[tuple[str, int], set[str]] = {}
    for row in rows:
        found.setdefault((names.get(row.term, OTHERS), row.year), set()).update(row.works)
    series = [*names.values(), *([OTHERS] if len(works) > len(often) else [])]
    years = range(min(of), max(of) + 1)
    places = {(names.get(row.term), row.year): str(number) for number, row in enumerate(rows, 1)}
    lines = [
        (year, name, len(found.get((name, year), ())), len(of.get(year, ())), places.get((name, year), ""))
        for name in series
        for year in years
    ]
    data = pd.DataFrame(lines, columns=["year", "term", "works", "of", "row"])
    return data.assign(share=data["works"] / data["of"].where(data["of"] > 0))


def _name(page: PageRun, dimension: str, term: str) -> str:
    """Return the display name of a term that is followed."""
    if dimension in {"model", "dataset"}:
        return page.namer.artifact(dimension, term)
    if dimension in {"direction", "openness"}:
        return FACETS[dimension].names(page.atlas)[term]
    return page.namer.terms.get(term, term)
