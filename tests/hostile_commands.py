"""Runs commands one after the other in this process and tells what each said, as JSON: seconds, exit code, output, memory.

Run by ``test_hostile_cases.py`` in a process of its own: ``python hostile_commands.py ROOT``.  Standard input holds the
commands, each as ``{"name", "arguments", "files": {path in ROOT: file that is copied there}}``.  Entries that a command writes,
and the files, are gone before the next.  The first command warms the process up: what it imports is not counted again.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from codev.cli.main import run


def outcome(command: dict[str, Any]) -> dict[str, Any]:
    """Run a command in the current folder; whatever it writes or raises is told."""
    for place, source in command["files"].items():
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        Path(place).unlink(missing_ok=True)
        shutil.copyfile(source, place) if source else os.mkfifo(place)
    said, code = io.StringIO(), 0
    start = time.process_time()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            run(command["arguments"])
        except SystemExit as end:
            code = int(end.code or 0)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            code, _ = -1, said.write(f"Traceback: {error!r}")
    seconds = time.process_time() - start
    for place in command["files"]:
        Path(place).unlink()
    return {"name": command["name"], "seconds": seconds, "code": code, "said": said.getvalue(), "memory_mb": memory_mb()}


def memory_mb() -> float:
    """Return the most memory that this process held so far."""
    # Not getrusage: its high-water mark begins with that of the process that started this one.
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert found is not None
    return int(found[1]) / 1024


def main(root: Path) -> None:
    """Run the commands of standard input, each in a fresh state of the folder."""
    kept = root.with_name(f"{root.name}-kept")
    shutil.copytree(root, kept)
    results = []
    for command in json.load(sys.stdin):
        os.chdir(root)
        results.append(outcome(command))
        for folder in ("papers", "taxonomy"):
            shutil.rmtree(root / folder)
            shutil.copytree(kept / folder, root / folder)
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
