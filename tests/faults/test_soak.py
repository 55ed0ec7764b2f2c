"""Many requests one after the other: the process holds no more memory in the second half than in the first.

The suite asks a few hundred times; the benchmark `test_bench_soak` ten thousand times.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from codev.memory import collected_from_here
from faults.soak import ASKERS, GROWTH_MAX, growth, halves


@pytest.mark.slow
@pytest.mark.parametrize("kind", ASKERS)
def test_memory_stays_flat(kind: str, facts_base: Path) -> None:
    first, second = halves(facts_base, kind, 120)
    assert second <= first * GROWTH_MAX


def test_a_leak_is_seen() -> None:
    kept: list[bytes] = []
    with collected_from_here():  # the collector need not go through what the tests before hold
        first, second = growth(lambda number: kept.append(bytes([1]) * 2**20), 200)
    assert second > first * GROWTH_MAX
