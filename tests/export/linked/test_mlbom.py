"""CycloneDX: validated against its schema and read by its own library, ancestry compared with the lineage."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from codev import Atlas
from codev.export.linked import mlbom
from codev.graph import LINEAGE, graph_of, lineage_graph

VALIDATED = 6
"""How many the library looks at: it takes a fortieth of a second for each."""


@pytest.fixture(scope="module")
def documents(exported: Path) -> dict[str, dict[str, Any]]:
    """The documents in the ZIP, by file name."""
    with zipfile.ZipFile(exported / mlbom.FILE) as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def test_the_library_finds_them_valid(documents: dict[str, dict[str, Any]]) -> None:
    validator = JsonStrictValidator(SchemaVersion.from_version(mlbom.SPEC_VERSION))
    largest = sorted(documents, key=lambda name: -len(documents[name]["components"]))[:3]
    for name in [*largest, *list(documents)[:: max(1, len(documents) // VALIDATED)]]:
        assert validator.validate_str(json.dumps(documents[name])) is None, name
        bom = Bom.from_json(documents[name])  # type: ignore[attr-defined]
        assert bom.validate()
        assert {each.bom_ref.value for each in bom.components} == {each["bom-ref"] for each in documents[name]["components"]}


def test_the_library_refuses_an_address_that_is_none(documents: dict[str, dict[str, Any]]) -> None:
    document = {**next(iter(documents.values())), "externalReferences": [{"type": "website", "url": "no address <"}]}
    validator = JsonStrictValidator(SchemaVersion.from_version(mlbom.SPEC_VERSION))
    assert "iri-reference" in str(validator.validate_str(json.dumps(document)))


def test_the_ancestry_of_each_model(atlas: Atlas, documents: dict[str, dict[str, Any]]) -> None:
    paths, graph = lineage_graph(atlas), graph_of(atlas)
    models = {node for node in paths if node.startswith("model:") and paths.in_degree(node)}
    assert {document["metadata"]["component"]["bom-ref"] for document in documents.values()} == models
    for document in documents.values():
        model = document["metadata"]["component"]
        assert {each["bom-ref"] for each in document["components"]} == nx.ancestors(paths, model["bom-ref"])
        for each in document["dependencies"]:
            assert set(each.get("dependsOn", ())) == set(paths.predecessors(each["ref"]))
        steps = [each["value"] for each in model["properties"] if each["name"] == "codev:made-from"]
        edges = [edge for *_, edge in graph.in_edges(model["bom-ref"], data=True) if edge["relation"] in LINEAGE]
        assert len(steps) == len(edges)
        for edge in edges:
            assert any((edge["claim"] or edge["basis"]) in step and edge["relation"] in step for step in steps)
        seen = atlas.models.get(model["bom-ref"].removeprefix("model:"))
        if "licenses" in model:
            assert seen is not None
            assert "licence" in seen.verified


def test_serial_numbers_are_of_the_model(documents: dict[str, dict[str, Any]]) -> None:
    assert len({document["serialNumber"] for document in documents.values()}) == len(documents)
    assert all("timestamp" not in document["metadata"] for document in documents.values())
