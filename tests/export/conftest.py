"""What the tests of exports share: both knowledge bases, exported once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from codev import Atlas
from codev.export import export
from made_once import made_once


@pytest.fixture(scope="session")
def exported(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with every export of the real knowledge base; nothing may write to it."""
    return made_once(tmp_path_factory, worker_id, "exported", partial(export, atlas, ["all"]))


@pytest.fixture(scope="session")
def facts_exported(facts_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with every export of the frozen knowledge base; nothing may write to it."""
    return made_once(tmp_path_factory, worker_id, "facts_exported", partial(export, facts_atlas, ["all"]))
