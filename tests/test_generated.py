"""Generated knowledge bases are whole ones: every file reads, every name resolves, the same arguments give the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.check.works import check_work
from codev.store.findings import Severity
from codev.store.load import load_records
from generated import write_generated


@pytest.mark.parametrize("count", [1, 40, 381, 500])
def test_a_generated_knowledge_base_is_whole(facts_base: Path, tmp_path: Path, count: int) -> None:
    assert_whole(write_generated(facts_base, tmp_path / "kb", count), count)


def test_the_real_one_can_be_multiplied(live_base: Path, atlas: Atlas, tmp_path: Path) -> None:
    count = len(atlas.works) + 50
    assert_whole(write_generated(live_base, tmp_path / "kb", count), count)


def assert_whole(root: Path, count: int) -> None:
    """Hold a knowledge base to having so many works, each readable, with names that resolve."""
    records = load_records(root, check_work=check_work, use_cache=False)
    assert [finding for finding in records.findings if finding.severity is not Severity.NOTICE] == []
    atlas = Atlas.from_records(records)
    assert len(atlas.works) == count
    for claim in atlas.claims.values():
        assert set(claim.models) <= set(atlas.models)
        assert {*claim.datasets, *claim.input_datasets} <= set(atlas.datasets)


def test_the_same_arguments_give_the_same_bytes(facts_base: Path, tmp_path: Path) -> None:
    first = write_generated(facts_base, tmp_path / "first", 450)
    second = write_generated(facts_base, tmp_path / "second", 450)
    names = sorted(path.relative_to(first) for path in first.rglob("*.yaml"))
    assert names == sorted(path.relative_to(second) for path in second.rglob("*.yaml"))
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_the_target_must_be_empty(facts_base: Path, tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    with pytest.raises(ValueError, match="empty folder"):
        write_generated(facts_base, tmp_path, 10)
