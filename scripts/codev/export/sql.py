"""Read-only SQL on the knowledge base: what may run, how far, and errors in one line.

The text is hostile; `codev.export.sql_guard` confines it.  Wrong SQL raises `SqlError` with one sentence, and with the nearest
names where a table or column does not exist.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from codev.did_you_mean import did_you_mean, nearest
from codev.errors import WrongUseError
from codev.export.sql_guard import DEFAULT_LIMITS, STEPS_BETWEEN_CALLS, SqlLimits, Watch, confine

MESSAGE_CHARACTERS_MAX = 200
"""A message shows so many characters of what SQLite says."""

_END_SHOWN = 40
"""Of a longer one, characters of its end."""

SqlValue = str | int | float | bytes | None
"""A value in a result."""


class SqlError(WrongUseError):
    """A statement that is wrong, not allowed, or that took too much."""


@dataclass(frozen=True, slots=True)
class SqlResult:
    """What a query gave.

    Attributes:
        columns: The names of the columns, as SQL gives them; they may repeat.
        rows: The rows, at most as many as the limit.
        is_cut: Whether there were more.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[SqlValue, ...], ...]
    is_cut: bool = False


_READ_ONLY = "only reading is allowed here"
_READ_ONLY_FIX = "begin with SELECT or WITH"


def run_sql(connection: sqlite3.Connection, text: str, limits: SqlLimits = DEFAULT_LIMITS) -> SqlResult:
    """Run one query, confined.

    The connection stays confined afterwards: nothing can be written through it any more.

    Args:
        connection: A database such as `codev.export.sqlite.open_database` returns.
        text: One SELECT statement; a semicolon may end it.
        limits: How far it may go.

    Returns:
        The columns and rows.

    Raises:
        SqlError: The statement is wrong, would do more than read, or took too much.

    Examples:
        >>> import codev
        >>> database = codev.open_database(codev.load())
        >>> codev.run_sql(database, "SELECT key, year FROM works LIMIT 1").columns
        ('key', 'year')
    """
    _check_text(text, limits)
    lock = getattr(connection, "lock", None) or contextlib.nullcontext()
    with lock:
        confine(connection, limits)
        watch = Watch(limits)
        connection.set_progress_handler(watch, STEPS_BETWEEN_CALLS)
        # The handler is called between steps; where each of them takes long, the clock stops the query.
        alarm = threading.Timer(limits.seconds, watch.ring, [connection])
        alarm.daemon = True
        alarm.start()
        try:
            return _fetch(connection, text, limits)
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise _explained(connection, text, error, watch, limits) from None
        except (ValueError, OverflowError) as error:
            raise SqlError(f"the statement cannot be run: {error}") from None
        except MemoryError:
            raise SqlError("the query needs more memory than is available", "select fewer rows or columns") from None
        finally:
            alarm.cancel()
            # Waited for, so that it cannot stop whatever runs next.
            alarm.join()
            connection.set_progress_handler(None, 0)


