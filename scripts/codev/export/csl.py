"""All works as one CSL-JSON file."""

from __future__ import annotations

from pathlib import Path

from codev.atlas import Atlas
from codev.bib import to_csl_json

FILE = "codev.csl.json"
"""The name of the file."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write all works as CSL-JSON.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    (folder / FILE).write_text(to_csl_json(atlas.works.values()), encoding="utf-8", newline="\n")
    return [FILE]
