"""Answers of the services kept on disk for a day, so that asking again soon costs nobody anything.

One file an answer under ``build/cache/answers/``, named by the address that was asked.  The age and the size of the folder are
bounded.  What cannot be read or written is as if it were not there, and nothing is written through a symbolic link.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from codev.contribute.write import confined
from codev.errors import KnowledgeBaseError
from codev.limits.services import KEPT_BYTES_MAX, KEPT_SECONDS_MAX
from codev.store.write import write_atomically

ANSWERS_FOLDER = "build/cache/answers"
"""Where the answers are, relative to the root of the knowledge base."""


class KeptAnswers:
    """The answers that an earlier run got, by the address that was asked."""

    def __init__(self, root: Path, now: Callable[[], float] = time.time) -> None:
        """Remember where answers are kept.

        Args:
            root: The knowledge base's folder.
            now: Tells the time in seconds since 1970, as files tell it.
        """
        self._root = root
        self._now = now

    def read(self, url: str) -> bytes | None:
        """Return what an address answered lately, or None.

        Args:
            url: The address, without anything secret.
        """
        try:
            file = self._file(url)
            age_seconds = self._now() - file.stat().st_mtime
            return file.read_bytes() if 0 <= age_seconds <= KEPT_SECONDS_MAX else None
        except (OSError, KnowledgeBaseError):
            return None

    def write(self, url: str, body: bytes) -> None:
        """Keep what an address answered.

        Args:
            url: The address, without anything secret.
            body: The answer, read and found good.
        """
        with suppress(OSError, KnowledgeBaseError):
            file = self._file(url)
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, body)

    def tidy(self) -> None:
        """Remove what is too old, and the oldest answers where all together are too large."""
        with suppress(OSError, KnowledgeBaseError):
            folder = self._file("").parent
            ages = sorted((self._now() - file.stat().st_mtime, file.stat().st_size, file) for file in folder.iterdir())
            bytes_left = KEPT_BYTES_MAX
            for age_seconds, size_bytes, file in ages:
                bytes_left -= size_bytes
                if age_seconds > KEPT_SECONDS_MAX or bytes_left < 0:
                    file.unlink()

    def _file(self, url: str) -> Path:
        """Return the file of an address.

        Raises:
            KnowledgeBaseError: A symbolic link leads out of the knowledge base.
        """
        return confined(self._root, f"{ANSWERS_FOLDER}/{hashlib.blake2b(url.encode(), digest_size=16).hexdigest()}")
