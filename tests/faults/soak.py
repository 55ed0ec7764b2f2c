"""Asks the MCP server and the SQL console many times, and watches the memory of the process.  A helper of tests, not tests."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil

from assistant.asked import ASKED
from codev.assistant.desk import Desk
from codev.assistant.tools import call
from codev.errors import CodevError
from codev.export.sql import run_sql
from codev.export.sql_examples import EXAMPLES
from codev.export.sql_guard import SqlLimits

GROWTH_MAX = 1.05
"""The most that is held in the second half of all requests, divided by that of the first (issue 17, part 6)."""

STATEMENTS = (
    *(example.sql for example in EXAMPLES),
    "SELECT wrong",
    "DELETE FROM works",
    "SELECT hex(zeroblob(900000))",
    "SELECT * FROM search WHERE search MATCH 'gpt-4'",
)
"""What people ask, some of it wrong."""

WRONG: tuple[tuple[str, dict[str, object]], ...] = (
    ("nothing", {}),
    ("works", {"node": ["data-filtr"]}),
    ("works", {"cursor": "made up"}),
    ("sql", {"query": "DROP TABLE x"}),
)
"""Calls that are refused."""


def tools_asked(desk: Desk) -> Callable[[int], None]:
    """Return what asks the next question of an assistant, and makes its answer the text that is sent."""
    calls = [*ASKED.values(), *WRONG]

    def ask(number: int) -> None:
        name, arguments = calls[number % len(calls)]
        # Each page of an answer is another request.
        size = {"page_size": 1 + number % 50} if name != "nothing" else {}
        try:
            json.dumps(call(desk, name, {**arguments, **size}))
        except CodevError as error:
            str(error)

    return ask


def statements_run(desk: Desk) -> Callable[[int], None]:
    """Return what runs the next statement of the console."""
    database = desk.database(desk.atlas)

    def ask(number: int) -> None:
        try:
            run_sql(database, f"{STATEMENTS[number % len(STATEMENTS)]} -- {number}", SqlLimits(rows=1 + number % 100))
        except CodevError as error:
            str(error)

    return ask


ASKERS = {"tools": tools_asked, "statements": statements_run}


def held_bytes() -> int:
    """Return the memory that this process holds once what nobody needs is collected."""
    gc.collect()
    return psutil.Process().memory_info().rss


def growth(ask: Callable[[int], None], count: int) -> tuple[int, int]:
    """Ask many times, and return the most that was held at ten moments of the first half, and of the second."""
    halves: tuple[list[int], list[int]] = ([], [])
    for number in range(count):
        ask(number)
        if (number + 1) % max(1, count // 20) == 0:
            halves[number * 2 // count].append(held_bytes())
    return max(halves[0]), max(halves[1])


def halves(base: Path, kind: str, count: int) -> tuple[int, int]:
    """Return what `growth` finds in a process of its own: what tests before held and gave back says nothing of it.

    Args:
        base: The knowledge base.
        kind: Of `ASKERS`.
        count: How often to ask.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "faults.soak", str(base), kind, str(count)]
    first, second = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
    return first, second


if __name__ == "__main__":
    base, kind, count = sys.argv[1:]
    print(json.dumps(growth(ASKERS[kind](Desk(Path(base))), int(count))))  # noqa: T201
