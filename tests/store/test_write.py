"""Files replaced as a whole: a write that fails leaves what was there, and nothing beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codev.store.write import write_atomically


def test_a_write_that_fails_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("old")

    def refuse(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["file.yaml"]


def test_permissions_stay_and_new_files_follow_the_mask(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new\r\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_bytes() == b"new\r\n"
    mask = os.umask(0o027)
    try:
        write_atomically(tmp_path / "folder/other.yaml", "new")
    finally:
        os.umask(mask)
    assert (tmp_path / "folder/other.yaml").stat().st_mode & 0o777 == 0o640


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new" / "file.bin", b"\xff\r\n")
    assert (tmp_path / "new" / "file.bin").read_bytes() == b"\xff\r\n"


def test_a_new_file_replaces_nothing(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file.yaml", "one", is_new=True)
    with pytest.raises(FileExistsError):
        write_atomically(tmp_path / "file.yaml", "two", is_new=True)
    assert (tmp_path / "file.yaml").read_text() == "one"
    assert [each.name for each in tmp_path.iterdir()] == ["file.yaml"]


def test_what_a_killed_process_left_half_written_goes(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".a.yaml.1.codev-half", tmp_path / ".b.yaml.2.codev-half"
    old.write_text("ha")
    fresh.write_text("ha")
    os.utime(old, (0, 0))
    write_atomically(tmp_path / "file.yaml", "new")
    assert sorted(each.name for each in tmp_path.iterdir()) == [fresh.name, "file.yaml"]
