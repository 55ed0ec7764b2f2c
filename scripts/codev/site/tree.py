"""The first step of the build: the tree that mkdocs-material or zensical turns into the site.

``build/mkdocs.yml``, ``build/pages/`` and ``build/theme/`` are a whole project for either of them.  Only files whose content
changed are written, and files that nothing produces any more are removed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from codev.errors import BuildError


@dataclass
class TreeChange:
    """What writing a tree changed.

    Attributes:
        written: Files that are new or different, relative to the tree's folder.
        removed: Files that are gone.
    """

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


class TreeWriter:
    """Makes a folder hold exactly the files that it is given, one after the other: none has to be kept in memory.

    Attributes:
        change: What writing changed so far.
    """

    def __init__(self, folder: Path, keep: tuple[str, ...] = ()) -> None:
        """Begin with a folder.

        Args:
            folder: The folder; made where it is missing.
            keep: First parts of paths that are somebody else's and stay.
        """
        self.change = TreeChange()
        self._folder = folder
        self._keep = keep
        self._wanted: set[str] = set()
        self._made = {""}
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, path: str, content: bytes) -> None:
        """Write a file where its content differs.

        Args:
            path: Relative to the folder, with forward slashes.
            content: The file's bytes.

        Raises:
            BuildError: The path leads out of the folder, or a file was written there already.
        """
        _refuse_bad_path(path)
        if path in self._wanted:
            raise BuildError(f"two pages would be written to {path}", "rename one of the two things that they show")
        self._wanted.add(path)
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            (self._folder / parent).mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        target = self._folder / path
        if not _holds(target, content):
            target.write_bytes(content)
            self.change.written.append(path)

    def finish(self) -> TreeChange:
        """Remove what nobody wrote, and return what changed."""
        for path in _paths_below(self._folder):
            if path not in self._wanted and not path.startswith(self._keep):
                (self._folder / path).unlink()
                self.change.removed.append(path)
        return self.change


def write_tree(folder: Path, files: Iterable[tuple[str, bytes]], keep: tuple[str, ...] = ()) -> TreeChange:
    """Make a folder hold exactly the given files.

    Args:
        folder: The folder; made where it is missing.
        files: Paths relative to it, with forward slashes, and contents.
        keep: First parts of paths that are somebody else's and stay.

    Returns:
        What changed.

    Raises:
        BuildError: A path leads out of the folder, or two files have the same one.
    """
    writer = TreeWriter(folder, keep)
    for path, content in files:
        writer.add(path, content)
    return writer.finish()


def link_files(source: Path, target: Path, paths: Iterable[str]) -> None:
    """Let files stand in a second folder too, without copying them; both are on one file system.

    Args:
        source: Where they are.
        target: Where they shall be as well.
        paths: Their paths relative to both folders.
    """
    made: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        if parent not in made:
            os.makedirs(f"{target}/{parent}", exist_ok=True)  # noqa: PTH103 - there are thousands: pathlib takes three times as long
            made.add(parent)
        os.link(f"{source}/{path}", f"{target}/{path}")


def read_tree(folder: Path, skip: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Return every file below a folder.

    Args:
        folder: The folder; a missing one holds nothing.
        skip: First parts of paths to leave out.
    """
    return {
        path: (folder / path).read_bytes()
        for path in sorted(_paths_below(folder))
        if not any(path.startswith(each) for each in skip)
    }


def merged(*trees: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of several trees.

    Args:
        trees: Contents by path.

    Raises:
        BuildError: Two trees hold the same path.
    """
    found: dict[str, bytes] = {}
    for tree in trees:
        for path, content in tree.items():
            if path in found:
                raise BuildError(f"two sources of the site hold {path}", "rename one of them")
            found[path] = content
    return found


def _holds(path: Path, content: bytes) -> bool:
    """Return whether a file holds just this."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _refuse_bad_path(path: str) -> None:
    """Refuse a path that leads out of its folder."""
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or any(part in ("", ".", "..") for part in parts):
        raise BuildError(f"{path!r} is no path inside the site", "report this: it should not happen")


def _paths_below(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, relative to it."""
    found: list[str] = []
    for parent, _, names in os.walk(folder):
        below = Path(parent).relative_to(folder).as_posix()
        found += [name if below == "." else f"{below}/{name}" for name in names]
    return found
