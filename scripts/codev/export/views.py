"""The questions as views of standard SQL, for engines that read the Parquet tables where one machine is too small.

``sql/views.sql`` runs unchanged on DuckDB and on Spark SQL.  What engines do not share, the file of each engine says: where the
tables are, and how a list is laid out as a table.  These files are made from the tables, so that a new column is there at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from codev.atlas import Atlas
from codev.export import parquet
from codev.export.columns import Column, Table
from codev.export.tables import TABLES

FOLDER = "sql"
"""The name of the folder."""

VIEWS_FILE = "views.sql"
"""The views, the same for every engine."""

KEPT = ("lineage_steps", "ancestry", "loop_steps")
"""The views that others ask again and again: an engine that keeps no results of a view, as Spark, is told to keep these."""

READS: Mapping[str, tuple[str, str]] = {
    "duckdb": ("read_parquet('{}')", "UNNEST({})"),
    "spark": ("parquet.`{}`", "EXPLODE({})"),
}
"""For each engine how it reads a file and how it lays out a list."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the views, and for each engine what binds the tables to their names; they are the same for every knowledge base.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The names of the files.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    texts = {VIEWS_FILE: views()} | {f"{engine}.sql": bindings(engine) for engine in READS}
    for name, text in texts.items():
        (folder / FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    return [f"{FOLDER}/{name}" for name in texts]


def views() -> str:
    """Return the views."""
    return (Path(__file__).parent / VIEWS_FILE).read_text(encoding="utf-8")


def bindings(engine: str, place: str = parquet.FOLDER) -> str:
    """Return what binds the tables to their names, and lays out their lists as tables, as the SQLite export does.

    Args:
        engine: Of `READS`.
        place: The folder of the Parquet files, seen from where the engine runs.
    """
    read, _ = READS[engine]
    lines = [f"-- The tables of CoDev Atlas for {engine}, read from {place}/; run views.sql after it.\n"]
    for table in TABLES:
        # Spark GraphFrames wants other names for the ends of an edge than the tables have.
        renamed = [(parquet.column_name(table, column), column.name) for column in table.columns]
        chosen = ", ".join(["*", *(f"{stored} AS {name}" for stored, name in renamed if stored != name)])
        source = read.format(f"{place}/{table.name}.parquet")
        lines.append(f"CREATE OR REPLACE TEMPORARY VIEW {table.name} AS SELECT {chosen} FROM {source};\n")  # noqa: S608 - our own names
        lines += [_list(engine, table, column) for column in table.columns if column.is_list and len(table.key) == 1]
    return "".join(lines)


def statements(text: str) -> Iterator[str]:
    """Yield the statements of a file, for engines that take one at a time.

    Args:
        text: What `views` or `bindings` gives; no text in it holds a semicolon.
    """
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
    yield from (each.strip() for each in code.split(";") if each.strip())


def _list(engine: str, table: Table, column: Column) -> str:
    """Return the view of a list's items: one row an item."""
    item = column.item or "item"
    item = f"other_{item}" if item == table.one else item
    key = table.key[0]
    laid_out = READS[engine][1].format(column.name)
    query = f"SELECT {key} AS {table.one}, {laid_out} AS {item} FROM {table.name}"  # noqa: S608 - our own names
    return f"CREATE OR REPLACE TEMPORARY VIEW {table.one}_{column.name} AS {query};\n"
