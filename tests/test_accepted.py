"""A candidate of the weekly list becomes a pull request when somebody who may write ticks its box."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from codev.contribute.watch.listed import ACCEPTABLE, LIST_MARK
from test_workflows import TIP, Hub, run_step, script, step_that, variables

__all__ = ["variables"]

PERMISSION = "GET repos/o/r/collaborators/ada/permission"
BOXES = f"{LIST_MARK}\n\n1. A\n   - [%s] accept `2603.00001`\n\n2. B\n   - [%s] accept `10.1145/1.2`\n"


def event(now: str, before: str, *, by: str = "github-actions[bot]") -> dict[str, Any]:
    """Return what GitHub says of an edited issue."""
    issue = {"user": {"login": by}, "body": now}
    return {"issue": issue, "sender": {"login": "ada"}, "changes": {"body": {"from": before}}}


NONE_TICKED = BOXES % (" ", " ")
FIRST, SECOND, BOTH = BOXES % ("x", " "), BOXES % (" ", "X"), BOXES % ("x", "x")


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize(
    ("given", "permission", "chosen"),
    [
        (event(FIRST, NONE_TICKED), "write", "2603.00001"),
        (event(SECOND, NONE_TICKED), "admin", "10.1145/1.2"),
        (event(BOTH, FIRST), "write", "10.1145/1.2"),
        (event(FIRST, BOTH), "write", None),
        (event(NONE_TICKED.replace("- [ ] accept `2603.00001`", "- [x] accept `$(id)`"), NONE_TICKED), "write", None),
        (event(BOTH, NONE_TICKED), "write", None),
        (event(FIRST, NONE_TICKED), "read", None),
        (event(FIRST, NONE_TICKED), None, None),
        (event(FIRST, NONE_TICKED, by="stranger"), "write", None),
        (event(FIRST.removeprefix(LIST_MARK), NONE_TICKED), "write", None),
    ],
)
def test_one_paper_is_chosen_by_whoever_may_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, Any], permission: str | None, chosen: str | None
) -> None:
    (tmp_path / "event.json").write_text(json.dumps(given))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    module = script("choose_watched")
    refused = module.GitHubError(1, "gh", "", "HTTP 404")
    vars(module)["call_gh"] = Hub({PERMISSION: {"permission": permission} if permission else refused}).call
    assert module.main() == 0
    output = tmp_path / "output"
    assert (output.read_text() if output.exists() else None) == (f"paper={chosen}\n" if chosen else None)


@pytest.mark.usefixtures("variables")
def test_an_accepted_paper_becomes_a_pull_request_that_leaves_the_list_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPER", "10.1145/1.2")
    (tmp_path / "papers/2026").mkdir(parents=True)
    (tmp_path / "papers/2026/frog2026things.yaml").write_text("key: frog2026things\n")
    hub = Hub(TIP)
    assert script("open_entry", hub).main([str(tmp_path)]) == 0
    proposal = hub.asked[-1][2]
    assert proposal["head"] == "entry/watch-10-1145-1-2"
    assert proposal["body"].startswith("Accepted in #7: 10.1145/1.2.")
    assert "closes" not in proposal["body"]


@pytest.mark.usefixtures("variables")
def test_what_could_not_be_accepted_is_said_on_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPER", "2603.00001")
    (tmp_path / "said.txt").write_text("arXiv does not answer")
    hub = Hub({})
    assert script("open_entry", hub).main([str(tmp_path)]) == 0
    method, path, body = hub.asked[-1]
    assert (method, path) == ("POST", "repos/o/r/issues/7/comments")
    assert "Take the tick of `2603.00001` away" in body["body"]
    assert "arXiv does not answer" in body["body"]


def test_the_script_accepts_what_the_list_offers() -> None:
    ids = script("choose_watched").ID
    assert ids == f"(?:{ACCEPTABLE.pattern})"


def test_the_step_hands_over_the_entry_or_what_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / "papers/2026").mkdir(parents=True)
    (tmp_path / "papers/2026/frog2026things.yaml").write_text("key: frog2026things\n")
    played = tmp_path / ".venv/bin/codev"
    accepts = '[ "$1 $2 $3" = "watch accept 2603.00001" ] && echo papers/2026/frog2026things.yaml'
    checks = "if [ \"$1\" = check ]; then echo 'no findings'; exit 0; fi"
    played.write_text(f"#!/bin/sh\n{checks}\n{accepts} || {{ echo no >&2; exit 2; }}\n")
    played.chmod(0o755)
    module = script("open_entry")
    monkeypatch.setenv("PAPER", "2603.00001")
    run_step(step_that("accept", "watch accept"), tmp_path)
    found = module.find_entry(tmp_path / "build/entry")
    assert found is not None
    assert found[1] == "frog2026things"
    assert "no findings" in module.read_said(tmp_path / "build/entry")
    shutil.rmtree(tmp_path / "build")
    monkeypatch.setenv("PAPER", "2603.00002")
    run_step(step_that("accept", "watch accept"), tmp_path)
    assert module.find_entry(tmp_path / "build/entry") is None
    assert "no" in module.read_said(tmp_path / "build/entry")
