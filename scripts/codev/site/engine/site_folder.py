"""The folder in which a new site is put together: beside the site that stands, and often with an older one in it.

To link and to remove thousands of files and folders takes longer than to make the few pages that an edit changes.  So the site
that a build replaces stays as the folder of the next one, which keeps each file that is already the right one (the same inode)
and removes, at the end, what nobody put there.  Whatever the folder holds at the start, the site comes out the same.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from codev.site.engine.tree import entries_below, make_folder, place


@contextmanager
def new_folder_beside(out: Path, build: Path) -> Iterator[Path]:
    """Give a folder beside a site in which the next one is put together.

    Inside ``build/`` it stays for the next build where this one succeeds; elsewhere it is removed, and what a killed build left
    is removed first.

    Args:
        out: Where the site is.
        build: The folder ``build/`` of the knowledge base.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.is_relative_to(build):
        folder = out.with_name(f".{out.name}.next")
        folder.mkdir(exist_ok=True)
        try:
            yield folder
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return
    prefix = f".{out.name}.new-"
    for left in out.parent.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=out.parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class SiteFolder:
    """The folder of a new site; what it held before and is not put into it again goes at the end.

    Attributes:
        path: The folder.
    """

    def __init__(self, path: Path) -> None:
        """Look at what is there.

        Args:
            path: The folder.
        """
        self.path = path
        self._there = {path: entry.inode() for path, entry in entries_below(path)}
        self._wanted: set[str] = set()
        self._folders = {path.rpartition("/")[0] for path in self._there}

    def place(self, source: Path, paths: Iterable[str], below: str = "") -> None:
        """Let files that nobody writes to again stand here too, as links where the file system allows it.

        Args:
            source: The folder where they are.
            paths: Their paths relative to it.
            below: The folder in the site that they go to, with a slash at its end; by default the site itself.
        """
        for relative in paths:
            origin, path = f"{source}/{relative}", below + relative
            if path in self._there and self._there[path] == os.stat(origin).st_ino:  # noqa: PTH116 - there are thousands
                self._wanted.add(path)
            else:
                place(origin, self.free(path))

    def write(self, path: str, content: bytes) -> None:
        """Write a file.

        Args:
            path: Its path relative to the folder.
            content: What it shall hold.
        """
        with open(self.free(path), "xb") as stream:  # noqa: PTH123 - there are thousands
            stream.write(content)

    def free(self, path: str) -> str:
        """Return the place of a file that is about to be made: nothing is there, but its folder.

        What was there may be a file of the site that stands, so it is never written to.

        Args:
            path: Its path relative to the folder.
        """
        self._wanted.add(path)
        target = f"{self.path}/{path}"
        if path in self._there:
            with suppress(FileNotFoundError):
                os.unlink(target)  # noqa: PTH108 - there are thousands
        elif (folder := path.rpartition("/")[0]) not in self._folders:
            make_folder(f"{self.path}/{folder}")
            self._folders.add(folder)
        return target

    def keep(self, paths: Iterable[str]) -> None:
        """Keep files that another process put here.

        Args:
            paths: Their paths relative to the folder.
        """
        self._wanted.update(paths)

    def sweep(self) -> None:
        """Remove every file that was here before and is no part of the new site, and folders that are empty now."""
        folders = {path.rpartition("/")[0] for path in self._wanted}
        for path in sorted(self._there.keys() - self._wanted):
            os.unlink(f"{self.path}/{path}")  # noqa: PTH108 - there are thousands
            folder = path.rpartition("/")[0]
            while folder and folder not in folders:
                try:
                    os.rmdir(f"{self.path}/{folder}")  # noqa: PTH106 - likewise
                except OSError:
                    break  # it still holds something
                folder = folder.rpartition("/")[0]
