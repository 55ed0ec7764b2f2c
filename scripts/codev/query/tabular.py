"""An answer as tables of other libraries: Arrow, which pandas and polars read, and HTML for notebooks.

Types come from the annotations of the row, not from its values: they are the same however many rows there are.  Nothing
is imported before it is asked for.  In HTML, every text is escaped.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup

from codev.errors import ToolMissingError
from codev.query.rows import AnswerRow, Column, cell_text, plain

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_SHOWN_MAX = 20
"""Rows of a table in a notebook: about what a screen holds."""

LETTERS_SHOWN_MAX = 300
"""Letters of one cell in a notebook: longer ones are cut."""


def installed(package: str) -> Any:
    """Return a library that the package itself does without.

    Args:
        package: Its name.

    Raises:
        ToolMissingError: It is not installed.
    """
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise ToolMissingError(f"the package {package} is not installed", f"pip install {package}") from None


def arrow_table(row: type[AnswerRow], rows: Sequence[AnswerRow]) -> pa.Table:
    """Return rows as Arrow holds them: the values of `Row.as_dict`; named tuples, which are lists in JSON, keep their names.

    Args:
        row: The type of the rows.
        rows: The rows.
    """
    import pyarrow as pa

    fields = _fields(row.types())
    return pa.Table.from_pylist(
        [{name: _held(getattr(each, name)) for name in row.names()} for each in rows], pa.schema(fields)
    )


def _held(value: Any) -> Any:
    """Return a value as Arrow takes it."""
    if isinstance(value, (list, tuple)):
        names = getattr(value, "_fields", None)
        return dict(zip(names, value, strict=True)) if names else [_held(each) for each in value]
    return plain(value)


def _fields(types: Mapping[str, Any]) -> list[pa.Field]:
    """Return a field for each annotated type."""
    import pyarrow as pa

    return [pa.field(name, _arrow_type(kind), nullable=type(None) in get_args(kind)) for name, kind in types.items()]


def _arrow_type(kind: Any) -> pa.DataType:
    """Return the Arrow type of an annotated type.

    Raises:
        TypeError: It is none that rows have.
    """
    import pyarrow as pa

    origin, inner = get_origin(kind), [each for each in get_args(kind) if each not in (type(None), ...)]
    if origin is Literal:
        return pa.string()
    if origin in {Union, UnionType, tuple} and len(set(inner)) == 1:
        return pa.list_(_arrow_type(inner[0])) if origin is tuple else _arrow_type(inner[0])
    known = {int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if kind in known:
        return known[kind]
    if isinstance(kind, type) and issubclass(kind, AnswerRow):
        return pa.struct(_fields(kind.types()))
    if isinstance(kind, type) and hasattr(kind, "_fields"):
        return pa.struct(_fields(get_type_hints(kind)))
    if isinstance(kind, type) and issubclass(kind, str):
        return pa.string()
    raise TypeError(f"{kind} has no Arrow type")


def html_table(columns: Sequence[Column], rows: Sequence[AnswerRow], note: str) -> str:
    """Return the first rows as a table of HTML, and a line that says how many rows there are.

    Args:
        columns: What is shown, in order.
        rows: All rows.
        note: What a reader should know; may be empty.
    """
    shown = rows[:ROWS_SHOWN_MAX]
    lines = [
        _joined("td", [cell_text(getattr(row, column.name)) for column in columns], "text-align:left;vertical-align:top")
        for row in shown
    ]
    count = f"{len(rows):,} row{'' if len(rows) == 1 else 's'}"
    said = count if len(shown) == len(rows) else f"The first {len(shown)} of {count}"
    return Markup("<table><thead>{}</thead><tbody>{}</tbody></table><p>{}</p>").format(
        _joined("th", [column.title for column in columns], "text-align:left"),
        Markup().join(lines),
        " · ".join(filter(None, [said, note])),
    )


def _joined(tag: str, texts: Sequence[str], style: str) -> Markup:
    """Return a row of a table of HTML."""
    cell = Markup('<{0} style="{1}">{2}</{0}>')
    return Markup("<tr>{}</tr>").format(Markup().join(cell.format(tag, style, _cut(text)) for text in texts))


def _cut(text: str) -> str:
    """Return a text that is not too long for a cell."""
    return text if len(text) <= LETTERS_SHOWN_MAX else text[: LETTERS_SHOWN_MAX - 1] + "…"
