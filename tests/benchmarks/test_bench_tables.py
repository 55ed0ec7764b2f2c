"""How the SQL views grow with the knowledge base, up to a million works; ``make bench`` prints seconds and memory.

What is asserted is measured in one run: a view that takes ten times as long on ten times as many works grows with them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from codev import Atlas
from codev.export import parquet
from generated_tables import write_generated_tables

SIZES = (10_000, 100_000, 1_000_000)

VIEWS = ("rq1", "rq2", "trends", "gaps", "ancestry", "dependence", "loops", "lineage")

GROWTH_MAX = 3.0
"""How much longer a work may take at a size than at the size before: a view that joins all with all would take ten times."""

_MEASURE = """
import json, resource, sys, time
import duckdb
from codev.export import views
connection = duckdb.connect()
connection.execute(views.bindings("duckdb", sys.argv[1]))
connection.execute(views.views())
begin = time.perf_counter()
rows = connection.execute(f"SELECT COUNT(*) FROM {sys.argv[2]}").fetchone()[0]
seconds = time.perf_counter() - begin
print(json.dumps([rows, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


@pytest.mark.bench
@pytest.mark.timeout(7200)
def test_views_grow_with_the_works(atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parquet.write(atlas, tmp_path)
    taken: dict[str, list[float]] = {view: [] for view in VIEWS}
    for size in SIZES:
        folder = write_generated_tables(tmp_path / parquet.FOLDER, tmp_path / str(size), size)
        for view in VIEWS:
            arguments = [sys.executable, "-c", _MEASURE, str(folder), view]
            rows, seconds, memory = json.loads(subprocess.run(arguments, check=True, capture_output=True).stdout)
            taken[view].append(seconds / size)
            with capsys.disabled():
                print(f"{size:>9,} works  {view:<10} {rows:>10,} rows  {seconds:7.2f} s  {memory:7.0f} MiB")  # noqa: T201
    for view, each in taken.items():
        assert all(later <= GROWTH_MAX * before for before, later in pairwise(each)), view
