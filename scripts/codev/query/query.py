"""A query as data: a question, its facets and its parameters, as JSON and as one canonical URL query string.

The command line, the Python API, the site and the explorer all speak this form (DESIGN §5-§7); `codev.query.run` answers it.
The URL form is flat: ``question=works&node=data-filter&node=data-mapper&year=2023..2025``.  The keys stand in the order of the
question's row, the values of a facet are sorted, what is not asked for is left out: equal queries have equal URLs.
Text that is no query raises `WrongUseError`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl

from pydantic import Field, ValidationError, ValidationInfo, create_model, field_validator, model_validator

import codev.query.answers  # noqa: F401 - registers the questions
from codev.did_you_mean import nearest
from codev.errors import UnknownNameError, WrongUseError
from codev.limits.questions import QUERY_CHARACTERS_MAX
from codev.model import Record
from codev.query.facet_values import Facets, Given, Value, as_values, explain
from codev.query.questions import QUESTIONS, Parameter, Question, as_url

_PARAMETERS: dict[str, list[Parameter]] = {}
for _question in QUESTIONS.values():
    for _parameter in _question.parameters:
        _PARAMETERS.setdefault(_parameter.name, []).append(_parameter)

NUMBERS = frozenset(name for name, rows in _PARAMETERS.items() if any(row.bounds for row in rows))
"""The parameters that are whole numbers."""

MANY = frozenset([*Facets.model_fields, *(name for name, rows in _PARAMETERS.items() if any(row.many for row in rows))])
"""The facets and parameters that may be given several times."""


class _ParameterValues(Given):
    """What a question needs besides facets; each question takes some of them."""

    @field_validator("*", mode="before")
    @classmethod
    def _sorted(cls, value: Any, info: ValidationInfo) -> Any:
        """Accept one value, a list or a tuple where several may be given; keep them sorted."""
        return as_values(value) if info.field_name in MANY else value


def _field_of(rows: list[Parameter]) -> tuple[Any, Any]:
    """Return the field of a parameter that several questions may take: a number is within the widest of their bounds."""
    bounds = [row.bounds for row in rows if row.bounds]
    if bounds:
        return Annotated[int, Field(ge=min(low for low, _ in bounds), le=max(high for _, high in bounds))] | None, None
    return (tuple[Value, ...], ()) if any(row.many for row in rows) else (Value | None, None)


if TYPE_CHECKING:

    class Parameters(_ParameterValues):
        """The parameters that are given: one field for each parameter of a question."""

        def __init__(self, **values: Any) -> None:
            """Give values by the parameter's name."""

        def __getattr__(self, name: str) -> Any:
            """Return the value of a parameter."""

else:
    _FIELDS = {name: _field_of(rows) for name, rows in _PARAMETERS.items()}
    Parameters = create_model(
        "Parameters", __base__=_ParameterValues, __module__=__name__, __doc__=_ParameterValues.__doc__, **_FIELDS
    )


