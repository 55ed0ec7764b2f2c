"""The clock was moved: no command gives another answer, no age is below zero, nothing that is needed is taken for old."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from pathlib import Path

import pytest

import codev.store.write
from codev.contribute.fetch.kept import KeptAnswers
from codev.site.engine.frontend import _remove_older
from codev.store.write import write_atomically
from faults.kit import WRITERS, Clock, entries, in_child, load_commands, prepared

NOW = dt.datetime.now(dt.UTC)

CLOCKS = {"a day behind": [-1.0], "a year ahead": [365.0], "jumping": [0.0, -1.0, 365.0, 0.0, -365.0]}
"""By how many days a clock is ahead; a jumping one at each look."""

COMMANDS = {
    "sql": ("sql", "SELECT key, title FROM works ORDER BY key", "--format", "json"),
    "query": ("query", "works", "--node", "data-filter", "--format", "json"),
    "refresh": ("refresh", "liu2023visual", "--format", "json"),
    "export": ("export", "jsonl", "sqlite", "--out", "exported"),
    "rename": WRITERS["rename"].arguments,
}


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Load the commands, so that the forked processes need not."""
    load_commands()


@pytest.fixture(scope="module")
def used(facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """A knowledge base with caches of today, and what commands say and leave there."""
    writer = WRITERS["refresh"]
    base = prepared(facts_base, tmp_path_factory.mktemp("clock") / "base", writer)
    for arguments in (COMMANDS["sql"], COMMANDS["refresh"]):
        in_child(base, arguments, writer.inside)
    whole = shutil.copytree(base, base.with_name("whole"))
    return base, {name: _done(whole, name) for name in COMMANDS}


def _done(base: Path, name: str, *clock: Clock) -> tuple[int, str, dict[str, bytes]]:
    """Return how a command ended, what it said, and the files that it left."""
    code, printed = in_child(base, COMMANDS[name], WRITERS["refresh"].inside, *(each.set for each in clock))
    return code, printed, entries(base)


@pytest.mark.slow
@pytest.mark.parametrize("name", CLOCKS)
def test_commands_say_and_write_the_same(name: str, used: tuple[Path, dict[str, object]], tmp_path: Path) -> None:
    whole, usual = used
    base = shutil.copytree(whole, tmp_path / "base")
    assert {each: _done(base, each, Clock(*CLOCKS[name], now=NOW)) for each in COMMANDS} == usual


@pytest.mark.parametrize(("age_days", "is_used"), [(0.5, True), (-1, False), (365, False), (-365, False)])
def test_a_kept_answer_is_used_within_a_day_and_never_from_the_future(tmp_path: Path, age_days: float, is_used: bool) -> None:
    now = time.time()
    kept = KeptAnswers(tmp_path, now=lambda: now)
    kept.write("https://dblp.org/", b"answer")
    (file,) = (tmp_path / "build/cache/answers").iterdir()
    os.utime(file, (now - age_days * 86400,) * 2)
    assert kept.read("https://dblp.org/") == (b"answer" if is_used else None)
    kept.write("https://dblp.org/", b"newer")
    os.utime(file, (now, now))
    assert kept.read("https://dblp.org/") == b"newer"


@pytest.mark.parametrize(("age_days", "stays"), [(-1, True), (-365, True), (0, True), (1, False)])
def test_only_what_is_old_counts_as_left_half_written(tmp_path: Path, age_days: float, stays: bool) -> None:
    left = tmp_path / f".entry.yaml.x{codev.store.write._HALF_WRITTEN}"
    left.write_text("half")
    os.utime(left, (time.time() - age_days * 86400,) * 2)
    write_atomically(tmp_path / "entry.yaml", "whole")
    assert left.exists() is stays


@pytest.mark.parametrize("age_days", [-365, -1, 0, 1, 365])
def test_a_bundle_that_was_just_made_stays_whatever_the_clock_says(tmp_path: Path, age_days: float) -> None:
    for number in range(4):
        (tmp_path / f"bundles-{number}").mkdir()
    new = tmp_path / "bundles-new"
    new.mkdir()
    os.utime(new, (time.time() - age_days * 86400,) * 2)
    _remove_older(new, "bundles-")
    left = [path.name for path in tmp_path.iterdir()]
    assert len(left) == 3
    assert new.name in left
