"""How long the explorer takes to start and to run again (DESIGN §10); ``make bench`` prints the ratios.

Bars: 3 s to start, 300 ms a run at today's size, 500 ms at 3,000 works.  The start is set against Python importing Streamlit, a
run against Streamlit running an empty script of the same number of widgets, both in the same run on the same machine.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from codev.explorer.launch import ROOT_VARIABLE
from explorer.conftest import open_at, start_server, stop_server
from generated import write_generated

REPEATS = 7

ADDRESSES = (
    "question=works",
    "question=works&node=data-filter",
    "question=rq1",
    "question=lineage&of=model%3Aclip&way=down",
    "question=loops",
    "question=dependence",
    "question=gaps",
    "question=similar&of=liu2023visual",
    "question=evidence",
)

EMPTY = """
import streamlit as st
for number in range(30):
    st.multiselect(str(number), [], key=str(number))
"""


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


@pytest.mark.bench
def test_start_beside_importing_streamlit(repository: Path) -> None:
    imports = [sys.executable, "-c", "import streamlit.web.bootstrap, pandas, altair"]
    base = min(seconds(lambda: subprocess.run(imports, check=True)) for _ in range(3))
    starts = []
    for _ in range(3):
        begin = time.perf_counter()
        process, _ = start_server("--root", str(repository))
        starts.append(time.perf_counter() - begin)
        stop_server(process)
    print(f"\nexplorer up after {min(starts):.2f} s (bar 3), {min(starts) / base:.2f} × importing Streamlit alone")  # noqa: T201


@pytest.mark.bench
@pytest.mark.parametrize("count", [381, 3000])
def test_runs_beside_an_empty_page(repository: Path, tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository if count == 381 else write_generated(repository, tmp_path / "kb", count)
    monkeypatch.setenv(ROOT_VARIABLE, str(root))
    empty = AppTest.from_string(EMPTY, default_timeout=60).run()
    base = statistics.median(seconds(empty.run) for _ in range(REPEATS))
    lines = []
    for address in ADDRESSES:
        page = open_at(address)
        again = statistics.median(seconds(page.run) for _ in range(REPEATS))
        scope = next((widget for widget in page.multiselect if widget.key == "w_scope"), None)
        said = ""
        if scope is not None:
            scope.set_value(["extended"])
            said = f"; another facet {seconds(page.run) * 1000:4.0f} ms"
        lines.append(f"  {address:42} {again * 1000:4.0f} ms, {again / base:5.1f} ×{said}")
    print(f"\n{count} works, empty page {base * 1000:.0f} ms (bars 300 and 500 ms)", *lines, sep="\n")  # noqa: T201
