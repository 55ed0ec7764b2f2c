"""Commands in odd folders and environments: they say and write what they do elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

PLACES: Mapping[str, tuple[str, Mapping[str, str | None]]] = {
    "the plain locale": ("plain", {"LC_ALL": "C", "LANG": None, "PYTHONUTF8": "0"}),
    "no home": ("with spaces", {"HOME": None, "XDG_CACHE_HOME": None, "XDG_DATA_HOME": None}),
    "a leading dash": ("-rf", {"HOME": "/nonexistent"}),
    "letters beyond ASCII": ("ünï ٣ می\u200cخواهم", {"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "3"}),
    "a long name": ("x" * 200, {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4"}),
    "a line break": ("one\ntwo", {"LC_ALL": "de_DE.UTF-8", "HOME": ""}),
    "bytes that are no text": ("no \udcff text", {"LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "nowhere"}),
    "marks of a shell": ("$(touch x);`y` *?[a]'\"", {"PYTHONHASHSEED": "5", "PYTHONIOENCODING": "latin-1"}),
}
"""A folder's name, and what is set or taken away of the environment."""


def ran(base: Path, environment: Mapping[str, str | None], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder, with some of its environment changed."""
    changed = {**os.environ, **environment}
    command = [sys.executable, "-m", "codev.cli.main", *arguments]
    kept = {name: value for name, value in changed.items() if value is not None}
    return subprocess.run(command, cwd=base, env=kept, capture_output=True, check=False)


def exported(base: Path, environment: Mapping[str, str | None]) -> dict[str, bytes]:
    """Return the files of an export."""
    finished = ran(base, environment, "export", "jsonl", "bibtex", "skos", "--out", "exported")
    assert (finished.returncode, b"Traceback" in finished.stderr) == (0, False), finished.stderr
    return {path.name: path.read_bytes() for path in sorted((base / "exported").rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def usual(facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """An export in a usual place."""
    return exported(shutil.copytree(facts_base, tmp_path_factory.mktemp("usual") / "base"), {})


@pytest.mark.slow
@pytest.mark.parametrize("name", PLACES)
def test_an_odd_place_changes_nothing(name: str, facts_base: Path, tmp_path: Path, usual: dict[str, bytes]) -> None:
    folder, environment = PLACES[name]
    base = shutil.copytree(facts_base, tmp_path / folder)
    assert exported(base, environment) == usual
    assert [path.name for path in tmp_path.iterdir()] == [folder]
