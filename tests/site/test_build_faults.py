"""Builds while files change under them, while another one runs, without permission, and by a clock that was moved."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import codev.export.parquet
import codev.site.engine.build  # noqa: F401 - loaded for the forked processes
from codev.site.engine.frames import Frames
from codev.site.engine.settings import read_settings
from faults.kit import Clock, in_child, load_commands, obey_permissions, once_opened, withdrawn

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("site-small")]

TITLES = ("Changed Under a Build", "Added Under a Build")

BUILD = ("build", "--out", "www/site", "--jobs", "1")


@pytest.fixture(scope="module")
def sample(make_root: Callable[[int], Path]) -> Path:
    """A knowledge base of a few works that nobody built; nothing may write to it."""
    load_commands()
    root = make_root(6)
    # Made once for all builds, as are the modules loaded.
    Frames(root, read_settings(root)).finish()
    return root


@pytest.fixture
def root(sample: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(sample, tmp_path / "base", symlinks=True)


def change(root: Path) -> None:
    """Give the last entry another title."""
    entry = _entries(root)[-1]
    lines = entry.read_text("utf-8").splitlines(keepends=True)
    (title,) = (number for number, line in enumerate(lines) if line.startswith("title: "))
    lines[title] = f"title: {TITLES[0]}\n"
    entry.write_text("".join(lines), "utf-8")


def add(root: Path) -> None:
    """Add an entry."""
    (root / "papers/2024").mkdir(exist_ok=True)
    (root / "papers/2024/added2024under.yaml").write_text(
        f"key: added2024under\ntitle: {TITLES[1]}\nauthors: [Ada Author]\nyear: 2024\nscope: background\n"
        "survey:\n  references: [24]\n  sections: ['1']\n  background:\n  - section: '1'\n    why: it tells a story\n"
        "added: '2026-11-25'\n",
        "utf-8",
    )


def _entries(root: Path) -> list[Path]:
    return sorted((root / "papers").rglob("*2*.yaml"))


def test_edits_and_another_build_under_a_build_do_not_mix_into_it(root: Path) -> None:
    """The knowledge base is read once: a build shows it as it was then, or says what it could not read; by any clock."""
    shown, site = root / "www/site/works/index.html", root / "www/site"
    removed = _entries(root)[0].stem
    code, printed = in_child(root, BUILD, once_opened("papers/2", _entries(root)[-1].unlink))
    assert (code, printed.count("\n"), site.exists()) == (1, 1, False), printed
    assert "cannot be read: No such file or directory" in printed

    def edit() -> None:
        change(root)
        add(root)
        _entries(root)[0].unlink()
        # Another build begins meanwhile; from another folder, so that what both print stands apart.
        code, printed = in_child(root / "papers", ("build", "--out", "../www/site"))
        (root / "told").write_text(f"{code} {printed}", "utf-8")

    code, printed = in_child(root, BUILD, once_opened(".site.new-", edit))
    assert code == 0, printed
    assert [text in shown.read_text("utf-8") for text in TITLES] == [False, False]
    assert (site / f"works/{removed}/index.html").is_file()
    told = (root / "told").read_text("utf-8").splitlines()
    assert [line.startswith("1 codev: another build (process ") for line in told] == [True], told
    for path in (root / "build").rglob("*"):
        os.utime(path, (0, 0), follow_symlinks=False)
    code, printed = in_child(root, BUILD, Clock(0, -1, 365, -365, now=dt.datetime.now(dt.UTC)).set)
    assert code == 0, printed
    assert " -" not in printed, "no time is below zero"
    assert [text in shown.read_text("utf-8") for text in TITLES] == [True, True]
    assert not (site / f"works/{removed}/index.html").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux can root be made to obey permissions")
@pytest.mark.parametrize("place", ["build", "www"])
def test_a_build_without_permission_is_one_line(root: Path, place: str) -> None:
    (root / "www").mkdir()
    with withdrawn(root / place):
        code, printed = in_child(root, BUILD, obey_permissions)
    assert (code, printed.count("\n")) == (2, 1), printed
    assert "Permission denied" in printed
    assert list((root / "www").iterdir()) == []
