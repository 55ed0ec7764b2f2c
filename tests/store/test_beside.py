"""Folders beside the place of files: gone at the end, gone after a kill, and left alone while somebody works in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev.store.beside import folder_beside


def test_a_folder_goes_at_the_end_and_so_does_what_a_killed_run_left(tmp_path: Path) -> None:
    (tmp_path / ".making-left").mkdir()
    (tmp_path / ".making-left/file").write_text("half")
    (tmp_path / "other").mkdir()
    with folder_beside(tmp_path, ".making-") as first:
        assert not (tmp_path / ".making-left").exists()
        (first / "file").write_text("one")
        with folder_beside(tmp_path, ".making-") as second:
            assert second != first
            assert (first / "file").read_text() == "one"
    assert [each.name for each in tmp_path.iterdir()] == ["other"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / ".making-link").symlink_to(tmp_path / "mine")
    with pytest.raises(ZeroDivisionError), folder_beside(tmp_path, ".making-"):
        raise ZeroDivisionError
    assert (tmp_path / "mine").is_dir()
