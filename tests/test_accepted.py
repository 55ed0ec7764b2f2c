"""A candidate of the weekly list becomes a pull request, with its entry or a rejection, when a writer ticks a box."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from codev import Atlas
from codev.contribute.watch.candidates import reject
from codev.contribute.watch.listed import ACCEPTABLE, LIST_MARK
from codev.model.rejected import REJECTED_PATH
from test_workflows import TIP, Hub, run_step, script, step_that, variables

__all__ = ["variables"]

PERMISSION = "GET repos/o/r/collaborators/ada/permission"
BOXES = f"{LIST_MARK}\n\n1. A\n   - [%s] accept `2603.00001`\n\n2. B\n   - [%s] accept `10.1145/1.2`\n"
REJECT = f"{LIST_MARK}\n\n1. A\n   - [%s] accept `2603.00001`\n   - [%s] reject `2603.00001`%s\n"


def event(now: str, before: str, *, by: str = "github-actions[bot]") -> dict[str, Any]:
    """Return what GitHub says of an edited issue."""
    issue = {"user": {"login": by}, "body": now}
    return {"issue": issue, "sender": {"login": "ada"}, "changes": {"body": {"from": before}}}


NONE_TICKED = BOXES % (" ", " ")


def rejecting(accepts: str, rejects: str, *, why: str = ":  Text  only. \r") -> dict[str, Any]:
    """Return what GitHub says of an issue in which boxes of one paper were ticked."""
    return event(REJECT % (accepts, rejects, why), REJECT % (" ", " ", why))


FIRST, SECOND, BOTH = BOXES % ("x", " "), BOXES % (" ", "X"), BOXES % ("x", "x")


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize(
    ("given", "permission", "chosen"),
    [
        (event(FIRST, NONE_TICKED), "write", ("accept", "2603.00001", "")),
        (event(SECOND, NONE_TICKED), "admin", ("accept", "10.1145/1.2", "")),
        (event(BOTH, FIRST), "write", ("accept", "10.1145/1.2", "")),
        (event(FIRST, BOTH), "write", None),
        (event(NONE_TICKED.replace("- [ ] accept `2603.00001`", "- [x] accept `$(id)`"), NONE_TICKED), "write", None),
        (event(BOTH, NONE_TICKED), "write", None),
        (event(FIRST, NONE_TICKED), "read", None),
        (event(FIRST, NONE_TICKED), None, None),
        (event(FIRST, NONE_TICKED, by="stranger"), "write", None),
        (event(FIRST.removeprefix(LIST_MARK), NONE_TICKED), "write", None),
        (rejecting(" ", "x"), "write", ("reject", "2603.00001", "Text only.")),
        (rejecting(" ", "x", why=""), "write", ("reject", "2603.00001", "It does not belong here.")),
        (rejecting(" ", "x", why=": a `b` <c>"), "write", None),
        (rejecting(" ", "x"), "read", None),
        (rejecting("x", "x"), "write", ("both", "2603.00001", "")),
        (event(REJECT % ("x", "x", ""), REJECT % ("x", " ", "")), "write", ("both", "2603.00001", "")),
        (event(REJECT % ("x", " ", ""), REJECT % ("x", "x", "")), "write", None),
        (event(FIRST, NONE_TICKED) | {"changes": {"title": {"from": "Old"}}}, "write", None),
        (event(FIRST.replace("   - [x]", "   > - [x]"), NONE_TICKED), "write", None),
        (rejecting(" ", "x", why=": " + "a" * 200), "write", ("reject", "2603.00001", "a" * 200)),
        (rejecting(" ", "x", why=": " + "a" * 201), "write", None),
    ],
)
def test_one_paper_is_chosen_by_whoever_may_write(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, Any],
    permission: str | None,
    chosen: tuple[str, str, str] | None,
) -> None:
    (tmp_path / "event.json").write_text(json.dumps(given))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    module = script("choose_watched")
    refused = module.GitHubError(1, "gh", "", "HTTP 404")
    vars(module)["call_gh"] = Hub({PERMISSION: {"permission": permission} if permission else refused}).call
    assert module.main() == 0
    output = tmp_path / "output"
    assert (output.read_text() if output.exists() else None) == (
        "choice={}\npaper={}\nwhy={}\n".format(*chosen) if chosen else None
    )


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


FILE = "rejected:\n- id: '2601.00009'\n  title: Old\n  why: No.\n  date: '2026-11-01'\n"
ITEM = "- id: '2603.00001'\n  title: A\n  why: Text only.\n  date: '2026-11-30'\n"
FILE_PATH = f"repos/o/r/contents/{REJECTED_PATH}"


def contents(text: str) -> dict[str, str]:
    """Return what GitHub says of a file."""
    return {"content": base64.b64encode(text.encode()).decode(), "sha": "blob"}


def waiting(repository: str | None) -> list[dict[str, Any]]:
    """Return an open pull request with rejections, from a branch of a repository; GitHub says null where that was deleted."""
    found = {"full_name": repository} if repository else None
    return [{"number": 5, "head": {"ref": "reject/watch-2601-00009", "repo": found}}]


@pytest.fixture
def rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the job before hands over of a rejection."""
    monkeypatch.setenv("PAPER", "2603.00001")
    monkeypatch.setenv("CHOICE", "reject")
    (tmp_path / REJECTED_PATH).parent.mkdir()
    (tmp_path / REJECTED_PATH).write_text(FILE + ITEM)
    return tmp_path


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize(
    "fork", [[], waiting("stranger/r"), waiting(None)], ids=["none", "of a fork", "of a fork that is gone"]
)
def test_a_rejected_paper_becomes_a_pull_request(rejected: Path, fork: list[Any]) -> None:
    hub = Hub(TIP | {"GET repos/o/r/pulls": fork, f"GET {FILE_PATH}": contents(FILE)})
    assert script("open_rejection", hub).main([str(rejected)]) == 0
    put, proposal = hub.asked[-2], hub.asked[-1][2]
    assert put[:2] == ("PUT", FILE_PATH)
    assert base64.b64decode(put[2]["content"]).decode() == FILE + ITEM
    assert (put[2]["sha"], put[2]["branch"]) == ("blob", "reject/watch-2603-00001")
    assert (proposal["head"], proposal["base"]) == ("reject/watch-2603-00001", "main")
    assert proposal["body"].startswith("Rejected in #7: 2603.00001.")


