"""One paper from the weekly list to the knowledge base: the real scripts and steps in order, on a played GitHub."""

from __future__ import annotations

import base64
import datetime as dt
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import played_services
from codev import Atlas
from codev.contribute.watch.candidates import choose
from codev.contribute.watch.listed import as_markdown
from copied import new_findings
from test_workflows import Hub, run_step, script, step_that, variables

__all__ = ["variables"]

BOT = "github-actions[bot]"
PAPER = replace(
    played_services.PAPER,
    title="FrogBench: A Benchmark of Hallucination in Multimodal Large Language Models",
    authors=("Ada Frog",),
    family="Frog",
)
COMMAND = """#!{python}
import sys
sys.path[:0] = [{scripts!r}]
from codev.bib.read.citation import Citation
from codev.contribute.fetch import Fetcher
Fetcher.arxiv = lambda *_: {paper!r}
from codev.cli.main import run
run()
"""
"""The command, which asks nobody for the paper."""


class GitHub(Hub):
    """Issues, comments, branches, files and pull requests of one repository, as the scripts ask for them."""

    def __init__(self) -> None:
        """Begin with a repository that holds nothing but its main branch."""
        super().__init__({})
        self.issues: dict[int, dict[str, Any]] = {}
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.branches: dict[str, dict[str, bytes]] = {"main": {}}
        self.pulls: list[dict[str, Any]] = []

    def call(self, method: str, path: str, *fields: str, body: Any = None) -> object:
        """Answer a call of the API; what no script asks for is an error."""
        parts = path.removeprefix("repos/o/r/").split("/")
        if method == "GET":
            return self._read(parts, fields)
        self._write(method, parts, body)
        return None

    def _read(self, parts: list[str], fields: tuple[str, ...]) -> object:
        answer: object = None
        match parts:
            case ["issues"]:
                answer = list(self.issues.values())
            case ["issues", number, "comments"]:
                answer = self.comments.get(int(number), [])
            case ["collaborators", "ada", "permission"]:
                answer = {"permission": "write"}
            case ["pulls"]:
                head = next((each.partition(":")[2] for each in fields if each.startswith("head=")), None)
                answer = [each for each in self.pulls if head in (None, each["head"]["ref"])]
            case ["git", "matching-refs", "heads", *_]:
                answer = [{"ref": f"refs/heads/{name}"} for name in self.branches]
            case ["git", "ref", "heads", "main"]:
                answer = {"object": {"sha": "tip"}}
            case ["git", "trees", *branch]:
                answer = {"tree": [{"path": each} for each in self.branches["/".join(branch)]]}
            case _:
                assert parts[:2] == ["actions", "runs"], parts
        return answer

    def _write(self, method: str, parts: list[str], body: Any) -> None:
        number = len(self.issues) + len(self.pulls) + 1
        match (method, *parts):
            case ("POST", "issues"):
                self.issues[number] = {**body, "number": number, "user": {"login": BOT}, "state": "open"}
            case ("POST", "pulls"):
                assert (body["base"], body["head"] in self.branches) == ("main", True)
                self.pulls.append({**body, "number": number, "state": "open", "head": {"ref": body["head"], "sha": "abc"}})
            case ("POST", "git", "refs"):
                self.branches[body["ref"].removeprefix("refs/heads/")] = dict(self.branches["main"])
            case ("PUT", "contents", *file):
                self.branches[body["branch"]]["/".join(file)] = base64.b64decode(body["content"])
            case ("POST", "issues", of, "comments"):
                self.comments.setdefault(int(of), []).append({**body, "user": {"login": BOT}})
            case _:
                raise AssertionError((method, parts))


@pytest.mark.slow
@pytest.mark.usefixtures("variables")
def test_a_paper_of_the_list_is_taken_in(
    base: Path, git: Any, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = GitHub()
    (base / ".venv/bin").mkdir(parents=True)
    played = COMMAND.format(python=sys.executable, scripts=str(repository / "scripts"), paper=PAPER)
    (base / ".venv/bin/codev").write_text(played)
    (base / ".venv/bin/codev").chmod(0o755)
    git("config", "core.excludesFile", str(tmp_path / "ignored"))
    (tmp_path / "ignored").write_text(".venv/\n")

    # The weekly list is filed.
    atlas = Atlas.load(base)
    since, until = dt.date(2026, 11, 21), dt.date(2026, 11, 29)
    (base / "build/watch").mkdir(parents=True)
    (base / "build/watch/list.md").write_text(
        as_markdown(atlas, choose(atlas, [PAPER], day="2026-11-29", limit=9), since=since, until=until)
    )
    assert script("file_watch", hub).main([str(base / "build/watch")]) == 0
    [issue] = hub.issues.values()

    # Somebody ticks its box.
    before = issue["body"]
    issue["body"] = before.replace("- [ ] accept", "- [x] accept")
    event = {"issue": issue, "sender": {"login": "ada"}, "changes": {"body": {"from": before}}}
    (tmp_path / "event.json").write_text(json.dumps(event))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    assert script("choose_watched", hub).main() == 0
    for name, _, value in (line.partition("=") for line in (tmp_path / "output").read_text().splitlines()):
        monkeypatch.setenv(name.upper(), value)

    # The entry is made, and its pull request opened.
    run_step(step_that("accept", "codev watch"), base)
    monkeypatch.setenv("ISSUE", str(issue["number"]))
    assert script("open_entry", hub).main([str(base / "build/entry")]) == 0
    [pull] = hub.pulls
    assert pull["body"].startswith(f"Accepted in #{issue['number']}: 2611.00001.")
    assert "no findings" in pull["body"]
    [(path, content)] = hub.branches[pull["head"]["ref"]].items()

    # The change is checked and compared as GitHub hands it over: merged with what main holds.
    git("checkout", "-q", "-f", "-b", "entry")
    (base / path).parent.mkdir(exist_ok=True)
    (base / path).write_bytes(content)
    git("add", "papers")
    git("commit", "-q", "-m", pull["title"])
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "-m", "Merge", "entry")
    assert new_findings(base) == []
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    run_step(step_that("preview", "codev diff"), base)
    monkeypatch.setenv("HEAD_BRANCH", pull["head"]["ref"])
    assert script("post_diff", hub).main([str(base / "build/diff/diff.md")]) == 0
    [comment] = hub.comments[pull["number"]]
    assert Path(path).stem in comment["body"]

    # Once it is merged, the paper is known, and no list shows it again.
    after = Atlas.load(base)
    assert after.works[Path(path).stem].arxiv == "2611.00001"
    again = choose(after, [PAPER], day="2026-12-06", limit=9)
    assert (again.known, again.candidates) == (1, ())
    assert issue["number"] not in hub.comments, "nothing went wrong"
