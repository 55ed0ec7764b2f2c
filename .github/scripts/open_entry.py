"""Opens a pull request with the entry that a filed form or an accepted paper became, or says on the issue why not.

Run by .github/workflows/add-paper.yml and accept.yml with a token that may write.  What the job before made comes from
strangers' text: exactly one file is taken, at a path of an entry, of a bounded size; nothing in it is followed or run.
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

ENTRY_PATTERN = re.compile(r"papers/[12][0-9]{3}/([a-z]+[12][0-9]{3}[a-z0-9]+)\.yaml")
"""The path of an entry, and its key; `codev.ids.WORK_KEY_PATTERN`."""

BYTES_MAX = 256 * 1024
"""`codev.limits.files.WORK_BYTES_MAX`; a test holds the two together."""

SAID_MAX = 4000
"""Characters of what the command said that are shown."""


def find_entry(folder: Path) -> tuple[str, str, bytes] | None:
    """Return the path, the key and the content of the one entry in a folder, or None."""
    found = []
    for file in sorted(folder.rglob("*")):
        match = ENTRY_PATTERN.fullmatch(file.relative_to(folder).as_posix())
        content = read_bounded(file, BYTES_MAX) if match else None
        if match and content is not None:
            found.append((match.group(), match.group(1), content))
    return found[0] if len(found) == 1 else None


def read_said(folder: Path) -> str:
    """Return what the command said, in a block of code that it cannot leave."""
    raw = read_bounded(folder / "said.txt", 64 * 1024)
    text = (raw or b"").decode("utf-8", "replace").replace("`", "'").replace("\0", "").strip()
    return f"\n\n```text\n{text[:SAID_MAX]}\n```" if text else ""


def find_pull_request(repository: str, head: str) -> dict[str, Any] | None:
    """Return the pull request of a branch, open or not, the newest first; None where there is none."""
    owner = repository.partition("/")[0]
    found = call_gh("GET", f"repos/{repository}/pulls", "state=all", f"head={owner}:{head}")
    return found[0] if isinstance(found, list) and found else None


def has_branch(repository: str, head: str) -> bool:
    """Return whether a branch is there already."""
    refs = call_gh("GET", f"repos/{repository}/git/matching-refs/heads/{head}")
    return isinstance(refs, list) and any(each["ref"] == f"refs/heads/{head}" for each in refs)


def has_entry(repository: str, head: str, path: str) -> bool:
    """Return whether a branch holds a file already."""
    listed = call_gh("GET", f"repos/{repository}/git/trees/{head}", "recursive=1")
    return isinstance(listed, dict) and any(each["path"] == path for each in listed["tree"])


def open_pull_request(entry: tuple[str, str, bytes], said: str) -> str:
    """Open the pull request of an entry, going on where an earlier run was cut short.

    A pull request that is there is left alone, and so is what a branch holds: somebody may have worked on it.

    Returns:
        What to say on the issue; empty where the pull request, which names the issue, says it.
    """
    path, key, content = entry
    repository, branch, issue = os.environ["GITHUB_REPOSITORY"], os.environ["DEFAULT_BRANCH"], int(os.environ["ISSUE"])
    paper = os.environ.get("PAPER", "")
    # A form is one entry's; the list of the watch is many papers', and stays open when one of them is taken in.
    head = f"entry/watch-{re.sub('[^a-z0-9]+', '-', paper.lower())}" if paper else f"entry/issue-{issue}"
    origin = f"Accepted in #{issue}: {paper}." if paper else f"Made of the form in #{issue}: closes #{issue}."
    if (known := find_pull_request(repository, head)) is not None:
        is_open = known["state"] == "open"
        advice = "is open: correct the entry there" if is_open else "was closed: open it again, or file a new form"
        return f"The pull request of {paper or 'this form'}, #{known['number']}, {advice}."
    if not has_branch(repository, head):
        tip = call_gh("GET", f"repos/{repository}/git/ref/heads/{branch}")
        commit = tip["object"]["sha"] if isinstance(tip, dict) else ""
        call_gh("POST", f"repos/{repository}/git/refs", body={"ref": f"refs/heads/{head}", "sha": commit})
    if not has_entry(repository, head, path):
        message = f"Add {key}\n\nFrom {'the list' if paper else 'the form'} in #{issue}."
        added = {"message": message, "content": base64.b64encode(content).decode(), "branch": head}
        call_gh("PUT", f"repos/{repository}/contents/{path}", body=added)
    text = (
        f"{origin} A person has to look at it before it is merged; "
        f"closing it and opening it again starts the checks, which a bot's pull request does not.{said}"
    )
    call_gh("POST", f"repos/{repository}/pulls", body={"title": f"Add {key}", "head": head, "base": branch, "body": text})
    return ""


def main(arguments: list[str]) -> int:
    """Open the pull request, or say on the issue why there is none; returns the exit code."""
    folder = Path(arguments[0])
    entry, said = find_entry(folder), read_said(folder)
    paper = os.environ.get("PAPER", "")
    what, again = (paper, f"Take the tick of `{paper}` away and set it again") if paper else ("this form", "Edit the form")
    exit_code = 0
    if not folder.is_dir():
        text = f"No entry was made of {what}: the workflow failed before that. [What it did]({os.environ['RUN_URL']})."
        exit_code = 1
    elif entry is None:
        text = f"No entry could be made of {what}. {again}, and it is tried again.{said}"
    else:
        try:
            text = open_pull_request(entry, said)
        except GitHubError as error:
            text = (
                f"The entry was made, but its pull request could not be opened: {error}. {again}, and it is tried again. "
                f"A maintainer can see [what the workflow did]({os.environ['RUN_URL']}); "
                "`python3 .github/scripts/set_up.py` says which settings of the repository are missing."
            )
            exit_code = 1
    if text:
        call_gh("POST", comments_path(), body={"body": text})
    print(text or f"opened a pull request with {entry[0] if entry else ''}")
    return exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
