"""The knowledge base that all visitors share, read again when its files change.

One `AtlasSource` serves every session of the process; an `Atlas` is never changed, so that readers need no lock.  While an
edited file cannot be read, the last good knowledge base is kept and the trouble is told as a notice.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from codev.atlas import Atlas
from codev.errors import CodevError
from codev.graph import lineage_graph
from codev.memory import set_apart
from codev.store.layout import find_root

LOOK_SECONDS_MIN = 1.0
"""Files are looked at no more often than this, however many visitors click."""


@dataclass(frozen=True)
class Loaded:
    """A knowledge base as it is shown.

    Attributes:
        atlas: The knowledge base.
        version: Changes when the files do; results may be kept under it.
        notice: Why a newer state of the files could not be read; empty when all is well.
        file: The name of the published file that it comes from; empty for a folder of entries.
    """

    atlas: Atlas
    version: str
    notice: str = ""
    file: str = ""


class AtlasSource:
    """A folder, or a published SQLite file, and the knowledge base in it.

    Attributes:
        sets_apart: Whether the cycle collector leaves out what stands when a knowledge base has been read.  Streamlit collects
            after each run of the page, which would walk the whole knowledge base every time.  It concerns the whole process:
            the server sets it, tests and notebooks do not.
    """

    sets_apart: ClassVar[bool] = False

    def __init__(self, root: Path | None = None, data: Path | None = None) -> None:
        """Remember where the knowledge base is; nothing is read yet.

        Args:
            root: A folder in or above which to find it; this folder by default.
            data: A published SQLite file; it wins over the folder.
        """
        self.root = root or Path()
        self.data = data
        self._lock = threading.Lock()
        self._loaded: Loaded | None = None
        self._state = ""
        self._looked_at = 0.0

    @property
    def label(self) -> str:
        """What is shown as the source: a file's or a folder's name, never its whole path."""
        return self.data.name if self.data is not None else self.root.resolve().name

    def current(self) -> Loaded:
        """Return the knowledge base as its files stand now, or as they last stood when they could be read.

        Raises:
            CodevError: It was never readable.
        """
        with self._lock:
            now = time.monotonic()
            if self._loaded is not None and now - self._looked_at < LOOK_SECONDS_MIN:
                return self._loaded
            state = self._state_of_files()
            self._looked_at = now
            if self._loaded is None or state != self._state:
                self._loaded = self._read(state)
                self._state = state
            return self._loaded

    def _read(self, state: str) -> Loaded:
        """Return what the files hold, or what they held with a notice."""
        try:
            with set_apart() if self.sets_apart else nullcontext():
                atlas = self._load()
                if self.sets_apart:
                    # What every question asks for is set apart as well.
                    lineage_graph(atlas)
                return Loaded(atlas, state, file=self.data.name if self.data is not None else "")
        except CodevError as error:
            if self._loaded is None:
                raise
            return replace(self._loaded, notice=str(error))

    def _load(self) -> Atlas:
        """Read the knowledge base."""
        if self.data is not None:
            from codev.export.sqlite_documents import read_published

            return read_published(self.data)
        return Atlas.load(self.root)

    def _state_of_files(self) -> str:
        """Return a digest of names, sizes and times of all files: equal digests mean that nothing was saved."""
        digest = hashlib.blake2b(digest_size=12)
        if self.data is not None:
            _add_state(digest, self.data.name, self.data)
            return digest.hexdigest()
        try:
            root = find_root(self.root)
        except CodevError:
            return "none"
        for folder in (root / "taxonomy", root / "papers"):
            _walk(digest, folder)
        return digest.hexdigest()


def _walk(digest: hashlib.blake2b, folder: Path) -> None:
    """Add the state of every YAML file below a folder, in a stable order."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _walk(digest, Path(entry.path))
        elif entry.name.endswith((".yaml", ".yml")):
            _add_state(digest, entry.name, entry)


def _add_state(digest: hashlib.blake2b, name: str, file: Path | os.DirEntry[str]) -> None:
    """Add one file's name, size and time of change."""
    try:
        about = file.stat()
    except OSError:
        return
    digest.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
