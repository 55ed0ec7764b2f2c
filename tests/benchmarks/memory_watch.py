"""Watches how much memory a process and all that it started use together: run with its number, ended with a line on its input.

Counted are proportional shares (PSS), so that what forked processes have in common counts once; only Linux tells them.  A
process that ends while it is looked at counts nothing.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys

import psutil

PAUSE_SECONDS = 0.5


def shares(root: psutil.Process) -> int:
    """Return what a process and all that it started use now, in bytes; the watcher itself left out."""
    used = 0
    for process in (root, *root.children(recursive=True)):
        if process.pid != os.getpid():
            with contextlib.suppress(psutil.Error):
                used += process.memory_full_info().pss
    return used


def watch(root: psutil.Process) -> int:
    """Return the most that was used, in bytes, once there is something to read on the input."""
    most = 0
    while not select.select([sys.stdin], [], [], PAUSE_SECONDS)[0]:
        most = max(most, shares(root))
    return most


if __name__ == "__main__":
    print(watch(psutil.Process(int(sys.argv[1]))))  # noqa: T201
