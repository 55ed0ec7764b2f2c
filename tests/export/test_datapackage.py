"""The data package: valid for Frictionless, every file described, every CSV table with a schema that its rows fit."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from frictionless import Package

from codev import Atlas
from codev.export import export
from codev.export.datapackage import table_schema
from codev.export.tables import TABLES, table_named
from live_base import ROOT


@pytest.fixture(autouse=True)
def _checkout_off_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frictionless looks for plugins in every folder of the path, and so would list the entries of the checkout."""
    monkeypatch.setattr(sys, "path", [folder for folder in sys.path if Path(folder).resolve() != ROOT])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of libraries that frictionless loads
# It leaves ZIPs open.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <_io.FileIO:pytest.PytestUnraisableExceptionWarning")
def test_frictionless_finds_it_valid(atlas: Atlas, exported: Path) -> None:
    report = Package(str(exported / "datapackage.json")).validate()
    assert report.flatten(["name", "fieldName", "type", "note"]) == []
    assert report.valid
    rows = {task.name: task.stats.get("rows", 0) for task in report.tasks if task.type == "table"}
    assert rows["works"] == len(atlas.works)
    assert rows["claims"] == len(atlas.claims)
    assert len(rows) == len(TABLES)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_frictionless_finds_damage(facts_atlas: Atlas, tmp_path: Path) -> None:
    export(facts_atlas, ["datapackage"], tmp_path)
    path = tmp_path / "csv" / "stages.csv"
    path.write_text(path.read_text("utf-8").replace('"pretrain"', '"elsewhere"', 1), encoding="utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_every_file_is_described(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text("utf-8"))
    described = [resource["path"] for resource in package["resources"]]
    files = [path.relative_to(exported).as_posix() for path in exported.rglob("*") if path.is_file()]
    assert sorted([*described, "datapackage.json"]) == sorted(files)
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    assert "application/octet-stream" not in {resource["mediatype"] for resource in package["resources"]}


def test_schema_of_claims() -> None:
    schema = table_schema(table_named("claims"))
    assert schema["primaryKey"] == ["id"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["stages"]["type"] == "list"
    assert fields["work"]["constraints"] == {"required": True}
    assert {key["reference"]["resource"] for key in schema["foreignKeys"]} == {"works", "directions", "nodes"}
