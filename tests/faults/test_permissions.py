"""Permissions are withdrawn where a command writes: it says so in one line and changes nothing; what only reads goes on."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from faults.kit import WRITERS, entries, in_child, load_commands, obey_permissions, prepared, withdrawn

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only on Linux can root be made to obey permissions"),
]

WITHDRAWN = [
    ("add", "papers"),
    ("import", "papers"),
    ("rename", "taxonomy"),
    ("rename", "."),
    ("merge", "papers/2023"),
    ("fmt", "papers/2023"),
    ("evidence", "papers/2023"),
    ("watch", "papers"),
    ("watch --out", "exported"),
    ("refresh", "papers/2023"),
    ("export", "exported"),
]
"""Commands that write, and the folder that cannot be written to."""

UNHINDERED = [("check", "build"), ("sql", "."), ("export", "papers")]
"""Commands, and folders that they need not write to: caches, entries that are only read."""


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Load the commands, so that the forked processes need not."""
    load_commands()


@pytest.mark.parametrize(("name", "place"), WITHDRAWN)
def test_a_folder_that_cannot_be_written_to_is_one_line_and_nothing_changes(
    name: str, place: str, facts_base: Path, tmp_path: Path
) -> None:
    writer = WRITERS[name]
    base = prepared(facts_base, tmp_path / "base", writer)
    (base / "exported").mkdir()
    before = entries(base)
    with withdrawn(base / place):
        code, printed = in_child(base, writer.arguments, writer.inside, obey_permissions)
        assert (code, "Traceback" in printed) == (2, False), printed
        (told,) = (line for line in printed.splitlines() if line.startswith("codev: "))
        assert "Permission denied; " in told, "what is wrong and what to do"
        assert not re.search(r"\.codev-(half|export)", told), "the name of a file that is gone"
        assert entries(base) == before
    code, printed = in_child(base, writer.arguments, writer.inside, obey_permissions)
    assert code == 0, printed
    assert entries(base) != before


@pytest.mark.parametrize(("name", "place"), UNHINDERED)
def test_what_need_not_be_written_hinders_nobody(name: str, place: str, facts_base: Path, tmp_path: Path) -> None:
    writer = WRITERS[name]
    usual = in_child(prepared(facts_base, tmp_path / "base", writer), writer.arguments)
    base = prepared(facts_base, tmp_path / "base", writer)
    (base / "build").mkdir(exist_ok=True)
    with withdrawn(base / place):
        assert in_child(base, writer.arguments, obey_permissions) == usual