def table_columns(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the tables and views that a query may name, with their columns, in alphabetical order.

    Args:
        connection: The database.
    """
    rows = connection.execute(
        "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type IN ('table', 'view') ORDER BY m.name, c.cid"
    )
    found: dict[str, list[str]] = {}
    for table, column in rows:
        # Full-text search keeps its index in tables of its own.
        if not table.startswith(("search_", "sqlite_")):
            found.setdefault(table, []).append(column)
    return {table: tuple(columns) for table, columns in found.items()}


def _check_text(text: str, limits: SqlLimits) -> None:
    """Refuse what is no statement at all.

    Raises:
        SqlError: The text is too long, empty, or holds characters that SQL cannot.
    """
    if len(text) > limits.text:
        raise SqlError(f"the statement has {len(text):,} characters, more than {limits.text:,}", "shorten it")
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise SqlError("the statement contains characters that are not text", "write it again")
    bare = re.sub(r"--[^\n]*|/\*.*?(\*/|\Z)", " ", text, flags=re.DOTALL)
    if not bare.strip(" \t\r\n;"):
        raise SqlError("there is no statement", "write one, such as SELECT title FROM works LIMIT 5")


def _fetch(connection: sqlite3.Connection, text: str, limits: SqlLimits) -> SqlResult:
    """Run a statement and return its rows."""
    with contextlib.closing(connection.cursor()) as cursor:
        cursor.execute(text)
        if cursor.description is None:
            raise SqlError(_READ_ONLY, _READ_ONLY_FIX)
        columns = tuple(column[0] for column in cursor.description)
        rows = cursor.fetchmany(limits.rows + 1)
        return SqlResult(columns, tuple(rows[: limits.rows]), is_cut=len(rows) > limits.rows)


_QUOTE_SEARCH = """put words with signs other than letters and digits in double quotes, as in MATCH '"gpt-4"'"""

_EXPLANATIONS = (
    (r"to use function: (?P<name>printf|format)\b", "the function {name} is not available here", "use round() and || instead"),
    (r"to use function: (?P<name>\w+)", "the function {name} is not available here", ""),
    (
        r"vtable constructor failed: (?P<name>\w+)",
        "the table {name} is not available here",
        "'codev sql --schema' lists the tables",
    ),
    (r"fts5: |^unterminated string|unknown special query", "the text after MATCH cannot be searched", _QUOTE_SEARCH),
    ("authorization denied|not authorized|readonly database|prohibited", _READ_ONLY, _READ_ONLY_FIX),
    ("^interrupted$", "the query was stopped", ""),
    ("one statement at a time", "there is more than one statement", "run one at a time"),
    ("bindings|too many SQL variables", "a statement here has no parameters", "write the value in its place"),
    ("user-defined function raised", "trim() strips at most 100 different letters", "name fewer"),
    ("string or blob too big", "a value is longer than {value} bytes", "make it shorter"),
)
"""What SQLite and Python say, as a pattern, and what it means to a user."""


def _explained(connection: sqlite3.Connection, text: str, error: Exception, watch: Watch, limits: SqlLimits) -> SqlError:
    """Return what SQLite says in the words of a user, with the nearest names."""
    message = str(error).strip() or type(error).__name__
    if len(message) > MESSAGE_CHARACTERS_MAX:
        # SQLite repeats a name as it was given; what it says of it may stand on either side.
        message = f"{message[: MESSAGE_CHARACTERS_MAX - _END_SHOWN - 1]}…{message[-_END_SHOWN:]}"
    if watch.reason:
        return SqlError(f"the query was stopped: {watch.reason}", "join on keys, filter earlier, or add LIMIT")
    for pattern, sentence, fix in _EXPLANATIONS:
        found = re.search(pattern, message)
        if found:
            return SqlError(sentence.format(value=f"{limits.value:,}", **found.groupdict()), fix)
    column = re.search(r"no such column: (\S+)", message)
    # A column that only a string names is one that full-text search takes for such: 'gpt-4' means gpt in the column 4.
    if column and "match" in text.casefold() and column.group(1) not in re.sub(r"'[^']*'", "", text):
        return SqlError(f"the text after MATCH cannot be searched: there is no column {column.group(1)}", _QUOTE_SEARCH)
    for pattern, advice in ((r"no such table: (\S+)", _near_tables), (r"no such column: (\S+)", _near_columns)):
        found = re.search(pattern, message)
        if found:
            return SqlError(message, advice(connection, found.group(1), text))
    return SqlError(f"wrong SQL: {message}")


def _near_tables(connection: sqlite3.Connection, name: str, _text: str) -> str:
    """Return advice on a table that does not exist."""
    near = nearest(name.rpartition(".")[2], table_columns(connection))
    return did_you_mean(near, "'codev sql --schema' lists the tables")


def _near_columns(connection: sqlite3.Connection, name: str, text: str) -> str:
    """Return advice on a column that does not exist: alike names, and the tables that have them, those of the query first."""
    named = set(re.findall(r"\w+", text.casefold()))
    homes: dict[str, list[str]] = {}
    for table, columns in sorted(table_columns(connection).items(), key=lambda item: item[0].casefold() not in named):
        for column in columns:
            homes.setdefault(column, []).append(table)
    bare = name.rpartition(".")[2]
    if bare in homes:
        return f"{bare} is a column of {', '.join(homes[bare][:4])}"
    near = [f"{column} (of {', '.join(homes[column][:3])})" for column in nearest(bare, homes)]
    return did_you_mean(near, "'codev sql --schema' lists the columns; text is written in single quotes")


def iterate_records(result: SqlResult) -> Iterator[dict[str, SqlValue]]:
    """Yield rows as dictionaries; of columns with one name the later ones get a number.

    Args:
        result: What a query gave.
    """
    names: list[str] = []
    for column in result.columns:
        same = sum(each == column or re.fullmatch(re.escape(column) + r"_\d+", each) is not None for each in names)
        names.append(f"{column}_{same + 1}" if column in names else column)
    for row in result.rows:
        yield dict(zip(names, row, strict=True))
