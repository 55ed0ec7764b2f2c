"""Files read again for what only findings need: the data around a place, its line and its column.

Kept until the caller is done; a file that has changed or gone meanwhile gives no data and its beginning as place.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from codev.model.references import Location
from codev.store.layout import SourceFile
from codev.store.read import read_bytes
from codev.store.yaml_in import START, Document, Position, YamlProblem, decode, read_document


class Documents:
    """The files of a knowledge base, each read when it is asked for."""

    def __init__(self, root: Path) -> None:
        """Remember where the files are.

        Args:
            root: The knowledge base's folder.
        """
        self._root = root
        self._read: dict[str, Document | None] = {}

    def data(self, path: str) -> dict[str, Any]:
        """Return a file's data; empty where it cannot be read.

        Args:
            path: The file, relative to the root.
        """
        document = self._document(path)
        return document.data if document is not None else {}

    def position(self, path: str, location: Location, *, of_key: bool = False) -> Position:
        """Return where a value stands; the file's beginning where that cannot be told.

        Args:
            path: The file, relative to the root.
            location: The path into its data.
            of_key: Whether the key is meant rather than the value.
        """
        document = self._document(path)
        if document is None:
            return START
        return document.key_position(location) if of_key and location else document.position(location)

    def _document(self, path: str) -> Document | None:
        """Return a file, read at the first call."""
        if path not in self._read:
            raw = read_bytes(self._root, SourceFile.at(path))
            try:
                self._read[path] = read_document(decode(raw)) if isinstance(raw, bytes) else None
            except YamlProblem:
                self._read[path] = None
        return self._read[path]
