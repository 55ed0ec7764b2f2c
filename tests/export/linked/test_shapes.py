"""SHACL: the vocabulary, the lineage and the claims pass the shapes; what is broken does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import Graph

from codev import Atlas
from codev.export.linked import nanopubs, prov, shapes
from codev.export.linked.rows import class_of, property_of
from codev.export.linked.text import head

Ask = Callable[..., set[tuple[str, ...]]]


def read(folder: Path, file: str) -> Graph:
    """Return a file of RDF; of nanopublications all that they say, in one graph."""
    quads = ox.parse(path=str(folder / file), base_iri="https://atlas.example.org/downloads/")
    text = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=text, format="nt")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory, facts_atlas: Atlas) -> Graph:
    """The shapes."""
    folder = tmp_path_factory.mktemp("shapes")
    shapes.write(facts_atlas, folder)
    return read(folder, shapes.FILE)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, facts_atlas: Atlas) -> Graph:
    """A small part of the frozen knowledge base: its lineage, its vocabulary, its claims."""
    from codev.explorer.results.downloads import selection_of
    from codev.export import skos

    part = selection_of(facts_atlas, ["gadre2023datacomp", "chen2023sharegpt4v", "liu2023llava", "fernandez2023large"])
    folder = tmp_path_factory.mktemp("part")
    found = Graph()
    for module in (skos, prov, nanopubs):
        for file in module.write(part, folder):
            found += read(folder, file)
    return found


@pytest.mark.slow
def test_all_passes(data: Graph, rules: Graph) -> None:
    assert len(data) > 1000
    passes, _, report = validate(data, shacl_graph=rules)
    assert passes, report


BROKEN = {
    "a claim without statement": 'codev:claim:a2023b.1 a codev:class:claim ; codev:field:claims.id "a2023b.1" .',
    "a stage that is none": "codev:claim:a2023b.1 a codev:class:claim ; codev:field:claims.stages codev:modality:image .",
    "a derivation from nothing": "codev:model:a a codev:class:variant, prov:Entity ; prov:wasDerivedFrom codev:model:b .",
    "a concept without label": "codev:node:x a skos:Concept ; skos:inScheme codev:scheme:node .",
    "a step that rests on nothing": "codev:model:a a prov:Entity ; prov:wasDerivedFrom codev:model:b ;"
    " prov:qualifiedDerivation [ a prov:Derivation ; prov:entity codev:model:a ] .",
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_does_not(rules: Graph, broken: str) -> None:
    data = Graph().parse(data=head("prov", "skos") + BROKEN[broken], format="turtle")
    passes, _, _ = validate(data, shacl_graph=rules)
    assert not passes


def test_every_property_is_defined(ask: Ask) -> None:
    used = ask("SELECT DISTINCT ?p WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?p), 'urn:codev-atlas:')) }")
    defined = ask("SELECT ?p WHERE { ?p a <http://www.w3.org/1999/02/22-rdf-syntax-ns#Property> ; rdfs:comment ?said }")
    assert used <= defined
    classes = ask("SELECT DISTINCT ?c WHERE { ?s a ?c FILTER(STRSTARTS(STR(?c), 'urn:codev-atlas:')) }")
    assert classes <= ask("SELECT ?c WHERE { ?c a rdfs:Class ; rdfs:comment ?said }")


def test_meanings_are_those_of_the_columns(ask: Ask) -> None:
    meanings = ask("SELECT ?p ?said WHERE { ?p rdfs:domain ?of ; rdfs:comment ?said }")
    for table in shapes.TOLD:
        for column in table.columns:
            if len(table.key) == 1 or column.name not in table.key:
                assert (property_of(table, column).removeprefix("codev:"), column.meaning) in meanings
        assert (class_of(table).removeprefix("codev:"), table.meaning) in ask("SELECT ?c ?s WHERE { ?c rdfs:comment ?s }")
