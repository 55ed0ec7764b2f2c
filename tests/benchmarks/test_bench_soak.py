"""Ten thousand requests to the assistant's tools and to the SQL console: flat memory (issue 17, part 6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.soak import ASKERS, GROWTH_MAX, halves

REQUESTS = 10_000


@pytest.mark.bench
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", ASKERS)
def test_memory_stays_flat(kind: str, live_base: Path) -> None:
    first, second = halves(live_base, kind, REQUESTS)
    print(f"\n{REQUESTS:,} {kind}: at most {first / 2**20:.1f} MiB in the first half, {second / 2**20:.1f} in the second")  # noqa: T201
    assert second <= first * GROWTH_MAX
