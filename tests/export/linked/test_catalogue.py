"""DCAT and VoID: every export is a distribution under its own name, and the counts are those of the knowledge base."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from codev import Atlas
from codev.export.run import FORMATS

from .conftest import BASE

Ask = Callable[..., set[tuple[str, ...]]]


def test_every_export_is_a_distribution(exported: Path, ask: Ask) -> None:
    found = ask(
        """SELECT ?it ?title ?said ?file WHERE { codev:atlas:knowledge-base a dcat:Dataset ; dcat:distribution ?it .
        ?it dcterms:title ?title ; dcterms:description ?said OPTIONAL { ?it dcat:downloadURL ?file } }"""
    )
    assert found == {
        (f"distribution:{each.name}", each.label, each.meaning, "" if each.files.endswith("/") else BASE + each.files)
        for each in FORMATS.values()
    }
    assert all((exported / row[3].removeprefix(BASE)).is_file() for row in found if row[3])


def test_dumps_are_rdf(exported: Path, ask: Ask) -> None:
    dumps = {row[0].removeprefix(BASE) for row in ask("SELECT ?file WHERE { ?it void:dataDump ?file }")}
    assert dumps == {path.name for path in exported.iterdir() if path.suffix in {".ttl", ".trig", ".jsonld"}}


def test_counts(atlas: Atlas, ask: Ask) -> None:
    found = ask("SELECT ?class ?n WHERE { ?it void:classPartition ?part . ?part void:class ?class ; void:entities ?n }")
    assert found == {
        ("class:claim", str(len(atlas.claims))),
        ("class:model", str(len(atlas.models))),
        ("class:dataset", str(len(atlas.datasets))),
    }
    for name, count in found:
        assert ask(f"SELECT (COUNT(DISTINCT ?it) AS ?n) WHERE {{ ?it a codev:{name} }}") == {(count,)}
