"""Parquet: read back by pyarrow and pandas, value by value."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from codev import Atlas
from codev.export.columns import Table
from codev.export.tables import TABLES
from codev.graph import graph_of


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_value_comes_back(atlas: Atlas, exported: Path, table: Table) -> None:
    found = pq.read_table(exported / "parquet" / f"{table.name}.parquet")
    rows = [tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row.values()) for row in found.to_pylist()]
    assert rows == list(table.rows(atlas))
    meanings = [field.metadata[b"description"].decode() for field in found.schema]
    assert meanings == [column.meaning for column in table.columns]


def test_pandas(atlas: Atlas, exported: Path) -> None:
    claims = pd.read_parquet(exported / "parquet" / "claims.parquet")
    assert list(claims["id"]) == list(atlas.claims)
    counts = claims.explode("stages").groupby("stages").size().to_dict()
    assert counts == {stage: len(ids) for stage, ids in atlas.claims_by_stage.items()}


def test_graphframes_finds_its_columns(atlas: Atlas, exported: Path) -> None:
    nodes = pd.read_parquet(exported / "parquet" / "graph_nodes.parquet")
    edges = pd.read_parquet(exported / "parquet" / "graph_edges.parquet")
    assert "id" in nodes
    assert set(edges["src"]) | set(edges["dst"]) <= set(nodes["id"])
    assert list(zip(edges["src"], edges["dst"], strict=True)) == list(graph_of(atlas).edges())
