"""Krippendorff's alpha and the distance of sets, against values printed where they were defined, and what must always hold."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.query.set_agreement import Values, jaccard, krippendorff_alpha, masi_distance, pairs_of

PRINTED = [
    # K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011: parts A, B and C; a full stop is a missing value.
    (("0100000010", "1110010000"), 0.095),
    (("aabbdcccedda", "babbbccceddd"), 0.692),
    (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    # https://en.wikipedia.org/wiki/Krippendorff%27s_alpha, "A computational example": the nominal alpha.
    ((".....34121133.3", "1.213343.......", "..21344.21133.4"), 0.691),
]
"""What each curator gave to the same things, a letter a thing, and the alpha that is printed."""


def one(letter: str) -> Values:
    """Return a set of one value."""
    return frozenset([letter])


@pytest.mark.parametrize(("rows", "alpha"), PRINTED)
def test_alpha_is_what_is_printed(rows: tuple[str, ...], alpha: float) -> None:
    units = [[one(letter) for letter in column if letter != "."] for column in zip(*rows, strict=True)]
    assert round(krippendorff_alpha(units) or 0, 3) == alpha


@pytest.mark.parametrize(
    ("one", "other", "overlap", "distance"),
    [
        ("ab", "ab", 1.0, 0.0),
        ("a", "ab", 1 / 2, 1 - 1 / 2 * 2 / 3),
        ("abc", "a", 1 / 3, 1 - 1 / 3 * 2 / 3),
        ("ab", "bc", 1 / 3, 1 - 1 / 3 * 1 / 3),
        ("a", "b", 0.0, 1.0),
        ("", "a", 0.0, 1.0),
        ("", "", 1.0, 0.0),
    ],
)
def test_a_part_is_nearer_than_an_overlap(one: str, other: str, overlap: float, distance: float) -> None:
    for a, b in itertools.permutations((frozenset(one), frozenset(other))):
        assert jaccard(a, b) == pytest.approx(overlap)
        assert masi_distance(a, b) == pytest.approx(distance)


def test_what_one_curator_alone_said_and_what_never_varies_says_nothing() -> None:
    agreed = [[one("a"), one("a")], [one("b"), one("b")]]
    assert krippendorff_alpha(agreed) == 1
    assert krippendorff_alpha([*agreed, [one("c")], []]) == 1
    assert krippendorff_alpha([[one("a"), one("a")], [one("a"), one("a")]]) is None
    assert krippendorff_alpha([[one("a")]]) is None
    assert krippendorff_alpha([]) is None


def test_every_two_of_three_curators_are_a_pair() -> None:
    a, b, c = one("a"), one("b"), one("c")
    assert list(pairs_of([[a, b, c], [b], [c, a]])) == [(a, b), (a, c), (b, c), (c, a)]


sets = st.frozensets(st.sampled_from("abcd"))
units = st.lists(st.lists(sets, min_size=1, max_size=3), max_size=8)


def by_definition(given_units: list[list[Values]]) -> float | None:
    """Return alpha as the definition has it, pair by pair: no value is counted beforehand."""
    kept = [unit for unit in given_units if len(unit) > 1]
    everything = [values for unit in kept for values in unit]
    n = len(everything)
    observed = sum(masi_distance(a, b) / (len(unit) - 1) for unit in kept for a, b in itertools.permutations(unit, 2))
    expected = sum(masi_distance(a, b) for a, b in itertools.permutations(everything, 2))
    return None if expected == 0 else 1 - (observed / n) / (expected / (n * (n - 1)))


@given(units)
def test_alpha_is_what_the_definition_says(given_units: list[list[Values]]) -> None:
    expected = by_definition(given_units)
    assert krippendorff_alpha(given_units) == (None if expected is None else pytest.approx(expected))


@given(units, st.randoms())
def test_the_order_of_things_and_curators_means_nothing(given_units: list[list[Values]], chance: object) -> None:
    mixed = [list(unit) for unit in given_units]
    for each in [*mixed, mixed]:
        chance.shuffle(each)  # type: ignore[attr-defined]
    expected = krippendorff_alpha(given_units)
    assert krippendorff_alpha(mixed) == (None if expected is None else pytest.approx(expected))
