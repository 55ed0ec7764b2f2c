"""A matrix on the page, as the site has it, and the claims behind the chosen cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote_plus, urlencode

import streamlit as st

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.explorer.results.links import Links
from codev.explorer.results.tables import frame
from codev.explorer.state.address import State, address
from codev.explorer.state.controls import widget_key
from codev.explorer.state.page import PageRun, kept, plain_markdown
from codev.explorer.state.session import go
from codev.explorer.widgets.drawn import draw, matrix_macros, reveal
from codev.explorer.widgets.question_boxes import answer_rows, draw_question
from codev.explorer.widgets.row_details import TABLE_ROWS_SHOWN, counted, panel, show_claims, table
from codev.limits.questions import FACET_VALUES_MAX
from codev.query import AnswerRow, Facets, Query, Rq1Cell, Rq2Cell, run
from codev.query.rows import Words
from codev.show.matrices import Cell, Matrix, question_matrix

_MARK = "\0"
"""Stands for the name of a cell while the address around it is made; no name has it."""


def draw_question_matrix(
    page: PageRun,
    row: type[Rq1Cell | Rq2Cell],
    columns: Mapping[str, str],
    *,
    model_address: Callable[[str], str | None] = lambda model: None,
) -> None:
    """Draw a question whose answer is a matrix: its boxes, the choice of columns, the matrix, and what is behind a cell.

    Args:
        page: The page.
        row: The type of the answer's rows.
        columns: What can stand across, by the row's field; by default the first.
        model_address: Returns where a model leads, for a matrix whose columns can be models.
    """
    draw_question(page)
    across = choose_columns(page, columns)
    rows = answer_rows(page, row)
    if rows:
        matrix = question_matrix(
            page.atlas,
            rows,
            across,
            address_of=cell_addresses(page),
            model_address=model_address,
            term_address=Links().term,
            is_exact="node" in page.controls.chosen.get("level", ()),
            is_whole=False,
            chosen=chosen_cell(page),
        )
        draw_matrix(page, matrix, rows)


def choose_columns(page: PageRun, columns: Mapping[str, str]) -> str:
    """Draw the choice between the columns of a matrix, and return what stands across.

    Args:
        page: The page.
        columns: What can stand across, by the row's field; by default the first.
    """
    return page.controls.few("across", "Columns", columns, default=next(iter(columns)), help="The others are summed up.")


def chosen_cell(page: PageRun) -> str:
    """Return the name of the chosen cell; addresses of old have an effect before it."""
    return next(iter(page.controls.chosen.get("cell", ())), "").rpartition("/")[2]


def cell_addresses(page: PageRun) -> Callable[[Cell], str]:
    """Return what gives the address of the page with a cell chosen.

    The address of the page is made once: a matrix has hundreds of cells.

    Args:
        page: The page.
    """
    before, after = _around_cell(page)
    return lambda cell: f"{before}{quote_plus(cell.name)}{after}"


def _around_cell(page: PageRun) -> tuple[str, str]:
    """Return the address of the page before and after the name of a cell."""
    values = {**page.controls.chosen, "cell": (_MARK,), "row": ()}
    made = urlencode(address(State(page.state.view, page.state.question, values)), doseq=True)
    before, name, after = made.partition(urlencode({"cell": _MARK}))
    return f"?{before}{name.removesuffix(quote_plus(_MARK))}", after


def matrix_html(page: PageRun, matrix: Matrix, make: Callable[[], str]) -> str:
    """Return a matrix of the page as HTML, from memory where it was shown before.

    Args:
        page: The page, whose address says all that the matrix depends on.
        matrix: The matrix.
        make: Makes the HTML.
    """
    return kept(page.atlas, ("matrix", *_around_cell(page), matrix.chosen), make, is_large=True)


def draw_matrix(page: PageRun, matrix: Matrix, rows: Sequence[AnswerRow], words: Words | None = None) -> None:
    """Draw a matrix of counts and what is behind the chosen cell.

    Args:
        page: The page.
        matrix: The matrix.
        rows: The cells of the question with all their axes.
        words: What the values of some fields are called, besides what the rows say.
    """
    macros = matrix_macros(page.atlas)
    draw(page, matrix_html(page, matrix, lambda: macros.question_table(matrix)), "matrix")
    if matrix.direction:
        draw(page, macros.question_note(matrix.direction), "note")
    draw_all_axes(page, rows, words)
    cell = take_chosen(page, matrix)
    if cell is None:
        return
    st.markdown(f"**{counted(len(cell.works), 'work')}, {counted(len(cell.claims), 'claim')}**")
    query = page.query()
    asked = asked_by_cell(page.atlas, query.facets if query is not None else Facets(), matrix, cell)
    if asked is not None:
        st.button(
            "Show these works with all facets",
            on_click=go,
            args=("works", asked),
            icon=":material/filter_alt:",
            key="cell_to_works",
        )
    else:
        st.caption("No choice of facets asks for exactly these works.")
    if len(cell.parts) > 1:
        row = table(page, list(cell.parts), label="One part of the cell", words=words)
        if row is not None:
            show_claims(page, row.claims)
            return
    show_claims(page, cell.claims)


def asked_by_cell(atlas: Atlas, facets: Facets, matrix: Matrix, cell: Cell) -> Mapping[str, tuple[str, ...]] | None:
    """Return the facets that ask for exactly the works of a cell.

    Its row and column, where these select the same works; the keys of these otherwise.  None where they are too many for that.

    Args:
        atlas: The knowledge base.
        facets: The facets that are chosen besides.
        matrix: The matrix.
        cell: The cell.
    """
    asked = {matrix.row_facet: (cell.row,), matrix.facet: (cell.column,)}
    own = {name: value for name, value in asked.items() if name}
    try:
        found = run(atlas, Query.build("works", **(facets.given() | own)))
    except WrongUseError:
        # A column such as that of the other models is no term.
        found = None
    if found is not None and set(found.works()) == set(cell.works):
        return own
    return {"work": cell.works} if len(cell.works) <= FACET_VALUES_MAX else None


def take_chosen(page: PageRun, matrix: Matrix) -> Cell | None:
    """Return the chosen cell with its name above what follows; None, with a hint, where none is chosen or it holds nothing.

    Args:
        page: The page.
        matrix: The matrix.
    """
    found = {cell.name: cell for cell in matrix.cells.values()}.get(matrix.chosen)
    page.controls.chosen["cell"] = (matrix.chosen,) if found is not None else ()
    st.session_state.pop(widget_key("cell"), None)
    if found is None:
        st.caption("Choose a cell to see its claims.")
        return None
    reveal(page, "cell")
    heads = {head.id: head.name for head in (*matrix.rows, *matrix.columns)}
    st.markdown(f"##### {plain_markdown(f'{heads.get(found.row, found.row)} × {heads.get(found.column, found.column)}')}")
    return found


def draw_all_axes(page: PageRun, rows: Sequence[AnswerRow], words: Words | None = None) -> None:
    """Draw the cells of a question with all their axes, as a table to open: for those who sort or search.

    Args:
        page: The page.
        rows: The cells of the question, before any are folded together.
        words: What the values of some fields are called, besides what the rows say.
    """
    with panel("All axes as a table", ":material/table:", f"same_{page.state.view.id}") as is_open:
        if not is_open:
            return
        data = frame(rows, (), page.namer, words)
        st.dataframe(data, hide_index=True, height="auto" if len(data) <= TABLE_ROWS_SHOWN else 460, alt="All axes as a table")
