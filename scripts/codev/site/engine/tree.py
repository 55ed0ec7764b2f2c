"""Files of the build: folders written only where something changed, and taken over from one build to the next."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from codev.errors import BuildError


def write_changed(target: Path, content: bytes) -> None:
    """Write a file where its content differs, as a new one: the old one may stand in a second place (`place`).

    Args:
        target: The file; its folder is made where it is missing.
        content: What it shall hold.
    """
    try:
        if target.stat().st_size == len(content) and target.read_bytes() == content:
            return
        target.unlink()
    except OSError:
        os.makedirs(target.parent, exist_ok=True)  # noqa: PTH103 - there are thousands: pathlib takes three times as long
    target.write_bytes(content)


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


def paths_below(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, relative to it, in order.

    Args:
        folder: The folder; a missing one holds nothing.
    """
    start = len(str(folder)) + 1
    return sorted(f"{parent}/{name}"[start:].replace(os.sep, "/") for parent, _, names in os.walk(folder) for name in names)


def content_digest(folder: Path, without: str = "") -> str:
    """Return a digest of what the files of a folder hold, and of their names; of none where there is no folder.

    Args:
        folder: The folder.
        without: A file in it that does not count.
    """
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(paths_below(folder)) if folder.is_dir() else ():
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
    digest = hashlib.blake2b(digest_size=16)
    paths = paths_below(folder)
    for path in paths:
        about = os.stat(f"{folder}/{path}")  # noqa: PTH116 - there are thousands
        digest.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return f"{len(paths)} {digest.hexdigest()}"
