"""Files that a person names, and standard input: read up to a bound, so that nothing endless fills the memory or hangs.

What is no regular file (a pipe, a device, a folder), is too large or cannot be read is refused with one message.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from codev.errors import WrongUseError

STANDARD_INPUT = Path("-")
"""The name of standard input, as commands have it."""


def read_given(path: Path, bytes_max: int) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``.

    Args:
        path: The file.
        bytes_max: As many bytes as are taken.

    Raises:
        WrongUseError: It is no regular file, is larger, or cannot be read.
    """
    if path == STANDARD_INPUT:
        raw = sys.stdin.buffer.read(bytes_max + 1)
    else:
        try:
            # A named pipe that nobody writes to would block the opening without O_NONBLOCK.
            with open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as stream:
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    raise WrongUseError(f"{path} is not a regular file", "name a file, or '-' and write into standard input")
                raw = stream.read(bytes_max + 1)
        except OSError as error:
            raise WrongUseError(f"cannot read {path}: {error.strerror}", "name a file that you may read") from error
    if len(raw) > bytes_max:
        size = f"{bytes_max // 2**20} MiB" if bytes_max >= 2**20 else f"{bytes_max // 1024} KiB"
        raise WrongUseError(f"{path} is larger than {size}", "split it")
    return raw
