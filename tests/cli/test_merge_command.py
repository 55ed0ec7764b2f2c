"""``codev merge``: names the files and what differs, and writes them unless told not to."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from codev import Atlas
from codev.cli.main import main


def test_two_works_become_one(base: Path) -> None:
    arguments = ["merge", "work:deitke2024molmo", "clark2026molmo2", "--root", str(base)]
    dry = CliRunner().invoke(main, [*arguments, "--dry-run"])
    assert "papers/2026/clark2026molmo2.yaml (removed)" in dry.stdout
    assert "gave title as" in dry.stderr
    assert "clark2026molmo2" in Atlas.load(base).works
    CliRunner().invoke(main, arguments)
    after = Atlas.load(base)
    assert "clark2026molmo2" not in after.works
    assert "molmo2" in after.models
