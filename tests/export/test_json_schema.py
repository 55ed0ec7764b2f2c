"""JSON Schema: valid schemas, and every real file of the knowledge base fits the one of its kind."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import yaml

from codev import Atlas
from codev.model.schema import schema_texts
from codev.store.layout import list_files


def test_the_files_are_the_schemas(atlas: Atlas, exported: Path) -> None:
    found = {path.name: path.read_text("utf-8") for path in (exported / "schema").iterdir()}
    assert found == schema_texts(atlas.taxonomy)


def test_entries_fit(live_base: Path, exported: Path) -> None:
    schema = json.loads((exported / "schema" / "work.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    entries = [live_base / file.path for file in list_files(live_base) if file.kind == "work"][::20]
    assert entries
    for path in entries:
        assert list(validator.iter_errors(yaml.safe_load(path.read_text("utf-8")))) == []
    entry = next(data for path in entries if "claims" in (data := yaml.safe_load(path.read_text("utf-8"))))
    entry["claims"][0]["node"] = "data-filtr"
    (error,) = validator.iter_errors(entry)
    assert error.json_path == "$.claims[0].node"


def test_the_vocabulary_fits(live_base: Path, exported: Path) -> None:
    for path in sorted((live_base / "taxonomy").glob("*.yaml")):
        schema = json.loads((exported / "schema" / f"{path.stem}.schema.json").read_text("utf-8"))
        assert list(jsonschema.Draft202012Validator(schema).iter_errors(yaml.safe_load(path.read_text("utf-8")))) == []
