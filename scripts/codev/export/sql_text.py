"""The result of a query as text: JSON, CSV, tab-separated values, a Markdown table.  Returned, never printed."""

from __future__ import annotations

import csv
import io
import json

from codev.export.awesome import markdown_text
from codev.export.sql import SqlResult, SqlValue, iterate_records
from codev.query.text import harmless


def cell_text(value: SqlValue) -> str:
    """Return a value as a cell shows it: nothing for NULL, bytes in hexadecimal as SQL writes them."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return str(value)


def sql_to_json(result: SqlResult) -> str:
    """Return the rows as a list of objects, indented; bytes in hexadecimal, infinity as null."""
    rows = [{name: _json_value(value) for name, value in record.items()} for record in iterate_records(result)]
    return json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False)


def sql_to_csv(result: SqlResult) -> str:
    """Return the rows as CSV with a header, safe to open in a spreadsheet (`codev.export.csv_files`)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow([harmless(column) for column in result.columns])
    writer.writerows(
        [value if isinstance(value, (int, float)) else harmless(cell_text(value)) for value in row] for row in result.rows
    )
    return out.getvalue()


def sql_to_tsv(result: SqlResult) -> str:
    """Return the rows as tab-separated values with a header, one row a line."""
    lines = [result.columns, *([cell_text(value) for value in row] for row in result.rows)]
    return "".join("\t".join(_one_line(cell) for cell in line) + "\n" for line in lines)


def sql_to_markdown(result: SqlResult) -> str:
    """Return the rows as a Markdown table."""
    lines = [
        [markdown_text(_one_line(column)) for column in result.columns],
        ["---"] * len(result.columns),
        *([markdown_text(_one_line(cell_text(value))) for value in row] for row in result.rows),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _json_value(value: SqlValue) -> str | int | float | None:
    if isinstance(value, bytes):
        return cell_text(value)
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return None
    return value


def _one_line(cell: str) -> str:
    """Return a cell without tabs, line breaks and control characters, which a terminal would obey."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in cell).split())
