"""Two commands at once: a second one begins and ends while the first is writing."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.kit import WRITERS, entries, in_child, load_commands, once_opened, prepared

pytestmark = pytest.mark.slow


def test_two_exports_to_one_folder_leave_what_one_does(facts_base: Path, tmp_path: Path) -> None:
    load_commands()
    writer = WRITERS["export"]
    whole = prepared(facts_base, tmp_path / "whole", writer)
    assert in_child(whole, writer.arguments)[0] == 0
    base = prepared(facts_base, tmp_path / "base", writer)

    def export_too() -> None:
        # From another folder, so that what both print stands apart.
        code, printed = in_child(base / "papers", (*writer.arguments[:-1], "../exported"))
        (base / "build" / "told").write_text(f"{code} {printed}", "utf-8")

    code, printed = in_child(base, writer.arguments, once_opened(".codev-export-", export_too, 3))
    assert (code, (base / "build" / "told").read_text("utf-8")[0]) == (0, "0"), printed
    left = {path: content for path, content in entries(base).items() if path != "papers/printed"}
    assert left == entries(whole)
