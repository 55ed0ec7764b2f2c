"""The knowledge base as a SQLite database: foreign keys, indices, full-text search; opens in Datasette.

The same knowledge gives the same bytes on one version of SQLite.  A name that a claim gives and nothing bears is stored as it
is (``PRAGMA foreign_key_check`` lists it); the check reports it.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from codev.atlas import Atlas
from codev.export.sqlite_documents import add_documents
from codev.export.sqlite_layout import (
    DOCUMENTATION_COLUMNS,
    DOCUMENTATION_TABLE,
    FACET_TABLES,
    SEARCH_COLUMNS,
    SEARCH_TABLE,
    SQL_TABLES,
    VIEWS,
    documentation,
    rows_by_table,
)
from codev.export.tables import TABLES
from codev.model import Artifact
from codev.query.facets import FACETS
from codev.store.beside import folder_beside
from codev.store.write import write_atomically

FILE = "codev.sqlite"
"""The name of the file."""

CACHE_FOLDER = "build/cache"
"""Where `open_database` keeps databases, relative to the knowledge base."""

_CACHE_STEM = "sql-"


class Database(sqlite3.Connection):
    """A connection that remembers a lock, so that the explorer's readers take turns.

    Attributes:
        lock: Held while a query of `codev.export.sql.run_sql` runs.
    """

    def __init__(self, *arguments: object, **options: object) -> None:
        """Connect as `sqlite3.Connection` does."""
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        self.lock = threading.RLock()


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the database.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    _write_file(atlas, folder / FILE)
    return [FILE]


def build_database(atlas: Atlas) -> Database:
    """Return a new database in memory that holds the knowledge base.

    Args:
        atlas: The knowledge base.
    """
    connection = _connect(":memory:")
    _fill(connection, atlas)
    return connection


def open_database(atlas: Atlas, *, use_cache: bool = True) -> Database:
    """Return a database that holds the knowledge base, for `codev.export.sql.run_sql`.

    Args:
        atlas: The knowledge base.
        use_cache: Whether it may come from, and go to, a file in ``build/cache/`` under the knowledge base's fingerprint;
            else, and where no file can be written, it is in memory.

    Returns:
        A connection of its own, which may be used from any thread.

    Examples:
        >>> import codev
        >>> database = codev.open_database(codev.load())
        >>> codev.run_sql(database, "SELECT title FROM works WHERE key = 'liu2023visual'").rows
        (('Visual Instruction Tuning',),)
    """
    if not use_cache:
        return build_database(atlas)
    path = atlas.root / CACHE_FOLDER / f"{_CACHE_STEM}{_layout_digest()}-{atlas.fingerprint}.sqlite"
    cached = _open_cached(path)
    if cached is None:
        _keep(atlas, path)
        cached = _open_cached(path)
    return cached or build_database(atlas)


def _connect(place: str, *, uri: bool = False) -> Database:
    """Return a connection that any thread may use."""
    return sqlite3.connect(place, uri=uri, factory=Database, check_same_thread=False, isolation_level=None)


def _open_cached(path: Path) -> Database | None:
    """Return a connection to a database of the cache, or None where there is none that can be read."""
    try:
        if _seal_of(path).read_bytes() != _digest(path):
            return None
    except OSError:
        return None
    connection = _connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("SELECT count(*) FROM works").fetchone()
    except sqlite3.Error:
        connection.close()
        return None
    return connection


def _keep(atlas: Atlas, path: Path) -> None:
    """Put a database into the cache in place of older ones; a folder that cannot be written to is left alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with folder_beside(path.parent, ".making-") as beside:
            _write_file(atlas, beside / FILE)
            for old in path.parent.glob(f"{_CACHE_STEM}*"):
                old.unlink(missing_ok=True)
            write_atomically(_seal_of(path), _digest(beside / FILE))
            (beside / FILE).replace(path)
    except (OSError, sqlite3.OperationalError):
        return


def _seal_of(path: Path) -> Path:
    """Return the file that holds the digest of a database of the cache: what a broken disk changes is noticed."""
    return path.with_suffix(".seal")