class Query(Record):
    """A question with its facets and parameters; equal queries are equal whatever order they were written in.

    Examples:
        >>> import codev
        >>> query = codev.Query.build("works", node="data-filter", year="2023..2025")
        >>> query.to_url()
        'question=works&node=data-filter&year=2023..2025'
        >>> codev.Query.from_url(query.to_url()) == query
        True
    """

    question: str
    """What is asked: of `QUESTIONS`."""
    facets: Facets = Facets()
    """Which works and claims count."""
    parameters: Parameters = Parameters()
    """What else the question needs."""

    @field_validator("question")
    @classmethod
    def _known(cls, value: str) -> str:
        """Refuse a question that there is not."""
        if value not in QUESTIONS:
            raise ValueError(str(UnknownNameError("question", value, nearest(value, QUESTIONS))))
        return value

    @model_validator(mode="before")
    @classmethod
    def _with_present_names(cls, value: Any) -> Any:
        """Give the parameters of a query that is read as JSON their names of today."""
        if isinstance(value, dict) and isinstance(parameters := value.get("parameters"), dict):
            about = QUESTIONS.get(str(value.get("question")))
            try:
                return {**value, "parameters": about.with_present_names(parameters)} if about else value
            except WrongUseError as error:
                raise ValueError(str(error)) from None
        return value

    @model_validator(mode="after")
    def _fits(self) -> Query:
        """Refuse facets and parameters that the question does not take, and one that it lacks."""
        asked = self.about
        given = {**self.facets.given(), **self.parameters.given()}
        for name in given:
            if name not in asked.takes:
                taken = ", ".join((*(each.name for each in asked.parameters), *asked.facets)) or "nothing"
                raise ValueError(f"the question {asked.name} takes no {name}; it takes {taken}")
        for name in asked.needs:
            if name not in given:
                raise ValueError(f"the question {asked.name} needs '{name}'")
        return self

    @property
    def about(self) -> Question:
        """The row of the question that is asked."""
        return QUESTIONS[self.question]

    def given(self) -> dict[str, Any]:
        """Return the facets and parameters that are given, in the order of the question's row: the canonical one."""
        values = {**self.facets.given(), **self.parameters.given()}
        return {name: values[name] for name in self.about.takes if name in values}

    # -- building and reading ---------------------------------------------------------------------------------------------

    @classmethod
    def build(cls, question: str, **values: Any) -> Query:
        """Return a query from facets and parameters side by side: ``Query.build("works", node="data-filter", year=2024)``.

        Args:
            question: What is asked.
            values: Facets and parameters by name; None and empty ones are left out.

        Raises:
            WrongUseError: There is no such question, facet or parameter, or a value cannot be one.
        """
        about = _row_of(question)
        facets: dict[str, Any] = {}
        parameters: dict[str, Any] = {}
        for name, value in about.with_present_names(values).items():
            if name not in Facets.model_fields and name not in Parameters.model_fields:
                raise UnknownNameError("facet or parameter", name, nearest(name, about.takes))
            if value is not None and value not in ((), []):
                (facets if name in Facets.model_fields else parameters)[name] = value
        try:
            return cls(question=question, facets=Facets(**facets), parameters=Parameters(**parameters))
        except ValidationError as error:
            raise WrongUseError(explain(error)) from None

    @classmethod
    def from_url(cls, text: str, question: str | None = None) -> Query:
        """Return the query that a URL query string means.

        Args:
            text: ``question=…&facet=value…``, with or without a question mark before it.
            question: What is asked where the text does not say, as on a page that answers one question only.

        Raises:
            WrongUseError: The text is no query.
        """
        if len(text) > QUERY_CHARACTERS_MAX:
            raise WrongUseError(f"a query of {len(text)} characters is too long", f"write at most {QUERY_CHARACTERS_MAX}")
        try:
            pairs = parse_qsl(text.removeprefix("?"), keep_blank_values=True, errors="strict", max_num_fields=500)
        except ValueError:
            raise WrongUseError(
                "the query string is not UTF-8, or has too many parts", "write question=…&facet=value"
            ) from None
        question = next((value for name, value in reversed(pairs) if name == "question"), question)
        if question is None:
            raise WrongUseError("the query has no question", "begin with question=works")
        return cls.from_pairs(question, (pair for pair in pairs if pair[0] != "question"))

    @classmethod
    def from_pairs(cls, question: str, pairs: Iterable[tuple[str, str]]) -> Query:
        """Return the query that names and values as text mean; a name comes once for each of its values.

        Args:
            question: What is asked.
            pairs: Facets and parameters, each with one value.

        Raises:
            WrongUseError: They make no query.
        """
        written: dict[str, list[str]] = {}
        for name, value in pairs:
            written.setdefault(name, []).append(value)
        values: dict[str, Any] = {}
        for name, given in _row_of(question).with_present_names(written).items():
            if name in MANY:
                values[name] = given
            elif len(given) > 1:
                raise WrongUseError(f"{name} is given twice", "give it once")
            else:
                values[name] = as_number(name, given[0]) if name in NUMBERS else given[0]
        return cls.build(question, **values)

    @classmethod
    def from_json(cls, text: str) -> Query:
        """Return the query that a JSON text means: ``{"question": …, "facets": {…}, "parameters": {…}}``.

        Raises:
            WrongUseError: The text is no query.
        """
        if len(text) > QUERY_CHARACTERS_MAX:
            raise WrongUseError(f"a query of {len(text)} characters is too long", f"write at most {QUERY_CHARACTERS_MAX}")
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise _unknown_part(error) or WrongUseError(explain(error)) from None

    def to_url(self) -> str:
        """Return the canonical URL query string, without question mark."""
        return as_url(self.question, self.given())

    def to_json(self) -> str:
        """Return the canonical JSON text, on one line."""
        parts: dict[str, Any] = {"facets": {}, "parameters": {}}
        for name, value in self.given().items():
            parts["facets" if name in Facets.model_fields else "parameters"][name] = value
        return json.dumps(
            {"question": self.question} | {name: part for name, part in parts.items() if part}, ensure_ascii=False
        )


def _row_of(name: str) -> Question:
    """Return the row of a question, or raise the error that there is none."""
    if name not in QUESTIONS:
        raise UnknownNameError("question", name, nearest(name, QUESTIONS))
    return QUESTIONS[name]


def _unknown_part(error: ValidationError) -> UnknownNameError | None:
    """Return the error that a JSON text has a key which queries have not; None where its mistake is another one."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"] != "extra_forbidden":
        return None
    *above, name = map(str, first["loc"])
    known: tuple[str, tuple[str, ...]] = ("part of a query", tuple(Query.model_fields))
    if above == ["facets"]:
        known = ("facet", tuple(Facets.model_fields))
    elif above == ["parameters"]:
        known = ("parameter", tuple(Parameters.model_fields))
    kind, names = known
    return UnknownNameError(kind, name, nearest(name, names), names)


def as_number(name: str, value: str, written: str = "") -> int:
    """Return a whole number that is written as text.

    Args:
        name: The parameter.
        value: Its value.
        written: How it is given, with what stands before the value; ``name=`` by default.

    Raises:
        WrongUseError: It is no whole number, or a longer one than any that can be meant.
    """
    if value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    shown = written or f"{name}="
    raise WrongUseError(f"{shown.rstrip(' =')} is a whole number, not {value[:80]!r}", f"write {shown}3")
