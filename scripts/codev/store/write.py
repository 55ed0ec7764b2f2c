"""Files replaced as a whole: whoever reads one meets the old or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

JOURNAL_FILE = ".codev-change"
"""What files held before a change of several that is not finished, relative to the root; `codev.contribute.write` keeps it."""

LEFT_SECONDS_MIN = 3600
"""A file that is half written and so old is a killed process's: no write of one file takes an hour."""

_HALF_WRITTEN = ".codev-half"


def write_atomically(path: Path, content: str | bytes, *, is_new: bool = False) -> None:
    """Replace a file as a whole; its permissions stay.

    What killed processes left half written in the folder goes.

    Args:
        path: The file; its folder is made where it is missing.
        content: What it holds from now on; text is written as UTF-8 with the line breaks that it has.
        is_new: Whether a file that is there already is refused instead of replaced.

    Raises:
        FileExistsError: There is a file, and a new one was asked for.
        OSError: The file cannot be written; what was there is left.  It names the file.
    """
    try:
        _write(path, content, is_new=is_new)
    except OSError as error:
        # It may name the file that is half written, which nobody knows and which is gone.
        raise OSError(error.errno, error.strerror, str(path)) from None


def _write(path: Path, content: str | bytes, *, is_new: bool) -> None:
    """Write a file beside its place and move it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f".*{_HALF_WRITTEN}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_SECONDS_MIN:
                left.unlink()
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.", suffix=_HALF_WRITTEN)
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        written.chmod(mode)
        if is_new:
            # Unlike a replacement, a link is refused where there is a file.
            os.link(written, path)
            written.unlink()
        else:
            written.replace(path)
    except BaseException:
        with suppress(OSError):
            written.unlink()
        raise


def _umask() -> int:
    """Return the mask of a new file's permissions, which can be read only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
