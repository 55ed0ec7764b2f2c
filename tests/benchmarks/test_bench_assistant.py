"""How fast assistants are answered (issue 16): processor time of the server, which does not depend on who else computes.

Bars: from the start of the command until the client is greeted no more than 1.6 × what the import of the SDK alone takes, which
is under 1.5 s on two idle cores; 100 ms for an answer at today's size.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import anyio
import psutil
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from assistant.asked import ASKED
from codev.assistant.desk import Desk
from codev.assistant.tools import call

START_RATIO_MAX = 1.6
ANSWER_SECONDS_MAX = 0.1
REPEATS = 3


async def _starts(root: Path) -> tuple[float, float]:
    """Return the processor time of a new server until it has greeted the client, and until it has listed its tools."""
    arguments = ["-m", "codev.cli.main", "mcp", "--root", str(root)]
    parameters = StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))
    async with Client(stdio_client(parameters)) as client:
        (server,) = [each for each in psutil.Process().children() if "codev.cli.main" in each.cmdline()]
        greeted = sum(server.cpu_times()[:2])
        await client.list_tools()
        return greeted, sum(server.cpu_times()[:2])


def _import_seconds() -> float:
    """Return the processor time of a new process that imports the SDK's server and nothing else."""
    script = "import gc, time; gc.disable(); import mcp.server.lowlevel, mcp.server.stdio; print(time.process_time())"
    return float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)


@pytest.mark.bench
def test_the_server_starts_soon(live_base: Path) -> None:
    times = [(*anyio.run(_starts, live_base), _import_seconds()) for _ in range(REPEATS)]
    greeted, listed, imported = (min(each) for each in zip(*times, strict=True))
    print(  # noqa: T201 - figures
        f"\ncodev mcp: client greeted after {greeted:.2f} s of processor time, tools listed after {listed:.2f} s; "
        f"the import of the SDK takes {imported:.2f} s"
    )
    assert greeted <= START_RATIO_MAX * imported


@pytest.mark.bench
def test_an_answer_takes_a_tenth_of_a_second(live_base: Path) -> None:
    desk = Desk(live_base)
    desk.warm_up()
    took = {}
    for name, (question, arguments) in ASKED.items():
        if name == "an author with diacritics":
            arguments = {"author": ["Haotian Liu"]}  # noqa: PLW2901 - the other is of the frozen knowledge base
        call(desk, question, arguments)
        times = []
        for _ in range(REPEATS):
            begun = time.process_time()
            call(desk, question, arguments)
            times.append(time.process_time() - begun)
        took[name] = min(times)
    slowest = max(took, key=lambda name: took[name])
    print(f"\nslowest of {len(took)} answers: {slowest}, {took[slowest] * 1000:.0f} ms of processor time")  # noqa: T201
    assert took[slowest] <= ANSWER_SECONDS_MAX
