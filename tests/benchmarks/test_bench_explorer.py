"""How long the explorer takes to start and to run again (DESIGN §10); ``make bench`` prints the ratios.

Bars: 3 s to start, 300 ms a run at today's size, 500 ms at 3,000 works; 30 visitors at once without an error.  The start is set
against Python importing Streamlit, a run against Streamlit running an empty script of the same number of widgets, both in the
same run on the same machine.
"""

from __future__ import annotations

import asyncio
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
from explorer.test_visitors import VISITORS, visit, visit_together
from generated import write_generated

REPEATS = 7

ADDRESSES = (
    "question=works",
    "question=works&node=data-filter",
    "question=rq1",
    "question=rq1&across=stage&level=node",
    "question=rq2&across=model",
    "question=lineage&of=model%3Aclip&edge_direction=down",
    "question=loops",
    "question=dependence",
    "question=gaps",
    "question=similar&of=liu2023visual",
    "question=evidence",
    "question=trends&by=subsection",
    "question=disagreements",
    "view=console&sql=SELECT+year%2C+count%28%2A%29+FROM+works+GROUP+BY+year&chart=bars",
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
def test_start_beside_importing_streamlit(live_base: Path) -> None:
    imports = [sys.executable, "-c", "import streamlit.web.bootstrap, pandas, altair"]
    base = min(seconds(lambda: subprocess.run(imports, check=True)) for _ in range(3))
    starts = []
    for _ in range(3):
        begin = time.perf_counter()
        process, _ = start_server("--root", str(live_base))
        starts.append(time.perf_counter() - begin)
        stop_server(process)
    print(f"\nexplorer up after {min(starts):.2f} s (bar 3), {min(starts) / base:.2f} × importing Streamlit alone")  # noqa: T201


@pytest.mark.bench
@pytest.mark.parametrize("count", [None, 3000])
def test_runs_beside_an_empty_page(live_base: Path, tmp_path: Path, count: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    root = live_base if count is None else write_generated(live_base, tmp_path / "kb", count)
    monkeypatch.setenv(ROOT_VARIABLE, str(root))
    empty = AppTest.from_string(EMPTY, default_timeout=60).run()
    base = statistics.median(seconds(empty.run) for _ in range(REPEATS))
    lines = []
    for address in ADDRESSES:
        first = seconds(lambda address=address: open_at(address))  # type: ignore[misc]
        page = open_at(address)
        again = [seconds(page.run) for _ in range(REPEATS)]
        scope = next((widget for widget in page.multiselect if widget.key == "w_scope"), None)
        said = ""
        if scope is not None:
            scope.set_value(["extended"])
            said = f"; another facet {seconds(page.run) * 1000:4.0f} ms"
        lines.append(_line(address, first, again, base, said))
    lines += _checker_lines(base)
    size = count or "today's"
    print(f"\n{size} works, empty page {base * 1000:.0f} ms (bars 300 and 500 ms)", *lines, sep="\n")  # noqa: T201


def _line(what: str, first: float, again: list[float], base: float, said: str = "") -> str:
    """Return a line of the report: the first opening, the median and the least of the runs after it, the ratio."""
    shown = what if len(what) <= 44 else what[:43] + "…"
    middle, least = statistics.median(again), min(again)
    figures = f"first {first * 1000:5.0f} ms, again {middle * 1000:4.0f} (least {least * 1000:4.0f}), {middle / base:5.1f} ×"
    return f"  {shown:44} {figures}{said}"


def _checker_lines(base: float) -> list[str]:
    """Return the lines on the entry checker: an entry looked at, the same again, and after each edit."""
    page = open_at("view=checker")
    page.button(key="example_entry").click()
    first = seconds(page.run)
    again = [seconds(page.run) for _ in range(REPEATS)]
    text = str(page.text_area(key="entry_text").value)
    edits = []
    for number in range(REPEATS):
        page.text_area(key="entry_text").set_value(f"{text}# {number}\n")
        edits.append(seconds(page.run))
    return [_line("checker, the same entry", first, again, base), _line("checker, an edited entry", edits[0], edits[1:], base)]


@pytest.mark.bench
def test_thirty_visitors_at_once(live_base: Path) -> None:
    process, address = start_server("--root", str(live_base))
    try:
        # The first run of all reads the knowledge base.
        asyncio.run(visit(address, ["question=works"]))
        alone = min(seconds(lambda: asyncio.run(visit(address, ["question=works"]))) for _ in range(3))
        together = seconds(lambda: asyncio.run(visit_together(address)))
    finally:
        stop_server(process)
    answers = VISITORS * 3
    print(  # noqa: T201
        f"\n{VISITORS} visitors, {answers} answers in {together:.1f} s: {together / answers * 1000:.0f} ms each, "
        f"{together / answers / alone:.1f} × one visitor alone ({alone * 1000:.0f} ms)"
    )
