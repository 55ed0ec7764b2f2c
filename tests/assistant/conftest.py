"""The frozen knowledge base as assistants ask it, in process, as a folder and as a published file."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.assistant.desk import Desk
from codev.export import sqlite


@pytest.fixture(scope="session")
def desk(facts_base: Path) -> Desk:
    """The frozen knowledge base, with a place where its site would be."""
    return Desk(facts_base, find_site_url=lambda: "https://atlas.example/")


@pytest.fixture(scope="session")
def published(facts_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen knowledge base as a published file."""
    folder = tmp_path_factory.mktemp("published")
    return folder / sqlite.write(facts_atlas, folder)[0]
