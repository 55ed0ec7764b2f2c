"""Fixtures of the frozen knowledge base: a copy of it, copies for tests that write, and one in a git repository."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from codev.check.run import check
from codev.check.schemas import SCHEMA_FOLDER
from codev.model.schema import schema_texts
from codev.store.findings import Finding
from codev.store.load import load_records

FROZEN = Path(__file__).parent / "fixtures" / "facts_base"

Git = Callable[..., str]


@pytest.fixture(scope="session")
def facts_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the frozen knowledge base that stays as it is; its schema files and its cache are made."""
    root = copy_frozen(tmp_path_factory.mktemp("facts") / "base")
    check(root)
    load_records(root)
    return root


def copy_frozen(root: Path) -> Path:
    """Copy the frozen knowledge base to a folder, with the schema files of today, and return the folder."""
    for name in ("papers", "taxonomy"):
        shutil.copytree(FROZEN / name, root / name)
    (root / SCHEMA_FOLDER).mkdir()
    for name, text in schema_texts(load_records(root, use_cache=False).taxonomy).items():
        (root / SCHEMA_FOLDER / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def base(facts_base: Path, tmp_path: Path) -> Path:
    """A copy of the frozen knowledge base that a test may write to."""
    return shutil.copytree(facts_base, tmp_path / "base")


def new_findings(root: Path, *, use_cache: bool = True) -> list[Finding]:
    """Return what the check finds in a copy and not in the frozen knowledge base itself.

    The frozen one may break rules that came after it, since nobody edits it.
    """
    known = _frozen_findings()
    return [each for each in check(root, use_cache=use_cache).findings if (each.path, each.code, each.message) not in known]


@cache
def _frozen_findings() -> frozenset[tuple[str, str, str]]:
    """Return what the check finds in the frozen knowledge base; its missing schema files are no concern of anybody's."""
    findings = check(FROZEN, use_cache=False).findings
    return frozenset((each.path, each.code, each.message) for each in findings if each.code != "schema-stale")


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
