"""What the tests of the site share: knowledge bases to build from, and one whole site, built once a session.

Tests that use ``built`` belong to the group ``site`` (`pytest.mark.xdist_group`), so that one worker builds it for all.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from built_site import prepare_root
from codev import Atlas
from codev.site.build import build_site
from codev.site.settings import SiteSettings, read_settings

MakeRoot = Callable[[int | None], Path]


@pytest.fixture(scope="session")
def make_root(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> MakeRoot:
    """Make a folder to build in: the real knowledge base, or a sample of so many works; front-end bundles are shared."""

    def make(count: int | None) -> Path:
        return prepare_root(repository, tmp_path_factory.mktemp("atlas"), count)

    return make


@pytest.fixture(scope="session")
def settings(repository: Path) -> SiteSettings:
    """Settings with both addresses set, whatever the environment says."""
    return read_settings(
        repository, {"CODEV_SITE_URL": "https://atlas.example/codev/", "CODEV_REPO_URL": "https://code.example/codev/atlas"}
    )


@pytest.fixture(scope="session")
def built(make_root: MakeRoot, settings: SiteSettings) -> Path:
    """The whole site of the real knowledge base."""
    root = make_root(None)
    out = root / "build" / "site"
    build_site(Atlas.load(root), out, settings=settings)
    return out
