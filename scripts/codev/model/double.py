"""Entries that several curators wrote of one work without seeing each other's: what agreement is worked out from.

They are kept as they were written and are no part of the graph: the entry of the work stands under its year.  A file whose name
names no work or no curator has no place; the check looks at the terms that such an entry names, and not at its artifacts.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from codev.ids import WORK_KEY_PATTERN
from codev.model.fields import Record
from codev.model.work import Work

DOUBLE_FOLDER = "papers/double/"
"""Where these entries are."""

DOUBLE_PATH_PATTERN = rf"^{DOUBLE_FOLDER}{WORK_KEY_PATTERN.strip('^$')}\.[a-z]\.yaml$"
"""Work and curator in the name of a file; curators are letters, which stand for other people in another work."""


class DoubleEntry(Record):
    """``papers/double/<key>.<curator>.yaml``: the entry of one of the curators."""

    path: Annotated[str, StringConstraints(pattern=DOUBLE_PATH_PATTERN)]
    """The file, relative to the root."""
    entry: Work
    """What the file holds."""

    @property
    def curator(self) -> str:
        """The letter in the file's name."""
        return self.path.split(".")[-2]
