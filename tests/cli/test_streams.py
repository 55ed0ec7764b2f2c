"""Streams as the system hands them over: closed, full, or of an encoding that lacks letters; and a folder that is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = f"{sys.executable} -m codev.cli.main"


def run(line: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in a folder."""
    return subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=folder,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        (f"{COMMAND} query works --text Visual > /dev/full", 2, "codev: the output: No space left on device\n"),
        (f"{COMMAND} sql 'SELECT 1' >&-", 0, ""),
        (f"{COMMAND} import - <&-", 0, ""),
        (f"mkdir gone && cd gone && rmdir ../gone && {COMMAND} stats", 2, "codev: the current folder does not exist any more"),
    ],
)
def test_no_stream_leads_to_a_traceback(line: str, code: int, told: str, facts_base: Path) -> None:
    done = run(line, facts_base)
    assert (done.returncode, done.stderr[: len(told)]) == (code, told), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_letter_that_the_encoding_lacks_is_written_as_its_number(encoding: str, facts_base: Path) -> None:
    done = run(f'{COMMAND} sql "SELECT char(8315) AS x" --format json', facts_base, PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\\u207b" in done.stdout
