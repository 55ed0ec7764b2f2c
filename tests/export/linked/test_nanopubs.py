"""Nanopublications: validated by the library nanopub, and every claim compared with the knowledge base."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from nanopub.nanopub import Nanopub
from rdflib import ConjunctiveGraph

from codev import Atlas
from codev.export.linked import nanopubs

VALIDATED = 12
"""How many the library looks at: it takes a tenth of a second for each; what it asks for, SPARQL asks of all."""

# The library uses what rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

Ask = Callable[..., set[tuple[str, ...]]]


def test_the_library_finds_them_valid(exported: Path) -> None:
    prefixes, *publications = re.split(r"(?m)^(?=@prefix this:)", (exported / nanopubs.FILE).read_text("utf-8"))
    chosen = publications[:: max(1, len(publications) // VALIDATED)]
    assert len(chosen) >= VALIDATED
    for text in chosen:
        graph = ConjunctiveGraph()
        graph.parse(data=prefixes + text, format="trig", publicID="https://atlas.example.org/downloads/")
        assert Nanopub(rdf=graph).is_valid


def test_each_has_its_four_parts(atlas: Atlas, ask: Ask) -> None:
    found = ask(
        """SELECT ?np ?claim ?label ?created WHERE {
        GRAPH ?head { ?np a np:Nanopublication ; np:hasAssertion ?assertion ; np:hasProvenance ?provenance ;
          np:hasPublicationInfo ?info }
        GRAPH ?assertion { ?claim a codev:class:claim }
        GRAPH ?provenance { ?assertion prov:wasAttributedTo ?who }
        GRAPH ?info { ?np rdfs:label ?label ; dcterms:created ?created ; dcterms:license ?licence } }"""
    )
    works = atlas.works
    assert found == {
        (f"nanopub:{claim.id}/", f"claim:{claim.id}", f"Claim {claim.id}", works[claim.id.rpartition(".")[0]].added)
        for claim in atlas.claims.values()
    }


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("node", "node"),
        ("stages", "stage"),
        ("modalities", "modality"),
        ("models", "model"),
        ("datasets", "dataset"),
        ("input_datasets", "dataset"),
        ("acquired_from", "acquisition-source"),
        ("statement", ""),
        ("doubt", ""),
        ("inferred", ""),
    ],
)
def test_what_claims_say(atlas: Atlas, ask: Ask, field: str, kind: str) -> None:
    expected = set()
    for claim in atlas.claims.values():
        value = getattr(claim, field)
        for each in value if isinstance(value, tuple) else (value,) if value else ():
            expected.add((f"claim:{claim.id}", f"{kind}:{each}" if kind else each))
    assert ask(f"SELECT ?claim ?value WHERE {{ ?claim field:claims.{field} ?value }}") == expected


def test_capabilities_are_of_the_list_of_their_direction(atlas: Atlas, ask: Ask) -> None:
    lists = {"data4model": "enhanced-capability", "model4data": "leveraged-capability"}
    assert ask("SELECT ?claim ?value WHERE { ?claim field:claims.capabilities ?value }") == {
        (f"claim:{claim.id}", f"{lists[atlas.direction_of(claim)]}:{each}")
        for claim in atlas.claims.values()
        for each in claim.capabilities
    }


def test_what_they_rest_on(atlas: Atlas, ask: Ask) -> None:
    found = ask(
        """SELECT ?assertion ?item ?said ?url WHERE { ?assertion prov:wasDerivedFrom ?item .
        ?item field:evidence.description ?said OPTIONAL { ?item field:evidence.url ?url } }"""
    )
    assert found == {
        (f"nanopub:{claim.id}/assertion", f"nanopub:{claim.id}/evidence-{number}", item.describe(), item.url or "")
        for claim in atlas.claims.values()
        for number, item in enumerate(claim.evidence, start=1)
    }
    checks = ask(
        "SELECT ?assertion ?item ?by ?on WHERE { ?item prov:used ?assertion ; field:checks.checked_by ?by ;"
        " field:checks.checked_on ?on }"
    )
    assert checks == {
        (f"nanopub:{claim.id}/assertion", f"nanopub:{claim.id}/check-{number}", item.by, item.date)
        for claim in atlas.claims.values()
        for number, item in enumerate(claim.checked, start=1)
    }
