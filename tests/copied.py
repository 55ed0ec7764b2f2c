"""Fixtures of the frozen knowledge base: a copy of it, copies for tests that write, and one in a git repository."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import pytest

from codev.check.run import check
from codev.check.schemas import SCHEMA_FOLDER
from codev.model import Work
from codev.model.schema import schema_texts
from codev.store.findings import Finding
from codev.store.load import load_records
from generated import write_part
from made_once import made_once

TESTS = Path(__file__).parent
FROZEN = TESTS / "fixtures" / "facts_base"

KNOWN_FINDINGS = ".known_findings.json"
"""What the check found in a copy before a test wrote to it, relative to the root."""

Git = Callable[..., str]


@pytest.fixture(scope="session")
def facts_base(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A copy of the frozen knowledge base that stays as it is; its schema files and its cache are made."""
    return made_once(tmp_path_factory, worker_id, "facts", lambda folder: ready(copy_frozen(folder / "base"))) / "base"


@pytest.fixture(scope="session")
def facts_part(facts_base: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A part of the frozen knowledge base that stays as it is too: a check, a load or a copy takes a third of the time.

    It holds every work that tests name and, for each term, one that uses it, so that the check finds no more than in the whole.
    """

    def make(folder: Path) -> None:
        words = _words_of_tests()
        works = load_records(facts_base).works
        kept = with_every_term(works, {work.key for work in works if work.key in words})
        ready(write_part(facts_base, folder / "base", kept, keep_idle=False, named=words))

    return made_once(tmp_path_factory, worker_id, "facts_part", make) / "base"


def with_every_term(works: Iterable[Work], kept: Collection[str]) -> list[str]:
    """Return the keys of some works, and of others that use the terms which these leave unused, in order.

    Args:
        works: All works of a knowledge base.
        kept: The keys of those that are wanted.
    """
    used = {
        work.key: {term for each in work.claims for term in (each.node, *each.stages, *each.capabilities, *each.modalities)}
        for work in works
    }
    found = set(kept)
    while missing := set[str]().union(*used.values()).difference(*(used[key] for key in found)):
        found.add(max(used, key=lambda key: len(used[key] & missing)))
    return sorted(found)


def _words_of_tests() -> frozenset[str]:
    """Return every word in the code of tests, keys of works and ids of artifacts among them."""
    texts = (path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))
    return frozenset(word for text in texts for word in re.findall(r"\w+(?:-\w+)*", text))


def copy_frozen(root: Path) -> Path:
    """Copy the frozen knowledge base to a folder, with the schema files of today, and return the folder."""
    for name in ("papers", "taxonomy"):
        shutil.copytree(FROZEN / name, root / name)
    (root / SCHEMA_FOLDER).mkdir()
    for name, text in schema_texts(load_records(root, use_cache=False).taxonomy).items():
        (root / SCHEMA_FOLDER / name).write_text(text, encoding="utf-8")
    return root


def ready(root: Path) -> Path:
    """Make the cache of a copy, keep what the check finds in it (see `new_findings`), and return the copy."""
    findings = check(root).findings
    load_records(root)
    known = [[each.path, each.code, each.message] for each in findings]
    (root / KNOWN_FINDINGS).write_text(json.dumps(known), encoding="utf-8")
    return root


@pytest.fixture
def base(facts_part: Path, tmp_path: Path) -> Path:
    """A copy of the part of the frozen knowledge base that a test may write to."""
    return shutil.copytree(facts_part, tmp_path / "base")


@pytest.fixture
def whole_base(facts_base: Path, tmp_path: Path) -> Path:
    """A copy of the whole frozen knowledge base, for tests of what all works together do."""
    return shutil.copytree(facts_base, tmp_path / "base")


def new_findings(root: Path, *, use_cache: bool = True) -> list[Finding]:
    """Return what the check finds in a copy and did not find in it before a test wrote to it.

    The frozen knowledge base may break rules that came after it, since nobody edits it.
    """
    known = {tuple(each) for each in json.loads((root / KNOWN_FINDINGS).read_text(encoding="utf-8"))}
    return [each for each in check(root, use_cache=use_cache).findings if (each.path, each.code, each.message) not in known]


@pytest.fixture
def git(base: Path) -> Git:
    """Git in the copy, whose first commit holds all of it."""

    def call(*arguments: str) -> str:
        settings = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", "-C", str(base), *settings, *arguments], check=True, capture_output=True, text=True)
        return done.stdout

    call("init", "-q", "-b", "main")
    (base / ".gitignore").write_text("build/\n")
    call("add", "-A")
    call("commit", "-q", "-m", "All")
    return call
