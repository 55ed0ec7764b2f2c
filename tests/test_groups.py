"""Tests of one group run on one worker: the whole site is built once, and one browser draws at a time for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

GROUPED = """
import os
import pytest

@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("number", range(6))
def test_it(number, tmp_path_factory):
    (tmp_path_factory.getbasetemp().parent.parent / "workers").open("a").write(os.environ["PYTEST_XDIST_WORKER"] + " ")
"""


def test_a_group_stays_on_one_worker(tmp_path: Path) -> None:
    """Versions of pytest and pytest-xdist that do not fit each other scatter groups without a word."""
    (tmp_path / "test_grouped.py").write_text(GROUPED)
    options = ["-n", "2", "--dist", "loadgroup", "-q", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'base' / 'run'}"]
    (tmp_path / "base").mkdir()
    ran = subprocess.run([sys.executable, "-m", "pytest", *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    workers = (tmp_path / "base" / "workers").read_text().split()
    assert len(workers) == 6
    assert len(set(workers)) == 1, "pin the versions of pytest and pytest-xdist anew"
