"""JSON Schema of the YAML files, for editors; generated from the models, never written by hand.

The files in ``taxonomy/schema/`` are what `schema_texts` returns; a test fails when they are stale.
"""

from __future__ import annotations

import json
from typing import Any

from codev.model.fields import Record
from codev.model.taxonomy import TAXONOMY_FILES
from codev.model.work import Work

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect that pydantic writes.  https://docs.pydantic.dev/latest/concepts/json_schema/"""


def record_schema(record: type[Record], title: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file.

    Args:
        record: The model of the whole file.
        title: The schema's title.
    """
    schema = record.model_json_schema()
    return {"$schema": SCHEMA_DIALECT, **schema, "title": title}


def schema_texts() -> dict[str, str]:
    """Return the text of every schema file by its name, such as ``work.schema.json``."""
    schemas = {"work": record_schema(Work, "papers/<year>/<key>.yaml")}
    schemas |= {stem: record_schema(record, f"taxonomy/{stem}.yaml") for stem, record in TAXONOMY_FILES.items()}
    return {
        f"{stem}.schema.json": json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=False) + "\n"
        for stem, schema in schemas.items()
    }
