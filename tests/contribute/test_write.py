"""Files are written to their place, whole, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev.contribute.write import confined, write_all, write_new
from codev.errors import KnowledgeBaseError, WrongUseError


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    write_new(tmp_path, "papers/2024/a2024b.yaml", "one\n")
    with pytest.raises(WrongUseError, match="already exists"):
        write_new(tmp_path, "papers/2024/a2024b.yaml", "two\n")
    assert (tmp_path / "papers/2024/a2024b.yaml").read_text() == "one\n"


@pytest.mark.parametrize("path", ["../out.yaml", "papers/../../out.yaml", "/etc/passwd"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(KnowledgeBaseError, match="leads out"):
        confined(tmp_path, path)


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "root"
    (root / "papers").mkdir(parents=True)
    (root / "papers/2024").symlink_to(outside)
    with pytest.raises(KnowledgeBaseError, match="leads out"):
        write_new(root, "papers/2024/a2024b.yaml", "text\n")
    assert list(outside.iterdir()) == []


def test_many_files_are_replaced_and_one_that_may_not_be_stops_all(tmp_path: Path) -> None:
    write_all(tmp_path, {"papers/a.yaml": "a\n", "papers/b.yaml": "b\n"})
    assert (tmp_path / "papers/b.yaml").read_text() == "b\n"
    with pytest.raises(KnowledgeBaseError):
        write_all(tmp_path, {"papers/a.yaml": "new\n", "../b.yaml": "b\n"})
    assert (tmp_path / "papers/a.yaml").read_text() == "a\n"
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == ["a.yaml", "b.yaml"]
