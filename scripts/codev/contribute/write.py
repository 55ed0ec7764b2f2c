"""Entries written to their place and nowhere else.

A new entry never replaces a file; a changed one is replaced as a whole, so that a reader never meets half of it.  A path that
leads out of the knowledge base, by ``..`` or by a symbolic link, is refused.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from codev.errors import KnowledgeBaseError, WrongUseError
from codev.store.write import write_atomically


def write_new(root: Path, path: str, text: str) -> Path:
    """Write a file that does not exist yet.

    Args:
        root: The knowledge base's folder.
        path: Where, relative to the root.
        text: What.

    Returns:
        The file.

    Raises:
        WrongUseError: There is a file already.
        KnowledgeBaseError: The path leads out of the knowledge base, or cannot be written to.
    """
    target = confined(root, path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise WrongUseError(f"{path} already exists and was not changed", "edit it, or give another --key") from None
    except OSError as error:
        raise KnowledgeBaseError(f"{path} cannot be written: {error.strerror}", "correct the folder's permissions") from error
    return target


def write_all(root: Path, texts: Mapping[str, str]) -> None:
    """Replace files, each as a whole.

    Args:
        root: The knowledge base's folder.
        texts: The new text of each file, by its path relative to the root.

    Raises:
        KnowledgeBaseError: A path leads out of the knowledge base, before any file is touched; or a file cannot be written, and
            those before it were put back.
    """
    targets = {confined(root, path): text for path, text in texts.items()}
    before: dict[Path, bytes | None] = {}
    try:
        for target, text in targets.items():
            before[target] = target.read_bytes() if target.exists() else None
            write_atomically(target, text)
    except OSError as error:
        _put_back(before)
        raise KnowledgeBaseError(f"cannot be written: {error}", "correct the folder's permissions") from error


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    """Write what files held before; a file that was not there goes.  What cannot be put back either is left."""
    for target, content in before.items():
        with suppress(OSError):
            if content is None:
                target.unlink(missing_ok=True)
            else:
                write_atomically(target, content)


def confined(root: Path, path: str) -> Path:
    """Return where a file of the knowledge base is.

    Args:
        root: The knowledge base's folder.
        path: Relative to it.

    Raises:
        KnowledgeBaseError: It lies outside, or behind a symbolic link.
    """
    base = root.resolve()
    target = Path(os.path.normpath(base / path))
    if not target.is_relative_to(base) or target.parent.resolve() != target.parent or target.is_symlink():
        raise KnowledgeBaseError(f"{path} leads out of the knowledge base", "replace the symbolic link by a folder")
    return target
