"""SKOS: read back by rdflib's Turtle reader, concept by concept."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import FOAF, RDF, SKOS, Graph, URIRef

from codev import Atlas
from codev.export.about import IRI_BASE, page_of, term_iri
from codev.export.skos import NO_CONCEPTS
from codev.model.vocabularies import VOCABULARIES

BASE = "https://atlas.example.org/downloads/"


@pytest.fixture(scope="module")
def graph(exported: Path) -> Graph:
    """The file, read."""
    return Graph().parse(exported / "taxonomy.ttl", format="turtle", publicID=BASE)


def test_concepts(atlas: Atlas, graph: Graph) -> None:
    for vocabulary in VOCABULARIES.values():
        if vocabulary.name in NO_CONCEPTS:
            continue
        kind = vocabulary.name.replace(" ", "-")
        scheme = URIRef(term_iri("scheme", kind))
        terms = vocabulary.terms(atlas.taxonomy)
        assert len(list(graph.subjects(SKOS.inScheme, scheme))) == len(terms)
        for term in terms:
            concept = URIRef(term_iri(kind, term.id))
            assert (concept, RDF.type, SKOS.Concept) in graph
            assert [str(each) for each in graph.objects(concept, SKOS.prefLabel)] == [term.name]
            assert [str(each) for each in graph.objects(concept, SKOS.notation)] == [term.id]
            definition = getattr(term, "definition", None) or getattr(term, "asks", None)
            assert [str(each) for each in graph.objects(concept, SKOS.definition)] == ([definition] if definition else [])
            page = page_of(vocabulary.name, term.id)
            pages = [str(each) for each in graph.objects(concept, FOAF.page)]
            assert pages == ([page.replace("../", "https://atlas.example.org/")] if page else [])


def test_tree(atlas: Atlas, graph: Graph) -> None:
    for node in atlas.tree.values():
        above = [str(each) for each in graph.objects(URIRef(term_iri("node", node.id)), SKOS.broader)]
        assert above == ([term_iri("node", node.parent)] if node.parent else [])
    nodes = f"{IRI_BASE}node:"
    narrower = {(str(parent), str(child)) for parent, child in graph.subject_objects(SKOS.narrower)}
    broader = {(str(parent), str(child)) for child, parent in graph.subject_objects(SKOS.broader)}
    assert narrower == {pair for pair in broader if pair[0].startswith(nodes)}
    tops = {str(each) for each in graph.objects(URIRef(term_iri("scheme", "node")), SKOS.hasTopConcept)}
    assert tops == {term_iri("node", top) for top in atlas.tree.tops}


def test_terms_are_mapped_to_the_sections_that_explain_them(atlas: Atlas, graph: Graph) -> None:
    explained: dict[str, list[str]] = {}
    for vocabulary in VOCABULARIES.values():
        for term in vocabulary.terms(atlas.taxonomy) if vocabulary.name not in NO_CONCEPTS else ():
            if getattr(term, "section", None):
                explained.setdefault(term.section, []).append(term_iri(vocabulary.name.replace(" ", "-"), term.id))
    close = {(str(term), str(section)) for term, section in graph.subject_objects(SKOS.closeMatch)}
    broad = {(str(term), str(section)) for term, section in graph.subject_objects(SKOS.broadMatch)}
    named = {section: term_iri("section", section.replace(" ", "-")) for section in explained}
    assert close == {(terms[0], named[section]) for section, terms in explained.items() if len(terms) == 1}
    assert broad == {(term, named[section]) for section, terms in explained.items() if len(terms) > 1 for term in terms}
    sections = {str(each) for each in graph.subjects(SKOS.inScheme, URIRef(term_iri("scheme", "section")))}
    assert set(named.values()) <= sections
    assert {term_iri("section", each.replace(" ", "-")) for each in atlas.names_by_section} <= sections
