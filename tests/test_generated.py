"""Generated knowledge bases are whole ones: every file reads, every name resolves, the same arguments give the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.store.load import load_records
from generated import write_generated


@pytest.mark.parametrize("count", [1, 40, 381, 500])
def test_a_generated_knowledge_base_is_whole(repository: Path, tmp_path: Path, count: int) -> None:
    root = write_generated(repository, tmp_path / "kb", count)
    records = load_records(root, use_cache=False)
    assert records.findings == ()
    atlas = Atlas.from_records(records)
    assert len(atlas.works) == count
    for claim in atlas.claims.values():
        assert set(claim.models) <= set(atlas.models)
        assert {*claim.datasets, *claim.input_datasets} <= set(atlas.datasets)


def test_the_same_arguments_give_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    first = write_generated(repository, tmp_path / "first", 450)
    second = write_generated(repository, tmp_path / "second", 450)
    names = sorted(path.relative_to(first) for path in first.rglob("*.yaml"))
    assert names == sorted(path.relative_to(second) for path in second.rglob("*.yaml"))
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_the_target_must_be_empty(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "something").touch()
    with pytest.raises(ValueError, match="empty folder"):
        write_generated(repository, tmp_path, 10)
