"""Which fields name something else, and what they name: the one walk over the models by which everybody finds them.

The schema, the check, renaming, merging and the exports derive from it; a new field needs its type only.  A walk reads records
and plain data alike, and passes over what is not there or not of the field's shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from codev.model.fields import OWN_KIND, Record, Refers

Path = tuple[str, ...]
"""Keys into data, ``*`` for every item of a list."""

Location = tuple[str | int, ...]
"""A path into a file's data, such as ``("claims", 0, "node")``."""


class Reference(NamedTuple):
    """A field that names something else.

    Attributes:
        path: Where it stands.
        to: What it names, as in `codev.model.fields.Refers`; the kind itself where that says "own kind".
        called: What the check calls its values.
    """

    path: Path
    to: str
    called: str


@cache
def inner_records(record: type[Record]) -> tuple[tuple[str, type[Record], bool], ...]:
    """Return the fields of a record that hold records: name, type, and whether there are many.

    Args:
        record: The record's class.
    """
    return tuple(
        (name, part, get_origin(field.annotation) is tuple)
        for name, field in record.model_fields.items()
        for part in (field.annotation, *get_args(field.annotation))
        if isinstance(part, type) and issubclass(part, Record)
    )


@cache
def own_references(record: type[Record]) -> tuple[Reference, ...]:
    """Return the fields of a record that name something else; the records within it are not entered.

    Args:
        record: The record's class.
    """
    return tuple(
        Reference((name, "*") if get_origin(field.annotation) is tuple else (name,), mark.to, mark.called or mark.to)
        for name, field in record.model_fields.items()
        for mark in (*field.metadata, *(each for part in get_args(field.annotation) for each in get_args(part)))
        if isinstance(mark, Refers)
    )


@cache
def references(record: type[Record], kind: str = "") -> tuple[Reference, ...]:
    """Return every field in a record, and in the records within it, that names something else.

    Args:
        record: The record's class.
        kind: The kind of the artifact that the record is a part of.
    """
    kind = getattr(record, "artifact_kind", kind)
    found = [
        Reference(path, kind, kind if called == OWN_KIND else called) if to == OWN_KIND else Reference(path, to, called)
        for path, to, called in own_references(record)
    ]
    for name, inner, is_many in inner_records(record):
        above = (name, "*") if is_many else (name,)
        found += [each._replace(path=above + each.path) for each in references(inner, kind)]
    return tuple(found)


def values_at(data: Any, path: Path, above: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield the texts to which a path leads, each with its place.

    Args:
        data: A record, or plain data, also such as are not what the model asks for.
        path: Keys, ``*`` for every item.
        above: The place of the data themselves.
    """
    if not path:
        if data is not None and not isinstance(data, (dict, list)):
            yield above, str(data).strip()
    elif path[0] == "*":
        for number, item in enumerate(data if isinstance(data, (list, tuple)) else ()):
            yield from values_at(item, path[1:], (*above, number))
    else:
        step = path[0]
        inner = data.get(step) if isinstance(data, dict) else getattr(data, step, None) if isinstance(data, Record) else None
        if inner is not None:
            yield from values_at(inner, path[1:], (*above, step))


Found = dict[str, dict[str, None]]
"""The names in a record by what the check calls them, each once and in the order of first use."""


def collect_names(record: Record, found: Found, without: frozenset[str] = frozenset(), kind: str = "") -> Found:
    """Add every name in a record to those that were found, and return them.

    Args:
        record: The record.
        found: What is added to.
        without: Fields of the record that are passed over.
        kind: The kind of the artifact that the record is a part of.
    """
    kind, own, inner = _plan(type(record), kind)
    for name, called, is_many in own:
        value = getattr(record, name)
        if value and name not in without:
            found.setdefault(called, {}).update(dict.fromkeys(value if is_many else (value,)))
    for name, is_many in inner:
        value = getattr(record, name)
        if value and name not in without:
            for each in value if is_many else (value,):
                collect_names(each, found, kind=kind)
    return found


_Plan = tuple[str, tuple[tuple[str, str, bool], ...], tuple[tuple[str, bool], ...]]


@cache
def _plan(record: type[Record], kind: str) -> _Plan:
    """Return the kind that holds within a record, what it names by itself, and the fields with records that name something."""
    kind = getattr(record, "artifact_kind", kind)
    own = [(path[0], kind if called == OWN_KIND else called, len(path) > 1) for path, _, called in own_references(record)]
    inner = [(name, is_many) for name, part, is_many in inner_records(record) if references(part, kind)]
    return kind, tuple(own), tuple(inner)


def by_called(record: type[Record]) -> Mapping[str, str]:
    """Return what each kind of name in a record leads to, by what the check calls it.

    Args:
        record: The record's class.
    """
    return {each.called: each.to for each in references(record)}
