"""Reads which candidate of the weekly list was accepted or rejected: the box that an edit of the issue ticked.

Run by .github/workflows/accept.yml.  The event is a stranger's text: one id and one reason, each of a bounded form, are taken
from it, only from the issue that the watch filed, and only where whoever acted may write to the repository.  Anything else
chooses nothing.
"""
# ruff: noqa: INP001, T201 - a script that tells the log what it did

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

from file_watch import BOT, MARK
from github_api import GitHubError, call_gh

ID = r"(?:[0-9]{4}\.[0-9]{4,5}|10\.[0-9]{4,9}/[A-Za-z0-9._;()/:-]{1,150})"
"""An arXiv id of today, or a DOI without rare signs."""

TICKED = re.compile(rf"^ {{0,9}}- \[[xX]\] (accept|reject) `({ID})`(?:: ([^\r\n`<>]{{1,200}}))?[ \r]*$", re.MULTILINE)
"""A ticked box of the list, with the reason of a rejection; `codev.contribute.watch.listed` writes the box."""

WHY = "It does not belong here."
"""The reason where somebody emptied it."""

WRITERS = ("admin", "write")
"""What GitHub calls the permissions of those who may write; a maintainer's is told as ``write``."""


class Choice(NamedTuple):
    """What somebody decided about a candidate.

    Attributes:
        choice: ``accept``, ``reject``, or ``both`` where both boxes are ticked, which nobody can mean.
        paper: The candidate's id.
        why: Of a rejection: the reason.
    """

    choice: str
    paper: str
    why: str = ""


def ticked(text: str | None) -> dict[tuple[str, str], str]:
    """Return the reason that stands behind each ticked box, by what it does and the candidate's id."""
    return {(choice, paper): " ".join(why.split()) for choice, paper, why in TICKED.findall(text or "")}


def find_choice(event: dict[str, Any]) -> Choice | None:
    """Return what an event decides about the one candidate whose boxes it ticked, or None."""
    issue = event["issue"]
    if issue["user"]["login"] != BOT or not (issue["body"] or "").startswith(MARK):
        return None
    edited = event["changes"].get("body")
    if edited is None:
        return None  # the title was edited, and every box is as it was
    now = ticked(issue["body"])
    new = now.keys() - ticked(edited["from"]).keys()
    papers = {paper for _, paper in new}
    if len(papers) != 1:
        return None
    paper = papers.pop()
    if {("accept", paper), ("reject", paper)} <= now.keys():
        return Choice("both", paper)
    choice = next(iter(new))[0]
    return Choice(choice, paper, (now[choice, paper] or WHY) if choice == "reject" else "")


def may_write(repository: str, login: str) -> bool:
    """Return whether a person may write to the repository; what GitHub refuses to tell is a no."""
    try:
        answer = call_gh("GET", f"repos/{repository}/collaborators/{login}/permission")
    except GitHubError:
        return False
    return isinstance(answer, dict) and answer.get("permission") in WRITERS


def main() -> int:
    """Write the choice to the step's output where there is one; returns the exit code."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    chosen = find_choice(event)
    if chosen is None:
        print("nothing of the list was accepted or rejected")
        return 0
    if not may_write(os.environ["GITHUB_REPOSITORY"], event["sender"]["login"]):
        print("whoever ticked the box may not write to this repository; nothing is done")
        return 0
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"choice={chosen.choice}\npaper={chosen.paper}\nwhy={chosen.why}\n")
    print(f"{chosen.choice}: {chosen.paper}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
