"""``codev refresh``: shows a diff, writes when told to, asks nobody twice on one day, and tells who says what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from codev import Atlas
from codev.cli.main import main
from played_services import Line, stored

LLAVA = "papers/2023/liu2023visual.yaml"


@pytest.fixture
def line(base: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    """Stored answers instead of the network, about a copy in which LLaVA is not published yet."""
    path = base / LLAVA
    path.write_text(path.read_text("utf-8").replace("venue: NeurIPS\nvolume: '36'\n", "venue: arXiv\n"), "utf-8")
    played = Line({host: stored(host) for host in ("export.arxiv.org", "dblp.org")})
    monkeypatch.setattr("codev.contribute.fetch.Fetcher", played.fetcher)
    return played


def refresh(base: Path, *arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["refresh", "liu2023visual", "--root", str(base), *arguments])


def test_a_diff_is_shown_and_then_written_without_asking_again(base: Path, line: Line) -> None:
    shown = refresh(base)
    assert shown.exit_code == 0, shown.output
    assert "-venue: arXiv\n+venue: NeurIPS\n" in shown.stdout
    assert "note: liu2023visual: venue: arXiv becomes NeurIPS (DBLP, https://dblp.org/rec/conf/nips/LiuLWL23a)" in shown.stderr
    assert "1 file, nothing written (add --write)" in shown.stderr
    assert Atlas.load(base).works["liu2023visual"].venue == "arXiv"
    asked = len(line.asked)
    written = refresh(base, "--write")
    assert written.stdout == f"{LLAVA}\n"
    assert Atlas.load(base).works["liu2023visual"].venue == "NeurIPS"
    assert len(line.asked) == asked


def test_every_change_as_data(base: Path, line: Line) -> None:
    told: list[dict[str, Any]] = json.loads(refresh(base, "--format", "json").stdout)
    assert told == [
        {
            "work": "liu2023visual",
            "field": "venue",
            "before": "arXiv",
            "after": "NeurIPS",
            "source": "DBLP",
            "seen_at": "https://dblp.org/rec/conf/nips/LiuLWL23a",
        }
    ]
    assert line.hosts == ["export.arxiv.org", "dblp.org"]
    assert refresh(base, "--format", "json", "--write").exit_code == 0
    assert Atlas.load(base).works["liu2023visual"].venue == "NeurIPS"


def test_what_is_told_cannot_play_with_the_terminal(base: Path, line: Line) -> None:
    hostile = stored("dblp.org").content.replace(b'"NeurIPS"', rb'"\u001b[2J Frogs"')
    line.answers["dblp.org"] = [httpx.Response(200, content=hostile)]
    line.answers["export.arxiv.org"] = [
        httpx.Response(200, content=stored("export.arxiv.org").content.replace(b"Visual\n", b"&#xe;Visual\n"))
    ]
    assert "\x1b" not in refresh(base).output
