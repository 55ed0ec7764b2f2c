"""The tests run on a knowledge base that has grown, so that the suite stays green when papers are added (`live_base`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.check.run import check
from codev.query import loops
from grown import RANDOM_COUNT


def test_it_is_valid_and_larger_than_the_checkout(
    request: pytest.FixtureRequest, atlas: Atlas, live_base: Path, repository: Path
) -> None:
    if request.config.getoption("--base"):
        pytest.skip("the knowledge base is the one that --base names")
    assert not check(live_base).fails
    today = Atlas.load(repository, use_cache=False)
    assert today.works.keys() < atlas.works.keys()
    assert len(atlas.works) - len(today.works) >= RANDOM_COUNT + 1
    assert len(loops(atlas, limit=1000)) > len(loops(today, limit=1000))
