"""Files the list of new papers that `codev watch` made as an issue, or replaces the list of an issue that is still open.

Run by .github/workflows/watch.yml with a token that may write issues.  Titles in the list are strangers' text, which the
command has made harmless: it is text of a bounded length that must begin with the command's mark, and nothing in it is run.
"""
# ruff: noqa: INP001, T201 - a script that tells the log what it did

from __future__ import annotations

import os
import sys
from pathlib import Path

from github_api import call_gh, read_bounded

MARK = "<!-- codev-watch -->"
"""`codev.contribute.watch.listed.LIST_MARK`; a test holds the two together."""

CHARACTERS_MAX = 65_000
"""GitHub allows 65,536 characters in an issue."""

TITLE = "New papers that may belong here"

BOT = "github-actions[bot]"


def read_list(file: Path) -> str | None:
    """Return the list, or None where the file is none."""
    raw = read_bounded(file, 4 * CHARACTERS_MAX)
    text = (raw or b"").decode("utf-8", "replace").replace("\0", "")
    return text[:CHARACTERS_MAX] if text.startswith(MARK) else None


def find_issue(repository: str) -> int | None:
    """Return the number of the open issue that an earlier run filed, or None."""
    issues = call_gh("GET", f"repos/{repository}/issues", "state=open", f"creator={BOT}", "per_page=100")
    for each in issues if isinstance(issues, list) else []:
        if each["user"]["login"] == BOT and (each["body"] or "").startswith(MARK):
            return int(each["number"])
    return None


def main(arguments: list[str]) -> int:
    """File the list in a folder; returns the exit code."""
    text = read_list(Path(arguments[0]) / "list.md")
    if text is None:
        print("the artifact holds no list; nothing is filed")
        return 0
    repository = os.environ["GITHUB_REPOSITORY"]
    number = find_issue(repository)
    if number is None:
        call_gh("POST", f"repos/{repository}/issues", body={"title": TITLE, "body": text})
        print("filed the list as a new issue")
    else:
        call_gh("PATCH", f"repos/{repository}/issues/{number}", body={"body": text})
        print(f"replaced the list of #{number}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
