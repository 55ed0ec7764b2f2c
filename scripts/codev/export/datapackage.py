"""``datapackage.json``: what the exported files are, in the form of Frictionless (https://datapackage.org/).

It describes the files that are written together with it; CSV tables column by column.  ``codev export datapackage`` writes the
CSV tables too.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

from codev.atlas import Atlas
from codev.export import csv_files
from codev.export.about import DESCRIPTION, LICENCE_ID, LICENCE_TITLE, LICENCE_URL, NAME, SURVEY_TITLE, SURVEY_URL, TITLE, sizes
from codev.export.columns import Column, ColumnKind, Table
from codev.export.tables import table_named

FILE = "datapackage.json"
"""The name of the file."""

MEDIA_TYPES: dict[str, str] = {
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".schema.json": "application/schema+json",
    ".cytoscape.json": "application/json",
    ".jsonl": "application/jsonl",
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".sql": "application/sql",
    ".sqlite": "application/vnd.sqlite3",
    ".graphml": "application/graphml+xml",
    ".gexf": "application/gexf+xml",
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".zip": "application/zip",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
}
"""What each ending stands for, the longest that fits."""

_TYPES: dict[ColumnKind, str] = {
    "text": "string",
    "integer": "integer",
    "boolean": "boolean",
    "texts": "list",
    "integers": "list",
}


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the description of what is in a folder.

    Args:
        atlas: The knowledge base.
        folder: Where the files are, and where to write.

    Returns:
        The name of the file.
    """
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    package = {
        "name": NAME,
        "title": TITLE,
        "description": f"{DESCRIPTION} {sizes(atlas)}.",
        "licenses": [{"name": LICENCE_ID, "title": LICENCE_TITLE, "path": LICENCE_URL}],
        "sources": [{"title": SURVEY_TITLE, "path": SURVEY_URL}],
        "resources": [_resource(folder, path) for path in paths if path != FILE],
    }
    (folder / FILE).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return [FILE]


def _resource(folder: Path, path: str) -> dict[str, Any]:
    """Return the description of one file."""
    with (folder / path).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    pure = PurePosixPath(path)
    ending = next((each for each in sorted(MEDIA_TYPES, key=len, reverse=True) if pure.name.endswith(each)), "")
    found: dict[str, Any] = {
        "name": re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-"),
        "path": path,
        "format": ending.rpartition(".")[2],
        "mediatype": MEDIA_TYPES.get(ending, "application/octet-stream"),
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{digest}",
    }
    if pure.parent.as_posix() == csv_files.FOLDER:
        table = table_named(pure.stem)
        found = {"name": _csv_name(table), "type": "table"} | {key: found[key] for key in found if key != "name"}
        found |= {"title": table.name, "description": table.meaning, "encoding": "utf-8", "schema": table_schema(table)}
    else:
        found["type"] = "file"
    return found


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Frictionless Table Schema of a table as `codev.export.csv_files` writes it.

    Args:
        table: The table.
    """
    keys = [
        {"fields": [column.name], "reference": {"resource": _csv_name(target), "fields": [target.key[0]]}}
        for column in table.columns
        if column.references and not column.is_list
        for target in [table_named(column.references)]
        if len(target.key) == 1
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": _TYPES[column.kind], "description": column.meaning}
    if column.is_list:
        found |= {"delimiter": csv_files.LIST_DELIMITER, "itemType": "integer" if column.kind == "integers" else "string"}
    if column.kind == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    return found | ({"constraints": {"required": True}} if column.required else {})


def _csv_name(table: Table) -> str:
    """Return the name of a table's resource."""
    return table.name.replace("_", "-")
