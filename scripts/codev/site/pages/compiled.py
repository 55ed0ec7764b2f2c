"""Compiled templates, kept from one build to the next and sealed: code that was changed in its file is not run but made anew.

Jinja's own cache runs whatever a file holds that begins as it should, also what another version of the compiler wrote.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from codev.show import rendering
from codev.store.write import write_atomically

_COMPILER = Path(rendering.__file__).read_bytes()
"""What compiles our templates."""


class SealedCache(BytecodeCache):
    """Keeps each compiled template in a file that begins with a digest of the rest and of what compiled it."""

    def __init__(self, folder: Path) -> None:
        """Keep them in a folder.

        Args:
            folder: The folder, which is there.
        """
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template into its bucket where its file is whole.

        Args:
            bucket: Where the template belongs.
        """
        try:
            seal, _, code = (self._folder / bucket.key).read_bytes().partition(b"\n")
        except OSError:
            return
        if seal == _seal(code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; where the file cannot be written it is compiled again next time.

        Args:
            bucket: Holds the template.
        """
        code = bucket.bytecode_to_string()
        try:
            write_atomically(self._folder / bucket.key, _seal(code) + b"\n" + code)
        except OSError:
            return


def _seal(code: bytes) -> bytes:
    """Return a digest of a compiled template and of what compiles templates now."""
    return hashlib.blake2b(_COMPILER + code, digest_size=16).hexdigest().encode()
