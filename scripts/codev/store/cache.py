"""What examining a file gave, kept by the hash of its content, so that a second run need not parse.

One SQLite file under ``build/cache/``, of which a run reads the column that it needs and writes the rows that changed.  A cache
that is missing, broken, locked, or written by other code is ignored and made anew; it holds nothing that is not derived, and
deleting it is always safe.  It is never written through a symbolic link, which could lead out of the knowledge base.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal, TypeVar

from codev.store.examine import Examined
from codev.store.findings import Finding, Severity
from codev.store.layout import FileKind, SourceFile

CACHE_FILE = "build/cache/records.sqlite"
"""Where the cache is, relative to the root."""

LOCK_SECONDS = 1.0
"""How long to wait for another run that is writing before doing without."""

EXAMINING_MODULES = ("*.py", "model/*.py", "store/*.py", "check/*.py")
"""Where the code is on which it depends what a file gives, within the package."""

Part = Literal["data", "summary"]
"""What a run needs of unchanged files: their data to load them, or their summaries to check them."""

Result = TypeVar("Result")

_TABLES = """
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    digest TEXT PRIMARY KEY, path TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL, summary TEXT NOT NULL,
    findings TEXT NOT NULL, names TEXT NOT NULL, data_seal TEXT NOT NULL, summary_seal TEXT NOT NULL
);
"""
_SELECT: dict[Part, str] = {
    "data": "SELECT digest, path, kind, data, '', findings, names, data_seal FROM files",
    "summary": "SELECT digest, path, kind, '', summary, findings, names, summary_seal FROM files",
}


def _digest_of_code() -> str:
    """Return a digest of the modules that examine files, the rules on one work included."""
    package = Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(
        [*package.glob("*.py"), *package.glob("model/*.py"), *package.glob("store/*.py"), *package.glob("check/*.py")]
    ):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


# Taken when the code is loaded: a process that goes on while its files are edited must not pass for the newer code.
_CODE_DIGEST = _digest_of_code()


def code_digest() -> str:
    """Return a digest of the code that examines files: another version's results are not used."""
    return _CODE_DIGEST


def read_cache(root: Path, part: Part = "data") -> dict[str, Examined]:
    """Return what is known of files, by digest.

    Args:
        root: The knowledge base's folder.
        part: Which of data and summaries to read; the other is left empty.
    """

    def read(connection: sqlite3.Connection) -> dict[str, Examined]:
        if _note(connection, "code") != code_digest():
            return {}
        rows = connection.execute(_SELECT[part])
        # A row that somebody, or a broken disk, changed is as good as none: its file is read again.
        return {row[0]: _examined(*row) for *row, seal in rows if _seal(*row) == seal}

    return _using(root, read, make=False) or {}


def write_cache(root: Path, results: Iterable[Examined], forget: Iterable[str] = ()) -> None:
    """Keep what is known of files; a folder that cannot be written to is left alone.

    Args:
        root: The knowledge base's folder.
        results: What examining the changed files gave, with data and summary.
        forget: Digests of what is not there any more.
    """
    rows = [_row(item) for item in results if item.digest]

    def write(connection: sqlite3.Connection) -> bool:
        if _note(connection, "code") != code_digest():
            for table in ("files", "notes"):
                connection.execute(f"DROP TABLE {table}")
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute("INSERT INTO notes VALUES ('code', ?)", (code_digest(),))
        connection.executemany("DELETE FROM files WHERE digest = ?", [(digest,) for digest in forget])
        connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return True

    if _using(root, write, make=True) is None:
        # Broken beyond use: once more from nothing.
        discard_cache(root)
        _using(root, write, make=True)


def discard_cache(root: Path) -> None:
    """Take the cache away, as when somebody wrote into it.

    Args:
        root: The knowledge base's folder.
    """

    def clear(connection: sqlite3.Connection) -> bool:
        connection.execute("DELETE FROM files")
        return True

    if _using(root, clear, make=False) is None and _is_inside(root):
        with suppress(OSError):
            (root / CACHE_FILE).unlink(missing_ok=True)


def read_note(root: Path, name: str) -> str | None:
    """Return a note that `write_note` left, or None.

    Args:
        root: The knowledge base's folder.
        name: What it is about.
    """

    def read(connection: sqlite3.Connection) -> str | None:
        return _note(connection, name) if _note(connection, "code") == code_digest() else None

    return _using(root, read, make=False)


def write_note(root: Path, name: str, value: str) -> None:
    """Leave a note for a later run of the same code; after `write_cache`, which may clear the notes.

    Args:
        root: The knowledge base's folder.
        name: What it is about.
        value: What to remember.
    """

    def write(connection: sqlite3.Connection) -> bool:
        if _note(connection, "code") == code_digest():
            connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))
        return True

    _using(root, write, make=True)


def _using(root: Path, work: Callable[[sqlite3.Connection], Result], *, make: bool) -> Result | None:
    """Return what work with the database gives; None when there is no usable one."""
    path = root / CACHE_FILE
    try:
        if not _is_inside(root):
            return None
        if make:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.is_file():
            return None
        with _connected(path) as connection:
            return work(connection)
    except (sqlite3.Error, OSError, ValueError, KeyError, TypeError):
        return None


def _is_inside(root: Path) -> bool:
    """Return whether the cache's place is in the knowledge base, symbolic links followed."""
    path = root / CACHE_FILE
    return not path.is_symlink() and path.parent.resolve().is_relative_to(root.resolve())


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """Connect to the database for one transaction."""
    with closing(sqlite3.connect(path, timeout=LOCK_SECONDS)) as connection:
        # A cache that a power cut breaks is made anew: waiting for the disk would cost more than it saves.
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_TABLES)
        with connection:
            yield connection


def _note(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def _row(item: Examined) -> tuple[str, ...]:
    """Return a result as it is stored."""
    about = (item.digest, item.file.path, item.file.kind)
    findings = json.dumps([finding.as_dict() for finding in item.findings]) if item.findings else ""
    names = json.dumps(item.names) if item.names else ""
    seals = (_seal(*about, item.data, "", findings, names), _seal(*about, "", item.summary, findings, names))
    return (*about, item.data, item.summary, findings, names, *seals)


def _seal(*values: str) -> str:
    """Return a digest of what is read back together."""
    # The name of a file may hold what is no text.
    return hashlib.blake2b("\0".join(values).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _examined(digest: str, path: str, kind: FileKind, *rest: str) -> Examined:
    """Return a stored result."""
    data, summary, findings, names = rest
    found = tuple(_finding(item) for item in json.loads(findings)) if findings else ()
    return Examined(SourceFile(path, kind), digest, data, summary, found, tuple(json.loads(names)) if names else ())


def _finding(item: dict[str, str | int]) -> Finding:
    return Finding(**(item | {"severity": Severity(str(item["severity"]))}))  # type: ignore[arg-type]
