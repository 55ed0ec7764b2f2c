"""Each entry's document in the SQLite file, and the knowledge base read back from these documents.

The tables beside them are for questions; the documents are the records themselves, so that no reader puts fields together
again.  A file that is read is taken for hostile: it is opened read-only and confined, no query may run for long, the documents
may not be longer than the file, and what does not fit the records is one error.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from codev.atlas import Atlas
from codev.errors import KnowledgeBaseError, WrongUseError
from codev.export.sql_guard import SqlLimits, confine
from codev.limits.files import DATABASE_BYTES_MAX, DATABASE_SECONDS_MAX, DOCUMENT_BYTES_MAX
from codev.model import Taxonomy, Work

DOCUMENT_TABLE = "documents"
DOCUMENT_MEANING = "An entry whole, as JSON: what the other tables hold, in the shape of the YAML files."
DOCUMENT_COLUMNS: tuple[tuple[str, str], ...] = (
    ("kind", "work, or taxonomy for a part of the taxonomy."),
    ("id", "The work's key, or the name of the part of the taxonomy."),
    ("path", "The file in the knowledge base; none for the taxonomy."),
    ("document", "The record as JSON, without fields that hold their default."),
)
"""The columns of the table of documents."""

_WORKS = TypeAdapter(list[Work])


def add_documents(connection: sqlite3.Connection, atlas: Atlas) -> None:
    """Add the table of documents to a database.

    Args:
        connection: The database, open for writing.
        atlas: The knowledge base.
    """
    names = ", ".join(name for name, _ in DOCUMENT_COLUMNS)
    connection.execute(f"CREATE TABLE {DOCUMENT_TABLE} ({names}, PRIMARY KEY (kind, id))")
    connection.executemany(f"INSERT INTO {DOCUMENT_TABLE} VALUES (?, ?, ?, ?)", _rows(atlas))  # noqa: S608 - our own name


def _rows(atlas: Atlas) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield the documents of a knowledge base."""
    parts = atlas.taxonomy.model_dump(mode="json", exclude_defaults=True)
    yield from (("taxonomy", name, None, to_json(part).decode()) for name, part in parts.items())
    for key, work in atlas.works.items():
        yield ("work", key, atlas.paths.get(key), work.model_dump_json(exclude_defaults=True))


def read_published(path: Path) -> Atlas:
    """Return the knowledge base in a published SQLite file.

    Args:
        path: The file, as `codev export sqlite` writes it.

    Returns:
        The knowledge base; its root is the file's folder.

    Raises:
        KnowledgeBaseError: The file is none of ours, or of another version.
    """
    fix = "export it again with 'codev export sqlite'"
    try:
        size = path.stat().st_size
        if size > DATABASE_BYTES_MAX:
            raise KnowledgeBaseError(f"{path.name} is larger than {DATABASE_BYTES_MAX // 2**30} GiB", fix)
        with contextlib.closing(_open(path)) as connection:
            documents = list(_documents(connection, size))
        parts = {name: from_json(text) for kind, name, _, text in documents if kind == "taxonomy"}
        if not parts:
            raise KnowledgeBaseError(f"{path.name} holds no taxonomy", fix)
        works = _WORKS.validate_json(f"[{','.join(text for kind, _, _, text in documents if kind == 'work')}]")
        paths = {key: place for kind, key, place, _ in documents if kind == "work" and place is not None}
        taxonomy = Taxonomy.model_validate_json(to_json(parts))
    except OSError as error:
        raise KnowledgeBaseError(f"{path.name} cannot be read: {error.strerror}", fix) from None
    except sqlite3.Error as error:
        raise KnowledgeBaseError(f"{path.name} is not a CoDev Atlas database: {error}", fix) from None
    except (ValidationError, ValueError) as error:
        first = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise KnowledgeBaseError(f"{path.name} is not a database of this version ({first})", fix) from None
    return Atlas(path.resolve().parent, taxonomy, works, paths)


def require_published(path: Path) -> None:
    """Refuse a file that is no published database, without reading it whole.

    Args:
        path: The file.

    Raises:
        WrongUseError: It is none, or cannot be read.
    """
    try:
        with contextlib.closing(_open(path)) as connection:
            next(_documents(connection, path.stat().st_size), None)
    except (sqlite3.Error, ValueError, OSError) as error:
        message = f"{path.name} is not a CoDev Atlas database ({error})"
        raise WrongUseError(message, "make one with 'codev export sqlite'") from None


def _open(path: Path) -> sqlite3.Connection:
    """Return a confined connection that can only read and not for long."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    confine(connection, SqlLimits(value=DOCUMENT_BYTES_MAX))
    end = time.monotonic() + DATABASE_SECONDS_MAX
    connection.set_progress_handler(lambda: int(time.monotonic() > end), 100_000)
    return connection


def _documents(connection: sqlite3.Connection, size_bytes: int) -> Iterator[tuple[str, str, str | None, str]]:
    """Yield the documents in their order.

    Raises:
        ValueError: They are no table of texts, or longer than the file: something computes them.
    """
    kind_of_table = connection.execute("SELECT type FROM sqlite_schema WHERE name = ?", (DOCUMENT_TABLE,)).fetchone()
    if kind_of_table != ("table",):
        raise ValueError(f"there is no table {DOCUMENT_TABLE}")
    names = ", ".join(name for name, _ in DOCUMENT_COLUMNS)
    read_bytes = 0
    for kind, key, place, text in connection.execute(f"SELECT {names} FROM {DOCUMENT_TABLE} ORDER BY rowid"):  # noqa: S608
        if not (isinstance(kind, str) and isinstance(key, str) and isinstance(text, str) and isinstance(place, str | None)):
            raise ValueError("a document is no text")  # noqa: TRY004 - the file's fault, not a caller's
        read_bytes += len(kind) + len(key) + len(text)
        if read_bytes > size_bytes:
            raise ValueError("the documents are longer than the file")
        yield kind, key, place, text
