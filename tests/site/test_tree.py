"""Files of the build: what stands in two places is never written into."""

from __future__ import annotations

from pathlib import Path

from codev.site.engine.tree import make_folder, place, write_changed, write_tree


def test_a_file_that_stands_elsewhere_too_is_made_anew(tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "data" / "x.json", tmp_path / "x.json"
    write_changed(file, b"old")
    place(file, elsewhere)
    write_changed(file, b"old")
    assert file.stat().st_ino == elsewhere.stat().st_ino, "what is as it was stays the same file"
    write_changed(file, b"new")
    assert (file.read_bytes(), elsewhere.read_bytes()) == (b"new", b"old")


def test_a_folder_is_made_with_those_above_it_and_once(tmp_path: Path) -> None:
    for path in ("a", "a", "a/b", "c/d/e"):
        make_folder(f"{tmp_path}/{path}")
        assert (tmp_path / path).is_dir()


def test_a_folder_holds_what_it_is_given_and_what_is_kept(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a/x": b"1", "b": b"2", "made/y": b"3"})
    before = (tmp_path / "b").stat().st_ino
    write_tree(tmp_path, {"b": b"2", "c": b"4"}, keep=("made/",))
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == {"b", "c", "made/y"}
    assert (tmp_path / "b").stat().st_ino == before
