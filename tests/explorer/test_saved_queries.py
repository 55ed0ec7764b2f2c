"""Queries under names: written and read back, hostile files, and the page around them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.errors import WrongUseError
from codev.explorer.shell import SAVED_NAME
from codev.explorer.state.saved_queries import clean_name, from_file, to_file
from codev.explorer.state.session import SAVED
from codev.limits.interfaces import SAVED_NAME_CHARACTERS_MAX, SAVED_QUERIES_MAX
from explorer.conftest import OpenPage, said
from explorer.test_app import switch

SAVED_QUERIES = {
    "Data filters": "question=works&node=data-filter",
    "Quotes “and” <tags>": "question=lineage&of=dataset%3Asharegpt4v&row=2",
    "Years": "view=console&sql=SELECT+1&chart=bars",
}


def test_what_is_written_is_read_back() -> None:
    assert from_file(to_file(SAVED_QUERIES).encode()) == (SAVED_QUERIES, [])


@pytest.mark.parametrize("raw", [b"", b"\xff", b"{}", b"1", b"[" * 100_000, b"null", b'"question=works"'])
def test_a_file_without_a_list_is_refused(raw: bytes) -> None:
    with pytest.raises(WrongUseError, match="the file"):
        from_file(raw)


@pytest.mark.parametrize(
    "entry",
    [
        3,
        {},
        {"name": "x"},
        {"name": 1, "query": "question=works"},
        {"name": " \x00", "query": "question=works"},
        {"name": "x", "query": "question=wroks"},
        {"name": "x", "query": "question=works&colour=blue"},
        {"name": "x", "query": "&".join(["node=a"] * 1000)},
        {"name": "x", "query": "q" * 20_000},
    ],
)
def test_what_is_no_query_is_left_out_and_the_rest_stays(entry: object) -> None:
    good = {"name": "Works", "query": "question=works"}
    found, problems = from_file(json.dumps([entry, good]).encode())
    assert found == {"Works": "question=works"}
    assert len(problems) == 1
    assert "Query 1" in problems[0]


def test_too_many_are_cut_and_it_is_said() -> None:
    many = [{"name": f"n{number}", "query": "question=works"} for number in range(SAVED_QUERIES_MAX + 1)]
    found, problems = from_file(json.dumps(many).encode())
    assert len(found) == SAVED_QUERIES_MAX
    assert problems == [f"The file holds {SAVED_QUERIES_MAX + 1} queries; the first {SAVED_QUERIES_MAX} were read."]


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ("way=down", "&edge_direction=down"),
        ("edge_direction=down", "&edge_direction=down"),
        ("way=up&edge_direction=down", None),
    ],
)
def test_a_query_that_was_saved_with_a_former_name_is_read(parameter: str, expected: str | None) -> None:
    before = "question=lineage&of=clip"
    found, problems = from_file(json.dumps([{"name": "Made with CLIP", "query": f"{before}&{parameter}"}]).encode())
    assert found == ({} if expected is None else {"Made with CLIP": before + expected})
    assert len(problems) == (expected is None)


@given(st.text())
def test_a_name_can_be_shown(text: str) -> None:
    name = clean_name(text)
    assert len(name) <= SAVED_NAME_CHARACTERS_MAX
    assert name.isprintable()
    assert clean_name(name) == name


def test_a_query_is_saved_opened_kept_over_a_new_start_and_removed(open_page: OpenPage) -> None:
    page = open_page("question=works&node=data-filter")
    page.text_input(key=SAVED_NAME).set_value("My filters")
    next(each for each in page.button if each.label == "Save").click().run()
    assert page.session_state[SAVED] == {"My filters": "question=works&node=data-filter"}
    page.button(key="start_over").click().run()
    switch(page, "Saved")
    assert "question=works&node=data-filter" in said(page)
    page.button(key="saved_open_0").click().run()
    assert page.query_params["node"] in ("data-filter", ["data-filter"])
    switch(page, "Saved")
    page.button(key="saved_remove_0").click().run()
    assert page.session_state[SAVED] == {}
    assert "Nothing is saved yet" in said(page)
