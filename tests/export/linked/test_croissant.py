"""Croissant: validated by mlcroissant, read back and compared dataset by dataset."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import mlcroissant
import pytest
from mlcroissant._src.core.context import Context
from mlcroissant._src.core.rdf import make_context

from codev import Atlas
from codev.export.linked import croissant
from codev.query import lineage

# The library uses what rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

VALIDATED = 25
"""How many the library reads: it takes a fortieth of a second for each."""

RECOMMENDED = ("citeAs", "license", "version", "datePublished")
"""What the library warns of where the knowledge base does not know it; it makes nothing up."""


@pytest.fixture(scope="module")
def documents(exported: Path) -> dict[str, dict[str, object]]:
    """The documents in the ZIP, by file name."""
    with zipfile.ZipFile(exported / croissant.FILE) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def test_the_library_reads_them(atlas: Atlas, documents: dict[str, dict[str, object]]) -> None:
    assert list(documents) == [f"{dataset}.json" for dataset in atlas.datasets]
    for name in list(documents)[:: max(1, len(documents) // VALIDATED)]:
        dataset = atlas.datasets[name.removesuffix(".json")]
        metadata = mlcroissant.Dataset(jsonld=documents[name]).metadata
        assert not metadata.ctx.issues.errors
        assert all(any(each in warning for each in RECOMMENDED) for warning in metadata.ctx.issues.warnings)
        assert metadata.name == dataset.name
        assert metadata.description == documents[name]["description"]
        introducer = atlas.introducer("dataset", dataset.id)
        if introducer is not None:
            assert len(metadata.creators) == len(atlas.works[introducer].authors)
        if dataset.year:
            assert metadata.date_published.year == dataset.year
        assert bool(metadata.license) is bool(dataset.licence and not dataset.is_recalled("licence"))


def test_the_context_is_that_of_the_version() -> None:
    assert make_context(Context(conforms_to=croissant.CONFORMS_TO)) == croissant.CONTEXT


def test_what_each_is_made_from(atlas: Atlas, documents: dict[str, dict[str, object]]) -> None:
    for name, document in documents.items():
        dataset = f"dataset:{name.removesuffix('.json')}"
        parents = {f"urn:codev-atlas:{row.source}" for row in lineage(atlas, dataset, depth=1)}
        based = document.get("isBasedOn", [])
        assert isinstance(based, list)
        assert {each["@id"] for each in based} == parents


def test_descriptions(facts_atlas: Atlas) -> None:
    assert croissant.document(facts_atlas, facts_atlas.dataset("DataComp"))["description"].endswith(
        "Introduced by Samir Yitzhak Gadre et al. 2023."
    )
