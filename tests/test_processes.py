"""Processes that help another one end with it, and let go of what it held."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from codev.site.engine.apart import Apart

SCRIPT = """
import os, sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from codev.processes import end_with_parent
from codev.site.engine.apart import Apart
from codev.site.engine.publish import only_build

def wait(*_):
    os.write(1, b"x")
    os.pause() if hasattr(os, "pause") else __import__("signal").pause()

with only_build(Path(sys.argv[1])):
    apart = Apart(wait)
    pool = ProcessPoolExecutor(1, get_context("fork"), end_with_parent, (os.getpid(),))
    pool.submit(wait).result()
"""


def test_every_process_can_wait_for_one_that_runs_apart(tmp_path: Path) -> None:
    gate, ready, log = tmp_path / "gate", tmp_path / "ready", tmp_path / "log"
    os.mkfifo(gate)
    os.mkfifo(ready)

    def note(text: str) -> str:
        with log.open("a") as stream:
            stream.write(text)
        return text

    def other() -> str:
        ready.write_text("ready")
        apart.wait()
        return note("second ")

    apart = Apart(lambda: note(gate.read_text()))
    waiting = Apart(other)
    assert ready.read_text() == "ready"
    gate.write_text("first ")
    assert waiting.finish() == "second "
    assert log.read_text() == "first second "
    assert apart.finish() == "first "
    apart.wait()  # nothing is left to wait for


def test_helpers_end_with_a_process_that_is_killed_and_its_lock_is_free(tmp_path: Path) -> None:
    from codev.site.engine.publish import only_build

    with subprocess.Popen([sys.executable, "-c", SCRIPT, str(tmp_path)], stdout=subprocess.PIPE) as started:
        assert started.stdout is not None
        # Both helpers wait now.
        assert os.read(started.stdout.fileno(), 1) + os.read(started.stdout.fileno(), 1) == b"xx"
        os.kill(started.pid, signal.SIGKILL)
        # The output ends when nobody holds its other end any more: with a helper that lives on, never.
        assert started.stdout.read() == b""
    with only_build(tmp_path):
        assert (tmp_path / ".lock").read_text() == f"{os.getpid()}\n"
