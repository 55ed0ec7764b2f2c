"""What can go wrong, in the words a user reads.

Every error of the package is a `CodevError` with one clear sentence and, where there is one, the fix.  Bad *content* of an
entry is not an error but a `codev.store.findings.Finding`: findings are collected, errors end the call.
"""

from __future__ import annotations

from collections.abc import Iterable

NAMES_LISTED_MAX = 40
"""So many names at the most are listed where none is near: a vocabulary, not all works."""


class CodevError(Exception):
    """The base of every error that this package raises on purpose.

    Attributes:
        message: One sentence that says what is wrong.
        fix: What to do about it; empty where nothing is known.
        exit_code: What the command line ends with: 1 for findings, 2 for wrong use.

    Examples:
        >>> import codev
        >>> try:
        ...     codev.ask(codev.load(), "works", node="data-filtr")
        ... except codev.CodevError as error:
        ...     print(error.message)
        no node 'data-filtr'
    """

    exit_code = 2

    def __init__(self, message: str, fix: str = "") -> None:
        """Keep the sentence and its fix.

        Args:
            message: One sentence that says what is wrong.
            fix: What to do about it.
        """
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        """Return the message, followed by the fix where there is one."""
        return f"{self.message}; {self.fix}" if self.fix else self.message


class WrongUseError(CodevError):
    """An argument, option or query that cannot be understood."""


class UnknownNameError(WrongUseError):
    """A name that nothing bears.

    Attributes:
        kind: What was looked for, such as "node" or "model".
        name: The name as given.
        candidates: The nearest names that exist, best first.
    """

    def __init__(self, kind: str, name: str, candidates: Iterable[str] = (), known: Iterable[str] = ()) -> None:
        """Compose "no node 'data-filtr'; did you mean data-filter?".

        Args:
            kind: What was looked for, such as "node" or "model".
            name: The name as given.
            candidates: The nearest names that exist, best first.
            known: All names that exist: listed where none is near and there are few.
        """
        self.kind = kind
        self.name = name
        self.candidates = tuple(candidates)
        shown = name if len(name) <= 80 else name[:77] + "…"
        names = tuple(known)
        fix = f"did you mean {' or '.join(self.candidates)}?" if self.candidates else ""
        if not fix and 0 < len(names) <= NAMES_LISTED_MAX:
            fix = f"there are {', '.join(names)}"
        super().__init__(f"no {kind} {shown!r}", fix)


class AmbiguousNameError(WrongUseError):
    """A name that a model and a dataset both bear."""


class KnowledgeBaseError(CodevError):
    """The folder is not a knowledge base, or its files do not pass the check."""

    exit_code = 1


class UnwritableError(KnowledgeBaseError):
    """A place that cannot be written to; what was there is left as it was."""

    exit_code = 2


class ToolMissingError(CodevError):
    """A program that the work needs is not on this machine."""


class BuildError(CodevError):
    """A step of the site build failed; the last good site is left as it was."""

    exit_code = 1
