"""The suite stays green when the real knowledge base grows: every test that reads it runs on a larger one.

Which tests these are is told by the fixture that they use, and none can read it without (`live_base`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from codev import Atlas
from codev.check.run import check
from codev.query import loops
from grown import RANDOM_COUNT, grow

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def grown(live_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real knowledge base with CONTRIBUTING's example, five random papers and one that closes a loop."""
    return grow(live_base, tmp_path_factory.mktemp("growth") / "base")


def test_the_grown_one_is_valid_and_larger(atlas: Atlas, grown: Path) -> None:
    assert not check(grown).fails
    larger = Atlas.load(grown)
    assert len(larger.works) - len(atlas.works) >= RANDOM_COUNT + 1
    assert len(loops(larger, limit=1000)) > len(loops(atlas, limit=1000))


def test_every_test_of_the_real_knowledge_base_holds_on_a_grown_one(repository: Path, grown: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", "--tb=short"]
    ran = subprocess.run(
        [*command, f"--base={grown}", f"--basetemp={tmp_path / 'pytest'}"],
        cwd=repository,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr[-2_000:]
    passed = re.search(r"(\d+) passed", ran.stdout)
    assert passed is not None
    assert int(passed.group(1)) > 100, "hardly any test reads the real knowledge base: is the fixture still used?"
