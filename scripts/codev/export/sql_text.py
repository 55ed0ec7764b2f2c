"""The result of a query as text: JSON, CSV, tab-separated values, a Markdown table.  Returned, never printed."""

from __future__ import annotations

import csv
import io
import json

from codev.export.awesome import markdown_text
from codev.export.sql import SqlResult, SqlValue, iterate_records
from codev.query.text import harmless, markdown_table, tab_separated


def cell_text(value: SqlValue) -> str:
    """Return a value as a cell shows it: nothing for NULL, bytes in hexadecimal as SQL writes them."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return str(value)


def sql_to_json(result: SqlResult) -> str:
    """Return the rows as a list of objects, indented; see `json_rows`."""
    return json.dumps(json_rows(result), ensure_ascii=False, indent=2, allow_nan=False)


def json_rows(result: SqlResult) -> list[dict[str, str | int | float | None]]:
    """Return the rows as JSON holds them: bytes in hexadecimal, infinity as null, since JSON has none (RFC 8259 §6)."""
    return [{name: _json_value(value) for name, value in record.items()} for record in iterate_records(result)]


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
    return tab_separated(result.columns, (map(cell_text, row) for row in result.rows))


def sql_to_markdown(result: SqlResult) -> str:
    """Return the rows as a Markdown table."""
    return markdown_table(result.columns, (map(cell_text, row) for row in result.rows), markdown_text)


def _json_value(value: SqlValue) -> str | int | float | None:
    if isinstance(value, bytes):
        return cell_text(value)
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return None
    return value
