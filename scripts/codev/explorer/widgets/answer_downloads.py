"""The answer on show to download: files of its rows and works, and the query as command, Python and link."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from codev.errors import CodevError, WrongUseError
from codev.explorer.results.downloads import BIBLIOGRAPHIES, ROW_FORMATS, TOOL_FORMATS, DownloadFormat, file_name, works_behind
from codev.explorer.state.address import EXTRAS
from codev.explorer.state.page import PageRun, kept_answer, plain_markdown
from codev.explorer.state.session import go_to_tool
from codev.explorer.widgets.row_details import counted, panel
from codev.export.question_sql import question_sql
from codev.query import Query, Result, as_command, as_python

TAKEAWAY = "takeaway"
"""Session key of the panel."""


def draw_answer_downloads(page: PageRun) -> None:
    """Draw the downloads of the answer on show and the query in other words; nothing where there is no answer.

    Args:
        page: The page.
    """
    try:
        query = page.now().query()
        result = kept_answer(page.atlas, query) if query is not None else None
    except CodevError:
        # The view has said what is wrong.
        return
    if query is None or result is None:
        return
    st.divider()
    with panel("Download the answer, or ask the same question elsewhere", ":material/ios_share:", TAKEAWAY) as is_open:
        if not is_open:
            return
        works = works_behind(page.atlas, result)
        st.caption(f"The answer: {counted(len(result.rows), 'row')}")
        _draw_buttons(page, result, ROW_FORMATS)
        if works:
            st.caption(f"The {counted(len(works), 'work')} behind it")
            _draw_buttons(page, result, BIBLIOGRAPHIES)
            st.caption("The same works with their claims, models and data, in the formats of `codev export`")
            _draw_buttons(page, result, TOOL_FORMATS)
        command, python, sql, link = st.tabs(["Command", "Python", "SQL", "Query"])
        command.code(as_command(query, page.loaded.file), language="bash", wrap_lines=True)
        python.code(as_python(query, page.loaded.file), language="python", wrap_lines=True)
        with sql:
            _draw_sql(page, query)
        link.code(query.to_url(), language=None, wrap_lines=True)
        ask = f"codev query ask --data {page.loaded.file}" if page.loaded.file else "codev query ask"
        link.caption(plain_markdown(f"The same text after the ? of this page's address, on the site, and in {ask} '…'."))


def _draw_sql(page: PageRun, query: Query) -> None:
    """Draw the statement that gives the rows of the answer, and the way to the console; or why there is none."""
    try:
        statement = question_sql(page.atlas, query)
    except WrongUseError as error:
        st.caption(plain_markdown(f"{str(error)[:1].upper()}{str(error)[1:]}."))
        return
    st.code(statement, language="sql", wrap_lines=True)
    if len(statement) <= EXTRAS["sql"]:
        st.button("Open in the console", on_click=go_to_tool, args=("console", {"sql": statement}), key="answer_to_console")


def _draw_buttons(page: PageRun, result: Result, formats: Sequence[DownloadFormat]) -> None:
    """Draw a row of download buttons."""
    with st.container(horizontal=True):
        for each in formats:
            st.download_button(
                each.label,
                partial(each.make, page.atlas, result),
                file_name=file_name(result, each),
                mime=each.media_type,
                on_click="ignore",
                key=f"download_{'works' if each.of_works else 'rows'}_{each.id}",
            )
