"""What the tests of exports share: both knowledge bases, exported once."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.export import export


@pytest.fixture(scope="session")
def exported(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every export of the real knowledge base."""
    folder = tmp_path_factory.mktemp("exported")
    export(atlas, ["all"], folder)
    return folder


@pytest.fixture(scope="session")
def facts_exported(facts_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every export of the frozen knowledge base."""
    folder = tmp_path_factory.mktemp("facts_exported")
    export(facts_atlas, ["all"], folder)
    return folder
