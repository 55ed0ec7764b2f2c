"""States and addresses: what is written is read back, and whatever else an address holds is said in words."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codev.explorer.state.address import EXTRAS, State, address, read_address, start, taken
from codev.explorer.state.view import USUAL_EXTRAS, View, views
from codev.query import QUESTIONS, Facets, Query
from codev.query.query import NUMBERS

WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
RANGES = {"depth": (1, 1000), "longest": (2, 6), "limit": (1, 1000)}


VIEWS = views()
"""Every tab, imported before the clock of a test runs."""


@st.composite
def states(draw: st.DrawFn) -> State:
    """Draw a state whose values make a query, or lack what it needs."""
    view = draw(st.sampled_from(VIEWS))
    question = draw(st.sampled_from(view.questions)) if view.questions else ""
    values: dict[str, tuple[str, ...]] = {}
    names = taken(question) if question else ()
    for name in draw(st.lists(st.sampled_from(names), unique=True)) if names else ():
        if name in RANGES:
            values[name] = (str(draw(st.integers(*RANGES[name]))),)
        elif name in Facets.model_fields or name == "relation":
            values[name] = tuple(sorted(draw(st.sets(WORDS, min_size=1, max_size=3))))
        else:
            values[name] = (draw(WORDS),)
    for name in draw(st.lists(st.sampled_from(view.extras or USUAL_EXTRAS), unique=True)):
        if name in view.extras:
            values[name] = (draw(WORDS)[: EXTRAS[name]],)
    return State(view, question, values)


# The table of letters that the words are drawn from is made at the first draw, which takes a second on a busy machine.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(states())
def test_every_state_is_read_back_from_its_address(state: State) -> None:
    written = address(state)
    again, problems = read_address(written)
    assert problems == ()
    assert again == state
    assert address(again) == written


@given(states())
def test_the_address_begins_with_the_canonical_query(state: State) -> None:
    query = state.query()
    if query is None:
        return
    extras = {name: value for name, value in address(state).items() if name in EXTRAS}
    shared = {name: value for name, value in address(state).items() if name not in EXTRAS}
    assert Query.from_url(urlencode(shared, doseq=True)) == query
    assert list(address(state)) == [*shared, *extras]


@given(st.dictionaries(st.text(max_size=20), st.lists(st.text(max_size=300), max_size=4), max_size=12))
def test_no_address_is_an_error(parameters: dict[str, list[str]]) -> None:
    state, problems = read_address(parameters)
    again, later = read_address(address(state))
    assert later == ()
    assert again == state
    assert all(problem.endswith(("?", ".")) for problem in problems)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"question": ["wroks"]}, "Did you mean works?"),
        ({"view": ["consol"]}, "Did you mean console?"),
        ({"nod": ["data-filter"]}, "Did you mean node?"),
        ({"question": ["lineage"], "node": ["x"]}, "no facet or parameter 'node' here"),
        ({"question": ["lineage"], "of": ["a", "b"]}, "of is given 2 times"),
        ({"question": ["lineage"], "of": ["a"], "depth": ["two"]}, "'two' is not a whole number"),
        ({"question": ["lineage"], "of": ["a"], "depth": ["0"]}, "depth"),
        ({"node": ["x" * 201]}, "201 characters"),
        ({"node": ["a\x00b"]}, "control characters"),
        ({"node": [f"n{number}" for number in range(60)]}, "the first 50 are used"),
        ({"node": [f"n{number}" for number in range(400)]}, "too many parts"),
    ],
)
def test_what_means_nothing_is_said(parameters: dict[str, list[str]], said: str) -> None:
    state, problems = read_address(parameters)
    assert any(said in problem for problem in problems), problems
    assert state.query() is not None or state.missing() or not state.question


@pytest.mark.parametrize(
    ("parameters", "direction", "said"),
    [
        ({"way": ["down"]}, ["down"], ""),
        ({"edge_direction": ["down"], "way": ["down"]}, ["down"], ""),
        ({"edge_direction": ["down"], "way": ["up"]}, ["down"], "way is the former name of edge_direction"),
        ({"way": ["up"], "edge_direction": ["down"]}, ["down"], "way is the former name of edge_direction"),
    ],
)
@pytest.mark.parametrize("question", [{"question": ["lineage"]}, {"view": ["lineage"]}], ids=["question", "tab"])
def test_a_link_with_a_former_name_shows_the_same(
    question: dict[str, list[str]], parameters: dict[str, list[str]], direction: list[str], said: str
) -> None:
    state, problems = read_address({**question, "of": ["clip"], **parameters})
    assert address(state) == {"question": ["lineage"], "of": ["clip"], "edge_direction": direction}
    assert len(problems) == bool(said)
    assert all(said in problem for problem in problems)


def test_an_address_without_a_question_means_the_first_screen_or_works_with_its_facets() -> None:
    assert address(start({})) == {"view": ["start"]}
    assert read_address({}) == (start({}), ())
    state, problems = read_address({"node": ["data-filter"]})
    assert (address(state), problems) == ({"question": ["works"], "node": ["data-filter"]}, ())


def test_what_a_question_needs_is_missing_until_it_is_chosen() -> None:
    waiting = {name: question.needs for name, question in QUESTIONS.items() if question.needs}
    assert {"lineage", "path"} <= set(waiting)
    for question, needed in waiting.items():
        state, _ = read_address({"question": [question]})
        assert state.missing() == needed
        assert state.query() is None
        assert address(state) == {"question": [question]}


def test_numbers_and_extras_do_not_share_names_with_facets() -> None:
    known = {*Facets.model_fields, *(name for question in QUESTIONS for name in taken(question))}
    former = {name for question in QUESTIONS.values() for name in question.former_names}
    assert not (known | former) & set(EXTRAS)
    assert set(NUMBERS) <= known
    assert {name for view in views() for name in view.extras} | {"view"} == set(EXTRAS)


def test_a_view_says_all_about_itself_once() -> None:
    assert [view.id for view in views()][:2] == ["start", "selection"]
    with pytest.raises(ValueError, match="the tab rq1"):
        View(id="rq1", label="Again", group="Works", place=1)(print)
    with pytest.raises(ValueError, match="place 20 of Works"):
        View(id="again", label="Again", group="Works", place=20)(print)
