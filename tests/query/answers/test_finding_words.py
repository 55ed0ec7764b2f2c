"""Words chosen from figures: tables of cases, and what holds for all numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.query.answers.findings.wording import change, is_or_are, leaders, listed, part, percent, portion, thousands

N = "\u202f"


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [
        (0, 0, "no share"),
        (0, 7, f"0{N}%"),
        (1, 1000, f"under 1{N}%"),
        (1, 3, f"33{N}%"),
        (2, 3, f"67{N}%"),
        (999, 1000, f"over 99{N}%"),
        (7, 7, f"100{N}%"),
    ],
)
def test_a_share_is_never_rounded_to_none_or_all(count: int, of: int, words: str) -> None:
    assert percent(count, of) == words


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_right_to_a_point(part: int, rest: int) -> None:
    whole = part + rest
    shown = percent(part, whole)
    assert shown != f"100{N}%"
    assert abs(int(shown.split()[0].replace("under", "0").replace("over", "99").split(N)[0]) - 100 * part / whole) <= 1


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        ((3, 10), (2, 10), f"up from 20{N}% in"),
        ((2, 10), (3, 10), f"down from 30{N}% in"),
        ((1, 3), (33, 100), "as in"),
        ((0, 10), (0, 20), "as in"),
        ((1, 10), (10, 100), "as in"),
        ((201, 400), (196, 400), f"up from 49{N}% in"),
    ],
)
def test_change_is_told_from_what_is_shown(now: tuple[int, int], then: tuple[int, int], words: str) -> None:
    assert change(now, then) == words


@pytest.mark.parametrize(
    ("count", "of", "word"),
    [(0, 4, "none"), (1, 4, "a minority"), (2, 4, "half"), (3, 4, "most"), (4, 4, "all"), (0, 0, "none")],
)
def test_a_part_is_called_most_only_over_half(count: int, of: int, word: str) -> None:
    assert portion(count, of) == word


@pytest.mark.parametrize(
    ("counts", "names"),
    [({}, []), ({"a": 0, "b": 0}, []), ({"a": 1, "b": 2}, ["b"]), ({"a": 2, "b": 1, "c": 2}, ["a", "c"])],
)
def test_who_leads_is_told_with_who_ties(counts: dict[str, float], names: list[str]) -> None:
    assert leaders(counts) == names


@pytest.mark.parametrize(
    ("names", "text", "verb"),
    [
        (["A"], "A", "is"),
        (["A", "B"], "A and B", "are"),
        (["A", "B", "C"], "A, B and C", "are"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 more", "are"),
    ],
)
def test_names_are_listed(names: list[str], text: str, verb: str) -> None:
    assert (listed(names), is_or_are(names)) == (text, verb)


def test_a_part_names_its_whole() -> None:
    assert thousands(1234567) == f"1{N}234{N}567"
    assert part(1200, 2400, "works") == f"1{N}200 of the 2{N}400 works (50{N}%)"
