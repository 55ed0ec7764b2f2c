"""Every cache, spoiled in five ways: the next run gives what one without a cache gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from codev.site.engine import frontend
from codev.site.engine.frontend import PACKAGE_FILES, packages_folder
from faults.kit import in_child
from faults.spoil import WAYS, spoil_all

READERS = {
    "check": ("check", "--format", "json"),
    "sql": ("sql", "SELECT key, title FROM works ORDER BY key", "--format", "json"),
    "query": ("query", "works", "--node", "data-filter", "--format", "json"),
}
"""Commands that keep what they found."""


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_commands_notice_a_spoiled_cache(way: str, facts_base: Path, tmp_path: Path) -> None:
    base = shutil.copytree(facts_base, tmp_path / "base")
    shutil.rmtree(base / "build", ignore_errors=True)
    whole = {name: in_child(base, arguments) for name, arguments in READERS.items()}
    assert spoil_all(base / "build", (way,)) > 0
    assert {name: in_child(base, arguments) for name, arguments in READERS.items()} == whole


@pytest.mark.parametrize("way", WAYS)
def test_packages_that_were_spoiled_are_installed_again(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = []

    def install(command: list[str], folder: Path, complaint: str) -> None:
        installed.append(folder)
        (folder / "node_modules").mkdir()
        (folder / "node_modules" / "bundler.js").write_text("export const bundle = () => 1;\n")

    monkeypatch.setattr(frontend, "run", install)
    (tmp_path / "site" / "frontend").mkdir(parents=True)
    for name in PACKAGE_FILES:
        (tmp_path / "site" / "frontend" / name).write_text("{}")
    folder = packages_folder(tmp_path)
    whole = (folder / "bundler.js").read_bytes()
    assert packages_folder(tmp_path) == folder
    assert len(installed) == 1
    spoil_all(folder, (way,))
    assert packages_folder(tmp_path) == folder
    assert (folder / "bundler.js").read_bytes() == whole
    assert len(installed) == 2
