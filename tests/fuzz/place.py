"""Where inputs are tried: a small knowledge base in a folder of its own, and a guard that sees writes outside that folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from codev import Atlas
from codev.assistant.desk import Desk
from codev.export import Database, open_database
from codev.model.artifact import ArtifactsFile
from codev.store.yaml_in import read_document
from codev.store.yaml_out import dump, mark_compact, schema_comment
from copied import FROZEN
from generated import write_part

WORKS = ("radford2021learning", "liu2023visual", "chen2023sharegpt4v", "gadre2023datacomp", "yu2023rlhfv")
"""Works of the knowledge base: they name each other's models, and are few enough to be checked again and again."""

_CHANGES = frozenset(
    [
        *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
        *("shutil.rmtree", "shutil.move", "shutil.copyfile", "sqlite3.connect"),
    ]
)
"""Events with a path first: https://docs.python.org/3/library/audit_events.html"""

_NEVER = frozenset(["subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "socket.getaddrinfo"])
"""What reading never does."""


class Place:
    """A small knowledge base, made once, as each reader takes it."""

    def __init__(self, folder: Path) -> None:
        """Write the knowledge base.

        Args:
            folder: An empty folder.
        """
        self.folder = folder.resolve()
        self.root = write_part(FROZEN, self.folder / "base", WORKS)
        self._leave_out_artifacts()
        self.atlas = Atlas.load(self.root, use_cache=False)
        self.given = self.folder / "given"
        self.desk = Desk(self.root)

    def _leave_out_artifacts(self) -> None:
        """Keep the artifacts that the works name: the others make every check slow and no reader work harder."""
        named = "".join(path.read_text("utf-8") for path in self.root.glob("papers/*/*.yaml"))
        path = self.root / "taxonomy" / "artifacts.yaml"
        data = read_document(path.read_text("utf-8")).data
        kept = {kind: [each for each in listed if each["id"] in named] for kind, listed in data.items()}
        path.write_text(schema_comment("taxonomy", "artifacts") + dump(mark_compact(kept, ArtifactsFile)), encoding="utf-8")

    @cached_property
    def database(self) -> Database:
        """The knowledge base as a database in memory."""
        return open_database(self.atlas, use_cache=False)

    @contextmanager
    def guarded(self) -> Iterator[list[str]]:
        """Note what is written outside the folder, and what is started or called, while something is read.

        Yields:
            Filled with what was seen.
        """
        seen: list[str] = []
        _GUARD.begin(self.folder, seen)
        writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            yield seen
        finally:
            sys.dont_write_bytecode = writes_bytecode
            _GUARD.end()


class _Guard:
    """The one hook of this process, which cannot be taken away again; it looks only while it is told to."""

    def __init__(self) -> None:
        self._is_hooked = False
        self._folder: Path | None = None
        self._seen: list[str] = []

    def begin(self, folder: Path, seen: list[str]) -> None:
        """Look from now on."""
        if not self._is_hooked:
            sys.addaudithook(self._hear)
            self._is_hooked = True
        self._folder, self._seen = folder, seen

    def end(self) -> None:
        """Look no longer."""
        self._folder = None

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note an event."""
        folder = self._folder
        if folder is None:
            return
        if event in _NEVER:
            self._seen.append(f"{event} {arguments!r}"[:300])
        elif (event == "open" and _writes(arguments)) or event in _CHANGES:
            path = arguments[0]
            if isinstance(path, (str, bytes, os.PathLike)) and os.fsdecode(path) != ":memory:":
                name = os.fsdecode(path).removeprefix("file:").partition("?mode=")[0]
                whole = Path(os.path.abspath(name))  # noqa: PTH100 - resolving would be an event too
                if not whole.is_relative_to(folder):
                    self._seen.append(f"{event} {whole}"[:300])


def _writes(arguments: tuple[Any, ...]) -> bool:
    """Return whether an opening is for writing."""
    _, mode, flags = arguments
    asked = flags if isinstance(flags, int) else 0
    return any(letter in (mode or "") for letter in "wax+") or bool(asked & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


_GUARD = _Guard()
