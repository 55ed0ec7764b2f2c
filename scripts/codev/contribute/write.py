"""Entries written to their place and nowhere else.

A new entry never replaces a file; a changed one is replaced as a whole, so that a reader never meets half of it.  A path that
leads out of the knowledge base, by ``..`` or by a symbolic link, is refused.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from codev.errors import KnowledgeBaseError, WrongUseError


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
        raise WrongUseError(f"{path} exists already and was left as it is", "edit it, or give another --key") from None
    except OSError as error:
        raise KnowledgeBaseError(f"{path} cannot be written: {error.strerror}", "mend the folder's permissions") from error
    return target


def write_all(root: Path, texts: Mapping[str, str]) -> None:
    """Replace files, all of them prepared before the first is touched.

    Args:
        root: The knowledge base's folder.
        texts: The new text of each file, by its path relative to the root.

    Raises:
        KnowledgeBaseError: A path leads out of the knowledge base, or cannot be written to.
    """
    prepared: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            target = confined(root, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=target.parent, prefix=".codev-", delete=False, encoding="utf-8", newline="\n"
            ) as stream:
                stream.write(text)
            prepared.append((Path(stream.name), target))
            Path(stream.name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        for temporary, target in prepared:
            temporary.replace(target)
    except OSError as error:
        raise KnowledgeBaseError(f"cannot be written: {error}", "mend the folder's permissions") from error
    finally:
        for temporary, _ in prepared:
            temporary.unlink(missing_ok=True)


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
