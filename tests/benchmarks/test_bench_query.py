"""How graph and questions grow with the knowledge base (DESIGN §10); ``make bench`` prints times and ratios.

Bars: any question 50 ms at today's size and 1 s at 30,000 works; building the graph takes time and memory in proportion to the
works.  Times depend on the machine and are printed only; what is asserted are ratios measured in one run.
"""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from codev import Atlas
from codev.graph import build_graph, graph_of, lineage_graph
from codev.memory import collector_paused
from codev.query import Query, run
from generated import write_generated
from saved_queries import SAVED

SIZES = (300, 3000, 30000)
REPEATS = 3


def least(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the least of several times that a piece of work takes, in seconds."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


@pytest.fixture(scope="module")
def atlases(live_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Atlas]]:
    """Yield knowledge bases of three sizes, generated from the real one."""
    folder = tmp_path_factory.mktemp("generated")
    found = {}
    for count in SIZES:
        found[count] = Atlas.load(write_generated(live_base, folder / str(count), count), use_cache=False)
    # What is loaded stays: without this the collector walks millions of objects whenever it likes, within what is measured.
    gc.collect()
    gc.freeze()
    yield found
    gc.unfreeze()


@pytest.mark.bench
@pytest.mark.timeout(1200)
def test_the_graph_grows_with_the_works(atlases: dict[int, Atlas]) -> None:
    per_edge: dict[int, tuple[float, float]] = {}
    for count, atlas in atlases.items():
        with collector_paused():
            seconds = least(lambda atlas=atlas: build_graph(atlas))  # type: ignore[misc]
        tracemalloc.start()
        edges = build_graph(atlas).number_of_edges()
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"{count:6d} works: {seconds * 1000:8.1f} ms, {size / 1e6:7.1f} MB, {edges} edges")  # noqa: T201
        # For each edge, since a generated work has not just as many claims as a real one.
        per_edge[count] = (seconds / edges, size / edges)
    time_ratio, size_ratio = (per_edge[30000][each] / per_edge[3000][each] for each in (0, 1))
    print(f"an edge at 30,000 works against 3,000: {time_ratio:.2f} x the time, {size_ratio:.2f} x the memory")  # noqa: T201
    assert time_ratio < 2.5
    assert size_ratio < 1.3


@pytest.mark.bench
@pytest.mark.timeout(1200)
def test_every_question_stays_fast(atlas: Atlas, atlases: dict[int, Atlas]) -> None:
    largest = atlases[30000]
    for each in (atlas, largest):
        graph_of(each)
        lineage_graph(each)
    total = dict.fromkeys(("today", "later"), 0.0)
    for url in SAVED:
        query = Query.from_url(url)
        first = least(lambda query=query: run(largest, query), 1)  # type: ignore[misc]
        today = least(lambda query=query: run(atlas, query))  # type: ignore[misc]
        later = least(lambda query=query: run(largest, query))  # type: ignore[misc]
        total = {"today": total["today"] + today, "later": total["later"] + later}
        print(f"{today * 1000:7.1f} ms {later * 1000:8.1f} ms (first {first * 1000:8.1f} ms) {later / today:6.1f} x  {url}")  # noqa: T201
    ratio = total["later"] / total["today"]
    print(f"all questions at 30,000 works against today's {len(atlas.works)}: {ratio:.0f} x")  # noqa: T201
    # 79 times as many works; three times that for hubs, where chains multiply, and for what no longer fits the caches.
    assert ratio < 240
