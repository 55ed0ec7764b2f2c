"""The JSON Schema files for editors are what the models say, and a stale one is found and written anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codev.model.schema import schema_texts
from codev.store.check.fix import fix
from codev.store.check.run import check
from codev.store.check.schemas import SCHEMA_FOLDER, schemas_digest, stale_schemas
from generated import write_generated


@pytest.fixture
def root(repository: Path, tmp_path: Path) -> Path:
    """A small knowledge base."""
    return write_generated(repository, tmp_path / "kb", 3)


@pytest.mark.parametrize("name", sorted(schema_texts()))
def test_a_schema_file_is_fresh(repository: Path, name: str) -> None:
    text = (repository / SCHEMA_FOLDER / name).read_text("utf-8")
    assert text == schema_texts()[name], "run 'codev check --fix'"
    assert json.loads(text)["$schema"].endswith("2020-12/schema")


def test_there_is_no_other_schema_file(repository: Path) -> None:
    assert {path.name for path in (repository / SCHEMA_FOLDER).iterdir()} == set(schema_texts())


def test_stale_missing_and_linked_ones_are_found_and_written(root: Path, tmp_path: Path) -> None:
    folder = root / SCHEMA_FOLDER
    assert [finding for finding in check(root).findings if finding.code == "schema-stale"] == []
    (folder / "work.schema.json").write_text("{}")
    (folder / "nodes.schema.json").unlink()
    outside = tmp_path / "outside.json"
    outside.write_text("{}")
    (folder / "stages.schema.json").unlink()
    (folder / "stages.schema.json").symlink_to(outside)
    found = [finding for finding in check(root).findings if finding.code == "schema-stale"]
    assert [finding.path.rpartition("/")[2] for finding in found] == [
        "nodes.schema.json",
        "stages.schema.json",
        "work.schema.json",
    ]
    assert len(fix(root, found)) == 3
    assert stale_schemas(root) == []
    assert outside.read_text() == "{}", "nothing is written through a link"


def test_the_digest_follows_names_and_content(root: Path) -> None:
    before = schemas_digest(root)
    assert schemas_digest(root) == before
    (root / SCHEMA_FOLDER / "work.schema.json").write_text("{}")
    assert schemas_digest(root) != before
