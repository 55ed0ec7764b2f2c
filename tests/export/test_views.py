"""The SQL views: on DuckDB and, where it is asked for, on Spark, the rows of each are those of the Python function."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pytest

from codev import Atlas
from codev.export import parquet, views
from codev.graph import lineage_graph
from codev.query import dependence, find_loops, gaps, lineage, rq1, rq2, trends

Rows = set[tuple[Any, ...]]
Ask = Callable[[str], Rows]


def counted(rows: list[Any], *names: str) -> Rows:
    """Return the axes of cells with how many works and claims each has."""
    return {(*(getattr(row, name) for name in names), len(row.works), len(row.claims)) for row in rows}


def turned(cycle: tuple[str, ...]) -> tuple[str, ...]:
    """Return a loop from the artifact whose name comes first."""
    first = cycle.index(min(cycle))
    return (*cycle[first:], *cycle[:first])


COMPARED: dict[str, tuple[str, Callable[[Atlas], Rows]]] = {
    "rq1": (
        "SELECT stage, approach, capability, effect, work_count, claim_count FROM rq1",
        lambda atlas: counted(rq1(atlas), "stage", "approach", "capability", "effect"),
    ),
    "rq2": (
        "SELECT role, capability, model, work_count, claim_count FROM rq2",
        lambda atlas: counted(rq2(atlas), "role", "capability", "model"),
    ),
    "gaps": (
        "SELECT node, stage, modality, status, work_count, claim_count FROM gaps",
        lambda atlas: counted(gaps(atlas), "node", "stage", "modality", "status"),
    ),
    "trends": (
        "SELECT followed, year, term, work_count, claim_count FROM trends",
        lambda atlas: {
            (by, *row)
            for by in ("direction", "stage", "modality", "model", "dataset")
            for row in counted(trends(atlas, by=by), "year", "term")
        },
    ),
    "lineage": (
        "SELECT artifact, source, target, relation, claim, basis, unverified, depth FROM lineage",
        lambda atlas: {
            (artifact, row.source, row.target, row.relation, row.claim, row.basis, row.unverified, row.depth)
            for artifact in lineage_graph(atlas)
            for row in lineage(atlas, artifact)
        },
    ),
    "dependence": (
        "SELECT 'model:' || model, direct, transitive, introduced, recorded, sole FROM dependence",
        lambda atlas: {(row.on, row.direct, row.transitive, row.of, row.recorded, row.sole) for row in dependence(atlas)},
    ),
    "loops": (
        "SELECT path, length FROM loops",
        lambda atlas: {(f"|{'|'.join(turned(row.artifacts))}|", len(row.artifacts)) for row in find_loops(atlas).rows},
    ),
}
"""Each view with the rows that Python answers."""


@pytest.fixture(scope="module")
def duck(exported: Path) -> Iterator[Ask]:
    """The exported tables and views in DuckDB, bound as the published files bind them."""
    here = Path.cwd()
    os.chdir(exported)
    connection = duckdb.connect()
    try:
        for name in ("duckdb.sql", "views.sql"):
            connection.execute((exported / "sql" / name).read_text("utf-8"))
        yield lambda query: set(connection.execute(query).fetchall())
    finally:
        connection.close()
        os.chdir(here)


@pytest.mark.parametrize("view", COMPARED)
def test_duckdb_answers_as_python_does(atlas: Atlas, duck: Ask, view: str) -> None:
    query, python = COMPARED[view]
    expected = python(atlas)
    assert duck(query) == expected
    assert expected


def test_distances(atlas: Atlas, duck: Ask) -> None:
    found = {(artifact, ancestor): depth for artifact, ancestor, depth in duck("SELECT * FROM ancestry")}
    paths = lineage_graph(atlas)
    expected = {
        (artifact, ancestor): depth
        for artifact in paths
        for ancestor, depth in nx.single_target_shortest_path_length(paths, artifact).items()
        if artifact != ancestor
    }
    assert {pair: depth for pair, depth in found.items() if pair[0] != pair[1]} == expected


def test_lists_are_those_of_the_database(duck: Ask, exported: Path) -> None:
    with closing(sqlite3.connect(exported / "codev.sqlite")) as connection:
        for name, columns in (("claim_stages", "claim, stage"), ("model_aliases", "model, alias")):
            query = f"SELECT {columns} FROM {name}"  # noqa: S608 - our own names
            assert duck(query) == set(connection.execute(query))


def test_views_to_keep_are_there(duck: Ask) -> None:
    for view in views.KEPT:
        assert duck(f"SELECT count(*) > 0 FROM {view}") == {(True,)}  # noqa: S608 - our own names


def test_statements_are_told_apart() -> None:
    text = "-- a comment; with a semicolon\nCREATE VIEW a AS\n-- another\nSELECT 1;\nCREATE VIEW b AS SELECT 2;\n"
    assert list(views.statements(text)) == ["CREATE VIEW a AS\nSELECT 1", "CREATE VIEW b AS SELECT 2"]
    assert len(list(views.statements(views.views()))) == views.views().count("CREATE OR REPLACE TEMPORARY VIEW")


@pytest.fixture(scope="module")
def spark(facts_exported: Path) -> Iterator[Ask]:
    """The same in Spark on this machine, of the frozen knowledge base."""
    pytest.importorskip("pyspark", reason="pip install 'codev-atlas[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime, and there is none")
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.adaptive.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[1]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        bound = views.bindings("spark", (facts_exported / parquet.FOLDER).as_posix())
        for statement in (*views.statements(bound), *views.statements(views.views())):
            session.sql(statement)
        for view in views.KEPT:
            session.catalog.cacheTable(view)
        yield lambda query: {tuple(row) for row in session.sql(query).collect()}
    finally:
        session.stop()


@pytest.mark.spark
@pytest.mark.timeout(1800)
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("view", COMPARED)
def test_spark_answers_as_python_does(facts_atlas: Atlas, spark: Ask, view: str) -> None:
    query, python = COMPARED[view]
    assert spark(query) == python(facts_atlas)