def _digest(path: Path) -> bytes:
    """Return a digest of what a file holds."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest().encode()


def _write_file(atlas: Atlas, path: Path) -> None:
    """Write the database into a new file; whoever calls makes sure that nobody sees it half-written."""
    with contextlib.closing(_connect(str(path))) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        _fill(connection, atlas)


def _fill(connection: sqlite3.Connection, atlas: Atlas) -> None:
    """Put the knowledge base into an empty database."""
    connection.execute("PRAGMA page_size = 4096")
    connection.execute("PRAGMA auto_vacuum = NONE")
    connection.execute("BEGIN")
    for sql_table in SQL_TABLES:
        connection.execute(sql_table.create_statements[0])
    inserts = {sql_table.name: sql_table.insert_statement for sql_table in SQL_TABLES}
    for table in TABLES:
        for name, rows in rows_by_table(table, atlas).items():
            connection.executemany(inserts[name], rows)
    for sql_table in SQL_TABLES:
        for statement in sql_table.create_statements[1:]:
            connection.execute(statement)
    for view in VIEWS:
        connection.execute(f"CREATE VIEW {view.name} AS {view.query}")
    add_documents(connection, atlas)
    _add_facets(connection, atlas)
    _add_documentation(connection)
    _add_search(connection, atlas)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("VACUUM")


def _layout_digest() -> str:
    """Return a digest of the code that lays the database out: another version's database is not used."""
    digest = hashlib.blake2b(digest_size=8)
    here = Path(__file__).parent
    for path in sorted(
        [
            *here.glob("*tables.py"),
            *here.glob("sqlite*.py"),
            *here.parent.glob("graph/*.py"),
            *here.parent.glob("query/facet*.py"),
        ]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _add_facets(connection: sqlite3.Connection, atlas: Atlas) -> None:
    """Add the values of every facet, as `codev.query.facets` says them."""
    # A claim under a node that there is not has no place in any facet; the check reports it.
    placed = {claim.id: claim for claim in atlas.claims.values() if claim.node in atlas.tree}
    for level, things in (("work", atlas.works), ("claim", placed)):
        name, _, table, columns = next(each for each in FACET_TABLES if each[0] == f"{level}_facets")
        names = ", ".join(column for column, _ in columns)
        defined = ", ".join(f"{column} TEXT NOT NULL" for column, _ in columns)
        reference = f"FOREIGN KEY ({level}) REFERENCES {table} ({'key' if level == 'work' else 'id'})"
        connection.execute(f"CREATE TABLE {name} ({defined}, PRIMARY KEY ({names}), {reference}) WITHOUT ROWID")
        facets = [facet for facet in FACETS.values() if facet.level == level]
        rows = [
            (facet.name, value, key)
            for facet in facets
            for key, thing in things.items()
            for value in dict.fromkeys(facet.values(atlas, thing))
        ]
        connection.executemany(f"INSERT INTO {name} VALUES (?, ?, ?)", sorted(rows))  # noqa: S608 - our own name
        connection.execute(f"CREATE INDEX {name}_by_{level} ON {name} ({level}, facet)")


def _add_documentation(connection: sqlite3.Connection) -> None:
    """Add the table that says what all the others mean."""
    names = ", ".join(name for name, _ in DOCUMENTATION_COLUMNS)
    connection.execute(f"CREATE TABLE {DOCUMENTATION_TABLE} ({names})")
    connection.executemany(f"INSERT INTO {DOCUMENTATION_TABLE} VALUES (?, ?, ?)", documentation())  # noqa: S608 - our own name


def _add_search(connection: sqlite3.Connection, atlas: Atlas) -> None:
    """Add the table for full-text search."""
    unindexed = {"kind", "id", "work"}
    columns = ", ".join(f"{name} UNINDEXED" if name in unindexed else name for name, _ in SEARCH_COLUMNS)
    options = "tokenize = 'unicode61 remove_diacritics 2'"
    connection.execute(f"CREATE VIRTUAL TABLE {SEARCH_TABLE} USING fts5({columns}, {options})")
    connection.executemany(f"INSERT INTO {SEARCH_TABLE} VALUES (?, ?, ?, ?, ?)", _search_rows(atlas))  # noqa: S608 - our own name
    connection.execute(f"INSERT INTO {SEARCH_TABLE} ({SEARCH_TABLE}) VALUES ('optimize')")  # noqa: S608 - our own name


def _search_rows(atlas: Atlas) -> Iterator[tuple[str, str, str | None, str, str]]:
    for work in atlas.works.values():
        yield ("work", work.key, work.key, work.title, "\n".join([*work.authors, work.venue or "", *work.notes]))
        for claim in work.claims:
            yield ("claim", claim.id, work.key, work.title, "\n".join([claim.statement, claim.doubt or ""]))
    artifacts: list[Artifact] = [*atlas.models.values(), *atlas.datasets.values()]
    for artifact in artifacts:
        kind = artifact.artifact_kind
        body = "\n".join([artifact.id, *artifact.aliases, artifact.developer or "", artifact.note or ""])
        yield (kind, artifact.id, atlas.introducer(kind, artifact.id), artifact.name, body)
    for node in atlas.tree.values():
        yield ("node", node.id, None, node.name, node.definition)
