"""Folders in which files are made before they take their place: gone at the end, and after a kill with the next one."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder_beside(place: Path, prefix: str) -> Iterator[Path]:
    """Make a folder of one's own, on the disk of what is made in it; those that killed processes left go first.

    Each process holds the lock of its folder, which the system opens when it ends: an open lock tells a folder that is left.

    Args:
        place: Where the folder is; it exists.
        prefix: How its name begins, as that of no other folder there does.

    Raises:
        OSError: No folder can be made.
    """
    for left in place.glob(f"{prefix}*") if sys.platform != "win32" else ():
        lock = _locked(left)
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)
    lock = None
    while lock is None:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        # Between the two lines another process may have taken it for one that is left.
        lock = _locked(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """Return an open handle that holds the lock of a folder, or None where another process holds it or the folder is gone."""
    if sys.platform == "win32":
        return os.open(os.devnull, os.O_RDONLY)
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if folder.exists():
            return handle
    except OSError:
        pass
    os.close(handle)
    return None
