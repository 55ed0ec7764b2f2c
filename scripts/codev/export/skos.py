"""The vocabulary as SKOS in Turtle: one concept scheme a vocabulary, the tree by broader and narrower."""

from __future__ import annotations

from pathlib import Path

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from codev.atlas import Atlas
from codev.export.about import DESCRIPTION, LICENCE_URL, SURVEY_URL, TITLE, term_iri
from codev.model.taxonomy import Term
from codev.model.vocabularies import ADDED_NOTE, VOCABULARIES

FILE = "taxonomy.ttl"
"""The name of the file."""

LANGUAGE = "en"


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the vocabulary.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    text: str = vocabulary_graph(atlas).serialize(format="turtle")
    (folder / FILE).write_text(text, encoding="utf-8", newline="\n")
    return [FILE]


def vocabulary_graph(atlas: Atlas) -> Graph:
    """Return the vocabulary as RDF.

    Args:
        atlas: The knowledge base.
    """
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    for vocabulary in VOCABULARIES.values():
        # Rules on cells and items of the roadmap are no concepts.
        if vocabulary.name in ("rule", "roadmap item"):
            continue
        name = vocabulary.name.replace(" ", "-")
        scheme = URIRef(term_iri("scheme", name))
        graph.add((scheme, RDF.type, SKOS.ConceptScheme))
        graph.add((scheme, DCTERMS.title, Literal(f"{TITLE}: {vocabulary.about}", lang=LANGUAGE)))
        graph.add((scheme, DCTERMS.description, Literal(DESCRIPTION, lang=LANGUAGE)))
        graph.add((scheme, DCTERMS.source, URIRef(SURVEY_URL)))
        graph.add((scheme, DCTERMS.license, URIRef(LICENCE_URL)))
        for term in vocabulary.terms(atlas.taxonomy):
            _add_concept(graph, scheme, name, term)
    _add_tree(graph, atlas)
    return graph


def _add_concept(graph: Graph, scheme: URIRef, vocabulary: str, term: Term) -> None:
    concept = URIRef(term_iri(vocabulary, term.id))
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, scheme))
    graph.add((concept, SKOS.prefLabel, Literal(term.name, lang=LANGUAGE)))
    graph.add((concept, SKOS.notation, Literal(term.id)))
    definition = getattr(term, "definition", None) or getattr(term, "asks", None)
    if definition:
        graph.add((concept, SKOS.definition, Literal(definition, lang=LANGUAGE)))
    section = getattr(term, "section", None)
    if section:
        graph.add((concept, SKOS.note, Literal(f"Survey, section {section}", lang=LANGUAGE)))
    if getattr(term, "is_added", False):
        graph.add((concept, SKOS.note, Literal(ADDED_NOTE, lang=LANGUAGE)))
    for other in (getattr(term, "printed", None), *getattr(term, "aliases", ())):
        if other and other != term.name:
            graph.add((concept, SKOS.altLabel, Literal(other, lang=LANGUAGE)))
    if vocabulary != "node":
        graph.add((scheme, SKOS.hasTopConcept, concept))
        graph.add((concept, SKOS.topConceptOf, scheme))


def _add_tree(graph: Graph, atlas: Atlas) -> None:
    """Add who stands above whom; top nodes are related to their direction."""
    scheme = URIRef(term_iri("scheme", "node"))
    for node in atlas.tree.values():
        concept = URIRef(term_iri("node", node.id))
        if node.id in atlas.tree.tops:
            graph.add((scheme, SKOS.hasTopConcept, concept))
            graph.add((concept, SKOS.topConceptOf, scheme))
            graph.add((concept, SKOS.related, URIRef(term_iri("direction", atlas.tree.direction(node.id)))))
        else:
            parent = URIRef(term_iri("node", str(node.parent)))
            graph.add((concept, SKOS.broader, parent))
            graph.add((parent, SKOS.narrower, concept))
