"""Sets a repository up for the workflows beside it, and says what is set and what is missing: labels, settings, variables.

``python3 .github/scripts/set_up.py`` only looks; ``--apply`` makes what can be made.  It speaks through ``gh`` as whoever is
signed in there (``gh auth login``), who must be an administrator; the repository is that of the folder, or the one that
``GITHUB_REPOSITORY`` names.  What GitHub refuses is told, and the rest is done.  Exit codes: 0 all is set, 1 something lacks.
"""
# ruff: noqa: INP001, S603, T201 - a script that tells what it did; gh with fixed arguments, no shell

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from github_api import GitHubError, call_gh

ROOT = Path(__file__).parent.parent
"""The folder ``.github``."""

LABELS = {
    "paper": ("0e8a16", "A paper to add: a bot makes an entry of the form"),
    "correction": ("d93f0b", "Something in an entry or on a page is wrong"),
    "tool": ("1d76db", "About the toolchain or the site"),
}
"""The labels that the forms and workflows name, with colour and description; a test holds them to the forms."""

OPTIONAL_VARIABLES = {
    "CODEV_SITE_URL": "the site's address, where it has a domain of its own",
    "CODEV_MAILTO": "a mail address at which arXiv, Crossref and the others reach the maintainers",
}
"""Variables that a workflow reads and that may be empty."""


class Setting(NamedTuple):
    """One thing that has to be set.

    Attributes:
        name: What it is called in the list.
        is_set: Looks.
        make: Sets it; None where only a person can.
        why: What needs it.
    """

    name: str
    is_set: Callable[[], bool]
    make: Callable[[], object] | None
    why: str


def read(path: str) -> dict[str, object]:
    """Return an object of GitHub's API; an empty one where it is not there, or may not be seen."""
    try:
        found = call_gh("GET", path)
    except GitHubError:
        return {}
    return found if isinstance(found, dict) else {}


def settings(repository: str) -> Iterator[Setting]:
    """Yield everything that the workflows need.

    Args:
        repository: Its owner and name.
    """
    base = f"repos/{repository}"
    for name, (colour, about) in LABELS.items():
        body = {"name": name, "color": colour, "description": about}
        yield Setting(
            f"label {name!r}",
            lambda name=name: read(f"{base}/labels/{name}").get("name") == name,  # type: ignore[misc]
            lambda body=body: call_gh("POST", f"{base}/labels", body=body),  # type: ignore[misc]
            "the issue forms give it, and 'Add a paper' waits for it",
        )
    workflow = f"{base}/actions/permissions/workflow"
    yield Setting(
        "workflows may open pull requests",
        lambda: read(workflow).get("can_approve_pull_request_reviews") is True,
        lambda: call_gh(
            "PUT", workflow, body={"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True}
        ),
        "'Add a paper' opens one",
    )
    yield Setting(
        "workflows may only read where they do not say more",
        lambda: read(workflow).get("default_workflow_permissions") == "read",
        lambda: call_gh(
            "PUT", workflow, body={"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True}
        ),
        "least privilege",
    )
    yield Setting(
        "Pages are built by a workflow",
        lambda: read(f"{base}/pages").get("build_type") == "workflow",
        lambda: call_gh("PUT" if read(f"{base}/pages") else "POST", f"{base}/pages", body={"build_type": "workflow"}),
        "'Publish' puts the site there",
    )
    yield Setting(
        "branches are deleted once they are merged",
        lambda: read(base).get("delete_branch_on_merge") is True,
        lambda: call_gh("PATCH", base, body={"delete_branch_on_merge": True}),
        "the bot makes one a form",
    )
    yield Setting(
        "vulnerabilities can be reported in private",
        lambda: read(f"{base}/private-vulnerability-reporting").get("enabled") is True,
        lambda: call_gh("PUT", f"{base}/private-vulnerability-reporting"),
        "strangers' text is read by workflows",
    )
    yield Setting(
        "main is protected",
        lambda: bool(read(f"{base}/branches/main").get("protected")),
        None,
        "nothing is merged unchecked: Settings, Rules, New branch ruleset, require 'Entries' and 'What changes'",
    )


def secrets_named(folder: Path) -> set[str]:
    """Return the secrets that the workflows of a folder name, besides the token that GitHub gives itself."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("workflows/*.yml"))]
    return {name for text in texts for name in re.findall(r"\bsecrets\.(\w+)", text)} - {"GITHUB_TOKEN"}


def repository_here() -> str:
    """Return the owner and name of the repository to set up."""
    if given := os.environ.get("GITHUB_REPOSITORY"):
        return given
    command = ["gh", "repo", "view", "--json", "nameWithOwner", "--jq", ".nameWithOwner"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main(arguments: list[str]) -> int:
    """List what is set, set what can be set where that is asked for; returns the exit code."""
    if arguments not in ([], ["--apply"]):
        print("python3 .github/scripts/set_up.py [--apply]")
        return 2
    repository, missing = repository_here(), 0
    for each in settings(repository):
        told, is_set = "", each.is_set()
        if not is_set and arguments and each.make is not None:
            try:
                each.make()
                is_set, told = each.is_set(), " (set now)"
            except GitHubError as error:
                told = f" (GitHub refused: {error})"
        missing += not is_set
        print(f"[{'x' if is_set else ' '}] {each.name}{told}" + ("" if is_set else f": {each.why}"))
    for name in sorted(secrets_named(ROOT)):
        is_set = bool(read(f"repos/{repository}/actions/secrets/{name}"))
        missing += not is_set
        print(f"[{'x' if is_set else ' '}] secret {name}" + ("" if is_set else f": 'gh secret set {name}'"))
    for name, about in OPTIONAL_VARIABLES.items():
        is_set = bool(read(f"repos/{repository}/actions/variables/{name}"))
        print(f"[{'x' if is_set else '-'}] variable {name}, which may be empty: {about}")
    advice = "; --apply sets what can be set" if missing and not arguments else ""
    print(f"{missing} missing{advice}" if missing else "all is set")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
