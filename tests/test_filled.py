"""Records with every field filled go through every format that claims to be whole, and come back the same."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codev import Atlas
from codev.export import export, json_lines
from codev.export.sqlite_documents import read_published
from codev.export.tables import TABLES
from codev.model import TAXONOMY_FILES, Dataset, Model, Record, Taxonomy, Work
from codev.model.taxonomy import vocabulary_path
from codev.store.layout import SourceFile
from codev.store.validate import validate_data
from codev.store.yaml_in import read_document
from codev.store.yaml_out import canonical_text
from filled import Filler, filled_taxonomy, unfilled_fields

CLOSED = {"degrades"}
"""Values that tables tell otherwise: the effect of a node is a column of yes and no."""


@pytest.fixture(scope="module")
def filled() -> Atlas:
    """A knowledge base of filled records."""
    filler = Filler()
    taxonomy = filled_taxonomy(filler)
    return Atlas(Path("nowhere"), taxonomy, [taxonomy.double_entries[0].entry], {"filled2024work": "papers/2024/x.yaml"})


@pytest.fixture(scope="module")
def exported(filled: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its exports."""
    folder = tmp_path_factory.mktemp("filled")
    export(filled, ["jsonl", "csv", "sqlite"], folder)
    return folder


def test_every_field_is_filled(filled: Atlas) -> None:
    # Each of these stands in one record of its class or the other: see the filler.
    assert unfilled_fields([filled.taxonomy, *filled.works.values()]) == set()


def parts(filled: Atlas) -> Iterator[tuple[SourceFile, type[Record], Record]]:
    """Yield every file of a knowledge base with its record."""
    for key, work in filled.works.items():
        yield SourceFile(f"papers/{work.year}/{key}.yaml", "work"), Work, work
    for stem, kind in TAXONOMY_FILES.items():
        held = filled.taxonomy.artifacts if stem == "artifacts" else filled.taxonomy
        record = kind.model_construct(**{name: getattr(held, name) for name in kind.model_fields})
        yield SourceFile.at(vocabulary_path(stem)), kind, record


def test_yaml_holds_everything(filled: Atlas) -> None:
    for file, kind, record in parts(filled):
        text = canonical_text(record, file.kind, file.stem)
        document = read_document(text)
        read, findings = validate_data(kind, json.dumps(document.data), document, file.path)
        assert read == record, (file.path, findings)


def test_json_holds_everything(filled: Atlas) -> None:
    for _, kind, record in parts(filled):
        assert kind.model_validate_json(record.model_dump_json(exclude_defaults=True)) == record
    assert Taxonomy.model_validate_json(filled.taxonomy.model_dump_json(exclude_defaults=True)) == filled.taxonomy


def test_json_lines_hold_everything_of_works_and_artifacts(filled: Atlas, exported: Path) -> None:
    def lines(name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (exported / json_lines.FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]

    assert [Work.model_validate_json(json.dumps(each)) for each in lines("works")] == list(filled.works.values())
    kinds: tuple[tuple[str, type[Model | Dataset]], ...] = (("models", Model), ("datasets", Dataset))
    for name, kind in kinds:
        read = [{field: value for field, value in each.items() if field != "introduced_by"} for each in lines(name)]
        assert [kind.model_validate_json(json.dumps(each)) for each in read] == list(getattr(filled, name).values())


def test_the_database_holds_everything(filled: Atlas, exported: Path) -> None:
    back = read_published(exported / "codev.sqlite")
    assert (back.taxonomy, back.works, back.paths) == (filled.taxonomy, filled.works, filled.paths)


def leaves(data: Any) -> Iterator[Any]:
    """Yield the texts and numbers in plain data."""
    if isinstance(data, dict):
        for value in data.values():
            yield from leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value)
    elif not isinstance(data, bool):
        yield data


def test_every_value_stands_in_some_table(filled: Atlas, exported: Path) -> None:
    cells: set[Any] = set()
    for table in TABLES:
        for row in table.rows(filled):
            cells.update(item for cell in row for item in (cell if isinstance(cell, tuple) else (cell,)))
    for record in (filled.taxonomy, *filled.works.values()):
        assert set(leaves(record.model_dump(mode="json", exclude_defaults=True))) - cells - CLOSED == set()
    with (exported / "csv" / "works.csv").open(encoding="utf-8-sig", newline="") as stream:
        first = next(iter(csv.DictReader(stream)))
    assert first["title"] == next(iter(filled.works.values())).title
