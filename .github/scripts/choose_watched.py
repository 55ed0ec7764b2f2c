"""Reads which candidate of the weekly list was accepted: the box that an edit of the issue ticked.

Run by .github/workflows/accept.yml.  The event is a stranger's text: one id of a bounded form is taken from it, only from the
issue that the watch filed, and only where whoever acted may write to the repository.  Anything else chooses nothing.
"""
# ruff: noqa: INP001, T201 - a script that tells the log what it did

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from file_watch import BOT, MARK
from github_api import GitHubError, call_gh

ID = r"(?:[0-9]{4}\.[0-9]{4,5}|10\.[0-9]{4,9}/[A-Za-z0-9._;()/:-]{1,150})"
"""An arXiv id of today, or a DOI without rare signs."""

TICKED = re.compile(rf"^ {{0,9}}- \[[xX]\] accept `({ID})`[ \r]*$", re.MULTILINE)
"""A ticked box of the list; `codev.contribute.watch.listed` writes the box."""

WRITERS = ("admin", "write")
"""What GitHub calls the permissions of those who may write; a maintainer's is told as ``write``."""


def ticked_now(event: dict[str, Any]) -> list[str]:
    """Return the ids whose boxes an edit ticked."""
    before = ((event.get("changes") or {}).get("body") or {}).get("from") or ""
    earlier = set(TICKED.findall(before))
    return [each for each in TICKED.findall(event["issue"]["body"] or "") if each not in earlier]


def find_choice(event: dict[str, Any]) -> str | None:
    """Return the one id that an event accepts, or None."""
    issue = event["issue"]
    if issue["user"]["login"] != BOT or not (issue["body"] or "").startswith(MARK):
        return None
    ticked = ticked_now(event)
    return ticked[0] if len(ticked) == 1 else None


def may_write(repository: str, login: str) -> bool:
    """Return whether a person may write to the repository; what GitHub refuses to tell is a no."""
    try:
        answer = call_gh("GET", f"repos/{repository}/collaborators/{login}/permission")
    except GitHubError:
        return False
    return isinstance(answer, dict) and answer.get("permission") in WRITERS


def main() -> int:
    """Write the id to the step's output where there is one; returns the exit code."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    chosen = find_choice(event)
    if chosen is None:
        print("nothing of the list was accepted")
        return 0
    if not may_write(os.environ["GITHUB_REPOSITORY"], event["sender"]["login"]):
        print("whoever accepted may not write to this repository; nothing is done")
        return 0
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"paper={chosen}\n")
    print(f"accepted: {chosen}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
