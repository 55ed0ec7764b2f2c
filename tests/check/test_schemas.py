"""The JSON Schema files for editors are what the models say, and a stale one is found and written anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codev import Atlas
from codev.check.fix import fix
from codev.check.run import check
from codev.check.schemas import SCHEMA_FOLDER, fresh_schemas, schemas_digest, stale_schemas
from codev.model import Taxonomy
from codev.model.schema import schema_texts
from generated import write_generated


@pytest.fixture
def root(facts_base: Path, tmp_path: Path) -> Path:
    """A small knowledge base."""
    return write_generated(facts_base, tmp_path / "kb", 3)


def test_the_schema_files_are_fresh(live_base: Path, atlas: Atlas) -> None:
    found = {path.name: path.read_text("utf-8") for path in (live_base / SCHEMA_FOLDER).iterdir()}
    assert found == schema_texts(atlas.taxonomy), "run 'codev check --fix'"
    assert found == fresh_schemas(live_base)
    assert all(json.loads(text)["$schema"].endswith("2020-12/schema") for text in found.values())


def test_a_new_term_makes_them_stale_and_fix_lists_it(root: Path) -> None:
    nodes = root / "taxonomy" / "nodes.yaml"
    text = nodes.read_text("utf-8")
    assert "schema-stale" not in {finding.code for finding in check(root).findings}
    nodes.write_text(text.replace("- id: data-augmentation\n", "- id: data-growing\n"), encoding="utf-8")
    found = [finding for finding in check(root).findings if finding.code == "schema-stale"]
    assert [finding.path.rpartition("/")[2] for finding in found] == [
        "not-applicable.schema.json",
        "roadmap.schema.json",
        "work.schema.json",
    ]
    assert len(fix(root, found)) == 3
    schema = json.loads((root / SCHEMA_FOLDER / "work.schema.json").read_text("utf-8"))
    assert "data-growing" in schema["$defs"]["Claim"]["properties"]["node"]["enum"]
    nodes.write_text("nodes: [", encoding="utf-8")
    assert "schema-stale" not in {finding.code for finding in check(root).findings}, "nobody knows what they should say"
    assert fresh_schemas(root) == {}
    assert fix(root, found) == []


def test_stale_missing_and_linked_ones_are_found_and_written(taxonomy: Taxonomy, root: Path, tmp_path: Path) -> None:
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
    assert stale_schemas(root, taxonomy) == []
    assert outside.read_text() == "{}", "nothing is written through a link"


def test_the_digest_follows_names_content_and_vocabulary(taxonomy: Taxonomy, root: Path) -> None:
    before = schemas_digest(root, taxonomy)
    assert schemas_digest(root, taxonomy) == before
    assert schemas_digest(root, taxonomy.model_copy(update={"stages": ()})) != before
    (root / SCHEMA_FOLDER / "work.schema.json").write_text("{}")
    assert schemas_digest(root, taxonomy) != before


def test_a_file_that_may_be_missing_keeps_no_schema_from_being_written(root: Path) -> None:
    whole = fresh_schemas(root)
    assert "work.schema.json" in whole
    (root / "taxonomy" / "audits.yaml").unlink(missing_ok=True)
    assert fresh_schemas(root) == whole
    (root / "taxonomy" / "nodes.yaml").unlink()
    assert fresh_schemas(root) == {}
