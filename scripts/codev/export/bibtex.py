"""All works as one BibTeX file."""

from __future__ import annotations

from pathlib import Path

from codev.atlas import Atlas
from codev.bib import to_bibtex

FILE = "codev.bib"
"""The name of the file."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write all works as BibTeX.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    (folder / FILE).write_text(to_bibtex(atlas.works.values()), encoding="utf-8", newline="\n")
    return [FILE]
