"""The SQL console's results as tables: pure functions.  The guard and the limits are those of `codev.export.sql`."""

from __future__ import annotations

import pandas as pd

from codev.export.sql import SqlResult, iterate_records

CELL_LENGTH_MAX = 2_000
"""Characters of a value that a table shows."""


def result_frame(result: SqlResult) -> pd.DataFrame:
    """Return a result as a table; binary values are shown by their length, and long texts are cut.

    Args:
        result: What a query gave.
    """
    records = list(iterate_records(result))
    names = list(records[0]) if records else list(dict.fromkeys(result.columns))
    return pd.DataFrame({name: [_cell(record[name]) for record in records] for name in names}, columns=names)


def _cell(value: object) -> object:
    """Return a value as a table shows it."""
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    if isinstance(value, str) and len(value) > CELL_LENGTH_MAX:
        return value[:CELL_LENGTH_MAX] + "…"
    # Beyond 64 bits nothing can be drawn; SQLite holds none, but sums of texts can be infinite.
    return value
