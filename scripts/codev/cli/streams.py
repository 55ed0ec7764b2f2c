"""Standard input, output and error as the system hands them over: closed, full, or of an encoding that lacks letters.

A closed one takes and gives nothing; a letter that the encoding lacks is written as its number.  No command needs to know.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress


def settle_streams() -> None:
    """Give the process three streams that can be used, whatever it was started with."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - stays open as long as the process
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - as above
        elif isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            with suppress(OSError):
                stream.reconfigure(errors="backslashreplace")


def silence_output() -> None:
    """Let what is still to be written to standard output go nowhere: the end of the process would fail on it once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def trouble(error: OSError) -> str:
    """Return what the system refused, in one line.

    Args:
        error: What it raised.
    """
    try:
        os.getcwd()  # noqa: PTH109 - the pathlib call is the same
    except OSError:
        return "the current folder does not exist any more; go to another one"
    where = error.filename if isinstance(error.filename, str) else "the output"
    return f"{where}: {error.strerror or error}"
