"""Fixtures that all tests share: the checkout, and the two knowledge bases that tests run on, each loaded once.

``atlas`` is the real knowledge base, which grows: what a test says of it must be true of any valid one (see `live_base`).
``facts_atlas`` is a frozen one (``tests/fixtures/facts_base``): tests that name entries or expect numbers run on it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.model import Taxonomy

pytest_plugins = ["late_grammars", "copied", "live_base", "shared_work"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the tests that try as many cases as they are told."""
    parser.addoption("--kills", type=int, default=1, help="How often the fault kit kills each command (20 for a report).")
    parser.addoption("--states", type=int, default=40, help="How many addresses of the site are tried (846 for a report).")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout: its code, pages and fixtures.  Its entries are those of `live_base`."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def atlas(live_base: Path) -> Atlas:
    """The real knowledge base."""
    return Atlas.load(live_base, use_cache=False)


@pytest.fixture(scope="session")
def facts_atlas(facts_base: Path) -> Atlas:
    """The frozen knowledge base."""
    return Atlas.load(facts_base)


@pytest.fixture(scope="session")
def taxonomy(facts_atlas: Atlas) -> Taxonomy:
    """The vocabulary of the frozen knowledge base: what small knowledge bases made in a test speak (`small`)."""
    return facts_atlas.taxonomy


ASKED_FOR = ("spark", "long")
"""Marks of tests that run only where the mark is asked for: they take minutes.  The workflow "Versions" asks each week."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Pass over what takes minutes unless it is asked for."""
    for mark in ASKED_FOR:
        if mark in config.getoption("markexpr"):
            continue
        for item in items:
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=f"run 'pytest -m {mark}'"))
