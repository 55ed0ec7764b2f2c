"""The workflows and forms: linted, least privileged, pinned, in step with the code, and each step runs here too."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from codev.cli.main import COMMANDS
from codev.contribute.difference_text import COMMENT_MARK
from codev.contribute.issue_form import QUESTIONS
from codev.contribute.watch.listed import LIST_MARK
from codev.ids import WORK_KEY_PATTERN
from codev.limits.files import WORK_BYTES_MAX
from codev.model import EvidenceSource
from workflow_scripts import load_script

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PREVIEW_FILE = ROOT / ".github/workflows/preview.yml"
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))


def read(path: Path) -> dict[Any, Any]:
    """Return a YAML file's data; GitHub's key "on" is read as true."""
    data: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def steps_of(path: Path) -> list[dict[str, Any]]:
    """Return all steps of a workflow."""
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def script(name: str, hub: Hub | None = None) -> Any:
    """Return a script of the workflows as a module, which calls a played hub where there is one."""
    module = load_script(name)
    if hub is not None:
        vars(module)["call_gh"] = hub.call
    return module


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent)) or "zizmor"
    arguments = ["--offline", "--no-progress", "--persona", "pedantic", "--strict-collection"]
    done = subprocess.run(
        [zizmor, *arguments, ".github", ".pre-commit-config.yaml"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_hash_with_their_version(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if "uses:" in line:
            assert re.search(r"uses: [\w-]+/[\w-]+(?:/[\w-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_stranger_s_code_never_meets_a_write_token(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        writes = "write" in job["permissions"].values()
        runs_project = any("make " in step.get("run", "") or ".venv/" in step.get("run", "") for step in job["steps"])
        assert not (writes and runs_project), f"{path.name}: {name} may write and runs the project's code"
        for step in job["steps"]:
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_interpolated_into_a_script(path: Path) -> None:
    for step in steps_of(path):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_of_a_step_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for step in steps_of(path):
        run = step.get("run", "")
        assert set(re.findall(r"\bmake ([a-z-]+)", run)) <= targets
        assert set(re.findall(r"\.venv/bin/codev ([a-z]+)", run)) <= set(COMMANDS)
        for name in re.findall(r"(\.github/scripts/\w+\.py)", run):
            assert (ROOT / name).is_file()


def test_the_paper_form_asks_what_the_reader_understands() -> None:
    asked = {
        item["id"]: item["attributes"] for item in read(ROOT / ".github/ISSUE_TEMPLATE/add-paper.yml")["body"] if "id" in item
    }
    assert {name: attributes["label"] for name, attributes in asked.items()} == QUESTIONS
    assert list(asked) == list(QUESTIONS)
    assert set(asked["evidence"]["options"]) <= {source.value for source in EvidenceSource}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_have_what_github_asks_for(path: Path) -> None:
    form = read(path)
    if path.stem == "config":
        assert form["blank_issues_enabled"] is True
        return
    assert {"name", "description", "body"} <= set(form)
    ids = [item["id"] for item in form["body"] if "id" in item]
    assert len(ids) == len(set(ids)) > 0
    assert all(item["attributes"]["label"] for item in form["body"] if item["type"] != "markdown")


def test_the_scripts_go_by_the_same_rules_as_the_code() -> None:
    assert script("post_diff").MARK == COMMENT_MARK
    assert script("file_watch").MARK == LIST_MARK
    entry = script("open_entry")
    assert entry.BYTES_MAX == WORK_BYTES_MAX
    assert WORK_KEY_PATTERN.strip("^$") in entry.ENTRY_PATTERN.pattern


class Hub:
    """GitHub's API, played by a table of answers, of which an error is raised; keeps what it was asked."""

    def __init__(self, answers: dict[str, object]) -> None:
        """Keep the answers, by method and path."""
        self.answers = answers
        self.asked: list[tuple[str, str, Any]] = []

    def call(self, method: str, path: str, *fields: str, body: object = None) -> object:
        """Answer a call."""
        self.asked.append((method, path, body if body is not None else fields))
        answer = self.answers.get(f"{method} {path}")
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables that the workflows set."""
    given = {
        "GITHUB_REPOSITORY": "o/r",
        "RUN_URL": "https://code.example/o/r/actions/runs/1",
        "HEAD_SHA": "abc",
        "HEAD_OWNER": "stranger",
        "HEAD_BRANCH": "x;id",
        "ISSUE": "7",
        "DEFAULT_BRANCH": "main",
        "PREVIEW_RUN": "42",
        "SERVER_URL": "https://code.example",
        "GITHUB_RUN_ID": "42",
        "GITHUB_RUN_ATTEMPT": "1",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)


PULLS: dict[str, object] = {
    "GET repos/o/r/pulls": [{"number": 3, "head": {"sha": "old"}}, {"number": 4, "head": {"sha": "abc"}}],
    "GET repos/o/r/issues/4/comments": [],
}


@pytest.mark.usefixtures("variables")
def test_a_diff_is_posted_once_and_then_replaced(tmp_path: Path) -> None:
    (tmp_path / "diff.md").write_text(f"{COMMENT_MARK}\nWhat changes")
    hub = Hub(PULLS)
    module = script("post_diff", hub)
    assert module.main([str(tmp_path / "diff.md")]) == 0
    assert hub.asked[-1] == ("POST", "repos/o/r/issues/4/comments", {"body": f"{COMMENT_MARK}\nWhat changes"})
    assert hub.asked[0][2] == ("state=open", "head=stranger:x;id")
    mine = {"id": 9, "user": {"login": "github-actions[bot]"}, "body": COMMENT_MARK}
    pretended = {"id": 8, "user": {"login": "stranger"}, "body": COMMENT_MARK}
    hub = Hub(PULLS | {"GET repos/o/r/issues/4/comments": [pretended, mine]})
    module = script("post_diff", hub)
    assert module.main([str(tmp_path / "diff.md")]) == 0
    assert hub.asked[-1][:2] == ("PATCH", "repos/o/r/issues/comments/9")


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize(
    ("artifacts", "is_told"),
    [
        ({"artifacts": [{"id": 77, "expired": False}]}, True),
        ({"artifacts": [{"id": 77, "expired": True}]}, False),
        ({"artifacts": []}, False),
        (None, False),
        ("refused", False),
    ],
    ids=["built", "expired", "not built", "no answer", "refused"],
)
def test_the_comment_says_how_to_open_the_preview(tmp_path: Path, artifacts: object, *, is_told: bool) -> None:
    module = script("post_diff")
    answer = module.GitHubError(1, "gh", "", "HTTP 403") if artifacts == "refused" else artifacts
    hub = Hub(PULLS | {"GET repos/o/r/actions/runs/42/artifacts": answer})
    vars(module)["call_gh"] = hub.call
    (tmp_path / "diff.md").write_text(COMMENT_MARK + "x" * module.CHARACTERS_MAX)
    assert module.main([str(tmp_path / "diff.md")]) == 0
    body = hub.asked[-1][2]["body"]
    assert ("https://code.example/o/r/actions/runs/42/artifacts/77" in body) == is_told
    assert ("gh run download 42 --repo o/r --name site-preview" in body) == is_told
    assert len(body) <= module.CHARACTERS_MAX


def test_the_preview_is_the_artifact_that_the_comment_names() -> None:
    uploaded = {
        step["with"]["name"]: step["with"]["path"] for step in steps_of(PREVIEW_FILE) if "upload" in step.get("uses", "")
    }
    assert uploaded[script("post_diff").PREVIEW] == "build/site"


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize("content", [None, b"no mark", COMMENT_MARK.encode() + b"x" * 300_000])
def test_what_is_no_diff_is_not_posted(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "diff.md").write_bytes(content)
    hub = Hub(PULLS)
    module = script("post_diff", hub)
    assert module.main([str(tmp_path / "diff.md")]) == 0
    assert hub.asked == []


@pytest.mark.usefixtures("variables")
def test_a_diff_of_another_commit_is_not_posted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEAD_SHA", "unknown")
    (tmp_path / "diff.md").write_text(COMMENT_MARK)
    hub = Hub(PULLS)
    module = script("post_diff", hub)
    module.main([str(tmp_path / "diff.md")])
    assert [method for method, _, _ in hub.asked] == ["GET"]


@pytest.mark.usefixtures("variables")
def test_the_list_of_new_papers_is_filed_once_and_then_replaced(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(f"{LIST_MARK}\n1. A paper")
    body = f"{LIST_MARK}\n1. A paper"
    pretended = {"number": 3, "user": {"login": "stranger"}, "body": LIST_MARK}
    other = {"number": 4, "user": {"login": "github-actions[bot]"}, "body": None}
    hub = Hub({"GET repos/o/r/issues": [pretended, other]})
    assert script("file_watch", hub).main([str(tmp_path)]) == 0
    assert hub.asked[-1] == ("POST", "repos/o/r/issues", {"title": "New papers that may belong here", "body": body})
    mine = {"number": 9, "user": {"login": "github-actions[bot]"}, "body": f"{LIST_MARK}\nlast week"}
    hub = Hub({"GET repos/o/r/issues": [pretended, mine]})
    assert script("file_watch", hub).main([str(tmp_path)]) == 0
    assert hub.asked[-1] == ("PATCH", "repos/o/r/issues/9", {"body": body})


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize("content", [None, b"no mark", LIST_MARK.encode() + b"x" * 300_000])
def test_what_is_no_list_is_not_filed(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "list.md").write_bytes(content)
    hub = Hub({})
    assert script("file_watch", hub).main([str(tmp_path)]) == 0
    assert hub.asked == []


@pytest.mark.usefixtures("variables")
def test_an_entry_becomes_a_pull_request(tmp_path: Path) -> None:
    (tmp_path / "papers/2024").mkdir(parents=True)
    (tmp_path / "papers/2024/frog2024things.yaml").write_text("key: frog2024things\n")
    (tmp_path / "said.txt").write_text("to do: `rm -rf` ```\nleave")
    hub = Hub({"GET repos/o/r/git/ref/heads/main": {"object": {"sha": "tip"}}})
    module = script("open_entry", hub)
    assert module.main([str(tmp_path)]) == 0
    assert [(method, path) for method, path, _ in hub.asked] == [
        ("GET", "repos/o/r/pulls"),
        ("GET", "repos/o/r/git/matching-refs/heads/entry/issue-7"),
        ("GET", "repos/o/r/git/ref/heads/main"),
        ("POST", "repos/o/r/git/refs"),
        ("GET", "repos/o/r/git/trees/entry/issue-7"),
        ("PUT", "repos/o/r/contents/papers/2024/frog2024things.yaml"),
        ("POST", "repos/o/r/pulls"),
    ]
    proposal = hub.asked[-1][2]
    assert (proposal["title"], proposal["head"], proposal["base"]) == ("Add frog2024things", "entry/issue-7", "main")
    assert proposal["body"].count("`") == 6


ENTRY = "papers/2024/frog2024things.yaml"
BRANCH = "GET repos/o/r/git/matching-refs/heads/entry/issue-7"
HELD = "GET repos/o/r/git/trees/entry/issue-7"
TIP: dict[str, object] = {"GET repos/o/r/git/ref/heads/main": {"object": {"sha": "tip"}}}


@pytest.fixture
def made_entry(tmp_path: Path) -> Path:
    """What the first job made of a form."""
    (tmp_path / "papers/2024").mkdir(parents=True)
    (tmp_path / ENTRY).write_text("key: frog2024things\n")
    return tmp_path


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize(
    ("answers", "written"),
    [
        ({BRANCH: [{"ref": "refs/heads/entry/issue-70"}]}, ["git/refs", f"contents/{ENTRY}", "pulls"]),
        ({BRANCH: [{"ref": "refs/heads/entry/issue-7"}], HELD: {"tree": []}}, [f"contents/{ENTRY}", "pulls"]),
        ({BRANCH: [{"ref": "refs/heads/entry/issue-7"}], HELD: {"tree": [{"path": ENTRY}]}}, ["pulls"]),
        ({"GET repos/o/r/pulls": [{"number": 9, "state": "open"}]}, ["issues/7/comments"]),
        ({"GET repos/o/r/pulls": [{"number": 9, "state": "closed"}]}, ["issues/7/comments"]),
    ],
    ids=["another branch", "half-done branch", "branch with the entry", "open pull request", "closed pull request"],
)
def test_a_run_that_was_cut_short_is_gone_on_with(made_entry: Path, answers: dict[str, object], written: list[str]) -> None:
    hub = Hub(TIP | answers)
    assert script("open_entry", hub).main([str(made_entry)]) == 0
    assert [path.removeprefix("repos/o/r/") for method, path, _ in hub.asked if method != "GET"] == written
    if written == ["issues/7/comments"]:
        assert "#9" in hub.asked[-1][2]["body"]


def refusal(words: str) -> Exception:
    """Return the error by which GitHub refuses a call."""
    error: Exception = script("github_api").GitHubError(1, "gh", "", words)
    return error


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize("call", ["POST repos/o/r/pulls", "POST repos/o/r/git/refs", f"PUT repos/o/r/contents/{ENTRY}"])
def test_what_github_refuses_is_said_on_the_issue(made_entry: Path, call: str) -> None:
    words = "gh: GitHub Actions is not permitted to create `pull requests` @all (HTTP 403)\n"
    module = script("open_entry")
    hub = Hub(TIP | {call: module.GitHubError(1, "gh", "", words)})
    vars(module)["call_gh"] = hub.call
    assert module.main([str(made_entry)]) == 1
    method, path, body = hub.asked[-1]
    assert (method, path) == ("POST", "repos/o/r/issues/7/comments")
    assert "GitHub Actions is not permitted to create pull requests all (HTTP 403)" in body["body"]
    assert "https://code.example/o/r/actions/runs/1" in body["body"]


@pytest.mark.usefixtures("variables")
def test_a_first_job_that_failed_is_said_on_the_issue(tmp_path: Path) -> None:
    hub = Hub({})
    assert script("open_entry", hub).main([str(tmp_path / "missing")]) == 1
    assert [(method, path) for method, path, _ in hub.asked] == [("POST", "repos/o/r/issues/7/comments")]
    assert "https://code.example/o/r/actions/runs/1" in hub.asked[0][2]["body"]


def test_the_second_job_runs_where_the_first_one_failed() -> None:
    job = read(ROOT / ".github/workflows/add-paper.yml")["jobs"]["pull-request"]
    assert "!cancelled()" in job["if"]
    fetch = next(step for step in job["steps"] if "download-artifact" in step.get("uses", ""))
    assert fetch["continue-on-error"] is True


def test_labels_are_those_of_the_forms() -> None:
    named = {label for path in FORMS for label in read(path).get("labels", [])}
    assert set(script("set_up").LABELS) == named


READY: dict[str, object] = {
    **{f"GET repos/o/r/labels/{name}": {"name": name} for name in ("paper", "correction", "tool")},
    "GET repos/o/r/actions/permissions/workflow": {
        "can_approve_pull_request_reviews": True,
        "default_workflow_permissions": "read",
    },
    "GET repos/o/r/pages": {"build_type": "workflow"},
    "GET repos/o/r": {"delete_branch_on_merge": True},
    "GET repos/o/r/private-vulnerability-reporting": {"enabled": True},
    "GET repos/o/r/branches/main": {"protected": True},
}


@pytest.mark.usefixtures("variables")
def test_a_repository_that_is_set_up_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    hub = Hub(READY)
    assert script("set_up", hub).main(["--apply"]) == 0
    assert {method for method, _, _ in hub.asked} == {"GET"}
    assert "[ ]" not in capsys.readouterr().out


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize("lacking", sorted(READY))
def test_what_is_missing_is_told_and_made(lacking: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = script("set_up")
    refused = module.GitHubError(1, "gh", "", "gh: Not Found (HTTP 404)")
    hub = Hub(READY | {lacking: refused})
    vars(module)["call_gh"] = hub.call
    assert module.main([]) == 1
    assert {method for method, _, _ in hub.asked} == {"GET"}, "without --apply nothing is made"
    assert "[ ]" in capsys.readouterr().out
    module.main(["--apply"])
    made = {f"{method} {path}" for method, path, _ in hub.asked if method != "GET"}
    assert bool(made) == (lacking != "GET repos/o/r/branches/main"), "the rules of a branch are a person's to write"
    hub.answers |= {call: module.GitHubError(1, "gh", "", "gh: must be admin (HTTP 403)") for call in made}
    capsys.readouterr()
    assert module.main(["--apply"]) == 1
    if made:
        assert "GitHub refused: gh: must be admin (HTTP 403)" in capsys.readouterr().out


def test_every_secret_and_variable_of_a_workflow_is_listed(tmp_path: Path) -> None:
    module = script("set_up")
    named = {name for path in WORKFLOWS for name in re.findall(r"\bvars\.(\w+)", path.read_text("utf-8"))}
    assert named <= set(module.OPTIONAL_VARIABLES)
    (tmp_path / "workflows").mkdir()
    (tmp_path / "workflows/x.yml").write_text("a: ${{ secrets.GITHUB_TOKEN }}\nb: ${{ secrets.MASTODON }}\n")
    assert module.secrets_named(tmp_path) == {"MASTODON"}


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize(
    "files",
    [
        [],
        ["papers/2024/frog2024things.yaml", "papers/2024/toad2024things.yaml"],
        [".github/workflows/evil.yml"],
        ["papers/2024/../../evil2024x.yaml"],
        ["papers/2024/Frog2024.yaml"],
    ],
)
def test_anything_else_is_a_word_on_the_issue(tmp_path: Path, files: list[str]) -> None:
    root = tmp_path / "a/b"
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("key: x\n")
    root.mkdir(parents=True, exist_ok=True)
    hub = Hub({})
    module = script("open_entry", hub)
    assert module.main([str(root)]) == 0
    assert [(method, path) for method, path, _ in hub.asked] == [("POST", "repos/o/r/issues/7/comments")]


REFRESHED: dict[str, object] = {
    "GET repos/o/r/pulls": [{"head": {"ref": "entry/issue-7"}}],
    "GET repos/o/r/git/ref/heads/main": {"object": {"sha": "tip"}},
    "GET repos/o/r/git/commits/tip": {"tree": {"sha": "trunk"}},
    "GET repos/o/r/git/trees/trunk": {"tree": [{"path": "papers/2024/frog2024things.yaml"}]},
    "POST repos/o/r/git/trees": {"sha": "crown"},
    "POST repos/o/r/git/commits": {"sha": "new"},
}


@pytest.fixture
def refreshed(tmp_path: Path) -> Path:
    """What the first job of the refresh hands over, with what a stranger might have put beside it."""
    files = {
        "papers/2024/frog2024things.yaml": "key: frog2024things\n",
        "papers/2024/toad2024things.yaml": "key: toad2024things\n",
        ".github/workflows/evil.yml": "on: push\n",
        "papers/2024/big2024things.yaml": "x" * (WORK_BYTES_MAX + 1),
        "said.txt": "note: frog2024things: venue ``` (DBLP)",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "papers/2024/link2024things.yaml").symlink_to("/etc/passwd")
    return tmp_path


@pytest.mark.usefixtures("variables")
def test_refreshed_entries_become_one_pull_request(refreshed: Path) -> None:
    hub = Hub(REFRESHED)
    assert script("open_refresh", hub).main([str(refreshed)]) == 0
    written = [(path, body) for method, path, body in hub.asked if method == "POST"]
    assert written[0] == (
        "repos/o/r/git/trees",
        {
            "base_tree": "trunk",
            "tree": [
                {
                    "path": "papers/2024/frog2024things.yaml",
                    "mode": "100644",
                    "type": "blob",
                    "content": "key: frog2024things\n",
                }
            ],
        },
    ), "an entry that is not in the repository, or is too large, and anything else is left out"
    assert written[1][1]["parents"] == ["tip"]
    assert written[2] == ("repos/o/r/git/refs", {"ref": "refs/heads/refresh/42-1", "sha": "new"})
    path, proposal = written[3]
    assert (path, proposal["head"], proposal["base"]) == ("repos/o/r/pulls", "refresh/42-1", "main")
    assert proposal["body"].count("`") == 6


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize(
    "answers",
    [
        {"GET repos/o/r/pulls": [{"head": {"ref": "refresh/41-1"}}]},
        {"GET repos/o/r/git/trees/trunk": {"tree": []}},
    ],
)
def test_no_second_pull_request_is_opened_beside_one_that_waits(refreshed: Path, answers: dict[str, object]) -> None:
    hub = Hub(REFRESHED | answers)
    assert script("open_refresh", hub).main([str(refreshed)]) == 0
    assert {method for method, _, _ in hub.asked} == {"GET"}


@pytest.mark.usefixtures("variables")
def test_without_a_change_nothing_is_asked(tmp_path: Path) -> None:
    (tmp_path / "said.txt").write_text("0 files")
    hub = Hub(REFRESHED)
    assert script("open_refresh", hub).main([str(tmp_path)]) == 0
    assert hub.asked == []


@pytest.mark.usefixtures("variables")
def test_no_branch_is_left_where_the_pull_request_is_refused(refreshed: Path) -> None:
    refused = subprocess.CalledProcessError(1, "gh")
    hub = Hub(REFRESHED | {"POST repos/o/r/pulls": refused})
    with pytest.raises(subprocess.CalledProcessError):
        script("open_refresh", hub).main([str(refreshed)])
    assert hub.asked[-1][:2] == ("DELETE", "repos/o/r/git/refs/heads/refresh/42-1")


def test_gh_is_called_without_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub = tmp_path / "gh"
    stub.write_text(f"#!{sys.executable}\nimport json, sys\nprint(json.dumps([sys.argv[1:], sys.stdin.read()]))\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    call = script("github_api").call_gh
    answer = call("POST", "repos/o/r/pulls", "a=$(id)", body={"x": "`id`"})
    assert answer == [
        ["api", "--method", "POST", "repos/o/r/pulls", "-f", "a=$(id)", "--input", "-"],
        json.dumps({"x": "`id`"}),
    ]


def test_what_gh_says_of_a_failure_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub = tmp_path / "gh"
    stub.write_text("#!/bin/sh\necho 'gh: Label <b> does not exist (HTTP 422)' >&2\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    module = script("github_api")
    with pytest.raises(module.GitHubError, match="gh: Label b does not exist"):
        module.call_gh("GET", "repos/o/r/labels/paper")
    assert len(str(module.GitHubError(1, "gh", "", "x" * 9000))) == module.SAID_MAX


def step_that(workflow: str, words: str) -> str:
    """Return the script of the step of a workflow that holds some words."""
    runs = [str(step.get("run", "")) for step in steps_of(ROOT / f".github/workflows/{workflow}.yml")]
    return next(run for run in runs if words in run)


def run_step(run: str, folder: Path) -> str:
    """Run a step as GitHub does, and return what it says."""
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", run], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.mark.parametrize(
    ("event", "paths", "is_code"),
    [
        ("pull_request", ["papers/2024/a.yaml", "papers/2025/b.yaml"], "false"),
        ("pull_request", ["papers/2024/a.yaml", "scripts/x.py"], "true"),
        ("pull_request", ["x/papers/a.yaml"], "true"),
        ("pull_request", ["taxonomy/nodes.yaml"], "true"),
        ("push", ["papers/2024/a.yaml"], "true"),
    ],
)
def test_a_change_of_entries_only_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, event: str, paths: list[str], is_code: str
) -> None:
    run = step_that("check", "GITHUB_OUTPUT")

    def git(*arguments: str) -> None:
        settings = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(tmp_path), *settings, *arguments], check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("commit", "-q", "--allow-empty", "-m", "Base")
    git("checkout", "-q", "-b", "change")
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    git("add", "-A")
    git("commit", "-q", "-m", "Change")
    # What others merged in the meantime is not this change's.
    git("checkout", "-q", "main")
    (tmp_path / "code.py").write_text("x")
    git("add", "code.py")
    git("commit", "-q", "-m", "Others")
    git("merge", "-q", "--no-ff", "-m", "Merge", "change")
    for name, value in {"EVENT": event, "RUNNER_TEMP": tmp_path.parent, "GITHUB_OUTPUT": tmp_path / "output"}.items():
        monkeypatch.setenv(name, str(value))
    run_step(run, tmp_path)
    assert (tmp_path / "output").read_text() == f"code={is_code}\n"


@pytest.mark.parametrize(
    ("repository", "set_to", "address"),
    [
        ("CoDev/Atlas", "", "https://codev.github.io/Atlas/"),
        ("codev/codev.github.io", "", "https://codev.github.io/"),
        ("codev/atlas", "https://atlas.example/", "https://atlas.example/"),
    ],
)
def test_the_site_is_published_with_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repository: str, set_to: str, address: str
) -> None:
    make = tmp_path / "make"
    make.write_text('#!/bin/sh\necho "$1 $CODEV_SITE_URL"\n')
    make.chmod(0o755)
    given = {"GITHUB_REPOSITORY": repository, "GITHUB_REPOSITORY_OWNER": repository.partition("/")[0], "SITE_URL": set_to}
    for name, value in {**given, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}.items():
        monkeypatch.setenv(name, value)
    assert run_step(step_that("publish", "CODEV_SITE_URL"), tmp_path) == f"site {address}\n"


@pytest.mark.slow
def test_the_steps_that_make_an_entry_run_here(base: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = next(step["run"] for step in steps_of(ROOT / ".github/workflows/add-paper.yml") if "FORM" in step.get("env", {}))
    (base / ".venv").symlink_to(repository / ".venv")
    monkeypatch.setenv("FORM", (repository / "tests/fixtures/contribute/issue.md").read_text("utf-8"))
    subprocess.run(["bash", "-euo", "pipefail", "-c", run], cwd=base, check=True, capture_output=True)
    module = script("open_entry")
    found = module.find_entry(base / "build/entry")
    assert found is not None
    assert found[0] == "papers/2024/cheng2024seeclick.yaml"
    assert "no findings" in module.read_said(base / "build/entry")
    monkeypatch.setenv("FORM", "$(touch hacked)`touch hacked`\n### arXiv id\n\nnonsense")
    shutil.rmtree(base / "build/entry")
    subprocess.run(["bash", "-euo", "pipefail", "-c", run], cwd=base, check=True, capture_output=True)
    assert module.find_entry(base / "build/entry") is None
    assert "names no work" in module.read_said(base / "build/entry")
    assert not list(base.rglob("hacked"))


@pytest.mark.slow
@pytest.mark.parametrize("answers", [True, False])
def test_the_steps_that_refresh_run_here(base: Path, monkeypatch: pytest.MonkeyPatch, *, answers: bool) -> None:
    run = next(
        step["run"] for step in steps_of(ROOT / ".github/workflows/refresh.yml") if "CODEV_MAILTO" in step.get("env", {})
    )
    (base / ".venv/bin").mkdir(parents=True)
    played = base / ".venv/bin/codev"
    entry = "papers/2023/liu2023visual.yaml"
    said = f"echo '{entry}'; echo '  note: liu2023visual: venue' >&2" if answers else "echo 'codev: nobody answers' >&2; exit 1"
    played.write_text(f"#!/bin/sh\nif [ \"$1\" = check ]; then echo 'no findings'; exit 0; fi\n{said}\n")
    played.chmod(0o755)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(base / "summary.md"))
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", run], cwd=base, check=False, capture_output=True, text=True)
    assert (done.returncode == 0) == answers
    if not answers:
        assert "nobody answers" in done.stdout
        return
    module = script("open_refresh")
    assert list(module.find_entries(base / "build/refresh")) == [entry]
    assert "note: liu2023visual: venue" in module.read_said(base / "build/refresh")
    assert "no findings" in (base / "summary.md").read_text()


@pytest.mark.slow
def test_the_diff_tells_a_change_s_own_works_only(
    base: Path, git: Any, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The branch began before others merged theirs: what is compared is the merge commit with its first parent."""
    (base / ".venv").symlink_to(repository / ".venv")

    def add(key: str) -> None:
        lines = [f"key: {key}", f"title: How {key[7:]} Frogs Leap", f"authors: [Ada {key[7:].title()}]", "year: 2023"]
        lines += [f"url: https://example.org/{key}", "scope: extended", "added: '2026-11-20'", ""]
        (base / f"papers/2023/{key}.yaml").write_text("\n".join(lines), "utf-8")
        git("add", "papers")
        git("commit", "-q", "-m", key)

    git("checkout", "-q", "-b", "change")
    add("liu2023own")
    git("checkout", "-q", "main")
    add("liu2023other")
    add("liu2023third")
    git("merge", "-q", "--no-ff", "-m", "Merge", "change")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(base / "summary.md"))
    run_step(step_that("preview", "codev diff"), base)
    text = script("post_diff").read_diff(base / "build/diff/diff.md")
    assert text is not None
    assert "liu2023own" in text
    assert "liu2023other" not in text
    assert "liu2023third" not in text
    assert "liu2023own" in json.dumps(json.loads((base / "build/diff/diff.json").read_text())["changes"])


def test_the_citation_names_no_author_that_the_facts_do_not() -> None:
    citation = read(ROOT / "CITATION.cff")
    survey = citation["references"][0]
    assert (survey["doi"], survey["volume"], survey["issue"]) == ("10.1109/TPAMI.2025.3576835", 47, 10)
    assert all(set(author) == {"name"} for author in (*citation["authors"], *survey["authors"]))
