"""Posts a knowledge diff as a comment on its pull request, or replaces the one that an earlier run posted.

Run by .github/workflows/comment.yml with a token that may comment.  The diff was made by a stranger's code: it is text of a
bounded length that must begin with the mark of `codev diff`, and nothing in it is followed or run.
"""
# ruff: noqa: INP001, T201 - a script that tells the log what it did

from __future__ import annotations

import os
import sys
from pathlib import Path

from github_api import GitHubError, call_gh, read_bounded

MARK = "<!-- codev-diff -->"
"""`codev.contribute.difference_text.COMMENT_MARK`; a test holds the two together."""

CHARACTERS_MAX = 65_000
"""GitHub allows 65,536 characters in a comment."""

PREVIEW = "site-preview"
"""The artifact of "Preview" that holds the site; a test holds the two together."""

PREVIEW_LENGTH_MAX = 1000
"""Characters of the comment that are left for how to open the site."""

PAGES_MAX = 20
"""Pages of a hundred comments that are looked through for an earlier one."""

BOT = "github-actions[bot]"


def read_diff(file: Path) -> str | None:
    """Return the diff's text, or None where the file is none."""
    raw = read_bounded(file, 4 * CHARACTERS_MAX)
    text = (raw or b"").decode("utf-8", "replace").replace("\0", "")
    return text[: CHARACTERS_MAX - PREVIEW_LENGTH_MAX] if text.startswith(MARK) else None


def tell_preview(repository: str, run: int) -> str:
    """Return how to open the site that a run built; empty where it built none, or GitHub keeps it no longer.

    The site is a stranger's: it is opened on the reader's own machine, never put on the pages of the repository, whose address
    readers trust.

    Args:
        repository: Its owner and name.
        run: The id of the run of "Preview".
    """
    try:
        answer = call_gh("GET", f"repos/{repository}/actions/runs/{run}/artifacts", f"name={PREVIEW}", "per_page=1")
    except GitHubError:
        return ""
    found = answer.get("artifacts") if isinstance(answer, dict) else None
    if not found or found[0]["expired"]:
        return ""
    address = f"{os.environ['SERVER_URL']}/{repository}/actions/runs/{run}/artifacts/{int(found[0]['id'])}"
    return (
        f"\n\n**Preview of the site:** [download it]({address}), or in an empty folder:\n\n```sh\n"
        f"gh run download {run} --repo {repository} --name {PREVIEW} --dir preview\n"
        "python3 -m http.server --bind 127.0.0.1 --directory preview 8000\n```\n\n"
        "Then open <http://127.0.0.1:8000/>. It was built by the code of this pull request.\n"
    )


def find_pull_request(repository: str, owner: str, branch: str, commit: str) -> int | None:
    """Return the number of the open pull request whose head is a commit, or None."""
    answer = call_gh("GET", f"repos/{repository}/pulls", "state=open", f"head={owner}:{branch}")
    found = [each["number"] for each in answer if each["head"]["sha"] == commit] if isinstance(answer, list) else []
    return int(found[0]) if found else None


def find_comment(repository: str, number: int) -> int | None:
    """Return the id of the comment that an earlier run posted, or None."""
    for page in range(1, PAGES_MAX + 1):
        comments = call_gh("GET", f"repos/{repository}/issues/{number}/comments", "per_page=100", f"page={page}")
        if not isinstance(comments, list):
            return None
        for each in comments:
            if each["user"]["login"] == BOT and each["body"].startswith(MARK):
                return int(each["id"])
        if len(comments) < 100:
            return None
    return None


def main(arguments: list[str]) -> int:
    """Post the diff that a file holds; returns the exit code."""
    text = read_diff(Path(arguments[0]))
    if text is None:
        print("the artifact holds no knowledge diff; nothing is posted")
        return 0
    repository = os.environ["GITHUB_REPOSITORY"]
    number = find_pull_request(repository, os.environ["HEAD_OWNER"], os.environ["HEAD_BRANCH"], os.environ["HEAD_SHA"])
    if number is None:
        print("no open pull request has this commit at its head; nothing is posted")
        return 0
    text += tell_preview(repository, int(os.environ["PREVIEW_RUN"]))
    earlier = find_comment(repository, number)
    if earlier is not None:
        call_gh("PATCH", f"repos/{repository}/issues/comments/{earlier}", body={"body": text})
    else:
        call_gh("POST", f"repos/{repository}/issues/{number}/comments", body={"body": text})
    print(f"posted on #{number}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
