"""Fixtures of the command line's tests: a copy of the knowledge base that may be written to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from copied import prepare


@pytest.fixture(scope="session")
def prepared(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real knowledge base that stays as it is."""
    return prepare(repository, tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def base(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the real knowledge base."""
    return shutil.copytree(prepared, tmp_path / "base")
