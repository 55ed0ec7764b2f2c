"""The gaps map: which cells of approach or role × stage × modality are filled, thin, empty, or cannot be."""

from __future__ import annotations

import altair as alt
import streamlit as st

from codev.explorer.markup import legend
from codev.explorer.matrix import STATUS_SIGNS, fold_cells, folded_status, in_order
from codev.explorer.matrix_view import Axes, choose_cell, draw_heat_map, draw_same_table
from codev.explorer.page import Page, plain_markdown
from codev.explorer.parts import answer_rows, counted, show_claims, table
from codev.query import GapCell, Question
from codev.query.gaps import STATUSES
from codev.show.looks import Palette
from codev.show.words import GAP_STATES, LIMITS

STATUS_NAMES = {status: f"{name.capitalize()}: {meaning}" for status, (name, meaning) in GAP_STATES.items()}
"""How each status is called."""

STATUS_WORDS = {status: name for status, (name, _) in GAP_STATES.items()}
"""The same in a sentence."""

_LIGHT = {"filled": "#2C86BD", "thin": "#B7D7EA", "empty": "#FFF3D6", "not-applicable": "#E4E2DC"}
_DARK = {"filled": "#74B2D8", "thin": "#1F4F6E", "empty": "#4A3E1C", "not-applicable": "#262A30"}


def show(page: Page) -> None:
    """Draw the tab."""
    left, right = st.columns(2)
    across = page.controls.few(
        "across",
        "Columns",
        {"modality": "Modalities", "stage": "Stages"},
        default="modality",
        box=left,
        help="The other one is summed up.",
    )
    page.controls.one("status", "Only cells that are", STATUS_NAMES, placeholder="Anything", box=right)
    rows = answer_rows(page, GapCell, "No cell has all of this.")
    if not rows:
        return
    number = {status: sum(row.status == status for row in rows) for status in STATUSES}
    said = ", ".join(f"{number[status]:,} {STATUS_WORDS[status]}" for status in STATUSES)
    st.caption(f"{counted(len(rows), 'cell')} of approach or role × stage × modality: {said}. {LIMITS[Question.GAPS]}")
    cells = fold_cells(rows, lambda row: row.node, lambda row: row.stage if across == "stage" else row.modality)
    taxonomy = page.atlas.taxonomy
    vocabulary = taxonomy.stages if across == "stage" else taxonomy.modalities
    names = page.namer.terms
    axes = Axes(
        direction="data4model",
        rows=in_order((cell.row for cell in cells), list(page.atlas.tree)),
        columns=in_order((cell.column for cell in cells), [term.id for term in vocabulary]),
        row_name=lambda row: names.get(row, row),
        column_name=lambda column: names.get(column, column),
        words=("approach or role", across),
    )
    statuses = [STATUS_WORDS[folded_status(cell)] for cell in cells]
    draw_heat_map(
        page,
        cells,
        axes,
        colours=_colours(page.palette),
        light_text="datum.status == 'filled'",
        extra={
            "status": statuses,
            "shown": [STATUS_SIGNS[folded_status(cell)] or str(len(cell.works)) for cell in cells],
        },
        details=("status", "works"),
    )
    palette = _DARK if page.palette.dark else _LIGHT
    st.html(legend({name: palette[status] for status, name in STATUS_NAMES.items()}))
    draw_same_table(page, rows, GapCell.columns, {"status": STATUS_WORDS})
    cell = choose_cell(page, cells, axes)
    if cell is None:
        return
    reasons = dict.fromkeys(part.reason for part in cell.parts if part.reason)
    for reason in reasons:
        st.caption(plain_markdown(f"Not possible: {reason}"))
    row = table(page, list(cell.parts), GapCell.columns, label="One cell in detail", words={"status": STATUS_WORDS})
    show_claims(page, row.claims if row is not None else cell.claims)
    if any(part.contribute for part in cell.parts):
        st.caption("Do you know a work for an empty cell? `codev add --arxiv ID` writes its entry; the tab “Check” checks it.")


def _colours(palette: Palette) -> alt.Color:
    """Return the colours of the four statuses."""
    palette = _DARK if palette.dark else _LIGHT
    scale = alt.Scale(domain=[STATUS_WORDS[status] for status in STATUSES], range=[palette[status] for status in STATUSES])
    return alt.Color("status:N", scale=scale, legend=None)
