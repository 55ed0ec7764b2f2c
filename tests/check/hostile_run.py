"""Checks a knowledge base with one hostile file after another in it; prints what each gave as JSON.

Run by ``test_hostile.py`` in a process of its own, whose memory and processor time can be limited and measured:
``python hostile_run.py ROOT FOLDER``, where the folder holds what is put into ``papers/2024/`` in turn.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

from codev.check.fix import fix
from codev.check.report import as_data, as_github, as_text
from codev.check.run import Report, check


def put(source: Path, target: Path) -> None:
    """Copy a file, folder, link or pipe as what it is."""
    if source.is_symlink():
        target.symlink_to(source.readlink())
    elif source.is_dir():
        shutil.copytree(source, target)
    elif source.is_file():
        shutil.copyfile(source, target)
    else:
        os.mkfifo(target)


def take_away(target: Path) -> None:
    """Remove what was put there."""
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink()


def rendered(report: Report) -> None:
    """Write a report in every format; a text that cannot be written as UTF-8 would raise."""
    "\n".join([*as_text(report), *as_github(report), json.dumps(as_data(report), ensure_ascii=False)]).encode()


def main(root: Path, folder: Path) -> None:
    """Check with each hostile file in turn."""
    check(root)
    results = []
    for source in sorted(folder.iterdir()):
        target = root / "papers/2024" / source.name
        put(source, target)
        begin = time.process_time()
        report = check(root)
        rendered(report)
        fix(root, report.findings)
        seconds = time.process_time() - begin
        about = [finding for finding in report.findings if finding.path.startswith("papers/2024/")]
        take_away(target)
        shown = source.name.encode("utf-8", "backslashreplace").decode()
        results.append({"name": shown, "codes": [finding.code for finding in about], "seconds": seconds})
    # Not getrusage: its high-water mark begins with that of the process that started this one.
    status = Path("/proc/self/status").read_text("ascii")
    memory = int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) / 1024  # type: ignore[union-attr]
    sys.stdout.write(json.dumps({"files": results, "memory_mb": memory}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
