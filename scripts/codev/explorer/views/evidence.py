"""Evidence: claims and origins that rest on less than one would wish, and how well each part of the taxonomy is founded."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from codev.explorer.page import Page, plain_markdown
from codev.explorer.parts import answer_rows, choose_question, counted, half_width, show_claims, show_work, table
from codev.graph import Relation
from codev.query import CoverageRow, EvidenceRow, Question
from codev.query.rows import columns
from codev.show.words import THIN_EVIDENCE

_KINDS = {kind: heading for kind, (heading, _) in THIN_EVIDENCE.items()}
_COLUMNS = columns(
    "statement", "work", "kinds=why the evidence is weak", "inferred=inferred fields", "evidence", "doubt", "subject=claim"
)


def show(page: Page) -> None:
    """Draw the tab."""
    choose_question(page, {Question.EVIDENCE.value: "Thin evidence", Question.COVERAGE.value: "Each part of the taxonomy"})
    if page.state.question is Question.COVERAGE:
        _show_coverage(page)
    else:
        _show_thin(page)


def _show_coverage(page: Page) -> None:
    """Draw how well each part is founded."""
    rows = answer_rows(page, CoverageRow, "The taxonomy has no approaches and roles.")
    if not rows:
        return
    st.caption(
        "Counts of claims. “Agreed” counts the works with two sources or more that at least one source classifies there, and "
        "how many of these all sources classify there."
    )
    settings = {"Node": st.column_config.Column(width=240), "Agreement": st.column_config.NumberColumn(format="percent")}
    row = table(page, rows, CoverageRow.columns, label="One part in detail", called="{Node}", settings=settings)
    if row is not None:
        show_claims(page, row.claims)


def _show_thin(page: Page) -> None:
    """Draw the claims and origins."""
    page.controls.one("kind", "Why the evidence is weak", _KINDS, placeholder="Any reason", box=half_width())
    rows = [_in_names(page, row) for row in answer_rows(page, EvidenceRow, "All of these claims have evidence that was seen.")]
    if not rows:
        return
    claims = sum(row.subject in page.atlas.claims for row in rows)
    st.caption(
        f"{counted(claims, 'claim')} of {len(page.atlas.claims):,} and {counted(len(rows) - claims, 'recalled origin')}. "
        "Comparing one with its paper is a very useful contribution."
    )
    row = table(page, rows, _COLUMNS, label="One of them in detail", called="{Statement}", words={"kinds": _KINDS})
    if row is None:
        return
    if row.subject in page.atlas.claims:
        show_claims(page, [row.subject])
        return
    st.info(plain_markdown(row.statement), icon=":material/psychology_alt:")
    if row.work is not None:
        show_work(page, row.work)


def _in_names(page: Page, row: EvidenceRow) -> EvidenceRow:
    """Return a row whose sentence has names where that of an origin has ids."""
    child, _, parent = row.subject.partition(f" {Relation.DERIVED_FROM.value} ")
    if not parent:
        return row
    return replace(row, statement=f"{page.namer.thing(child)} is made from {page.namer.thing(parent)}.")
