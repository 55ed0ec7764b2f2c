"""What the tests of the site share: knowledge bases to build from, and one whole site, built once for all.

Tests that use the plain pages of `front_end_pages` belong to the group ``frontend`` (`pytest.mark.xdist_group`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from built_site import prepare_root
from codev import Atlas
from codev.site.engine.build import build_site
from codev.site.engine.settings import SiteSettings, read_settings
from front_end_pages import launch, served, watched, write_site
from made_once import made_once

MakeRoot = Callable[[int], Path]


@pytest.fixture(scope="session")
def make_root(repository: Path, facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> MakeRoot:
    """Make a folder to build in: a sample of so many works of the frozen knowledge base; front-end bundles are shared."""

    def make(count: int) -> Path:
        return prepare_root(repository, facts_base, tmp_path_factory.mktemp("atlas"), count)

    return make


@pytest.fixture(scope="session")
def settings(repository: Path) -> SiteSettings:
    """Settings with both addresses set, whatever the environment says."""
    return read_settings(
        repository, {"CODEV_SITE_URL": "https://atlas.example/codev/", "CODEV_REPO_URL": "https://code.example/codev/atlas"}
    )


@pytest.fixture(scope="session")
def built(
    repository: Path, live_base: Path, settings: SiteSettings, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Path:
    """The whole site of the real knowledge base; nothing may write to it."""

    def build(folder: Path) -> None:
        root = prepare_root(repository, live_base, folder)
        build_site(Atlas.load(root), root / "build" / "site", settings=settings)

    return made_once(tmp_path_factory, worker_id, "built", build) / "build" / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium: one a module, since a thread can have but one playwright, and the explorer's tests start their own."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def plain_pages(repository: Path, facts_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages with the front-end alone, without the site's theme, of the frozen knowledge base."""
    return write_site(repository, facts_atlas, tmp_path_factory.mktemp("pages") / "site")


@pytest.fixture(scope="session")
def base(plain_pages: Path) -> Iterator[str]:
    """The address of the plain pages."""
    with served(plain_pages) as address:
        yield address


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """A page under watch, on the plain pages."""
    with watched(browser, base) as opened:
        yield opened
