"""``codev import``: a line for each entry, a code for the whole, nothing written on a dry run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from codev import Atlas
from codev.cli.main import main
from copied import new_findings

FILE = """@article{one, title={Frogs Seen by Models}, author={Frog, Ada}, year={2025}, eprint={2501.99999}}
@article{two, title={Visual Instruction Tuning}, author={Liu, Haotian}, year={2023}}
@article{three, title={Nowhere to be Found}, author={Frog, Ada}, year={2025}}
"""


@pytest.fixture(autouse=True)
def references(base: Path) -> None:
    """A BibTeX file beside the knowledge base."""
    (base / "refs.bib").write_text(FILE)


def test_every_entry_gets_its_line(base: Path) -> None:
    result = CliRunner().invoke(main, ["import", str(base / "refs.bib"), "--root", str(base)], standalone_mode=False)
    assert result.return_value == 1
    lines = result.output.splitlines()
    assert lines[0] == "refs.bib:1 new       one → frog2025frogs"
    assert lines[1].startswith("refs.bib:2 known     two → liu2023visual")
    assert lines[2].startswith("refs.bib:3 reported  three  (no arXiv id, DOI or address; add eprint, doi or url")
    assert "3 entries" in result.output
    assert "1 entry names neither arXiv id nor DOI nor address" in result.output
    assert new_findings(base) == []
    assert "frog2025frogs" in Atlas.load(base).works


def test_a_dry_run_writes_nothing(base: Path) -> None:
    result = CliRunner().invoke(main, ["import", str(base / "refs.bib"), "--root", str(base), "--dry-run"])
    assert "nothing written" in result.output
    assert "frog2025frogs" not in Atlas.load(base).works


def test_json_holds_the_same(base: Path) -> None:
    arguments = ["import", str(base / "refs.bib"), "--root", str(base), "--dry-run", "--format", "json"]
    outcomes = json.loads(CliRunner().invoke(main, arguments).output)["outcomes"]
    assert [outcome["status"] for outcome in outcomes] == ["new", "known", "reported"]


def test_a_file_without_entries_is_said_to_be(base: Path) -> None:
    (base / "empty.bib").write_text("no entries here")
    result = CliRunner().invoke(main, ["import", str(base / "empty.bib"), "--root", str(base)], standalone_mode=False)
    assert result.return_value == 0
    assert "is it a BibTeX file?" in result.output
