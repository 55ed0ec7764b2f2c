"""Every table as a Parquet file, for pandas, DuckDB, Spark and the like; lists are lists, every column says what it means.

Spark GraphFrames takes the two tables of the graph as they are: nodes have ``id``, edges ``src`` and ``dst``.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from codev.atlas import Atlas
from codev.export.columns import Column, ColumnKind, Table
from codev.export.graph_tables import GRAPH_EDGES
from codev.export.tables import TABLES

FOLDER = "parquet"
"""The name of the folder."""

_TYPES: dict[ColumnKind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "texts": pa.list_(pa.string()),
    "integers": pa.list_(pa.int64()),
}
_EDGE_ENDS = {"source": "src", "target": "dst"}
"""What GraphFrames calls the ends of an edge.  https://graphframes.io/"""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write every table.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The names of the files.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    names = []
    for table in TABLES:
        name = f"{FOLDER}/{table.name}.parquet"
        pq.write_table(arrow_table(table, atlas), folder / name, compression="zstd", version="2.6")
        names.append(name)
    return names


def arrow_table(table: Table, atlas: Atlas) -> pa.Table:
    """Return a table as Arrow holds it.

    Args:
        table: The table.
        atlas: The knowledge base.
    """
    fields = [
        pa.field(
            column_name(table, column),
            _TYPES[column.kind],
            nullable=not column.required,
            metadata={"description": column.meaning},
        )
        for column in table.columns
    ]
    schema = pa.schema(fields, metadata={"description": table.meaning})
    columns = list(zip(*table.rows(atlas), strict=True)) or [()] * len(fields)
    arrays = [pa.array(cells, type=field.type) for cells, field in zip(columns, fields, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def column_name(table: Table, column: Column) -> str:
    """Return what a column is called in the Parquet file of a table."""
    return _EDGE_ENDS.get(column.name, column.name) if table is GRAPH_EDGES else column.name
