"""The tables: whole, keyed, documented, and every reference leads somewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest

from codev import Atlas
from codev.errors import UnknownNameError
from codev.export.columns import Table
from codev.export.tables import TABLES, table_named
from codev.graph import graph_of

_KINDS: dict[str, type | tuple[type, ...]] = {"text": str, "integer": int, "boolean": bool, "texts": tuple, "integers": tuple}

by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def key_values(atlas: Atlas, table: Table) -> list[tuple[Any, ...]]:
    """Return the keys of a table's rows."""
    places = [table.column_names.index(name) for name in table.key]
    return [tuple(row[place] for place in places) for row in table.rows(atlas)]


@by_table
def test_cells_are_of_their_kind(atlas: Atlas, table: Table) -> None:
    for row in table.rows(atlas):
        assert len(row) == len(table.columns)
        for cell, column in zip(row, table.columns, strict=True):
            if cell is None:
                assert not column.required, (column.name, row)
            else:
                assert isinstance(cell, _KINDS[column.kind]), (column.name, cell)
                assert column.kind != "integer" or not isinstance(cell, bool)
                assert cell != ""


@by_table
def test_keys_are_unique_and_rows_stable(atlas: Atlas, table: Table) -> None:
    keys = key_values(atlas, table)
    assert len(keys) == len(set(keys))
    assert list(table.rows(atlas)) == list(table.rows(atlas))


@by_table
def test_references_lead_somewhere(atlas: Atlas, table: Table) -> None:
    for place, column in enumerate(table.columns):
        if column.references is None:
            continue
        target = table_named(column.references)
        there = set(key_values(atlas, target))
        for row in table.rows(atlas):
            cell = row[place]
            items = cell if isinstance(cell, tuple) else () if cell is None else (cell,)
            for item in items:
                along = (row[table.column_names.index(column.along)],) if column.along else ()
                assert (*along, item) in there, (table.name, column.name, item)


@by_table
def test_everything_is_documented(table: Table) -> None:
    assert table.meaning.endswith(".")
    for column in table.columns:
        assert len(column.meaning) >= 5, column.name
        assert "`" not in column.meaning
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
    assert len(set(table.column_names)) == len(table.columns)
    assert set(table.key) <= set(table.column_names)
    assert set(table.indices) <= set(table.column_names)


def test_counts(atlas: Atlas) -> None:
    count = {table.name: sum(1 for _ in table.rows(atlas)) for table in TABLES}
    assert count["works"] == len(atlas.works)
    assert count["claims"] == len(atlas.claims)
    assert count["models"] == len(atlas.models)
    assert count["datasets"] == len(atlas.datasets)
    assert count["nodes"] == len(atlas.tree)
    assert count["node_closure"] == sum(len(atlas.tree.path(node)) for node in atlas.tree)
    assert count["authors"] == len(atlas.works_by_author)
    assert count["table2"] == sum(len(dataset.table2) for dataset in atlas.datasets.values())
    assert count["roadmap"] == len(atlas.taxonomy.roadmap)
    assert count["compared_surveys"] == len(atlas.taxonomy.surveys)
    assert count["evidence"] == sum(len(claim.evidence) for claim in atlas.claims.values())
    assert count["graph_nodes"] == graph_of(atlas).number_of_nodes()
    assert count["graph_edges"] == graph_of(atlas).number_of_edges()


def test_a_claim(facts_atlas: Atlas) -> None:
    table = table_named("claims")
    row = next(row for row in table.rows(facts_atlas) if row[0] == "chen2023sharegpt4v.4")
    found = dict(zip(table.column_names, row, strict=True))
    claim = facts_atlas.claims["chen2023sharegpt4v.4"]
    assert found["direction"] == "model4data"
    assert found["models"] == ("gpt-4v", "share-captioner")
    assert found["statement"] == claim.statement
    assert found["statement_inferred"] is True


def test_unknown_table() -> None:
    with pytest.raises(UnknownNameError, match="did you mean claims"):
        table_named("claim")
