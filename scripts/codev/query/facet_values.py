"""The values that a query gives to facets, as data: text of bounded length under the names of `codev.query.facets.FACETS`.

That the values name something is found out against a knowledge base, by `codev.query.facet_kinds.Facet.find`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, StringConstraints, ValidationError, create_model, field_validator

from codev.did_you_mean import nearest
from codev.errors import UnknownNameError, WrongUseError
from codev.limits.questions import FACET_VALUES_MAX, VALUE_CHARACTERS_MAX
from codev.model import Record
from codev.query.facets import FACETS

Value = Annotated[str, StringConstraints(min_length=1, max_length=VALUE_CHARACTERS_MAX, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""One value of a facet."""


def as_values(value: Any) -> Any:
    """Return one value or several as a sorted tuple without repetition: the order in which facets are given means nothing."""
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        value = [value]
    if isinstance(value, (list, tuple, set, frozenset)) and all(isinstance(each, (str, int)) for each in value):
        return tuple(sorted({str(each).strip() for each in value}))
    return value


class Given(Record):
    """What a query gives, by name; None and empty tuples stand for what it does not ask for."""

    def given(self) -> dict[str, Any]:
        """Return the values that are given, by name, in the canonical order."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: value for name, value in values.items() if value is not None and value != ()}


class _FacetValues(Given):
    """What works or claims must have.  Values are ids or names; an empty tuple asks for nothing."""

    @field_validator("*", mode="before")
    @classmethod
    def _sorted(cls, value: Any) -> Any:
        """Accept one value, a list or a tuple; keep them sorted."""
        return as_values(value)

    @field_validator("*")
    @classmethod
    def _bounded(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse a facet that is given absurdly often."""
        if len(value) > FACET_VALUES_MAX:
            raise ValueError(f"given {len(value)} times, at most {FACET_VALUES_MAX} can be asked for")
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
            if name not in FACETS:
                raise UnknownNameError("facet", name, nearest(name, FACETS))
        try:
            return Facets(**{name: value for name, value in values.items() if value not in (None, (), [])})
        except ValidationError as error:
            raise WrongUseError(explain(error)) from None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.given()

    @property
    def ask_claims(self) -> bool:
        """Whether a facet that holds on claims is asked for, text aside."""
        return any(FACETS[name].level == "claim" and name != "text" for name in self.given())


if TYPE_CHECKING:

    class Facets(_FacetValues):
        """The facets that are asked for: one field for each row of `FACETS`."""

        def __init__(self, **values: Any) -> None:
            """Ask for values by the facet's name."""

        def __getattr__(self, name: str) -> tuple[str, ...]:
            """Return the values of a facet."""

else:
    _FIELDS = {facet.name: (tuple[Value, ...], Field((), description=facet.help)) for facet in FACETS.values()}
    Facets = create_model("Facets", __base__=_FacetValues, __module__=__name__, __doc__=_FacetValues.__doc__, **_FIELDS)


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
    "string_too_long": "at most {max_length} characters are possible",
    "string_pattern_mismatch": "control characters are not possible",
    "greater_than_equal": "the least is {ge}",
    "less_than_equal": "the most is {le}",
}
"""What pydantic says, in the words of a user."""


def _cut(value: object) -> str:
    """Return a value in quotes, cut where it is long."""
    text = str(value)
    return repr(text if len(text) <= 80 else text[:77] + "…")
