"""What answers are made of: frozen rows with typed fields, and the columns under which they are shown.

A row holds ids, numbers and sentences, never markup; `Row.as_dict` gives the JSON that others rely on (DESIGN §5).
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, ClassVar, get_type_hints

from codev.ids import work_of_claim

Words = Mapping[str, Mapping[str, str]]
"""What the values of some fields are called."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer as a table.

    Attributes:
        name: The row's field.
        title: What stands above it.
    """

    name: str
    title: str


def columns(*names: str) -> tuple[Column, ...]:
    """Return columns from names, each as ``field`` or ``field=Title``; the title is the field's name by default."""
    pairs = [name.partition("=") for name in names]
    return tuple(Column(field, title or field.replace("_", " ")) for field, _, title in pairs)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The base of every row.

    Attributes:
        columns: What a table shows, in order; `as_dict` holds more.
        value_names: What the values of some fields are called where people read them.
    """

    columns: ClassVar[tuple[Column, ...]] = ()
    value_names: ClassVar[Words] = {}

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the fields in their order, then of the counts that columns show."""
        return _names_of(cls)  # type: ignore[arg-type]  # mypy takes the hash of rows for that of their class

    @classmethod
    def types(cls) -> dict[str, Any]:
        """Return the type of the values under each of `names`, as it is annotated."""
        hints = get_type_hints(cls)
        return {name: hints[name] if name in hints else _counted_type(cls, name) for name in cls.names()}

    def as_dict(self) -> dict[str, Any]:
        """Return the values under `names`, as JSON holds them."""
        return {name: plain(getattr(self, name)) for name in self.names()}


@cache
def _names_of(row: type[AnswerRow]) -> tuple[str, ...]:
    """Return the names of a row's fields and of its counts; there are tens of thousands of rows of one kind."""
    fields = [field.name for field in dataclasses.fields(row)]
    return tuple(dict.fromkeys([*fields, *(column.name for column in row.columns)]))


def _counted_type(row: type[AnswerRow], name: str) -> Any:
    """Return the annotated type of a property, which a column shows."""
    found = inspect.getattr_static(row, name)
    return get_type_hints(found.fget if isinstance(found, property) else found).get("return", Any)


class Edge:
    """What rows of one edge of the graph share: what it rests on; to be named beside `Row`."""

    __slots__ = ()

    relation: str
    claim: str | None
    basis: str | None

    @property
    def rests_on(self) -> str:
        """The claim; of an edge without one its relation and basis, such as ``derived_from (recalled)``."""
        return self.claim or f"{self.relation} ({self.basis})"


class Counted:
    """What cells of works and claims share: how many there are of both; to be named beside `Row`."""

    __slots__ = ()

    works: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def work_count(self) -> int:
        """The number of works behind the cell."""
        return len(self.works)

    @property
    def claim_count(self) -> int:
        """The number of claims behind the cell."""
        return len(self.claims)


def claims_of(row: AnswerRow) -> Iterator[str]:
    """Yield the ids of the claims that a row names, without what an edge rests on that has none."""
    for name in ("claim", "claims", "evaluated_by"):
        value = getattr(row, name, None)
        yield from (each for each in ((value,) if isinstance(value, str) else value or ()) if " " not in each)


def works_of(row: AnswerRow) -> Iterator[str]:
    """Yield the keys of the works that a row names, by itself or by its claims."""
    for name in ("key", "work", "works", "introduced_by"):
        value = getattr(row, name, None)
        yield from (value,) if isinstance(value, str) else value or ()
    yield from map(work_of_claim, claims_of(row))


_PLAIN = frozenset([str, int, float, bool, type(None)])
"""Types whose values JSON holds as they are."""


def plain(value: Any) -> Any:
    """Return a value as JSON holds it: tuples as lists, enumeration members as their text, rows as objects."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {plain(key): plain(each) for key, each in value.items()}
    if isinstance(value, AnswerRow):
        return value.as_dict()
    return value


def cell_text(value: Any) -> str:
    """Return a value as a cell shows it: nothing for None, yes or no, numbers as they are, lists joined by semicolons.

    Args:
        value: A value as JSON holds it; of a row within a row, the fields are named.
    """
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {cell_text(each)}" for name, each in value.items())
    if isinstance(value, (list, tuple)):
        # What belongs together within a list is itself a list: the claims of one step of a loop.
        return "; ".join(
            " + ".join(map(cell_text, each)) if isinstance(each, (list, tuple)) else cell_text(each) for each in value
        )
    return str(value)
