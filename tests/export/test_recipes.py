"""The recipes for other tools: what the page says is run as it stands, where the tool is installed."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from codev.export import views

_BLOCK = re.compile(r"^```(\w+)(?: title=\"(\w+)\")?\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def blocks(repository: Path) -> dict[tuple[str, str], list[str]]:
    """The code on the page, by language and title."""
    found: dict[tuple[str, str], list[str]] = {}
    for language, title, code in _BLOCK.findall((repository / "site" / "pages" / "tools.md").read_text("utf-8")):
        found.setdefault((language, title), []).append(code)
    return found


def run(code: str, folder: Path) -> str:
    """Run Python in the folder of the exports and return what it prints."""
    arguments = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.run(arguments, cwd=folder, check=True, capture_output=True, text=True).stdout


def test_duckdb_and_sparql(blocks: dict[tuple[str, str], list[str]], exported: Path) -> None:
    codes = blocks["python", ""]
    assert len(codes) == 2
    duckdb, sparql = (run(code, exported) for code in codes)
    assert "transitive" in duckdb
    assert "relation" in duckdb
    assert "trains" in duckdb
    assert "urn:codev-atlas:dataset:" in sparql


def test_neo4j_reads_columns_that_there_are(blocks: dict[tuple[str, str], list[str]], exported: Path) -> None:
    (cypher,) = blocks["cypher", ""]
    parts = re.split(r"(?=LOAD CSV)", cypher)[1:]
    for part in parts:
        file = re.search(r"file:///(\w+\.csv)", part)
        assert file is not None
        with (exported / "csv" / file[1]).open(encoding="utf-8-sig", newline="") as stream:
            header = next(csv.reader(stream))
        assert set(re.findall(r"row\.(\w+)", part)) <= set(header)


def test_datasette_opens_the_database(blocks: dict[tuple[str, str], list[str]], exported: Path) -> None:
    # Not imported: it lets SQLite print what functions of this process raise.
    if find_spec("datasette") is None:
        pytest.skip("pip install datasette")
    command = blocks["sh", "Datasette"][0].splitlines()[1].split()
    arguments = [sys.executable, "-W", "ignore", "-m", *command, "--get", "/codev/works.json?_size=1&_shape=array"]
    answer = subprocess.run(arguments, cwd=exported, check=True, capture_output=True, text=True).stdout
    assert '"key"' in answer


def test_spark_is_told_to_keep_the_views_that_others_ask(blocks: dict[tuple[str, str], list[str]]) -> None:
    kept = re.search(r"for view in \(([^)]*)\):\n +spark\.catalog\.cacheTable", blocks["python", "Spark"][0])
    assert kept is not None
    assert tuple(re.findall(r'"(\w+)"', kept[1])) == views.KEPT


@pytest.mark.spark
@pytest.mark.timeout(1800)
def test_spark(blocks: dict[tuple[str, str], list[str]], exported: Path) -> None:
    pytest.importorskip("pyspark", reason="pip install 'codev-atlas[spark]'")
    assert "work_count" in run(blocks["python", "Spark"][0], exported)
