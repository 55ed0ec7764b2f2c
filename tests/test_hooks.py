"""The hooks before a commit: they format and check what is committed, and their files are what pre-commit reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def base(whole_base: Path) -> Path:
    """A copy of the whole frozen knowledge base, in which the check fails on nothing."""
    return whole_base


@pytest.mark.slow
def test_the_hooks_run_before_a_commit(base: Path, git: Any, repository: Path) -> None:
    shutil.copy(repository / ".pre-commit-config.yaml", base)
    (base / ".venv").symlink_to(repository / ".venv")
    path = base / "papers/2023/liu2023visual.yaml"
    path.write_text(path.read_text().replace("year: 2023", "year:   2023"))
    git("add", ".pre-commit-config.yaml", "papers")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(base / "build/pre-commit")}

    def hook(name: str) -> subprocess.CompletedProcess[str]:
        pre_commit = [str(repository / ".venv/bin/pre-commit"), "run", name, "--files", "papers/2023/liu2023visual.yaml"]
        return subprocess.run(pre_commit, cwd=base, env=environment, capture_output=True, text=True, check=False)

    changed = hook("codev-fmt")
    assert changed.returncode == 1, changed.stdout
    assert "year: 2023" in path.read_text()
    git("add", "papers")
    assert hook("codev-fmt").returncode == 0
    done = hook("codev-check")
    assert done.returncode == 0, done.stdout
    path.write_text(path.read_text().replace("stages: [", "stages: [nonsense, ", 1))
    assert hook("codev-check").returncode == 1


def test_hook_files_are_what_pre_commit_reads() -> None:
    for validate, name in (("validate-config", ".pre-commit-config.yaml"), ("validate-manifest", ".pre-commit-hooks.yaml")):
        subprocess.run([sys.executable, "-m", "pre_commit", validate, name], cwd=ROOT, check=True)
