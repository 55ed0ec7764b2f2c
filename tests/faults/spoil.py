"""Spoils a file in each of five ways, as broken disks, killed copies and curious people do.  A helper of tests, not tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    if content:
        content[len(content) // 2] ^= 0x10
    file.write_bytes(bytes(content))


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


WAYS: Mapping[str, Callable[[Path], object]] = {
    "flipped": _flip,
    "truncated": _truncate,
    "emptied": lambda file: file.write_bytes(b""),
    "removed": lambda file: file.unlink(),
    "foreign": lambda file: file.write_bytes(b'{"foreign": [1, 2, 3]}\n' * 40),
}
"""What is done to a file, by what it then is."""


def spoil_all(folder: Path, ways: tuple[str, ...] = tuple(WAYS)) -> int:
    """Spoil every file below a folder, each in the next of some ways, and return how many there were.

    Args:
        folder: The folder; links in it are left alone, since what they lead to is somebody else's.
        ways: The ways, by name.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    for number, file in enumerate(files):
        content = file.read_bytes()
        file.unlink()  # another name of the same file, such as one in a site, keeps its content
        file.write_bytes(content)
        WAYS[ways[number % len(ways)]](file)
    return len(files)
