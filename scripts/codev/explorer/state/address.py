"""What the page shows, as data, and the address that says it: pure functions between the two.

The address is the canonical URL form of the query that is on show (`codev.query.Query.to_url`), so that the same link asks the
same thing in `codev query` and on the site, followed by what only the explorer knows (`EXTRAS`).  Whatever an address holds
that means nothing is left out and said in words; no address is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from codev.did_you_mean import nearest
from codev.errors import WrongUseError
from codev.explorer.state.view import View, views
from codev.limits.interfaces import ADDRESS_PARTS_MAX, STATE_CHARACTERS_MAX
from codev.limits.questions import FACET_VALUES_MAX, VALUE_CHARACTERS_MAX
from codev.query.query import MANY, NUMBERS, Parameters, Query
from codev.query.questions import QUESTIONS

Values = Mapping[str, tuple[str, ...]]
"""Facets, parameters and extras by name; what is not asked for is missing or empty."""


EXTRAS = STATE_CHARACTERS_MAX
"""What the address says besides the query, and how long each may be (characters): a tool's tab, the work or claim in detail,
the row of a table and the column that sorts it, the cell of a matrix, its columns, what it counts and what shares divide by,
how a part of the graph is drawn, the view of the graph, a statement in SQL, what a chart draws, and the columns of a chart by
their numbers with how rows at one place come together."""


@dataclass(frozen=True)
class State:
    """What the page shows.

    Attributes:
        view: The tab.
        question: The question within the tab; empty for tools.
        values: Facets, parameters and extras.
    """

    view: View
    question: str
    values: Values

    def query(self) -> Query | None:
        """Return the query that is on show; None for tools, or where something that it needs is not chosen yet.

        Raises:
            WrongUseError: The values do not make a query.
        """
        if not self.question or self.missing():
            return None
        return Query.from_pairs(
            self.question, [(name, each) for name in taken(self.question) for each in self.values.get(name, ())]
        )

    def missing(self) -> tuple[str, ...]:
        """Return the parameters that the question needs and that are not chosen yet."""
        needed = QUESTIONS[self.question].needs if self.question else ()
        return tuple(name for name in needed if not self.values.get(name))


def start(given: Mapping[str, Sequence[str]]) -> State:
    """Return what the page shows where no question is asked: the first tab, or the works that facets in the address ask for.

    Args:
        given: The parameters of the address.
    """
    view = next(each for each in views() if each.questions or not given)
    return State(view, next(iter(view.questions), ""), {})


def taken(question: str) -> tuple[str, ...]:
    """Return the facets and parameters that a question takes; none for tools."""
    return QUESTIONS[question].takes if question else ()


def address(state: State) -> dict[str, list[str]]:
    """Return the address of a state: the canonical query, then the extras of its tab.

    Args:
        state: What the page shows.

    Returns:
        Values by parameter, in their order.
    """
    found: dict[str, list[str]] = {}
    if not state.question:
        found["view"] = [state.view.id]
    else:
        try:
            query = state.query()
        except WrongUseError:
            query = None
        if query is not None:
            for name, value in parse_qsl(query.to_url(), keep_blank_values=True):
                found.setdefault(name, []).append(value)
        else:
            found["question"] = [state.question]
            for name in taken(state.question):
                if state.values.get(name):
                    found[name] = list(state.values[name])
    for name in state.view.extras:
        if state.values.get(name):
            found[name] = [state.values[name][0]]
    return found


def read_address(parameters: Mapping[str, Sequence[str]]) -> tuple[State, tuple[str, ...]]:
    """Return what an address asks for, and what in it means nothing.

    Args:
        parameters: All values of each parameter; hostile text is as good as any.

    Returns:
        The state, and one sentence for each thing that was left out.
    """
    problems: list[str] = []
    given = {name: list(values) for name, values in list(parameters.items())[:ADDRESS_PARTS_MAX]}
    if sum(len(values) for values in given.values()) > ADDRESS_PARTS_MAX:
        return start({}), ("The address has too many parts and was ignored.",)
    state_view, question = _view_and_question(given, problems)
    given = _with_present_names(question, given, problems)
    values: dict[str, tuple[str, ...]] = {}
    wanted = taken(question)
    extras = state_view.extras
    for name, raw in given.items():
        if name in {"question", "view"}:
            continue
        if name in extras:
            values[name] = _bounded(name, raw[:1], EXTRAS[name], problems)
        elif name in wanted:
            values[name] = _bounded(name, raw, VALUE_CHARACTERS_MAX, problems)
        else:
            problems.append(_unknown(name, [*wanted, *extras]))
    values = {name: value for name, value in values.items() if value}
    state = State(state_view, question, values)
    try:
        state.query()
    except WrongUseError as error:
        problems.append(f"The address is not a query: {error}.")
        state = State(state_view, question, {name: value for name, value in values.items() if name in extras})
    return state, tuple(problems)


def _view_and_question(given: Mapping[str, Sequence[str]], problems: list[str]) -> tuple[View, str]:
    """Return the tab and the question that an address names; what `start` says where it names none."""
    by_id = {view.id: view for view in views()}
    of_question = {question: view for view in by_id.values() for question in view.questions}
    question = next(iter(given.get("question", ())), "")
    if question in of_question:
        return of_question[question], question
    if question:
        problems.append(_unknown_word("question", question, of_question))
    view_id = next(iter(given.get("view", ())), "")
    if view_id in by_id:
        view = by_id[view_id]
        return view, next(iter(view.questions), "")
    if view_id:
        problems.append(_unknown_word("view", view_id, by_id))
    first = start(given)
    return first.view, first.question


def _with_present_names(question: str, given: dict[str, list[str]], problems: list[str]) -> dict[str, list[str]]:
    """Return the parameters under their names of today; a former name that contradicts the present one is ignored."""
    if not question:
        return given
    about = QUESTIONS[question]
    try:
        return about.with_present_names(given)
    except WrongUseError as error:
        problems.append(f"The address is not clear: {error}.")
        return {name: values for name, values in given.items() if name not in about.former_names}


def _bounded(name: str, raw: Iterable[str], length_max: int, problems: list[str]) -> tuple[str, ...]:
    """Return the values of a parameter that can be meant: not empty, not too long, not too many, printable."""
    found: list[str] = []
    for text in raw:
        value = text.strip()
        printable = all(letter.isprintable() or (name == "sql" and letter in "\n\t") for letter in value)
        if not value or value in found:
            continue
        if len(value) > length_max:
            problems.append(f"{name}: a value of {len(value):,} characters was ignored; at most {length_max:,} are allowed.")
        elif not printable:
            problems.append(f"{name}: a value with control characters was ignored.")
        elif name in NUMBERS and not (value.isascii() and value.isdigit() and len(value) <= 4):
            problems.append(f"{name}: {_shown(value)} is not a whole number and was ignored.")
        else:
            found.append(value)
    if name in Parameters.model_fields and name not in MANY and len(found) > 1:
        problems.append(f"{name} is given {len(found)} times; only the first one is used.")
        found = found[:1]
    if len(found) > FACET_VALUES_MAX:
        problems.append(f"{name} is given {len(found)} times; the first {FACET_VALUES_MAX} are used.")
    return tuple(found[:FACET_VALUES_MAX])


def _unknown(name: str, known: Iterable[str]) -> str:
    """Say that a parameter means nothing here."""
    return _unknown_word("facet or parameter", name, known, " here")


def _unknown_word(kind: str, word: str, known: Iterable[str], where: str = "") -> str:
    """Say that a word means nothing, with the nearest that do."""
    near = nearest(word, known)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no {kind} {_shown(word)}{where}; it was ignored.{hint}"


def _shown(text: str) -> str:
    """Return a text in quotes, cut where it is long."""
    return repr(text if len(text) <= 60 else text[:57] + "…")
