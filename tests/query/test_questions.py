"""The rows of questions: parameters under former names go on to work wherever a query is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from codev.errors import WrongUseError
from codev.query import QUESTIONS, Facets, Parameters, Query, Question
from codev.query.answers.paths import PathRow
from codev.query.questions import Parameter


def question(*parameters: Parameter, **more: Any) -> Question:
    """Return a question that is not registered."""
    return Question(name="made-up", sentence="Is it so?", row=PathRow, examples={}, parameters=parameters, **more)


MADE = question(
    Parameter("new", "New", "It was renamed twice.", former_names=("older", "old")),
    Parameter("number", "Number", "It was renamed.", bounds=(1, 9), former_names=("count",)),
    Parameter("kept", "Kept", "It was not."),
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"kept": "a", "unknown": "b"}, {"kept": "a", "unknown": "b"}),
        ({"old": "a"}, {"new": "a"}),
        ({"older": "a", "count": 3}, {"new": "a", "number": 3}),
        ({"new": "a", "old": "a", "older": "a"}, {"new": "a"}),
        ({"old": ["a"], "new": ["a"]}, {"new": ["a"]}),
        ({"old": "a", "new": None}, {"new": "a"}),
        ({"new": "a", "old": None}, {"new": "a"}),
        ({"new": (), "old": "a", "older": []}, {"new": "a"}),
        ({"old": None}, {"new": None}),
    ],
)
def test_what_is_given_gets_its_present_names(given: dict[str, Any], expected: dict[str, Any]) -> None:
    assert MADE.with_present_names(given) == expected


@pytest.mark.parametrize(
    ("given", "former", "present"),
    [
        ({"new": "a", "old": "b"}, "old", "new"),
        ({"old": "b", "new": "a"}, "old", "new"),
        ({"older": "a", "old": "b"}, "older", "new"),
        ({"number": 0, "count": 1}, "count", "number"),
    ],
)
def test_two_names_with_different_values_are_refused(given: dict[str, Any], former: str, present: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        MADE.with_present_names(given)
    assert str(caught.value) == (
        f"{former} is the former name of {present}, and the two are given with different values; give {present} only"
    )


@pytest.mark.parametrize(
    "made",
    [
        question(Parameter("new", "", "", former_names=("kept",)), Parameter("kept", "", "")),
        question(Parameter("new", "", "", former_names=("node",)), facets=("node",)),
    ],
    ids=["of a parameter", "of a facet"],
)
def test_a_former_name_is_not_in_use(made: Question) -> None:
    with pytest.raises(ValueError, match="a name that is also a former one"):
        made(print)
    assert "made-up" not in QUESTIONS


def test_former_names_mean_one_thing_everywhere() -> None:
    former = {name for each in QUESTIONS.values() for name in each.former_names}
    assert former >= {"way"}
    assert not former & {*Facets.model_fields, *Parameters.model_fields, "question"}


READERS: dict[str, Callable[[str], Query]] = {
    "address": lambda name: Query.from_url(f"question=lineage&of=clip&{name}=down"),
    "page": lambda name: Query.from_url(f"?of=clip&{name}=down", question="lineage"),
    "pairs": lambda name: Query.from_pairs("lineage", [(name, "down"), ("of", "clip")]),
    "JSON": lambda name: Query.from_json(f'{{"question": "lineage", "parameters": {{"of": "clip", "{name}": "down"}}}}'),
    "Python": lambda name: Query.build("lineage", of="clip", **{name: "down"}),
}
"""Reads a query whose parameter is written under a name."""


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_query_with_a_former_name_is_the_same_query(read: Callable[[str], Query]) -> None:
    assert read("way") == read("edge_direction")
    assert read("way").to_url() == "question=lineage&of=clip&edge_direction=down"


CONTRADICTIONS: dict[str, Callable[[], Query]] = {
    "address": lambda: Query.from_url("question=path&of=a&to=b&way=up&edge_direction=down"),
    "JSON": lambda: Query.from_json(
        '{"question": "path", "parameters": {"of": "a", "to": "b", "edge_direction": "down", "way": "up"}}'
    ),
    "Python": lambda: Query.build("path", of="a", to="b", way="up", edge_direction="down"),
}


@pytest.mark.parametrize("read", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_query_that_contradicts_itself_is_told_in_one_line(read: Callable[[], Query]) -> None:
    with pytest.raises(WrongUseError) as caught:
        read()
    assert str(caught.value) == (
        "way is the former name of edge_direction, and the two are given with different values; give edge_direction only"
    )


def test_a_former_name_of_another_question_is_unknown() -> None:
    with pytest.raises(WrongUseError, match="no facet or parameter 'way'"):
        Query.build("works", way="up")
