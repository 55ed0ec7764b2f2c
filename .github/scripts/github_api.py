"""What the scripts beside it share: GitHub's API through ``gh``, and files that a stranger's code or text made.

Standard library only, so that a job with a token that may write installs nothing.
"""
# ruff: noqa: INP001, S603, T201 - a folder of scripts, not a package; gh with fixed arguments, no shell; tells the log

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

SAID_MAX = 300
"""Characters of GitHub's answer that are told."""


class GitHubError(subprocess.CalledProcessError):
    """GitHub refuses a call, or cannot be reached; as text it says why."""

    def __str__(self) -> str:
        """Return GitHub's own words on one line, bounded, without marks that a comment would show as something else."""
        words = " ".join(re.sub(r"[`<>\[\]@#]", "", str(self.stderr or "")).split())[:SAID_MAX]
        return words or f"gh ended with {self.returncode}"


def call_gh(method: str, path: str, *fields: str, body: object = None) -> object:
    """Return what GitHub's API answers, as plain data.

    Args:
        method: ``GET``, ``POST``, ``PUT``, ``PATCH`` or ``DELETE``.
        path: Such as ``repos/o/r/pulls``.
        fields: ``name=value``, for the query of a ``GET``.
        body: What is sent, as plain data.

    Raises:
        GitHubError: GitHub refuses; its answer is in the log.
    """
    given = [part for field in fields for part in ("-f", field)] + (["--input", "-"] if body is not None else [])
    text = json.dumps(body) if body is not None else None
    command = ["gh", "api", "--method", method, path, *given]
    done = subprocess.run(command, input=text, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stdout, done.stderr, file=sys.stderr)
        raise GitHubError(done.returncode, command[:5], done.stdout, done.stderr)
    return json.loads(done.stdout or "null")


def comments_path() -> str:
    """Return the path of the comments on the issue that the workflow is about: of ``GITHUB_REPOSITORY`` and ``ISSUE``."""
    return f"repos/{os.environ['GITHUB_REPOSITORY']}/issues/{int(os.environ['ISSUE'])}/comments"


def read_bounded(file: Path, bytes_max: int) -> bytes | None:
    """Return the content of a regular file that is not too large, or None.

    Args:
        file: The file; a link is none.
        bytes_max: The most bytes.
    """
    if file.is_symlink() or not file.is_file() or file.stat().st_size > bytes_max:
        return None
    return file.read_bytes()
