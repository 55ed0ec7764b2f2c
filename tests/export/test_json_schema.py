"""JSON Schema: valid schemas, and every real file of the knowledge base fits the one of its kind."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import yaml

from codev.model.schema import schema_texts


def test_the_files_are_the_schemas(exported: Path) -> None:
    found = {path.name: path.read_text("utf-8") for path in (exported / "schema").iterdir()}
    assert found == schema_texts()


def test_entries_fit(repository: Path, exported: Path) -> None:
    schema = json.loads((exported / "schema" / "work.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    entries = sorted((repository / "papers" / "2024").glob("*.yaml"))[:20]
    assert entries
    for path in entries:
        assert list(validator.iter_errors(yaml.safe_load(path.read_text("utf-8")))) == []