@pytest.mark.usefixtures("variables")
def test_the_first_rejection_of_all_writes_the_file(rejected: Path) -> None:
    missing = script("github_api").GitHubError(1, "gh", "", "Not Found (HTTP 404)")
    hub = Hub(TIP | {f"GET {FILE_PATH}": missing})
    module = script("open_rejection", hub)
    vars(module)["GitHubError"] = type(missing)
    assert module.main([str(rejected)]) == 0
    assert base64.b64decode(hub.asked[-2][2]["content"]).decode() == FILE + ITEM
    assert "sha" not in hub.asked[-2][2]


@pytest.mark.usefixtures("variables")
def test_rejections_that_wait_share_a_pull_request(rejected: Path) -> None:
    other = "- id: '2602.00002'\n  title: B\n  why: No.\n  date: '2026-11-29'\n"
    hub = Hub({"GET repos/o/r/pulls": waiting("o/r"), f"GET {FILE_PATH}": contents(FILE + other)})
    assert script("open_rejection", hub).main([str(rejected)]) == 0
    put = hub.asked[-2][2]
    assert (base64.b64decode(put["content"]).decode(), put["branch"]) == (FILE + other + ITEM, "reject/watch-2601-00009")
    assert "waits, #5" in hub.asked[-1][2]["body"]
    again = Hub({"GET repos/o/r/pulls": waiting("o/r"), f"GET {FILE_PATH}": contents(FILE + ITEM)})
    assert script("open_rejection", again).main([str(rejected)]) == 0
    assert "PUT" not in {method for method, _, _ in again.asked}


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize(("left", "call"), [("", "PATCH repos/o/r/git/refs/heads/{}"), ("0", "POST repos/o/r/git/refs")])
def test_a_branch_that_was_left_begins_again_at_the_tip(rejected: Path, left: str, call: str) -> None:
    branch = "reject/watch-2603-00001"
    refs = {f"GET repos/o/r/git/matching-refs/heads/{branch}": [{"ref": f"refs/heads/{branch}{left}"}]}
    hub = Hub(TIP | refs | {f"GET {FILE_PATH}": contents(FILE)})
    assert script("open_rejection", hub).main([str(rejected)]) == 0
    (made,) = [(method, path, body) for method, path, body in hub.asked if method != "GET" and "git/ref" in path]
    assert f"{made[0]} {made[1]}" == call.format(branch)
    assert made[2] == ({"ref": f"refs/heads/{branch}", "sha": "tip"} if left else {"sha": "tip", "force": True})


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize("refused", [f"GET {FILE_PATH}", f"PUT {FILE_PATH}", "POST repos/o/r/pulls"])
def test_what_github_refuses_of_a_rejection_is_said_and_fails(rejected: Path, refused: str) -> None:
    hub = Hub(TIP | {f"GET {FILE_PATH}": contents(FILE)})
    module = script("open_rejection", hub)
    hub.answers[refused] = module.GitHubError(1, "gh", "", "not permitted (HTTP 403)")
    assert module.main([str(rejected)]) == 1
    assert hub.asked[-1][:2] == ("POST", "repos/o/r/issues/7/comments")
    assert "not permitted (HTTP 403)" in hub.asked[-1][2]["body"]


