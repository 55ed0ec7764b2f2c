"""The folder of a new site: the same files whatever it held before, nothing of the site that stands is written to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codev.site.engine.site_folder import SiteFolder, new_folder_beside

OLD = {"index.html": b"old", "works/one/index.html": b"one", "works/two/index.html": b"two", "assets/a.css": b"a"}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files; return the folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return every file below a folder; folders have None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))
    }


def put_together(folder: Path, out: Path, data: Path) -> None:
    """Put a new site together from pages that stay, a new one, and data."""
    site = SiteFolder(folder)
    site.place(out, ["works/one/index.html"])
    site.write("index.html", b"new")
    site.write("works/three/index.html", b"three")
    site.place(data, ["all.json"], "assets/data/")
    site.keep(["index.html", "works/one/index.html", "works/three/index.html"])
    site.sweep()


LEFT: dict[str, dict[str, bytes]] = {
    "nothing": {},
    "the site before": OLD,
    "another page at the same place": {"works/one/index.html": b"ONE", "works/three/index.html": b"THREE"},
    "pages that are gone": {"works/nine/index.html": b"nine", "a/b/c/d.html": b"d", "assets/data/all.json": b"older"},
}


@pytest.mark.parametrize("left", LEFT)
def test_the_site_is_the_same_whatever_was_left(tmp_path: Path, left: str) -> None:
    out, data = write(tmp_path / "out", OLD), write(tmp_path / "data", {"all.json": b"data"})
    (tmp_path / "fresh").mkdir()
    put_together(tmp_path / "fresh", out, data)
    folder = tmp_path / "next"
    folder.mkdir()
    write(folder, LEFT[left])
    put_together(folder, out, data)
    assert contents(folder) == contents(tmp_path / "fresh")
    assert contents(folder)["works/one/index.html"] == b"one"
    assert "works/two" not in contents(folder)
    assert contents(out) == contents(write(tmp_path / "again", OLD))


def test_a_file_that_is_shared_with_the_site_that_stands_is_not_written_to(tmp_path: Path) -> None:
    out = write(tmp_path / "out", OLD)
    folder = tmp_path / "next"
    folder.mkdir()
    os.link(out / "index.html", folder / "index.html")
    (folder / "works/one").mkdir(parents=True)
    os.link(out / "works/one/index.html", folder / "works/one/index.html")
    inode = (folder / "works/one/index.html").stat().st_ino
    put_together(folder, out, write(tmp_path / "data", {"all.json": b"data"}))
    assert (out / "index.html").read_bytes() == b"old"
    assert (folder / "index.html").read_bytes() == b"new"
    assert (folder / "works/one/index.html").stat().st_ino == inode


def test_the_folder_stays_inside_build_only(tmp_path: Path) -> None:
    build = tmp_path / "build"
    for out, left in ((build / "site", [".site.next"]), (tmp_path / "www" / "site", [])):
        with new_folder_beside(out, build) as folder:
            (folder / "page").write_text("page")
            assert folder.parent == out.parent
        assert [path.name for path in out.parent.iterdir()] == left


def test_a_failed_build_leaves_no_folder(tmp_path: Path) -> None:
    build = tmp_path / "build"
    for out in (build / "site", tmp_path / "www" / "site"):
        with pytest.raises(FileNotFoundError), new_folder_beside(out, build) as folder:
            (folder / "missing").unlink()
        assert list(out.parent.iterdir()) == []
