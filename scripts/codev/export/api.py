"""The knowledge base as static JSON files under ``api/``: an interface that any web server can serve, described by OpenAPI.

There is a file for each collection of `COLLECTIONS`, and one for each question that can be asked without choosing anything.
The columns of a table, or the row of a question, say what an item holds, so that files and description cannot differ.  A field
without value is left out of the items of collections.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from codev.atlas import Atlas
from codev.export.about import DESCRIPTION, LICENCE_TITLE, LICENCE_URL, TITLE, page_of
from codev.export.artifact_tables import DATASETS, MODELS
from codev.export.columns import Cell, ColumnKind, Table
from codev.export.taxonomy_tables import NODES
from codev.export.work_tables import CLAIMS, WORKS
from codev.query import QUESTIONS, Question, ask

FOLDER = "api/v1"
"""Where the files are on the site; the number changes when a file loses a field or gives it another meaning."""

VERSION = "1.0.0"
"""The version of the interface (https://semver.org): the second number grows with each new field or file."""

COLLECTIONS: tuple[Table, ...] = (WORKS, CLAIMS, MODELS, DATASETS, NODES)
"""The tables that leave as collections."""

_TYPES: Mapping[ColumnKind, dict[str, Any]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "integers": {"type": "array", "items": {"type": "integer"}},
}


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the files and their description.

    Args:
        atlas: The knowledge base.
        folder: The folder that stands for the site.

    Returns:
        The names of the files.
    """
    names = []
    for name, document in documents(atlas):
        path = folder / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
        names.append(f"{FOLDER}/{name}")
    return names


def documents(atlas: Atlas) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name of each file with what it holds.

    Args:
        atlas: The knowledge base.
    """
    for table in COLLECTIONS:
        items = [_item(table, row) for row in table.rows(atlas)]
        yield f"{table.name}.json", {"version": VERSION, "count": len(items), "items": items}
    for question in open_questions():
        answer = ask(atlas, question.name)
        items = answer.as_dicts()
        yield (
            f"questions/{question.name}.json",
            {
                "version": VERSION,
                "count": len(items),
                "note": answer.note,
                "limits": question.limits,
                "items": items,
            },
        )
    yield "openapi.json", description()


def open_questions() -> list[Question]:
    """Return the questions that can be asked without choosing anything, and that no collection answers already."""
    taken = {table.name for table in COLLECTIONS}
    return [each for name, each in QUESTIONS.items() if not each.needs and not each.start and name not in taken]


def description() -> dict[str, Any]:
    """Return the description of all files (https://spec.openapis.org/oas/v3.1.0)."""
    paths, schemas = {}, {}
    for table in COLLECTIONS:
        schemas[table.one] = _table_schema(table)
        paths[f"/{table.name}.json"] = _path(f"All {table.name}", f"{table.meaning} One item each.", table.one)
    for question in open_questions():
        name = f"{question.name}-row"
        schema = TypeAdapter(question.row).json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
        schemas |= schema.pop("$defs", {})
        schemas[name] = schema
        paths[f"/questions/{question.name}.json"] = _path(question.sentence, question.about or question.sentence, name)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": VERSION,
            "description": DESCRIPTION,
            "license": {"name": LICENCE_TITLE, "url": LICENCE_URL},
        },
        "servers": [{"url": ".", "description": "The folder of this file."}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _item(table: Table, row: tuple[Cell, ...]) -> dict[str, Any]:
    """Return a row of a table, with the way from the file to its page."""
    cells = zip(table.column_names, row, strict=True)
    item: dict[str, Any] = {name: cell for name, cell in cells if cell is not None and cell != ()}
    page = page_of(table.one, str(item[table.key[0]]))
    return item | ({"page": f"../{page}"} if page else {})


def _table_schema(table: Table) -> dict[str, Any]:
    """Return the JSON Schema of an item of a collection."""
    properties = {column.name: {**_TYPES[column.kind], "description": column.meaning} for column in table.columns}
    page = {"type": "string", "description": "The way from the file to the page about it."}
    return {
        "type": "object",
        "description": table.meaning,
        "properties": properties | {"page": page},
        "required": [column.name for column in table.columns if column.required],
        "additionalProperties": False,
    }


def _path(summary: str, about: str, item: str) -> dict[str, Any]:
    """Return what is said of a file."""
    schema = {
        "type": "object",
        "properties": {
            "version": {"type": "string"},
            "count": {"type": "integer", "description": "The number of items."},
            "note": {"type": "string", "description": "What a reader should know of this answer."},
            "limits": {"type": "string", "description": "What the answer does not show."},
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{item}"}},
        },
        "required": ["version", "count", "items"],
    }
    response = {"description": "All items.", "content": {"application/json": {"schema": schema}}}
    return {"get": {"summary": summary, "description": about, "responses": {"200": response}}}
