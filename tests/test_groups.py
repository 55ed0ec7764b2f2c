"""Tests of one group run on one worker: a module makes its fixtures once, and one browser at a time draws the site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from made_once import made_once
from shared_work import LONGEST, group_of

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


def test_every_test_has_a_group_and_the_longest_are_there(request: pytest.FixtureRequest) -> None:
    groups = list(dict.fromkeys(map(group_of, request.session.items)))
    assert [each for each in groups if each in LONGEST] == [each for each in LONGEST if each in groups], "the longest first"
    folder = Path(__file__).parent
    texts = "".join(path.read_text("utf-8") for path in folder.rglob("test_*.py"))
    gone = [each for each in LONGEST if not (folder / f"{each}.py").is_file() and f'xdist_group("{each}")' not in texts]
    assert gone == [], "the order of the groups names what is no longer there"


def test_a_folder_is_made_for_all_workers_once_and_again_where_making_it_failed(tmp_path: Path) -> None:
    factory = cast("Any", SimpleNamespace(getbasetemp=lambda: tmp_path / "worker"))
    makers: list[str] = []

    def folder_of(worker: str) -> Path:
        def make(folder: Path) -> None:
            makers.append(worker)
            (folder / worker).touch(exist_ok=False)
            if worker == "gw0":
                raise OSError(28, "No space left on device")

        return made_once(factory, worker, "thing", make)

    with pytest.raises(OSError, match="No space"):
        folder_of("gw0")
    assert folder_of("gw1") == folder_of("gw2")
    assert makers == ["gw0", "gw1"]
    assert [path.name for path in folder_of("gw2").iterdir()] == ["gw1"]
