"""A query as data: a question, its facets and its parameters, as JSON and as one canonical URL query string.

The command line, the Python API, the site and the explorer all speak this form (DESIGN §5-§7); `codev.query.run` answers it.
The URL form is flat: ``question=works&node=data-filter&node=data-mapper&year=2023..2025``.  The keys stand in the order of
`Facets` and `Parameters`, the values of a facet are sorted, what is not asked for is left out: equal queries have equal URLs.
Text that is no query raises `WrongUseError`.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import parse_qsl, quote, urlencode

from pydantic import Field, ValidationError, field_validator, model_validator

from codev.errors import UnknownNameError, WrongUseError
from codev.model import Record
from codev.near import nearest
from codev.query.asked import Facets, Value, as_values, explain

TEXT_LENGTH_MAX = 8000
"""A query in URL or JSON form is never longer (characters): browsers and servers cut addresses about there."""


class Question(StrEnum):
    """What can be asked (DESIGN §3, §5)."""

    WORKS = "works"
    """Which works have these facets?"""
    CLAIMS = "claims"
    """Which claims have these facets?"""
    RQ1 = "rq1"
    """Which approach enhances which capability at which stage?"""
    RQ2 = "rq2"
    """Which role draws on which capability of which model?"""
    LINEAGE = "lineage"
    """What was an artifact made from and by, what was made with it?"""
    CHAINS = "chains"
    """Which models produce data that train models?"""
    LOOPS = "loops"
    """Where does a model come back to itself?"""
    DEPENDENCE = "dependence"
    """How much rests on a model, a family, a kind of access?"""
    FALLS = "falls"
    """What falls if it goes away?"""
    GAPS = "gaps"
    """Which cells are filled, thin, empty or cannot be?"""
    LEAKAGE = "leakage"
    """Which benchmarks lie in the ancestry of what they measure?"""
    DISAGREEMENTS = "disagreements"
    """On what do the sources differ?"""
    EVIDENCE = "evidence"
    """What stands on thin evidence?"""
    COVERAGE = "coverage"
    """How well is each part of the taxonomy founded?"""
    PATH = "path"
    """How are two things connected?"""
    NEIGHBOURS = "neighbours"
    """What stands next to a thing?"""
    SIMILAR = "similar"
    """Which works are like a work?"""
    TRENDS = "trends"
    """How many of what, year by year?"""


class Parameters(Record):
    """What a question needs besides facets; each question takes some of them."""

    of: Value | None = None
    """The artifact, work or node that is asked about; of a path the one where it begins."""
    to: Value | None = None
    """Where a path leads to."""
    way: Value | None = None
    """``up``, ``down`` or ``both``."""
    depth: Annotated[int, Field(ge=1, le=1000)] | None = None
    """How far a lineage goes."""
    relation: tuple[Value, ...] = ()
    """Which relations are followed."""
    level: Value | None = None
    """``subsection`` or ``node``: how fine the matrices are."""
    by: Value | None = None
    """What a trend follows."""
    status: Value | None = None
    """``filled``, ``thin``, ``empty`` or ``not-applicable``."""
    kind: Value | None = None
    """Which kind of leakage, disagreement or thin evidence."""
    paradigm: Value | None = None
    """``self-boosted`` or ``externally-boosted``."""
    family: Value | None = None
    """A family of models."""
    access: Value | None = None
    """A kind of access."""
    longest: Annotated[int, Field(ge=2, le=6)] | None = None
    """The most artifacts in a loop."""
    limit: Annotated[int, Field(ge=1, le=1000)] | None = None
    """The most rows, paths, loops or works."""

    @field_validator("relation", mode="before")
    @classmethod
    def _sorted(cls, value: Any) -> Any:
        """Accept one value, a list or a tuple; keep them sorted."""
        return as_values(value)


NUMBERS = frozenset(["depth", "longest", "limit"])
"""The parameters that are whole numbers."""

_ALL_FACETS = tuple(Facets.model_fields)
TAKES: dict[Question, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Question.WORKS: (_ALL_FACETS, ()),
    Question.CLAIMS: (_ALL_FACETS, ()),
    Question.RQ1: (_ALL_FACETS, ("level",)),
    Question.RQ2: (_ALL_FACETS, ("level",)),
    Question.LINEAGE: ((), ("of", "way", "depth", "relation")),
    Question.CHAINS: (("model", "dataset"), ("paradigm",)),
    Question.LOOPS: ((), ("longest", "limit")),
    Question.DEPENDENCE: (("model",), ("family", "access")),
    Question.FALLS: (("model",), ("family", "access")),
    Question.GAPS: (_ALL_FACETS, ("status",)),
    Question.LEAKAGE: (("model", "dataset"), ("kind",)),
    Question.DISAGREEMENTS: (("work",), ("kind",)),
    Question.EVIDENCE: (_ALL_FACETS, ("kind",)),
    Question.COVERAGE: ((), ()),
    Question.PATH: ((), ("of", "to", "way", "relation", "limit")),
    Question.NEIGHBOURS: ((), ("of", "way", "relation")),
    Question.SIMILAR: ((), ("of", "limit")),
    Question.TRENDS: (_ALL_FACETS, ("by",)),
}
"""The facets and the parameters that each question takes."""

NEEDS: dict[Question, tuple[str, ...]] = {
    Question.LINEAGE: ("of",),
    Question.PATH: ("of", "to"),
    Question.NEIGHBOURS: ("of",),
    Question.SIMILAR: ("of",),
}
"""The parameters without which a question cannot be asked."""


class Query(Record):
    """A question with its facets and parameters; equal queries are equal whatever order they were written in."""

    question: Question
    """What is asked."""
    facets: Facets = Facets()
    """Which works and claims count."""
    parameters: Parameters = Parameters()
    """What else the question needs."""

    @field_validator("question", mode="before")
    @classmethod
    def _question(cls, value: Any) -> Any:
        """Accept the question's text."""
        return Question(value) if isinstance(value, str) and value in set(Question) else value

    @model_validator(mode="after")
    def _fits(self) -> Query:
        """Refuse facets and parameters that the question does not take, and one that it lacks."""
        facets, parameters = TAKES[self.question]
        given = [*_given(self.facets), *_given(self.parameters)]
        for name in given:
            if name not in facets and name not in parameters:
                taken = ", ".join((*parameters, *facets)) or "nothing"
                raise ValueError(f"the question {self.question.value} takes no {name}; it takes {taken}")
        for name in NEEDS.get(self.question, ()):
            if name not in given:
                raise ValueError(f"the question {self.question.value} needs '{name}'")
        return self

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
        if question not in set(Question):
            raise UnknownNameError("question", question, nearest(question, [each.value for each in Question]))
        facets: dict[str, Any] = {}
        parameters: dict[str, Any] = {}
        for name, value in values.items():
            if name not in Facets.model_fields and name not in Parameters.model_fields:
                known = [name for part in TAKES[Question(question)] for name in part]
                raise UnknownNameError("facet or parameter", name, nearest(name, known))
            if value is not None and value not in ((), []):
                (facets if name in Facets.model_fields else parameters)[name] = value
        try:
            return cls(question=Question(question), facets=Facets(**facets), parameters=Parameters(**parameters))
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
        if len(text) > TEXT_LENGTH_MAX:
            raise WrongUseError(f"a query of {len(text)} characters is too long", f"write at most {TEXT_LENGTH_MAX}")
        try:
            pairs = parse_qsl(text.removeprefix("?"), keep_blank_values=True, errors="strict", max_num_fields=500)
        except ValueError:
            raise WrongUseError(
                "the query string is not UTF-8, or has too many parts", "write question=…&facet=value"
            ) from None
        values: dict[str, Any] = {}
        for name, value in pairs:
            if name == "question":
                question = value
            elif name in Facets.model_fields or name == "relation":
                values.setdefault(name, []).append(value)
            elif name in values:
                raise WrongUseError(f"{name} is given twice", "give it once")
            else:
                values[name] = _number(name, value) if name in NUMBERS else value
        if question is None:
            raise WrongUseError("the query has no question", "begin with question=works")
        return cls.build(question, **values)

    @classmethod
    def from_json(cls, text: str) -> Query:
        """Return the query that a JSON text means: ``{"question": …, "facets": {…}, "parameters": {…}}``.

        Raises:
            WrongUseError: The text is no query.
        """
        if len(text) > TEXT_LENGTH_MAX:
            raise WrongUseError(f"a query of {len(text)} characters is too long", f"write at most {TEXT_LENGTH_MAX}")
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise _unknown_part(error) or WrongUseError(explain(error)) from None

    def to_url(self) -> str:
        """Return the canonical URL query string, without question mark."""
        pairs: list[tuple[str, str]] = [("question", self.question.value)]
        for name, value in (*_given(self.facets).items(), *_given(self.parameters).items()):
            pairs += [(name, str(each)) for each in (value if isinstance(value, tuple) else (value,))]
        return urlencode(pairs, quote_via=quote, safe="")

    def to_json(self) -> str:
        """Return the canonical JSON text, on one line."""
        facets, parameters = _given(self.facets), _given(self.parameters)
        data: dict[str, Any] = {"question": self.question.value}
        if facets:
            data["facets"] = facets
        if parameters:
            data["parameters"] = parameters
        return json.dumps(data, ensure_ascii=False)


def _given(record: Record) -> dict[str, Any]:
    """Return the facets or parameters that are given, in the order of the record."""
    values = {name: getattr(record, name) for name in type(record).model_fields}
    return {name: value for name, value in values.items() if value is not None and value != ()}


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


def _number(name: str, value: str) -> int:
    """Return a whole number."""
    if value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    raise WrongUseError(f"{name} is a whole number, not {value[:80]!r}", f"write {name}=3")
