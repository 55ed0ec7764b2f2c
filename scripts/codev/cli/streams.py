"""Standard input, output and error as the system hands them over: closed, full, or of an encoding that lacks letters.

A closed one takes and gives nothing; a letter that the encoding lacks is written as its number.  What goes to a terminal is
escaped where nobody would see it: entries and file names can hold sequences that a terminal obeys.  A pipe or a file gets every
letter as it is.  No command needs to know, but for one that draws: it takes `drawing`.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from rich.console import Console
    from rich.segment import Segment


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
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper) and not isinstance(stream, Terminal) and stream.isatty():
            setattr(sys, name, Terminal(stream))


class Terminal(io.TextIOWrapper):
    """A terminal that obeys nothing that stands in a text."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        """Write to a terminal.

        Args:
            stream: The stream that leads to it.
        """
        super().__init__(stream.buffer, stream.encoding, stream.errors, line_buffering=True)

    def write(self, text: str, /) -> int:
        """Write a text, escaped but for line breaks and tabs.

        Args:
            text: The text.
        """
        from codev.unseen import escaped  # loads the tables of Unicode

        return super().write(escaped(text, "\n\t"))

    def draw(self, text: str) -> int:
        """Write a text with the sequences that style it: only what was escaped before it was styled.

        Args:
            text: The text.
        """
        return super().write(text)


class _Drawn(io.TextIOBase):
    """Where a drawing goes: the terminal, past its escaping."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.write = terminal.draw  # type: ignore[method-assign]
        self.flush, self.isatty, self.fileno = terminal.flush, terminal.isatty, terminal.fileno  # type: ignore[method-assign]

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the terminal."""
        return self._terminal.encoding


def drawing(*, stderr: bool = False) -> Console:
    """Return what draws tables and bars: their texts are escaped before they are styled.

    Args:
        stderr: Whether it draws to the error stream.
    """
    from rich.console import Console
    from rich.segment import Segment

    from codev.unseen import escaped

    class Seen(Console):
        """Escapes each piece of text; what moves the cursor is no text."""

        def _render_buffer(self, buffer: Iterable[Segment]) -> str:
            pieces = (each if each.control else Segment(escaped(each.text, "\n\t"), each.style) for each in buffer)
            return super()._render_buffer(pieces)

    stream = sys.stderr if stderr else sys.stdout
    if isinstance(stream, Terminal):
        return Seen(file=cast(IO[str], _Drawn(stream)), stderr=stderr)
    return Console(stderr=stderr)


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
