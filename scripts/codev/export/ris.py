"""All works as one RIS file."""

from __future__ import annotations

from pathlib import Path

from codev.atlas import Atlas
from codev.bib import to_ris

FILE = "codev.ris"
"""The name of the file."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write all works as RIS.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    (folder / FILE).write_text(to_ris(atlas.works.values()), encoding="utf-8", newline="\n")
    return [FILE]
