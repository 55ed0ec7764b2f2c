"""Folders that take long to make and that nothing writes to: made once for all workers of pytest-xdist, by the first that asks.

The others wait for it.  Where making one fails, the next worker that asks tries again and fails for itself.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder of this run that is made once, however many workers there are.

    Args:
        factory: Where temporary folders are.
        worker: The name of this worker, as the fixture ``worker_id`` has it; ``master`` where there is but one process.
        name: The folder's name.
        make: Fills the folder, which is empty.
    """
    if worker == "master":
        folder = factory.mktemp(name)
        make(folder)
        return folder
    shared = factory.getbasetemp().parent
    folder, finished = shared / name, shared / f"{name}.finished"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            finished.touch()
    return folder
