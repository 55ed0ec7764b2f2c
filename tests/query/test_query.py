"""A query as data: JSON, URL form, round trips, and what is refused with one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.errors import CodevError, WrongUseError
from codev.query import QUESTIONS, Facets, Parameters, Query
from codev.query.query import MANY, NUMBERS
from saved_queries import SAVED

VALUES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(
    lambda text: text.strip() != ""
)
BOUNDS = {"depth": (1, 1000), "longest": (2, 6), "limit": (1, 1000)}


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """Draw a question with some of what it takes and all that it needs."""
    question = draw(st.sampled_from(list(QUESTIONS)))
    values: dict[str, Any] = {}
    names = QUESTIONS[question].takes
    for name in (draw(st.sets(st.sampled_from(names))) if names else set()) | set(QUESTIONS[question].needs):
        if name in NUMBERS:
            values[name] = draw(st.integers(*BOUNDS[name]))
        elif name in MANY:
            values[name] = draw(st.lists(VALUES, min_size=1, max_size=4))
        else:
            values[name] = draw(VALUES)
    return Query.build(question, **values)


@given(queries())
def test_a_query_is_the_same_after_its_url_and_its_json(query: Query) -> None:
    assert Query.from_url(query.to_url()) == query
    assert Query.from_json(query.to_json()) == query
    assert Query.from_url("?" + query.to_url()).to_url() == query.to_url()
    assert query.to_url().isascii()


@given(st.text(max_size=200))
def test_any_text_is_a_query_or_refused(text: str) -> None:
    for read in (Query.from_url, Query.from_json):
        try:
            query = read(text)
        except CodevError:
            continue
        assert Query.from_url(query.to_url()) == query


@pytest.mark.parametrize("url", SAVED)
def test_saved_queries_stand_in_their_canonical_form(url: str) -> None:
    assert Query.from_url(url).to_url() == url


EQUAL = [
    ("question=works&node=b&node=a", "node=a&question=works&node=b&node=a"),
    ("question=works&year=2023..2025&stage=finetune", "?year=2023..2025&stage=finetune&question=works"),
    ("question=works&text=a+b", "question=works&text=a%20b"),
    ("question=path&of=a&to=b", "to=b&of=a&question=path"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_what_means_the_same_has_one_form(one: str, other: str) -> None:
    assert Query.from_url(one) == Query.from_url(other)
    assert Query.from_url(one).to_url() == Query.from_url(other).to_url()


def test_a_page_that_answers_one_question_need_not_name_it() -> None:
    assert Query.from_url("node=data-filter", question="works") == Query.build("works", node="data-filter")
    assert Query.from_url("question=claims", question="works").question == "claims"


def test_json_has_the_shape_that_is_documented() -> None:
    query = Query.build("trends", by="stage", year=2024, node=["b", "a"])
    assert (
        query.to_json()
        == '{"question": "trends", "facets": {"node": ["a", "b"], "year": ["2024"]}, "parameters": {"by": "stage"}}'
    )
    assert Query.from_json('{"question": "loops"}') == Query.build("loops")
    assert Query.build("loops").to_json() == '{"question": "loops"}'


def test_facets_parameters_and_the_question_have_names_of_their_own() -> None:
    known = {*Facets.model_fields, *Parameters.model_fields}
    assert {name for question in QUESTIONS.values() for name in question.takes} == known
    assert not set(Facets.model_fields) & set(Parameters.model_fields), "the URL form is flat"
    assert "question" not in known


WRONG_URLS = [
    ("", "the query has no question; begin with question=works"),
    ("node=data-filter", "the query has no question"),
    ("question=", "no question ''"),
    ("question=wroks", "no question 'wroks'; did you mean works"),
    ("question=works&nod=x", "no facet or parameter 'nod'; did you mean node"),
    ("question=works&node=", "node: a value is needed (given '')"),
    ("question=works&of=clip", "the question works takes no of; it takes node, role"),
    ("question=loops&node=data-filter", "the question loops takes no node; it takes longest, limit"),
    ("question=lineage", "the question lineage needs 'of'"),
    ("question=path&of=clip", "the question path needs 'to'"),
    ("question=lineage&of=clip&of=llava", "of is given twice; give it once"),
    ("question=lineage&of=clip&depth=deep", "depth is a whole number, not 'deep'; write depth=3"),
    ("question=lineage&of=clip&depth=-1", "depth is a whole number, not '-1'"),
    ("question=lineage&of=clip&depth=0", "depth: the least is 1 (given '0')"),
    ("question=lineage&of=clip&depth=999999", "depth: the most is 1000 (given '999999')"),
    ("question=lineage&of=clip&depth=9999999999999", "depth is a whole number"),
    ("question=lineage&of=clip&depth=٣", "depth is a whole number"),
    ("question=works&text=" + "x" * 201, "text: at most 200 characters are possible"),
    ("question=works&text=%00", "text: control characters are not possible"),
    ("question=works&text=%ff", "the query string is not UTF-8, or has too many parts"),
    ("question=works" + "&node=a" * 600, "the query string is not UTF-8, or has too many parts"),
    ("question=works" + "".join(f"&node=n{number}" for number in range(51)), "node: given 51 times"),
    ("question=works&text=" + "x" * 10_000, "a query of 10020 characters is too long; write at most 8000"),
]


@pytest.mark.parametrize(("text", "message"), WRONG_URLS, ids=[case[0][:40] for case in WRONG_URLS])
def test_a_url_that_is_no_query_is_told_in_one_line(text: str, message: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        Query.from_url(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600


WRONG_JSON = [
    ("", "invalid JSON"),
    ("[]", "input should be"),
    ("{}", "question: field required"),
    ('{"question": "wroks"}', "no question 'wroks'; did you mean works?"),
    ('{"question": "works", "facet": {}}', "no part of a query 'facet'; did you mean facets?"),
    ('{"question": "works", "facets": {"nod": ["a"]}}', "no facet 'nod'; did you mean node"),
    ('{"question": "loops", "parameters": {"lenght": 3}}', "no parameter 'lenght'; there are"),
    ('{"question": "works", "facets": {"node": [3.5]}}', "node: input should be"),
    ('{"question": "lineage", "parameters": {"of": "clip", "depth": "3"}}', "depth: input should be a valid integer"),
    ('{"question": "loops", "facets": {"node": ["a"]}}', "the question loops takes no node"),
    ("{" * 9000, "a query of 9000 characters is too long"),
    ("[" * 7000, "invalid JSON"),
]


@pytest.mark.parametrize(("text", "message"), WRONG_JSON, ids=[case[0][:40] for case in WRONG_JSON])
def test_json_that_is_no_query_is_told_in_one_line(text: str, message: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        Query.from_json(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_not_asked_for_may_be_none_or_empty() -> None:
    assert Query.build("works", node=None, stage=[], model=()) == Query.build("works")
    with pytest.raises(WrongUseError, match="no facet or parameter 'knot'"):
        Query.build("works", knot=None)
