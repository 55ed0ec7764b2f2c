"""The knowledge base in the formats of other tools, and as a database that SQL is asked of.

`export` writes any of `FORMATS`; ``codev.export.sqlite.open_database`` and `run_sql` answer SQL.
"""

from codev.export.run import ALL, FORMATS, ExportFormat, choose_formats, export
from codev.export.sql import SqlError, SqlResult, run_sql
from codev.export.sql_guard import DEFAULT_LIMITS, SqlLimits
from codev.export.sqlite import Database, open_database
from codev.export.sqlite_documents import read_published

__all__ = [
    "ALL",
    "DEFAULT_LIMITS",
    "FORMATS",
    "Database",
    "ExportFormat",
    "SqlError",
    "SqlLimits",
    "SqlResult",
    "choose_formats",
    "export",
    "open_database",
    "read_published",
    "run_sql",
]
