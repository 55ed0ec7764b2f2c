"""Files of the build: folders written only where something changed, and taken over from one build to the next."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Self

from codev.errors import BuildError


def write_changed(target: Path, content: bytes) -> None:
    """Write a file where its content differs, as a new one: the old one may stand in a second place (`place`).

    Args:
        target: The file; its folder is made where it is missing.
        content: What it shall hold.
    """
    # There are thousands: pathlib takes three times as long.
    path = str(target)
    if os.path.exists(path):  # noqa: PTH110
        if os.path.getsize(path) == len(content) and target.read_bytes() == content:  # noqa: PTH202
            return
        os.unlink(path)  # noqa: PTH108
    else:
        make_folder(os.path.dirname(path))  # noqa: PTH120
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(content)


def make_folder(path: str) -> None:
    """Make a folder, which is nearly always missing while the one above it is there.

    Args:
        path: The folder; that it is there already is no fault.
    """
    # `os.makedirs` looks first whether each is there, which takes as long as to make one.
    try:
        os.mkdir(path)  # noqa: PTH102 - there are thousands
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103 - likewise


def write_tree(folder: Path, files: Mapping[str, bytes], keep: tuple[str, ...] = ()) -> None:
    """Make a folder hold exactly the given files.

    Args:
        folder: The folder; made where it is missing.
        files: Contents by path relative to it, with forward slashes.
        keep: First parts of paths that are somebody else's and stay.
    """
    for path, content in files.items():
        write_changed(folder / path, content)
    for path in paths_below(folder):
        if path not in files and not path.startswith(keep):
            (folder / path).unlink()


def place(source: str | Path, target: str | Path) -> None:
    """Let a file that nobody writes to again stand in a second place: a link to it, or a copy on another file system.

    Args:
        source: Where it is.
        target: Where it shall be as well.
    """
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its path.

    Args:
        folder: The folder; a missing one holds nothing.
    """
    return {path: (folder / path).read_bytes() for path in paths_below(folder)}


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


class FileStamp(NamedTuple):
    """A file as it was when it was written: by its size and time one sees that nobody wrote there since.

    Attributes:
        path: Relative to some folder, with forward slashes.
        size: In bytes.
        time: When it was written, in nanoseconds.
    """

    path: str
    size: int
    time: int

    @classmethod
    def of(cls, folder: Path, path: str) -> Self:
        """Return the stamp of a file.

        Args:
            folder: The folder.
            path: The file's path relative to it.

        Raises:
            OSError: There is none.
        """
        about = os.stat(f"{folder}/{path}")  # noqa: PTH116 - there are thousands
        return cls(path, about.st_size, about.st_mtime_ns)

    def is_untouched(self, folder: Path) -> bool:
        """Return whether the file is there and as it was.

        Args:
            folder: The folder.
        """
        try:
            return self == self.of(folder, self.path)
        except OSError:
            return False


def entries_below(folder: str | Path, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the path of every file below a folder, relative to it and in no order, and what the system says of the file.

    Args:
        folder: The folder; a missing one holds nothing.
        prefix: Stands before each path.
    """
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from entries_below(entry.path, f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}", entry


def paths_below(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, relative to it, in order.

    Args:
        folder: The folder; a missing one holds nothing.
    """
    return sorted(path for path, _ in entries_below(folder))


def content_digest(folder: Path, without: str = "") -> str:
    """Return a digest of what the files of a folder hold, and of their names; of none where there is no folder.

    Args:
        folder: The folder.
        without: A file in it that does not count.
    """
    digest = hashlib.blake2b(digest_size=16)
    for path in paths_below(folder):
        if path != without:
            with open(folder / path, "rb") as stream:  # noqa: PTH123 - as above
                digest.update(path.encode() + b"\0" + hashlib.file_digest(stream, "blake2b").digest())
    return digest.hexdigest()


def snapshot(folder: Path) -> str:
    """Return the number of files below a folder, and a digest by which one sees that somebody wrote there.

    The digest is of names, sizes and times.

    Args:
        folder: The folder.
    """
    stamps = sorted(
        (path, about.st_size, about.st_mtime_ns) for path, entry in entries_below(folder) for about in [entry.stat()]
    )
    return f"{len(stamps)} {hashlib.blake2b(repr(stamps).encode(), digest_size=16).hexdigest()}"
