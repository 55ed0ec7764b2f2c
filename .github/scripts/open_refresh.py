"""Opens a pull request with the entries that `codev refresh` brought up to date.

Run by .github/workflows/refresh.yml with a token that may write.  What the first job made comes from answers of strangers'
services: only files at paths of entries that are there already are taken, of a bounded size; nothing in them is run.
"""
# ruff: noqa: INP001, T201 - a script that tells the log what it did

from __future__ import annotations

import os
import sys
from pathlib import Path

from github_api import call_gh, read_bounded
from open_entry import BYTES_MAX, ENTRY_PATTERN

BRANCH_PREFIX = "refresh/"
"""How the branches of this script begin."""

FILES_MAX = 2000
"""Entries of one pull request: more than ever change in a month."""

SAID_MAX = 40_000
"""Characters of what the command said that are shown: GitHub allows 65,536 in a pull request."""


def find_entries(folder: Path) -> dict[str, str]:
    """Return the texts of the entries in a folder, by path."""
    found = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        content = read_bounded(file, BYTES_MAX) if ENTRY_PATTERN.fullmatch(path) else None
        if content is not None and len(found) < FILES_MAX:
            found[path] = content.decode("utf-8")
    return found


def read_said(folder: Path) -> str:
    """Return what the command said, in a block of code that it cannot leave."""
    raw = read_bounded(folder / "said.txt", 4 * 1024 * 1024)
    text = (raw or b"").decode("utf-8", "replace").replace("`", "'").replace("\0", "").strip()
    cut = "\n…" if len(text) > SAID_MAX else ""
    return f"\n\n```text\n{text[:SAID_MAX]}{cut}\n```" if text else ""


def object_of(answer: object, name: str) -> dict[str, str]:
    """Return an object within an answer of GitHub's; an empty one where it has none of the name."""
    found = answer.get(name) if isinstance(answer, dict) else None
    return found if isinstance(found, dict) else {}


def is_open(repository: str) -> bool:
    """Return whether an earlier pull request of this script still waits."""
    pulls = call_gh("GET", f"repos/{repository}/pulls", "state=open", "per_page=100")
    return isinstance(pulls, list) and any(each["head"]["ref"].startswith(BRANCH_PREFIX) for each in pulls)


def commit_entries(repository: str, branch: str, entries: dict[str, str], message: str) -> str | None:
    """Commit entries on top of a branch; returns the commit, or None where none of them is there already."""
    tip = object_of(call_gh("GET", f"repos/{repository}/git/ref/heads/{branch}"), "object")["sha"]
    tree = object_of(call_gh("GET", f"repos/{repository}/git/commits/{tip}"), "tree")["sha"]
    listed = call_gh("GET", f"repos/{repository}/git/trees/{tree}", "recursive=1")
    there = {each["path"] for each in listed["tree"]} if isinstance(listed, dict) else set()
    changed = [
        {"path": path, "mode": "100644", "type": "blob", "content": text} for path, text in entries.items() if path in there
    ]
    if not changed:
        return None
    made = call_gh("POST", f"repos/{repository}/git/trees", body={"base_tree": tree, "tree": changed})
    new = {"message": message, "tree": made["sha"] if isinstance(made, dict) else "", "parents": [tip]}
    commit = call_gh("POST", f"repos/{repository}/git/commits", body=new)
    return str(commit["sha"]) if isinstance(commit, dict) else None


def main(arguments: list[str]) -> int:
    """Open the pull request; returns the exit code."""
    folder = Path(arguments[0])
    repository, branch = os.environ["GITHUB_REPOSITORY"], os.environ["DEFAULT_BRANCH"]
    entries = find_entries(folder)
    if not entries:
        print("nothing has changed; no pull request is opened")
        return 0
    if is_open(repository):
        print("an earlier pull request of refreshed entries is open: merge or close it, and run this again")
        return 0
    count = f"{len(entries):,} entr{'y' if len(entries) == 1 else 'ies'}"
    title = f"Bring {count} up to date"
    commit = commit_entries(repository, branch, entries, f"{title}\n\nWhat the services know now that the entries did not.")
    if commit is None:
        print("none of the changed entries is in the repository; no pull request is opened")
        return 0
    head = f"{BRANCH_PREFIX}{os.environ['GITHUB_RUN_ID']}-{os.environ['GITHUB_RUN_ATTEMPT']}"
    call_gh("POST", f"repos/{repository}/git/refs", body={"ref": f"refs/heads/{head}", "sha": commit})
    text = (
        "What arXiv, DBLP, Crossref and others know now that the entries did not. Each line below names its source. "
        "A person has to look at it before it is merged; closing it and opening it again starts the checks, "
        f"which a bot's pull request does not.{read_said(folder)}"
    )
    try:
        call_gh("POST", f"repos/{repository}/pulls", body={"title": title, "head": head, "base": branch, "body": text})
    except Exception:
        # A branch without a pull request would only lie about.
        call_gh("DELETE", f"repos/{repository}/git/refs/heads/{head}")
        raise
    print(f"opened a pull request with {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
