"""Opens a pull request with the entry that a filed form became, or says on the issue why there is none.

Run by .github/workflows/add-paper.yml with a token that may write.  What the first job made comes from a stranger's text:
exactly one file is taken, at a path of an entry, of a bounded size; nothing in it is followed or run.
"""
# ruff: noqa: INP001, T201 - a script that tells the log what it did

from __future__ import annotations

import base64
import os
import re
import sys
from pathlib import Path

from github_api import call_gh, read_bounded

ENTRY_PATTERN = re.compile(r"papers/[12][0-9]{3}/([a-z]+[12][0-9]{3}[a-z0-9]+)\.yaml")
"""The path of an entry, and its key; `codev.ids.WORK_KEY_PATTERN`."""

BYTES_MAX = 256 * 1024
"""`codev.store.layout.WORK_BYTES_MAX`; a test holds the two together."""

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


def main(arguments: list[str]) -> int:
    """Open the pull request; returns the exit code."""
    folder = Path(arguments[0])
    repository, branch = os.environ["GITHUB_REPOSITORY"], os.environ["DEFAULT_BRANCH"]
    issue = int(os.environ["ISSUE"])
    entry, said = find_entry(folder), read_said(folder)
    if entry is None:
        text = f"No entry could be made of this form. Edit it, and it is tried again.{said}"
        call_gh("POST", f"repos/{repository}/issues/{issue}/comments", body={"body": text})
        print("no entry; said so on the issue")
        return 0
    path, key, content = entry
    head = f"entry/issue-{issue}"
    refs = call_gh("GET", f"repos/{repository}/git/matching-refs/heads/{head}")
    if isinstance(refs, list) and any(each["ref"] == f"refs/heads/{head}" for each in refs):
        # Somebody may have worked on the branch: it is not written over.
        text = f"The entry of this form stands in the branch `{head}` already: correct it there, in its pull request."
        call_gh("POST", f"repos/{repository}/issues/{issue}/comments", body={"body": text})
        print("the branch exists; said so on the issue")
        return 0
    tip = call_gh("GET", f"repos/{repository}/git/ref/heads/{branch}")
    commit = tip["object"]["sha"] if isinstance(tip, dict) else ""
    call_gh("POST", f"repos/{repository}/git/refs", body={"ref": f"refs/heads/{head}", "sha": commit})
    message = f"Add {key}\n\nFrom the form in #{issue}."
    added = {"message": message, "content": base64.b64encode(content).decode(), "branch": head}
    call_gh("PUT", f"repos/{repository}/contents/{path}", body=added)
    text = (
        f"Made of the form in #{issue}: closes #{issue}. A person has to look at it before it is merged; "
        f"closing it and opening it again starts the checks, which a bot's pull request does not.{said}"
    )
    proposal = {"title": f"Add {key}", "head": head, "base": branch, "body": text}
    call_gh("POST", f"repos/{repository}/pulls", body=proposal)
    print(f"opened a pull request with {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
