"""Puts a finished site in place in one go, and keeps track of what the last build made of each page.

The new site is made beside the old one and takes its place in a single step, so that a build that is killed leaves the last
good site whole.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pydantic_core import from_json, to_json

from codev.errors import BuildError, WrongUseError
from codev.show.addresses import PAGE_FILE
from codev.site.engine.tree import FileStamp, snapshot
from codev.store.write import write_atomically

STATE_FILE = "cache/site.json"
"""What the last build made of each page, relative to ``build/``."""

MARKER_FILE = ".codev-site"
"""Tells a folder that a build made from one that holds somebody's files."""

_RENAME_EXCHANGE = 2
"""Swap two paths in one step.  https://man7.org/linux/man-pages/man2/rename.2.html"""

_AT_FDCWD = -100


class MadeFile(NamedTuple):
    """A file that a job made: a page, or data beside the pages.

    Attributes:
        file: The file in the site.
        document: What search reads of it, as `codev.site.engine.search_index` keeps it; None where it is not searched.
    """

    file: FileStamp
    document: FileStamp | None = None

    @property
    def address(self) -> str | None:
        """The address of a page; None for data."""
        address, found, _ = self.file.path.rpartition(PAGE_FILE)
        return address if found else None


JobsDone = dict[str, tuple[list[MadeFile], list[str]]]
"""For each job, by its name, its files and the names of what it read."""


@dataclass
class SiteState:
    """What the last build made.

    Attributes:
        common: A digest of what every page depends on: settings, frames, templates, code, taxonomy.
        out: The folder that it was built to.
        whole: A digest of everything that the site depends on.
        snapshot: A digest of the finished site's files.
        reads: The value of everything that was read.
        jobs: For each job its files, and the names of what it read.
    """

    common: str = ""
    out: str = ""
    whole: str = ""
    snapshot: str = ""
    reads: dict[str, str] = field(default_factory=dict)
    jobs: JobsDone = field(default_factory=dict)

    @classmethod
    def read(cls, build: Path) -> SiteState:
        """Return the state that a build left, or an empty one.

        Args:
            build: The folder ``build/``.
        """
        try:
            seal, _, text = (build / STATE_FILE).read_bytes().partition(b"\n")
            if seal != _seal(text):
                # Somebody, or a broken disk, wrote into it: its paths would lead anywhere.
                return cls()
            kept = from_json(text)
            reads = kept.pop("names")
            state = cls(**kept)
            state.jobs = {
                name: (
                    [MadeFile(FileStamp(*file), FileStamp(*document) if document else None) for file, document in files],
                    [reads[number] for number in numbers],
                )
                for name, (files, numbers) in state.jobs.items()
            }
        except (OSError, ValueError, TypeError, AttributeError, LookupError):
            return cls()
        return state

    def write(self, build: Path) -> None:
        """Keep the state, with the names of reads once and their numbers at the jobs.

        Args:
            build: The folder ``build/``.
        """
        numbers: dict[str, int] = {}
        jobs = {
            name: (files, [numbers.setdefault(read, len(numbers)) for read in reads])
            for name, (files, reads) in self.jobs.items()
        }
        text = to_json({**vars(self), "jobs": jobs, "names": list(numbers)})  # in a quarter of the time that json takes
        write_atomically(build / STATE_FILE, _seal(text) + b"\n" + text)

    def files(self) -> list[MadeFile]:
        """Return the files of all jobs."""
        return [file for files, _ in self.jobs.values() for file in files]

    def addresses(self) -> list[str]:
        """Return the addresses of all pages."""
        return [address for file in self.files() if (address := file.address) is not None]

    def describes(self, wanted: SiteState, out: Path) -> bool:
        """Return whether a site stands that is what a build would make.

        Args:
            wanted: What the build would begin with.
            out: Where the site is.
        """
        return (self.whole, self.out) == (wanted.whole, wanted.out) and self.snapshot == snapshot(out)


def _seal(text: bytes) -> bytes:
    """Return a digest of a state as it is written."""
    return hashlib.blake2b(text, digest_size=16).hexdigest().encode()


def refuse_foreign_folder(out: Path, root: Path) -> None:
    """Refuse to build over a folder that no build made.

    Args:
        out: Where the site shall go.
        root: The knowledge base's folder.

    Raises:
        WrongUseError: The folder holds something else, or is part of the sources.
    """
    sources = [root / name for name in ("papers", "taxonomy", "scripts", "site", "tests", ".git")]
    if out == root or out in root.parents or any(out == each or each in out.parents for each in sources):
        raise WrongUseError(f"the site cannot replace {out}", "choose another folder, such as build/site")
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARKER_FILE).exists())):
        raise WrongUseError(f"{out} holds something that is no site of ours", "choose an empty folder, or remove it")


@contextmanager
def only_build(build: Path) -> Iterator[None]:
    """Hold the lock of a folder ``build/``, so that two builds do not write it at once.

    Args:
        build: The folder.

    Raises:
        BuildError: Another build holds the lock.
    """
    build.mkdir(parents=True, exist_ok=True)
    with (build / ".lock").open("a+") as stream:
        try:
            # The system lets go of it when the process ends, whatever ends it; its helpers end with it.
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stream.seek(0)
            holder = stream.read(20).strip()
            who = f" (process {holder})" if holder.isdigit() else ""
            raise BuildError(f"another build{who} is at work here", "wait for it to end, or stop 'codev serve'") from None
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        yield


def put_in_place(new: Path, out: Path) -> None:
    """Let a finished site take the place of the old one in one step; the old one is removed afterwards.

    Args:
        new: The finished site, on the same file system; it ends up holding the old one, or is gone.
        out: Where the site shall be.
    """
    if not out.exists():
        new.replace(out)
        return
    if not _exchange(new, out):
        # No swap in one step here: for a moment there is no site, and if the process dies just then it is under this name.
        old = out.with_name(f".{out.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        out.replace(old)
        new.replace(out)
        shutil.rmtree(old, ignore_errors=True)


def rescue(out: Path) -> None:
    """Put a site back that a build, killed between two steps of `put_in_place`, left under another name.

    Args:
        out: Where the site is.
    """
    old = out.with_name(f".{out.name}.old")
    if old.is_dir() and not out.exists():
        old.replace(out)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS):
        return False
    raise BuildError(f"cannot put the site in place: {os.strerror(number)}", "correct the folder's permissions")
