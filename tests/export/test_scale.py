"""Exports of a generated knowledge base several times the size of the frozen one: whole, sound, and not much larger a work."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from bibtexparser.entrypoint import parse_file

from codev import Atlas
from codev.export import export, open_database, run_sql
from codev.export.sql_examples import EXAMPLES
from codev.graph import graph_of
from generated import write_generated

WORK_COUNT = 1200

SIZE_RATIO_MAX = 1.6
"""How much larger a work may be in an export than in that of the frozen knowledge base: nothing grows with the square."""


@pytest.mark.slow
def test_a_larger_knowledge_base(facts_base: Path, facts_exported: Path, tmp_path: Path) -> None:
    large = Atlas.load(write_generated(facts_base, tmp_path / "kb", WORK_COUNT))
    out = tmp_path / "out"
    written = export(large, ["all"], out)
    small_count = (facts_exported / "jsonl" / "works.jsonl").read_text("utf-8").count("\n")
    growth = len(large.works) / small_count
    total, small_total = (
        sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) for folder in (out, facts_exported)
    )
    assert total / small_total < growth * SIZE_RATIO_MAX
    assert len(written) == sum(1 for path in facts_exported.rglob("*") if path.is_file())
    assert len(parse_file(str(out / "codev.bib")).entries) == len(large.works)
    assert pq.read_metadata(out / "parquet" / "graph_edges.parquet").num_rows == graph_of(large).number_of_edges()
    with closing(sqlite3.connect(out / "codev.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (len(large.claims),)
    with closing(open_database(large)) as database:
        for example in EXAMPLES:
            assert run_sql(database, example.sql).rows, example.title
