"""How long the check takes beside a loop that only parses the same files (DESIGN §10); ``make bench`` prints the ratios.

Bars: cold at most 2, warm after one edit at most 0.3.  Both sides are measured in turn in one run, and the least of several
times is taken, so that other work on the machine weighs on both.
"""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from codev.check.run import check
from codev.store.layout import list_files
from generated import write_generated

REPEATS = 5


def seconds(work: Callable[[], object], prepare: Callable[[], object] = lambda: None) -> float:
    """Return how long a piece of work takes, its preparation left out."""
    prepare()
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


@pytest.mark.bench
@pytest.mark.parametrize("count", [381, 3000])
def test_check_beside_the_parser_alone(live_base: Path, tmp_path: Path, count: int) -> None:
    root = write_generated(live_base, tmp_path / "kb", count)
    texts = [(root / file.path).read_text("utf-8") for file in list_files(root)]
    edited = next(path for path in sorted(root.glob("papers/2023/*.yaml")) if "statement:" in path.read_text("utf-8"))
    original = edited.read_text("utf-8")
    edits = iter(range(1000))

    def parse_all() -> None:
        for text in texts:
            yaml.load(text, Loader=yaml.CSafeLoader)

    def forget() -> None:
        shutil.rmtree(root / "build", ignore_errors=True)

    def edit() -> None:
        edited.write_text(original.replace("added: '", f"notes: [Edit {next(edits)}.]\nadded: '"), encoding="utf-8")

    check(root)
    parse, cold, warm, alone = [], [], [], []
    for _ in range(REPEATS):
        parse.append(seconds(parse_all))
        cold.append(seconds(lambda: check(root), forget))
        alone.append(seconds(lambda: check(root, process_count=1), forget))
        warm.append(seconds(lambda: check(root), edit))
    edited.write_text(original, encoding="utf-8")
    base = min(parse)
    print(  # noqa: T201 - what benchmarks are for
        f"\n{count} works: parser {base:.3f} s; check cold {min(cold) / base:.2f} (bar 2), "
        f"in one process {min(alone) / base:.2f}, warm after one edit {min(warm) / base:.2f} (bar 0.3)"
    )
