"""Benchmarks print ratios and are run by ``make bench``, not with the suite."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Pass benchmarks over unless they are asked for."""
    if "bench" in config.getoption("markexpr"):
        return
    for item in items:
        if item.get_closest_marker("bench"):
            item.add_marker(pytest.mark.skip(reason="run 'make bench'"))
