"""The names that are offered for one that nothing bears."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.did_you_mean import nearest

TYPING_ERRORS = [
    ("data-filtr", "data-filter"),
    ("evalution", "evaluation"),
    ("mutli-hop-reasoning-data", "multi-hop-reasoning-data"),
    ("synthsis", "synthesis"),
]


@pytest.mark.parametrize(("written", "meant"), TYPING_ERRORS)
def test_the_meant_name_comes_first(facts_atlas: Atlas, written: str, meant: str) -> None:
    assert nearest(written, facts_atlas.tree)[0] == meant


@pytest.mark.parametrize(
    ("written", "names", "meant"),
    [
        ("gtp", ["gpt", "gpt-2", "gpt-3", "gpt-4"], "gpt"),
        ("CLPI", ["clap-microsoft", "clip", "colpali"], "clip"),
        ("cvs", ["bibtex", "csv", "skos"], "csv"),
    ],
)
def test_exchanged_letters_of_a_short_name_are_seen_through(written: str, names: list[str], meant: str) -> None:
    assert nearest(written, names)[0] == meant


def test_short_names_of_other_letters_are_not_near() -> None:
    assert nearest("sam", ["bert", "clip", "vit"]) == ()
    assert nearest("ab", ["ac"]) == ()


def test_nothing_is_offered_for_something_else(facts_atlas: Atlas) -> None:
    assert nearest("qqqq", facts_atlas.tree) == ()


def test_a_very_long_name_is_cut() -> None:
    assert nearest("x" * 100_000, ["data-filter"]) == ()


def test_ties_are_in_alphabetical_order() -> None:
    assert nearest("ax", ["ay", "az", "ab"], limit=3) == tuple(sorted(nearest("ax", ["az", "ab", "ay"], limit=3)))
