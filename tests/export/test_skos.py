"""SKOS: read back by rdflib's Turtle reader, concept by concept."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from codev import Atlas
from codev.export.about import term_iri
from codev.export.skos import vocabulary_graph
from codev.model.taxonomy import Term


@pytest.fixture(scope="module")
def graph(exported: Path) -> Graph:
    """The file, read."""
    return Graph().parse(exported / "taxonomy.ttl", format="turtle")


def test_nothing_is_lost(atlas: Atlas, graph: Graph) -> None:
    assert set(graph) == set(vocabulary_graph(atlas))


def test_concepts(atlas: Atlas, graph: Graph) -> None:
    taxonomy = atlas.taxonomy
    terms: list[tuple[Term, ...]] = [
        taxonomy.nodes,
        taxonomy.stages,
        taxonomy.enhanced,
        taxonomy.leveraged,
        taxonomy.modalities,
    ]
    terms += [taxonomy.components, taxonomy.acquisition_sources, taxonomy.paradigms, taxonomy.families]
    terms.append(taxonomy.directions)
    concepts = list(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == sum(map(len, terms))
    for concept in concepts:
        assert len(list(graph.objects(concept, SKOS.prefLabel))) == 1
        assert len(list(graph.objects(concept, SKOS.inScheme))) == 1
    # A family of models is said by its name alone.
    assert len(list(graph.subject_objects(SKOS.definition))) == len(concepts) - len(taxonomy.families)


def test_tree(atlas: Atlas, graph: Graph) -> None:
    for node in atlas.tree.values():
        above = [str(each) for each in graph.objects(URIRef(term_iri("node", node.id)), SKOS.broader)]
        assert above == ([term_iri("node", node.parent)] if node.parent else [])
    narrower = {(str(parent), str(child)) for parent, child in graph.subject_objects(SKOS.narrower)}
    assert narrower == {(str(parent), str(child)) for child, parent in graph.subject_objects(SKOS.broader)}
    tops = {str(each) for each in graph.objects(URIRef(term_iri("scheme", "node")), SKOS.hasTopConcept)}
    assert tops == {term_iri("node", top) for top in atlas.tree.tops}
