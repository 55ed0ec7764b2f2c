"""Where the files of a knowledge base are, and nothing outside it.

Symbolic links and names that leave the folder are not followed; they become findings.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from codev.errors import KnowledgeBaseError
from codev.ids import is_work_key
from codev.limits.files import FOLDER_DEPTH_MAX, TAXONOMY_BYTES_MAX, TAXONOMY_VALUES_MAX, WORK_BYTES_MAX, WORK_VALUES_MAX
from codev.model.double import DOUBLE_FOLDER, DOUBLE_PATH_PATTERN
from codev.model.rejected import REJECTED_PATH
from codev.model.taxonomy import TAXONOMY_FILES, vocabulary_path

FileKind = Literal["work", "double", "taxonomy"]
"""An entry, an entry that a curator wrote without seeing another's (`codev.model.double`), or a part of the taxonomy."""

FORMAT_PATH = "taxonomy/format.yaml"
"""The file that says which version of the data model the others follow."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A YAML file of the knowledge base.

    Attributes:
        path: Relative to the root, with forward slashes.
        kind: What it holds.
    """

    path: str
    kind: FileKind

    @classmethod
    def at(cls, path: str) -> SourceFile:
        """Return the file at a path, its kind told by the folder.

        Args:
            path: Relative to the root, with forward slashes.
        """
        folder = path.rpartition("/")[0]
        if path == REJECTED_PATH or folder == "taxonomy":
            return cls(path, "taxonomy")
        return cls(path, "double" if f"{folder}/" == DOUBLE_FOLDER else "work")

    @property
    def stem(self) -> str:
        """The file's name without its ending: a work's key, or the name of a taxonomy file."""
        name = self.path.rpartition("/")[2]
        stem, dot, _ = name.rpartition(".")
        return stem if dot and stem else name

    @property
    def bytes_max(self) -> int:
        """The greatest size in bytes."""
        return TAXONOMY_BYTES_MAX if self.kind == "taxonomy" else WORK_BYTES_MAX

    @property
    def nodes_max(self) -> int:
        """The greatest number of values, lists and mappings."""
        return TAXONOMY_VALUES_MAX if self.kind == "taxonomy" else WORK_VALUES_MAX


def find_root(start: Path) -> Path:
    """Return the knowledge base's folder: the nearest one, upwards, with ``taxonomy/`` and ``papers/``.

    Args:
        start: A folder in or above which to look.

    Raises:
        KnowledgeBaseError: There is none.
    """
    here = start.resolve()
    for folder in [here, *here.parents]:
        if (folder / "taxonomy").is_dir() and (folder / "papers").is_dir():
            return folder
    for present, missing in (("papers", "taxonomy"), ("taxonomy", "papers")):
        if (here / present).is_dir():
            fix = f"restore {missing}/, or name another folder with --root"
            raise KnowledgeBaseError(f"no knowledge base in {start}: there is {present}/ and no {missing}/", fix)
    raise KnowledgeBaseError(
        f"no knowledge base in {start} or above it", "go to a folder with taxonomy/ and papers/, or name it with --root"
    )


def list_files(root: Path) -> list[SourceFile]:
    """Return every file that is, or pretends to be, part of the knowledge base, in a stable order.

    Args:
        root: The knowledge base's folder.

    Returns:
        Taxonomy files first, then everything under ``papers/`` that ends in ``.yaml`` or ``.yml``.
    """
    taxonomy = [SourceFile(f"taxonomy/{name}", "taxonomy") for name in _yaml_names(root / "taxonomy")]
    if (root / "papers").is_symlink():
        return [*taxonomy, SourceFile("papers", "work")]
    return [*taxonomy, *(SourceFile.at(f"papers/{name}") for name in sorted(_walk_yaml(root / "papers")))]


def work_path(key: str, year: int) -> str:
    """Return where the entry of a work belongs, relative to the root.

    Args:
        key: The work's key.
        year: Its year of first publication.

    Raises:
        KnowledgeBaseError: The key is not one, so that no path may be made of it.
    """
    if not is_work_key(key):
        raise KnowledgeBaseError(f"{key!r} is not a work key", "write it like wu2023nextgpt")
    return f"papers/{year:04d}/{key}.yaml"


def is_expected(file: SourceFile) -> bool:
    """Return whether the knowledge base has a place for the file."""
    if file.kind == "taxonomy":
        return file.stem in TAXONOMY_FILES and file.path == vocabulary_path(file.stem)
    if file.kind == "double":
        return re.fullmatch(DOUBLE_PATH_PATTERN, file.path) is not None
    parts = file.path.split("/")
    return len(parts) == 3 and _is_year(parts[1]) and file.path.endswith(".yaml")


def _is_year(name: str) -> bool:
    """Return whether a folder is called like a year."""
    return len(name) == 4 and name.isascii() and name.isdigit()


def _is_yaml(name: str) -> bool:
    """Return whether a file is, or pretends to be, YAML."""
    return name.lower().endswith((".yaml", ".yml"))


def _yaml_names(folder: Path) -> list[str]:
    """Return the YAML files directly in a folder, by name; none where it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if _is_yaml(entry.name))
    except OSError:
        return []


def _walk_yaml(folder: Path) -> Iterator[str]:
    """Yield the YAML files in a folder and below it.

    Links to folders are not followed, and folders that cannot be listed or lie too deep not entered: they are yielded as if
    they were files, so that reading them gives a finding.
    """
    pending = [""]
    while pending:
        below = pending.pop()
        try:
            with os.scandir(folder / below) as entries:
                listed = list(entries)
        except OSError:
            yield below.rstrip("/")
            continue
        for entry in listed:
            name = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if _is_yaml(name) or name.count("/") >= FOLDER_DEPTH_MAX:
                    yield name
                else:
                    pending.append(f"{name}/")
            elif _is_yaml(name) or (entry.is_symlink() and _leads_to_folder(entry)):
                yield name


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether a link leads to a folder, or in a circle."""
    try:
        return entry.is_dir()
    except OSError:
        return True
