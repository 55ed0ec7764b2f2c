"""What the scripts beside it share: GitHub's API through ``gh``, and files that a stranger's code or text made.

Standard library only, so that a job with a token that may write installs nothing.
"""
# ruff: noqa: INP001, S603, S607 - a folder of scripts, not a package; gh with fixed arguments, no shell

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def call_gh(method: str, path: str, *fields: str, body: object = None) -> object:
    """Return what GitHub's API answers, as plain data.

    Args:
        method: ``GET``, ``POST``, ``PUT``, ``PATCH`` or ``DELETE``.
        path: Such as ``repos/o/r/pulls``.
        fields: ``name=value``, for the query of a ``GET``.
        body: What is sent, as plain data.

    Raises:
        CalledProcessError: GitHub refuses; its answer is in the log.
    """
    given = [part for field in fields for part in ("-f", field)] + (["--input", "-"] if body is not None else [])
    text = json.dumps(body) if body is not None else None
    done = subprocess.run(
        ["gh", "api", "--method", method, path, *given], input=text, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout or "null")


def read_bounded(file: Path, bytes_max: int) -> bytes | None:
    """Return the content of a regular file that is not too large, or None.

    Args:
        file: The file; a link is none.
        bytes_max: The most bytes.
    """
    if file.is_symlink() or not file.is_file() or file.stat().st_size > bytes_max:
        return None
    return file.read_bytes()
