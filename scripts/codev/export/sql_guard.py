"""What confines SQL: an authorizer, limits, harmless functions, and the watch that stops a query which goes too far.

The authorizer lets SELECT, reads and harmless functions through and nothing else: no write, no ATTACH, no extension, no file,
of the PRAGMAs those that describe the schema.  Limits of SQLite bound the text and every value.  The watch, which SQLite calls
between steps, stops a query that takes too long, too many steps or too much memory.  Nothing here knows the knowledge base;
`codev.export.sql` runs queries under it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from codev.export.sql_functions import install_functions
from codev.limits.questions import (
    SQL_CHARACTERS_MAX,
    SQL_MEMORY_BYTES_MAX,
    SQL_PARTS_MAX,
    SQL_ROWS_MAX,
    SQL_SECONDS_MAX,
    SQL_STEPS_MAX,
    SQL_VALUE_BYTES_MAX,
)


@dataclass(frozen=True, slots=True)
class SqlLimits:
    """How far a query may go.

    Attributes:
        rows: The number of rows returned; the rest is cut off and said to be.
        seconds: The time that it may take.
        steps: The number of steps of SQLite's virtual machine; the same query takes the same number everywhere.
        memory: The bytes by which the process may grow while it runs, where the platform tells.
        text: The length of the statement in characters.
        value: The length of one value in bytes.
    """

    rows: int = SQL_ROWS_MAX
    seconds: float = SQL_SECONDS_MAX
    steps: int = SQL_STEPS_MAX
    memory: int = SQL_MEMORY_BYTES_MAX
    text: int = SQL_CHARACTERS_MAX
    value: int = SQL_VALUE_BYTES_MAX


DEFAULT_LIMITS = SqlLimits()
"""Enough for every question on 30,000 works, too little to harm the machine."""

STEPS_BETWEEN_CALLS = 100
"""SQLite asks the handler this often: often enough that values of a megabyte each do not add up unseen."""


_PRAGMAS = frozenset(
    [
        *("table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list"),
        *("foreign_key_check", "function_list", "collation_list", "compile_options", "data_version"),
    ]
)
"""The PRAGMAs that only describe; full-text search itself asks for ``data_version``."""

_PRAGMAS_WITHOUT_VALUE = frozenset(["user_version", "schema_version", "encoding", "page_count", "page_size"])
"""PRAGMAs that read without a value and write with one."""

_TABLE_FUNCTIONS = (
    *("json_each", "json_tree", "pragma_table_info", "pragma_table_xinfo", "pragma_foreign_key_list"),
    *("pragma_index_list", "pragma_index_info"),
)
"""Functions that a query may read like tables."""

_DENIED_FUNCTIONS = frozenset(
    [
        *("load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "fts5", "sqlite_log", "zipfile", "fsdir"),
        # Their fields can be billions of characters wide, which takes long even though the result is refused.
        *("printf", "format"),
        *("rtreecheck", "rtreenode", "rtreedepth", "optimize", "matchinfo", "offsets", "sqlite_offset"),
    ]
)
"""Functions that touch files, code or the insides of SQLite; those of FTS3 and R-trees have nothing to work on here."""


def confine(connection: sqlite3.Connection, limits: SqlLimits = DEFAULT_LIMITS) -> None:
    """Take from a connection, for good, everything but reading.

    Args:
        connection: Any connection.
        limits: The greatest lengths of text and value.
    """
    connection.set_authorizer(None)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    # What a query sorts or collects stays in memory, where it is counted, and never becomes a file.
    connection.execute("PRAGMA temp_store = MEMORY")
    # Python may be built without it; then there is nothing to forbid.
    if hasattr(connection, "enable_load_extension"):
        connection.enable_load_extension(False)
    for category, greatest in SQL_PARTS_MAX.items():
        connection.setlimit(getattr(sqlite3, f"SQLITE_LIMIT_{category}"), greatest)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, limits.text * 4)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.value)
    connection.text_factory = _decode
    connection.row_factory = None
    # From Python 3.12 on: a word in double quotes is a name and nothing else, so that a misspelt one is an error.
    if hasattr(connection, "setconfig"):
        connection.setconfig(1013, False)  # SQLITE_DBCONFIG_DQS_DML
    install_functions(connection)
    _connect_virtual_tables(connection)
    connection.set_authorizer(_authorize)


def _connect_virtual_tables(connection: sqlite3.Connection) -> None:
    """Have SQLite set up the virtual tables that a query may use: doing so counts as writing, which is forbidden afterwards.

    Others that SQLite may bring along, such as ``sqlite_dbpage`` and ``sqlite_stmt``, are not set up and so cannot be used.
    """
    declared = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'").fetchall()
    for (name,) in declared:
        quoted = name.replace('"', '""')
        connection.execute(f'SELECT 1 FROM "{quoted}" LIMIT 0')  # noqa: S608 - quoted, and from the schema
    for function in _TABLE_FUNCTIONS:
        connection.execute(f"SELECT 1 FROM {function}('x') LIMIT 0")  # noqa: S608 - our own names


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    """Say whether SQLite may do something.  https://www.sqlite.org/c3ref/c_alter_table.html lists actions and arguments."""
    if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        allowed = (second or "").casefold() not in _DENIED_FUNCTIONS
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA:
        name = (first or "").casefold()
        allowed = name in _PRAGMAS or (name in _PRAGMAS_WITHOUT_VALUE and second is None)
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_DENY


