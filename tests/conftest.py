"""Fixtures that all tests share: the checkout and the real knowledge base, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas

pytest_plugins = ["copied"]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def atlas(repository: Path) -> Atlas:
    """The real knowledge base."""
    return Atlas.load(repository, use_cache=False)
