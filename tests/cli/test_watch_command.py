"""``codev watch``: the list in every format, entries in a folder, and one command each to accept and to reject."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from codev import Atlas
from codev.bib.read.citation import Citation
from codev.cli.main import main
from codev.contribute.fetch import Fetcher
from codev.contribute.watch import ask as asking
from codev.contribute.watch.listed import LIST_MARK
from codev.model.rejected import REJECTED_PATH
from played_services import PAPER


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources that name one new paper and a known one; nobody is asked."""
    known = Citation(title="Visual Instruction Tuning", authors=("Haotian Liu",), year=2023, arxiv="2304.08485")
    monkeypatch.setattr(asking, "ask", lambda *_: ([PAPER, known], ["api.openalex.org answers 503"]))
    monkeypatch.setattr(Fetcher, "arxiv", lambda *_: PAPER)
    monkeypatch.setattr(Fetcher, "preprint", lambda *_: PAPER)


def test_the_list_and_the_entries(base: Path, tmp_path: Path) -> None:
    out = tmp_path / "found"
    shown = CliRunner().invoke(main, ["watch", "--root", str(base), "--out", str(out)])
    assert shown.exit_code == 0, shown.output
    assert "1. 2611.00001" in shown.stdout
    assert "papers/2026/author2026benchmark.yaml" in shown.stdout
    assert "2304.08485" not in shown.stdout
    assert "2 papers found, 1 known, 0 rejected before" in shown.stderr
    assert "answers 503" in shown.stderr
    assert [file.name for file in out.iterdir()] == ["author2026benchmark.yaml"]
    assert not (base / "papers/2026/author2026benchmark.yaml").exists()


def test_other_formats(base: Path) -> None:
    data = json.loads(CliRunner().invoke(main, ["watch", "--root", str(base), "--format", "json"]).stdout)
    assert [each["id"] for each in data] == ["2611.00001"]
    listed = CliRunner().invoke(main, ["watch", "--root", str(base), "--format", "markdown"]).stdout
    assert listed.startswith(LIST_MARK)


def test_accepting_one_writes_its_entry(base: Path) -> None:
    done = CliRunner().invoke(main, ["watch", "--root", str(base), "accept", "https://arxiv.org/abs/2611.00001v2"])
    assert done.exit_code == 0, done.output
    assert (base / done.stdout.strip()).name == "author2026benchmark.yaml"
    assert Atlas.load(base).works["author2026benchmark"].arxiv == "2611.00001"


def test_rejecting_one_takes_it_from_the_list(base: Path) -> None:
    done = CliRunner().invoke(main, ["watch", "--root", str(base), "reject", "2611.00001", "--why", "Text only."])
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == REJECTED_PATH
    assert Atlas.load(base).taxonomy.rejected[0].title == PAPER.title
    shown = CliRunner().invoke(main, ["watch", "--root", str(base)])
    assert "2611.00001" not in shown.stdout
    assert "1 rejected before" in shown.stderr
