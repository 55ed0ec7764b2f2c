"""Watches how much memory a process and all that it started use together: run with its number, ended with a line on its input.

Counted are proportional shares (``Pss``), so that what forked processes have in common counts once
(https://docs.kernel.org/filesystems/proc.html).  A process that ends while it is looked at counts nothing.
"""

from __future__ import annotations

import select
import sys
from collections import defaultdict
from pathlib import Path

PAUSE_SECONDS = 0.5


def family(root: int) -> set[int]:
    """Return a process and all that it started, this one left out."""
    children = defaultdict(set)
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
        children[parent].add(int(status.parent.name))
    found, waiting = set(), [root]
    while waiting:
        found.add(process := waiting.pop())
        waiting += children[process]
    return found


def share_kib(process: int) -> int:
    """Return a process's share of memory."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def watch(root: int) -> int:
    """Return the most that a family used, in KiB, once there is something to read on the input."""
    own = Path("/proc/self").resolve().name
    most = 0
    while not select.select([sys.stdin], [], [], PAUSE_SECONDS)[0]:
        most = max(most, sum(share_kib(process) for process in family(root) - {int(own)}))
    return most


if __name__ == "__main__":
    print(watch(int(sys.argv[1])))  # noqa: T201
