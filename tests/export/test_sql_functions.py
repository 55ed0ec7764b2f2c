"""Functions in place of SQLite's own: the same results, in time that grows with the input only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.export.sql_functions import install_functions

CALLS = [
    "instr('abcabc', 'c')",
    "instr('abc', 'x')",
    "instr('abc', '')",
    "instr(NULL, 'a')",
    "instr(x'00ff00', x'ff')",
    "instr(12345, 34)",
    "instr(1.5, '.')",
    "replace('aXbX', 'X', '--')",
    "replace('abc', '', 'x')",
    "replace('abc', 'b', NULL)",
    "replace(1212, 2, 0)",
    "trim('xxaxx', 'x')",
    "ltrim('xyxa', 'xy')",
    "rtrim('axyx', 'xy')",
    "trim('a', NULL)",
    "trim('aaa', '')",
    "trim('  a ')",
    "trim(110, 0)",
    "replace(1e20, 'e', 'E')",
    "replace(0.1, '.', ',')",
    "replace(1e15, 'e', 'E')",
    "replace(-1.25e-7, 'e', 'E')",
    "replace(9e999, 'f', 'F')",
    "instr(123456789.123456789, '.')",
]


@pytest.fixture(scope="module")
def connections() -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """SQLite as it is, and with our functions."""
    with closing(sqlite3.connect(":memory:")) as own, closing(sqlite3.connect(":memory:")) as ours:
        install_functions(ours)
        yield own, ours


@pytest.mark.parametrize("call", CALLS)
def test_like_sqlite(connections: tuple[sqlite3.Connection, sqlite3.Connection], call: str) -> None:
    own, ours = (connection.execute(f"SELECT {call}, typeof({call})").fetchall() for connection in connections)
    assert ours == own


_SHORT = st.text(st.sampled_from("abé中 "), max_size=6)


@given(whole=_SHORT, part=_SHORT, new=_SHORT)
def test_any_text_like_sqlite(
    connections: tuple[sqlite3.Connection, sqlite3.Connection], whole: str, part: str, new: str
) -> None:
    query = "SELECT instr(:w, :p), replace(:w, :p, :n), trim(:w, :p), ltrim(:w, :p), rtrim(:w, :p)"
    own, ours = (connection.execute(query, {"w": whole, "p": part, "n": new}).fetchall() for connection in connections)
    assert ours == own


def test_many_letters_to_strip_are_refused(connections: tuple[sqlite3.Connection, sqlite3.Connection]) -> None:
    letters = "".join(map(chr, range(1000, 1200)))
    with pytest.raises(sqlite3.OperationalError):
        connections[1].execute("SELECT trim('a', ?)", (letters,)).fetchall()
