r"""Every table as a CSV file (RFC 4180, UTF-8 with its mark) that is safe to open in a spreadsheet.

The rules: text is quoted; yes and no are ``true`` and ``false``; what is not stated is empty; the items of a list are joined
by ``|``, one within an item being written ``\|``; a cell that begins with ``=``, ``+``, ``-``, ``@``, tab or carriage return,
with or without apostrophes before it, gets an apostrophe in front, so that no spreadsheet runs it as a formula.  `read_cell`
undoes the last one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from codev.atlas import Atlas
from codev.export.columns import Cell
from codev.export.tables import TABLES
from codev.query.text import CSV_FILE_ENCODING, FORMULA_STARTS, harmless

FOLDER = "csv"
"""The name of the folder."""

LIST_DELIMITER = "|"
"""Stands between the items of a list."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write every table.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The names of the files.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    names = []
    for table in TABLES:
        name = f"{FOLDER}/{table.name}.csv"
        with (folder / name).open("w", encoding=CSV_FILE_ENCODING, newline="") as stream:
            writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
            writer.writerow(table.column_names)
            writer.writerows([write_cell(cell) for cell in row] for row in table.rows(atlas))
        names.append(name)
    return names


def write_cell(cell: Cell) -> str | int:
    """Return a value as it stands in a CSV file.

    Args:
        cell: The value; a list becomes one text.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return cell
    return harmless(join(cell) if isinstance(cell, tuple) else cell)


def join(items: Iterable[str | int]) -> str:
    """Return the items of a list as one text."""
    return LIST_DELIMITER.join(str(item).replace(LIST_DELIMITER, "\\" + LIST_DELIMITER) for item in items)


def read_cell(text: str) -> str:
    """Return what `codev.query.text.harmless` was given.

    Args:
        text: A cell of a CSV file.
    """
    guarded = text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS)
    return text[1:] if guarded else text
