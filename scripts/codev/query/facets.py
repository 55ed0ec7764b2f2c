"""The facets by which works and claims are selected, as data.

A facet given twice means either, different facets mean both (DESIGN §5).  Here the values are only text of bounded length; that
they name something is found out against a knowledge base, in `codev.query.terms`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import StringConstraints, ValidationError, field_validator

from codev.errors import UnknownNameError, WrongUseError
from codev.model import Record
from codev.near import nearest

VALUE_LENGTH_MAX = 200
"""No id, name or title that anybody asks for is longer (characters); what is longer is refused before it is looked up."""

VALUES_MAX = 50
"""No facet is given more often."""

Value = Annotated[str, StringConstraints(min_length=1, max_length=VALUE_LENGTH_MAX, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""One value of a facet."""


def as_values(value: Any) -> Any:
    """Return one value or several as a sorted tuple without repetition: the order in which facets are given means nothing."""
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        value = [value]
    if isinstance(value, (list, tuple, set, frozenset)) and all(isinstance(each, (str, int)) for each in value):
        return tuple(sorted({str(each).strip() for each in value}))
    return value


class Facets(Record):
    """What works or claims must have.  Values are ids or names; an empty tuple asks for nothing."""

    node: tuple[Value, ...] = ()
    """Taxonomy nodes, descendants included."""
    role: tuple[Value, ...] = ()
    """Roles: nodes of model4data, descendants included."""
    direction: tuple[Value, ...] = ()
    """``data4model`` or ``model4data``."""
    stage: tuple[Value, ...] = ()
    """Stages; ``not-stated`` for claims that state none."""
    capability: tuple[Value, ...] = ()
    """Capabilities, enhanced or leveraged."""
    modality: tuple[Value, ...] = ()
    """Modalities."""
    model: tuple[Value, ...] = ()
    """Models by id, name or alias."""
    dataset: tuple[Value, ...] = ()
    """Datasets by id, name or alias, as data, output or input."""
    acquired: tuple[Value, ...] = ()
    """Acquisition sources."""
    effect: tuple[Value, ...] = ()
    """``improves``, ``degrades`` or ``measures`` (data4model)."""
    evidence: tuple[Value, ...] = ()
    """Kinds of evidence; ``weak`` and ``unverified`` for claims that rest on nothing better."""
    inferred: tuple[Value, ...] = ()
    """Fields that the evidence does not state; ``any`` or ``none``."""
    doubt: tuple[Value, ...] = ()
    """``yes`` or ``no``: whether a reason for doubt is recorded."""
    checked: tuple[Value, ...] = ()
    """``yes`` or ``no``: whether someone compared the claim with the paper."""
    scope: tuple[Value, ...] = ()
    """``surveyed``, ``background`` or ``extended``."""
    year: tuple[Value, ...] = ()
    """``2023``, ``2023..2025``, ``2023..`` or ``..2022``."""
    author: tuple[Value, ...] = ()
    """Parts of an author's name, case and accents aside."""
    venue: tuple[Value, ...] = ()
    """Venues, case aside."""
    work: tuple[Value, ...] = ()
    """Works by key."""
    text: tuple[Value, ...] = ()
    """Words that all stand in title, authors, venue, key, names of introduced artifacts or the statement."""

    @field_validator("*", mode="before")
    @classmethod
    def _sorted(cls, value: Any) -> Any:
        """Accept one value, a list or a tuple; keep them sorted."""
        return as_values(value)

    @field_validator("*")
    @classmethod
    def _bounded(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse a facet that is given absurdly often."""
        if len(value) > VALUES_MAX:
            raise ValueError(f"given {len(value)} times, at most {VALUES_MAX} can be asked for")
        return value

    @classmethod
    def of(cls, **values: Any) -> Facets:
        """Return facets from single values or lists: ``Facets.of(node="data-filter", year=2024)``.

        Args:
            values: Facets by name; None and empty ones are left out.

        Raises:
            WrongUseError: There is no such facet, or a value cannot be one.
        """
        for name in values:
            if name not in cls.model_fields:
                raise UnknownNameError("facet", name, nearest(name, cls.model_fields))
        try:
            return cls(**{name: value for name, value in values.items() if value not in (None, (), [])})
        except ValidationError as error:
            raise WrongUseError(explain(error)) from None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.model_fields_set or not any(getattr(self, name) for name in type(self).model_fields)


def explain(error: ValidationError) -> str:
    """Return what is wrong with facets, parameters or a query in one sentence."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"] if isinstance(part, str) and part not in {"facets", "parameters"})
    words = _WORDS.get(first["type"])
    message = words.format(**first.get("ctx", {})) if words else first["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    shown = "" if isinstance(first["input"], (dict, tuple, Record)) else f" (given {_cut(first['input'])})"
    return f"{place}: {message}{shown}" if place else message


_WORDS = {
    "string_too_short": "a value is needed",
    "string_too_long": "at most {max_length} characters can be asked for",
    "string_pattern_mismatch": "a control character cannot be asked for",
    "greater_than_equal": "{ge} is the least that can be asked for",
    "less_than_equal": "{le} is the most that can be asked for",
}
"""What pydantic says, in the words of a user."""


def _cut(value: object) -> str:
    """Return a value in quotes, cut where it is long."""
    text = str(value)
    return repr(text if len(text) <= 80 else text[:77] + "…")


WORK_FACETS = ("scope", "year", "author", "venue", "work")
"""The facets that a work has whether or not it makes a claim; the others hold on one and the same claim."""
