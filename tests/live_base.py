"""The real knowledge base in tests, as it is after the next pull requests: a fixture that must be asked for.

Tests of the real knowledge base hold what is true of any valid one.  So they run on a grown copy of it (`grown`), which holds
all of it and what a test that counts would trip over; a test that only holds today's entries fails before the next paper comes.
``pytest --base=FOLDER`` puts another knowledge base in its place, ``--base=.`` the checkout as it stands, and runs the tests
that read it: those that use the fixture `live_base`, directly or through another.  Tests in a browser and of the whole built
site are left out then, since they take minutes.

No test can forget to use the fixture: reading the entries of the checkout without it is an error (`LiveBaseError`), whether at
the import of a module, in a fixture, in a test or by a process that is told their folder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from grown import grow
from made_once import made_once

ROOT = Path(__file__).parent.parent
LEFT_OUT_FIXTURES = frozenset(["built"])
"""Fixtures that build the whole site."""

_ENTRIES = tuple(f"{ROOT / name}{os.sep}" for name in ("papers", "taxonomy"))


class LiveBaseError(AssertionError):
    """A test reads the real knowledge base and does not use the fixture `live_base`."""


class _Guard:
    """Whether the entries of the checkout may be read now; not while modules are imported."""

    is_open = False


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option ``--base``."""
    parser.addoption("--base", type=Path, help="run the tests of the real knowledge base on the one in this folder")


@pytest.fixture(scope="session")
def live_base(
    request: pytest.FixtureRequest, repository: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Path:
    """The folder of the real knowledge base, grown; or what ``--base`` names."""
    other: Path | None = request.config.getoption("--base")
    if other:
        return other.resolve()
    return made_once(tmp_path_factory, worker_id, "grown", lambda folder: grow(repository, folder))


def reads_live_base(item: pytest.Item) -> bool:
    """Return whether a test uses the real knowledge base."""
    return "live_base" in getattr(item, "fixturenames", ())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests of the real knowledge base, where another stands in its place."""
    if config.getoption("--base"):
        names = LEFT_OUT_FIXTURES
        kept = [
            item
            for item in items
            if reads_live_base(item)
            and not item.get_closest_marker("browser")
            and names.isdisjoint(getattr(item, "fixturenames", ()))
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Open the entries of the checkout to those who asked for them."""
    _Guard.is_open = reads_live_base(item)


def _watch(event: str, arguments: Sequence[object]) -> None:
    """Refuse what reads the entries of the checkout while nobody may."""
    if _Guard.is_open or event not in {"open", "os.listdir", "os.scandir", "subprocess.Popen"}:
        return
    if event == "subprocess.Popen":
        words = arguments[1] if isinstance(arguments[1], (list, tuple)) else ()
        if any(str(word) == str(ROOT) or str(word).startswith(_ENTRIES) for word in words):
            raise LiveBaseError(f"{words} is given the real knowledge base: use the fixture live_base or facts_base")
    elif isinstance(arguments[0], (str, os.PathLike)):
        path = Path(arguments[0])
        if not path.is_absolute():
            if event == "open" and arguments[1] is None:  # may be relative to another folder than the current one
                return
            path = Path.cwd() / path
        if f"{path}{os.sep}".startswith(_ENTRIES):
            raise LiveBaseError(f"{path} is of the real knowledge base: use the fixture live_base or facts_base")


sys.addaudithook(_watch)
