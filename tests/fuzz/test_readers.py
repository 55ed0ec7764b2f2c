"""Whatever a stranger writes, each reader answers or refuses in its own words, soon, and writes nowhere.

In the suite each target (`fuzz.targets`) tries a few inputs, the same each time.  ``CODEV_FUZZ_SECONDS=600`` gives each so many
seconds and other inputs every time, and keeps what is worth it in ``CODEV_FUZZ_CORPUS``; a weekly workflow does so.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import yaml

from fuzz.place import Place
from fuzz.run import run_long, run_quickly
from fuzz.targets import TARGETS

SECONDS = float(os.environ.get("CODEV_FUZZ_SECONDS", "0"))
"""How long each target runs; 0 for a few inputs that are the same each time."""

CORPUS = Path(os.environ.get("CODEV_FUZZ_CORPUS", "build/fuzz"))
"""Where inputs are kept between long runs."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A small knowledge base."""
    return Place(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.timeout(SECONDS * 1.5 + 300)
@pytest.mark.xdist_group("fuzz")
@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_answers_or_refuses(name: str, place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    if not SECONDS:
        run_quickly(TARGETS[name], place)
        return
    told = run_long(TARGETS[name], place, SECONDS, CORPUS.absolute() / name)
    with capsys.disabled():
        said = f"{told['inputs']:,} inputs, {told['different']:,} different outcomes, {told['kept']:,} kept"
        sys.stdout.write(f"\n{name}: {said}\n")


def test_every_target_runs_every_week(repository: Path) -> None:
    workflow = yaml.safe_load((repository / ".github/workflows/fuzz.yml").read_text("utf-8"))
    assert sorted(workflow["jobs"]["read"]["strategy"]["matrix"]["target"]) == sorted(TARGETS)
