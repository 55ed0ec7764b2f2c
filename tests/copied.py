"""Fixtures for tests that write: a copy of the real knowledge base, and one in a git repository; with a warm cache."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from codev.store.check.run import check
from codev.store.load import load_records

Git = Callable[..., str]


@pytest.fixture(scope="session")
def prepared(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real knowledge base that stays as it is; its cache is made."""
    root = tmp_path_factory.mktemp("prepared")
    for name in ("papers", "taxonomy"):
        shutil.copytree(repository / name, root / name)
    check(root)
    load_records(root)
    return root


@pytest.fixture
def base(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the real knowledge base that a test may write to."""
    return shutil.copytree(prepared, tmp_path / "base")


@pytest.fixture
def git(base: Path) -> Git:
    """Git in the copy, whose first commit holds all of it."""

    def call(*arguments: str) -> str:
        settings = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", "-C", str(base), *settings, *arguments], check=True, capture_output=True, text=True)
        return done.stdout

    call("init", "-q", "-b", "main")
    (base / ".gitignore").write_text("build/\n")
    call("add", "-A")
    call("commit", "-q", "-m", "All")
    return call
