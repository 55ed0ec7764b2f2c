"""JSON Schema of the YAML files, as editors use it."""

from __future__ import annotations

from pathlib import Path

from codev.atlas import Atlas
from codev.model.schema import schema_texts

FOLDER = "schema"
"""The name of the folder."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the schema of each kind of file.

    Args:
        atlas: The knowledge base, whose terms the schemas list.
        folder: Where to write.

    Returns:
        The names of the files.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    names = []
    for name, schema in schema_texts(atlas.taxonomy).items():
        (folder / FOLDER / name).write_text(schema, encoding="utf-8", newline="\n")
        names.append(f"{FOLDER}/{name}")
    return names
