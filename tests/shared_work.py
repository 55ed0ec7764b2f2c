"""How pytest-xdist shares the tests among its workers: by module, so that its fixtures are made once; longest first.

A test that names a group of its own (`pytest.mark.xdist_group`) keeps it.  The work of a group is done by one worker, in the
order of the files; groups are handed out in the order of `LONGEST`, then as they are collected, so that no worker is left alone
at the end with a long one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

LONGEST = (
    "explorer-browser",
    "site/test_every_kind",
    "frontend",
    "site-small",
    "site/test_reader_tasks",
    "site/test_counted_links",
    "contribute/test_entrances",
    "site/test_build",
    "query/answers/test_matrices",
    "faults/test_kills",
    "cli/test_examples",
    "bib/read/test_bibtex",
    "faults/test_permissions",
    "site/test_address_states",
    "site/test_print",
    "faults/test_caches",
    "export/test_run",
    "assistant",
    "site/test_jobs",
    "faults/test_environments",
    "test_patterns",
    "show/test_graph_layout",
    "cli/test_streams",
    "explorer/test_checker",
    "export/test_scale",
    "explorer/test_app",
)
"""The groups that take longest, the longest first, as ``pytest --durations=100`` told; a test holds them to being there.

Of those that need the whole site, which the first of them builds, one is among the first three: others would wait for it.
"""

TESTS = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test a group and put the groups into their order."""
    ranks = {group: rank for rank, group in enumerate(LONGEST)}
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(module_of(item)))
    items.sort(key=lambda item: ranks.get(group_of(item), len(ranks)))


def group_of(item: pytest.Item) -> str:
    """Return the group of a test, which all have."""
    marker = item.get_closest_marker("xdist_group")
    assert marker is not None
    return str(marker.args[0])


def module_of(item: pytest.Item) -> str:
    """Return the path of a test's module below the folder of tests, without its suffix."""
    path = item.path.relative_to(TESTS) if item.path.is_relative_to(TESTS) else Path(item.path.name)
    return path.with_suffix("").as_posix()
