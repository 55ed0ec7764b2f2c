"""The columns that the fields of a record make, by one walk over the model: a new field is a new column of every table format.

A record within a record makes columns of the same table; a list of records wants a table of its own (`parts_table`), and is
refused here, when this package is imported, so that it cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from codev.atlas import Atlas
from codev.export.columns import Cell, Column, ColumnKind, Table, Value, position, table_of
from codev.model import Record
from codev.model.fields import OWN_KIND
from codev.model.references import inner_records, own_references
from codev.model.vocabularies import vocabularies_of

ITEMS: Mapping[str, str] = {
    "aliases": "alias",
    "covers": "member",
    "source_models": "model_name",
    "inferred": "field",
    "verified": "field",
}
"""What one item of a list is called, where that is neither what it refers to nor the list's name without an s."""

Get = Callable[[Any], Any]


def columns_of(
    record: type[Record],
    get: Get = lambda thing: thing,
    *,
    prefix: str = "",
    said: str = "{}",
    named: Mapping[str, str] = {},
    references: Mapping[str, str | None] = {},
    without: Collection[str] = (),
    inner: Mapping[str, Mapping[str, Any]] = {},
    kind: str = "",
    optional: bool = False,
) -> tuple[Column, ...]:
    """Return the columns of a record's fields, in their order.

    Args:
        record: The record's class.
        get: Returns the record, or None, from what a row is about.
        prefix: What column names begin with.
        said: What a field means is put into it.
        named: Names of columns that are not the prefix and the field's name.
        references: The tables that fields refer to, where that is not what their types say.
        without: Fields that make no column here.
        inner: For fields that hold one record: arguments of this function for its columns.
        kind: The kind of the artifact that the record is a part of.
        optional: Whether there may be no record.

    Raises:
        TypeError: A field holds a list of records, or what a cell cannot hold.
    """
    kind = getattr(record, "artifact_kind", kind)
    within = {name: (part, is_many) for name, part, is_many in inner_records(record)}
    targets = {path[0]: to for path, to, _ in own_references(record)}
    columns: list[Column] = []
    for name, field in record.model_fields.items():
        if name in without:
            continue
        if name in within:
            part, is_many = within[name]
            if is_many:
                raise TypeError(f"{record.__name__}.{name} holds records: give them a table of their own, or leave them out")
            arguments: dict[str, Any] = {"prefix": f"{prefix}{name}_", "kind": kind, "optional": True, **inner.get(name, {})}
            columns += columns_of(part, _step(get, name), **arguments)
            continue
        cells, closed, may_miss = _kind_of(field.annotation, f"{record.__name__}.{name}")
        to = targets.get(name, "")
        table = references[name] if name in references else _table_of(to, kind)
        meaning = said.format(_plain(field.description or ""))
        if cells == "text" and not all(each in meaning for each in closed):
            meaning = f"{meaning.removesuffix('.')}: {', '.join(closed[:-1])} or {closed[-1]}."
        columns.append(
            Column(
                named.get(name, f"{prefix}{name}"),
                cells,
                meaning,
                required=cells == "boolean" or not (cells.endswith("s") or may_miss or optional),
                references=table,
                item=(ITEMS.get(name) or _item(to, kind) or name.removesuffix("s")) if cells.endswith("s") else None,
                along="direction" if to == "capability" else None,
                value=_value(_step(get, name), cells),
            )
        )
    return tuple(columns)


def parts_table(
    name: str,
    one: str,
    meaning: str,
    owner: str,
    parts: Callable[[Atlas], Iterable[tuple[str, Sequence[Record]]]],
    *,
    columns: tuple[Column, ...],
    indices: tuple[str, ...] = (),
) -> Table:
    """Return the table of the records that a list of another record holds.

    Args:
        name: Its name.
        one: What one row is called.
        meaning: What one row says.
        owner: What the record with the list is called, a table being called the same in the plural.
        parts: The key of each owner with its list.
        columns: Those of a part, made with `part_of`.
        indices: Columns that SQL looks rows up by.
    """

    def things(atlas: Atlas) -> Iterable[tuple[int, str, Record]]:
        return ((place, key, part) for key, listed in parts(atlas) for place, part in enumerate(listed, start=1))

    by = Column(owner, "text", f"The {owner}.", required=True, references=f"{owner}s", value=lambda _, triple: triple[1])
    place = position(f"{owner}'s {name.removeprefix(f'{owner}_').replace('_', ' ')}")
    return table_of(name, one, meaning, things, columns=(by, place, *columns), key=(owner, "position"), indices=indices)


def part_of(triple: tuple[int, str, Any]) -> Any:
    """Return the record that a row of `parts_table` is about."""
    return triple[2]


def _plain(meaning: str) -> str:
    """Return what a field means, as its documentation says, on one line."""
    return " ".join(meaning.replace("``", "").replace("`", "").split())


def _step(get: Get, name: str) -> Get:
    """Return what gets a field of a record that may not be there."""
    return lambda thing: getattr(get(thing), name, None)


def _value(get: Get, cells: ColumnKind) -> Value:
    """Return what works out a cell: a closed value as text, an empty list and no where there is nothing."""
    if cells.endswith("s"):
        return lambda _, thing: get(thing) or ()
    if cells == "boolean":
        return lambda _, thing: bool(get(thing))

    def value(_: Atlas, thing: Any) -> Cell:
        found = get(thing)
        return found.value if isinstance(found, StrEnum) else found

    return value


def _kind_of(annotation: Any, name: str) -> tuple[ColumnKind, tuple[str, ...], bool]:
    """Return what a cell of a field holds, its values where they are a closed list, and whether it may be missing.

    Raises:
        TypeError: A cell cannot hold it.
    """
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        inner, closed, _ = _kind_of(arguments[0], name)
        return ("integers" if inner == "integer" else "texts"), closed, False
    if get_origin(annotation) is Literal:
        return "text", arguments, False
    if NoneType in arguments:
        return (*_kind_of(arguments[0], name)[:2], True)
    if arguments:
        return _kind_of(arguments[0], name)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return "text", tuple(each.value for each in annotation), False
    kinds: dict[Any, ColumnKind] = {str: "text", int: "integer", bool: "boolean"}
    if annotation not in kinds:
        raise TypeError(f"{name} holds what no cell of a table can hold")
    return kinds[annotation], (), False


def _table_of(to: str, kind: str) -> str | None:
    """Return the table that a field refers to, None where there is none."""
    if to == "capability":
        return "capabilities"
    if to == OWN_KIND:
        return f"{kind}s"
    found = vocabularies_of(to)
    return found[0].members if found else f"{to}s" if to in ("work", "model", "dataset") else None


def _item(to: str, kind: str) -> str:
    """Return what one item of a list is called by what it refers to; empty where it refers to nothing."""
    found = vocabularies_of(to)
    return kind if to == OWN_KIND else found[0].prefix if len(found) == 1 else to