@pytest.mark.usefixtures("variables")
def test_a_job_that_failed_before_is_said_and_fails(rejected: Path) -> None:
    hub = Hub({})
    assert script("open_rejection", hub).main([str(rejected / "missing")]) == 1
    assert "was not rejected: the workflow failed before that" in hub.asked[-1][2]["body"]


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize(
    ("choice", "text", "told"),
    [
        ("both", FILE + ITEM, "Both boxes of `2603.00001` are ticked"),
        ("reject", None, "Take the tick of `2603.00001` away"),
        ("reject", "rejected: []\n", "could not be rejected"),
    ],
)
def test_what_is_not_rejected_is_said_on_the_list(
    rejected: Path, monkeypatch: pytest.MonkeyPatch, choice: str, text: str | None, told: str
) -> None:
    monkeypatch.setenv("CHOICE", choice)
    (rejected / REJECTED_PATH).unlink()
    if text is not None:
        (rejected / REJECTED_PATH).write_text(text)
    hub = Hub({})
    assert script("open_rejection", hub).main([str(rejected)]) == 0
    assert [each[:2] for each in hub.asked] == [("POST", "repos/o/r/issues/7/comments")]
    assert told in hub.asked[0][2]["body"]


def test_the_last_item_is_the_command_s_own(base: Path) -> None:
    module = script("open_rejection")
    assert module.REJECTED_PATH == REJECTED_PATH
    text = reject(Atlas.load(base), "2603.00001", title="A", why="Text only.", day="2026-11-30")
    assert module.last_item(text) == ITEM


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
    monkeypatch.setenv("CHOICE", "accept")
    monkeypatch.setenv("WHY", "")
    run_step(step_that("accept", "codev watch"), tmp_path)
    found = module.find_entry(tmp_path / "build/entry")
    assert found is not None
    assert found[1] == "frog2026things"
    assert "no findings" in module.read_said(tmp_path / "build/entry")
    shutil.rmtree(tmp_path / "build")
    monkeypatch.setenv("PAPER", "2603.00002")
    run_step(step_that("accept", "codev watch"), tmp_path)
    assert module.find_entry(tmp_path / "build/entry") is None
    assert "no" in module.read_said(tmp_path / "build/entry")
