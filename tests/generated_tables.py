"""Parquet tables of any number of works, made from those of the real knowledge base: what the SQL views are timed on.

A million entries as YAML would fill a disk with small files for nothing: past one machine the tables are what is read.  A
generation is a copy of all works with new keys and ids, made by DuckDB; what a copy was made from is its own generation's about
half the time and the real one's otherwise, so that hubs, lineages and loops grow as in `generated`.  Nothing here is knowledge.

Try ``python tests/generated_tables.py PARQUET_FOLDER 1000000 FOLDER``.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import duckdb

from codev.export.columns import Table
from codev.export.parquet import column_name
from codev.export.tables import TABLES

OWN_IDS = {"works": "key", "claims": "id", "models": "id", "datasets": "id", "graph_nodes": "id", "graph_edges": "number"}
"""The tables that grow, with the column that names a row; the vocabulary and what the views do not read stay as they are."""

_MACROS = """
CREATE MACRO own_work(key, g) AS CASE WHEN g = 0 OR key IS NULL THEN key ELSE key || 'g' || g END;
CREATE MACRO own_claim(id, g) AS CASE WHEN g = 0 OR id IS NULL THEN id
  ELSE split_part(id, '.', 1) || 'g' || g || '.' || split_part(id, '.', 2) END;
CREATE MACRO own_artifact(id, g) AS CASE WHEN g = 0 OR id IS NULL THEN id ELSE id || '-g' || g END;
CREATE MACRO own_node(name, g) AS CASE
  WHEN g = 0 OR name LIKE 'node:%' THEN name
  WHEN name LIKE 'work:%' THEN name || 'g' || g
  WHEN contains(name, '@') THEN split_part(name, '@', 1) || '-g' || g || '@' || split_part(name, '@', 2) || 'g' || g
  ELSE name || '-g' || g END;
CREATE MACRO met(name, g) AS CASE WHEN hash(name || g) % 2 = 0 OR name LIKE 'work:%' THEN own_node(name, g) ELSE name END;
"""

_RENAMED = {
    "works": {"key": "own_work(key, g)"},
    "claims": {
        "id": "own_claim(id, g)",
        "work": "own_work(work, g)",
        "models": "list_transform(models, lambda x: own_artifact(x, g))",
        "datasets": "list_transform(datasets, lambda x: own_artifact(x, g))",
        "input_datasets": "list_transform(input_datasets, lambda x: own_artifact(x, g))",
    },
    "models": {"id": "own_artifact(id, g)", "introduced_by": "own_work(introduced_by, g)"},
    "datasets": {"id": "own_artifact(id, g)", "introduced_by": "own_work(introduced_by, g)"},
    "graph_nodes": {
        "id": "own_node(id, g)",
        "item": "CASE kind WHEN 'work' THEN own_work(item, g) WHEN 'node' THEN item ELSE own_artifact(item, g) END",
        "work": "own_work(work, g)",
    },
    "graph_edges": {
        "number": "number + g * (SELECT MAX(number) FROM original)",
        "src": "met(src, g)",
        "dst": "own_node(dst, g)",
        "claim": "own_claim(claim, g)",
    },
}
"""What a copy has in place of the original's values."""


def write_generated_tables(source: Path, target: Path, count: int) -> Path:
    """Write Parquet tables of at least a number of works.

    Args:
        source: The folder of the real tables.
        target: Where to write.
        count: How many works there shall be at least.

    Returns:
        The target.
    """
    target.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(_MACROS)
        real = connection.execute(f"SELECT COUNT(*) FROM '{source / 'works.parquet'}'").fetchone()  # noqa: S608 - our own path
        generations = -(-count // (real[0] if real else 1))
        for table in TABLES:
            own, new = source / f"{table.name}.parquet", target / f"{table.name}.parquet"
            if table.name in OWN_IDS:
                connection.execute(_copies(table, own, new, generations))
            else:
                shutil.copyfile(own, new)
    return target


def _copies(table: Table, own: Path, new: Path, generations: int) -> str:
    """Return the statement that writes all generations of a table."""
    names = [column_name(table, column) for column in table.columns]
    renamed = _RENAMED[table.name]
    chosen = ", ".join(f'{renamed[name]} AS "{name}"' if name in renamed else f'original."{name}"' for name in names)
    # Nodes of the taxonomy are the same in every generation.
    once = " WHERE g = 0 OR kind <> 'node'" if table.name == "graph_nodes" else ""
    query = f"SELECT {chosen} FROM original, range({generations}) AS generation(g){once}"  # noqa: S608 - our own names
    return f"COPY (WITH original AS (SELECT * FROM '{own}') {query}) TO '{new}' (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608


if __name__ == "__main__":
    write_generated_tables(Path(sys.argv[1]), Path(sys.argv[3]), int(sys.argv[2]))
