"""``codev rename``: names the files, writes them unless told not to, and splits a node."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from codev import Atlas
from codev.cli.main import main
from codev.errors import CodevError


def test_the_files_are_named_and_written(base: Path) -> None:
    dry = CliRunner().invoke(main, ["rename", "dataset:pixmo", "pixel-mo", "--root", str(base), "--dry-run"])
    assert "papers/2024/deitke2024molmo.yaml" in dry.stdout
    assert "nothing written" in dry.stderr
    assert "pixmo" in Atlas.load(base).datasets
    CliRunner().invoke(main, ["rename", "dataset:pixmo", "pixel-mo", "--root", str(base)])
    assert "pixel-mo" in Atlas.load(base).datasets


def test_a_node_is_split(base: Path) -> None:
    claim = Atlas.load(base).claims_by_node["acquisition-for-projectors"][0]
    arguments = ["rename", "acquisition-for-projectors", "new-part", "--split-off", claim, "--root", str(base)]
    refused = CliRunner().invoke(main, arguments)
    assert isinstance(refused.exception, CodevError)
    assert "name and a definition" in str(refused.exception)
    done = CliRunner().invoke(main, [*arguments, "--name", "New part", "--definition", "A part."])
    assert done.exit_code == 0, done.output
    assert Atlas.load(base).claims[claim].node == "new-part"