def _decode(raw: bytes) -> str:
    """Return text from the database; what is not UTF-8, as CAST can make it, is replaced."""
    return raw.decode("utf-8", "replace")


class Watch:
    """What SQLite calls between steps: says when a query has gone too far, and remembers why."""

    def __init__(self, limits: SqlLimits) -> None:
        """Begin to count.

        Args:
            limits: How far the query may go.
        """
        self._limits = limits
        self._calls_max = max(1, limits.steps // STEPS_BETWEEN_CALLS)
        self._calls = 0
        self._end = time.monotonic() + limits.seconds
        self._memory = _memory_held()
        self._weighed = 0.0
        self._too_long = f"more than {limits.seconds:g} s"
        self.reason = ""

    def ring(self, connection: sqlite3.Connection) -> None:
        """Stop what a connection is at, since its time is over."""
        self.reason = self._too_long
        connection.interrupt()

    def __call__(self) -> int:
        """Return whether to stop, as SQLite wants it: anything but 0."""
        self._calls += 1
        if self._calls > self._calls_max:
            self.reason = f"more than {self._limits.steps:,} steps"
        else:
            now = time.monotonic()
            if now > self._end:
                self.reason = self._too_long
            elif now - self._weighed > _SECONDS_BETWEEN_WEIGHINGS:
                self._weighed = now
                if _memory_held() - self._memory > self._limits.memory:
                    self.reason = f"more than {self._limits.memory // 2**20:,} MiB of memory"
        return 1 if self.reason else 0


_STATUS = Path("/proc/self/statm")
"""Where Linux tells how much memory the process holds."""

_PAGE_SIZE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
"""The bytes of a page of memory."""

_SECONDS_BETWEEN_WEIGHINGS = 0.001
"""A machine fills a few megabytes in this time; to ask after each call would take longer than many a query."""


def _memory_held() -> int:
    """Return the memory in bytes that the process holds now; 0 where the platform does not tell.

    What it holds and not the most that it ever held: else each query could take as much as the greediest before it and more.
    """
    if sys.platform == "win32":
        return 0
    # Linux only: the second number is that of the pages in memory (proc(5)).
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(_STATUS.read_bytes().split()[1]) * _PAGE_SIZE
    import resource

    # Elsewhere only the peak is told, which bounds one query and not many.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts bytes, the others KiB (getrusage(2)).
    return peak if sys.platform == "darwin" else peak * 1024
