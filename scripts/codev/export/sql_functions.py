"""SQL functions in place of SQLite's own where those take time that grows with the square of their input.

SQLite cannot stop within a function: ``instr`` of half a megabyte in a megabyte would run for seconds, a thousand of them in
one statement for hours.  These take time in proportion and give the same results.  ``printf`` has no such stand-in: it is
denied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from codev.limits.questions import SQL_TRIM_LETTERS_MAX

Value = str | bytes | int | float | None
"""What SQLite hands to a function."""


def install_functions(connection: sqlite3.Connection) -> None:
    """Put the functions of this module in place of SQLite's own.

    Args:
        connection: Any connection.
    """
    connection.create_function("instr", 2, instr, deterministic=True)

    def bounded_replace(whole: Value, old: Value, new: Value) -> str | None:
        return replace(whole, old, new, connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH))

    connection.create_function("replace", 3, bounded_replace, deterministic=True)
    for name, strip in (("trim", str.strip), ("ltrim", str.lstrip), ("rtrim", str.rstrip)):
        connection.create_function(name, 2, _trimmer(strip), deterministic=True)


def instr(whole: Value, part: Value) -> int | None:
    """Return where a text or blob stands first in another, from 1; 0 where it does not."""
    if whole is None or part is None:
        return None
    if isinstance(whole, bytes) and isinstance(part, bytes):
        return whole.find(part) + 1
    return _text(whole).find(_text(part)) + 1


def replace(whole: Value, old: Value, new: Value, length_max: int) -> str | None:
    """Return a text with every occurrence of another replaced; an empty one is not.

    Args:
        whole: The text.
        old: What is replaced.
        new: What takes its place.
        length_max: As many characters as the result may have: it is not made where it would be longer.

    Raises:
        OverflowError: The result would be longer; SQLite says then that the value is too big.
    """
    if whole is None or old is None or new is None:
        return None
    text, found, put = _text(whole), _text(old), _text(new)
    if not found:
        return text
    if len(text) + text.count(found) * (len(put) - len(found)) > length_max:
        raise OverflowError
    return text.replace(found, put)


def _trimmer(strip: Callable[[str, str], str]) -> Callable[[Value, Value], str | None]:
    """Return the function that strips letters from one or both ends of a text."""

    def trim(whole: Value, letters: Value) -> str | None:
        if whole is None or letters is None:
            return None
        listed = "".join(dict.fromkeys(_text(letters)))
        if len(listed) > SQL_TRIM_LETTERS_MAX:
            raise ValueError("too many letters to strip")
        return strip(_text(whole), listed)

    return trim


def _text(value: str | bytes | float) -> str:
    """Return a value as SQLite casts it to text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float):
        return _float_text(value)
    return str(value)


def _float_text(value: float) -> str:
    """Return a float as SQLite casts it to text: 15 digits, always with a point."""
    if value in (float("inf"), float("-inf")):
        return "Inf" if value > 0 else "-Inf"
    mantissa, exponent, power = f"{value:.15g}".partition("e")
    return (mantissa if "." in mantissa else f"{mantissa}.0") + exponent + power
