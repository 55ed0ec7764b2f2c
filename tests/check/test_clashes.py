"""Clashes are told of from every side, in one pass."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from codev.check.clashes import clashes


@dataclass(eq=False)
class Thing:
    """Something with an owner and a value."""

    owner: str
    value: int | None


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        ("", []),
        ("a1 b2", []),
        ("a1 b1", ["a b", "b a"]),
        ("a1 a1", []),
        ("a1 a1 b1", ["a b", "a b", "b a"]),
        ("a0 b0", []),
        ("a1 b1 c1 d2", ["a b", "b a", "c a"]),
    ],
)
def test_clashes(things: str, expected: list[str]) -> None:
    listed = [Thing(text[0], int(text[1]) or None) for text in things.split()]
    found = clashes(listed, lambda thing: thing.value, lambda thing: thing.owner)
    assert [f"{thing.owner} {other.owner}" for thing, other in found] == expected
