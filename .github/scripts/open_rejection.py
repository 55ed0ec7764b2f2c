"""Opens a pull request that notes a rejected paper in papers/rejected.yaml, or says on the list why not.

Run by .github/workflows/accept.yml with a token that may write.  Rejections that wait for a merge share one pull request: each
one of its own would change the same end of the same file.  What the job before made comes from strangers' text: only the last
item of the one file is taken, of a bounded size; nothing in it is followed or run.
"""
# ruff: noqa: INP001, T201 - a script that tells the log what it did

from __future__ import annotations

import base64
import os
import re
import sys
from pathlib import Path
from typing import Any

from github_api import GitHubError, call_gh, comments_path, read_bounded
from open_entry import BYTES_MAX, read_said

REJECTED_PATH = "papers/rejected.yaml"
"""`codev.model.rejected.REJECTED_PATH`; a test holds the two together."""

BRANCH = "reject/watch-"
"""How the branch of a pull request with rejections begins."""


def last_item(text: str) -> str | None:
    """Return the lines of the last paper of the file, or None where it has none."""
    start = text.rfind("\n- id: ")
    return text[start + 1 :].rstrip("\n") + "\n" if start >= 0 else None


def find_waiting(repository: str) -> dict[str, Any] | None:
    """Return the open pull request with rejections, or None; a branch of a fork may be called anything."""
    pulls = call_gh("GET", f"repos/{repository}/pulls", "state=open", "per_page=100")
    for each in pulls if isinstance(pulls, list) else []:
        head = each["head"]
        if head["ref"].startswith(BRANCH) and (head.get("repo") or {}).get("full_name") == repository:
            return dict(each)
    return None


def read_file(repository: str, branch: str) -> tuple[str, str] | None:
    """Return the text and the blob of the file on a branch; None where it is not there."""
    try:
        found = call_gh("GET", f"repos/{repository}/contents/{REJECTED_PATH}", f"ref={branch}")
    except GitHubError as error:
        if "404" in str(error):
            return None
        raise
    if not isinstance(found, dict):
        return None
    return base64.b64decode(found["content"]).decode("utf-8"), str(found["sha"])


def note(text: str, said: str) -> str:
    """Add the paper to the pull request that waits, or open one.

    Args:
        text: The file as the job before made it.
        said: What the command said.

    Returns:
        What to say on the list; empty where the new pull request, which names it, says it.
    """
    repository, branch, issue = os.environ["GITHUB_REPOSITORY"], os.environ["DEFAULT_BRANCH"], int(os.environ["ISSUE"])
    paper = os.environ["PAPER"]
    waiting = find_waiting(repository)
    head = str(waiting["head"]["ref"]) if waiting else BRANCH + re.sub("[^a-z0-9]+", "-", paper.lower())
    if waiting is None:
        tip = call_gh("GET", f"repos/{repository}/git/ref/heads/{branch}")
        commit = tip["object"]["sha"] if isinstance(tip, dict) else ""
        refs = call_gh("GET", f"repos/{repository}/git/matching-refs/heads/{head}")
        if isinstance(refs, list) and any(each["ref"] == f"refs/heads/{head}" for each in refs):
            # Left by a run that was cut short, or by a pull request that is closed: nobody works on it.
            body = {"sha": commit, "force": True}
            call_gh("PATCH", f"repos/{repository}/git/refs/heads/{head}", body=body)
        else:
            call_gh("POST", f"repos/{repository}/git/refs", body={"ref": f"refs/heads/{head}", "sha": commit})
    item = last_item(text) or ""
    there = read_file(repository, head)
    if there is None or item not in there[0]:
        whole = text if there is None else there[0].rstrip("\n") + "\n" + item
        changed: dict[str, Any] = {"message": f"Reject {paper}\n\nFrom the list in #{issue}.", "branch": head}
        changed |= {"content": base64.b64encode(whole.encode()).decode()} | ({"sha": there[1]} if there else {})
        call_gh("PUT", f"repos/{repository}/contents/{REJECTED_PATH}", body=changed)
    if waiting is not None:
        return f"{paper} is noted in the pull request of rejections that waits, #{waiting['number']}."
    body_text = (
        f"Rejected in #{issue}: {paper}. Further rejections join this pull request until it is merged; "
        f"closing it and opening it again starts the checks, which a bot's pull request does not.{said}"
    )
    proposal = {"title": "Note rejected papers", "head": head, "base": branch, "body": body_text}
    call_gh("POST", f"repos/{repository}/pulls", body=proposal)
    return ""


def main(arguments: list[str]) -> int:
    """Note the rejection, or say on the list why it is not; returns the exit code."""
    folder, paper = Path(arguments[0]), os.environ["PAPER"]
    log = f"[What the workflow did]({os.environ['RUN_URL']})"
    again = f"Take the tick of `{paper}` away and set it again, and it is tried again."
    exit_code = 0
    if os.environ["CHOICE"] == "both":
        text = f"Both boxes of `{paper}` are ticked, so nothing was done: take both ticks away, and set one again."
    elif not folder.is_dir():
        text, exit_code = f"{paper} was not rejected: the workflow failed before that. {log}.", 1
    elif (raw := read_bounded(folder / REJECTED_PATH, BYTES_MAX)) is None or last_item(raw.decode("utf-8", "replace")) is None:
        text = f"{paper} could not be rejected. {again}{read_said(folder)}"
    else:
        try:
            text = note(raw.decode("utf-8", "replace"), read_said(folder))
        except GitHubError as error:
            text, exit_code = f"The rejection of {paper} could not be noted: {error}. {again} {log}.", 1
    if text:
        call_gh("POST", comments_path(), body={"body": text})
    print(text or f"opened a pull request that rejects {paper}")
    return exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
