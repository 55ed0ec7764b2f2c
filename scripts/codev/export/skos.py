"""The vocabulary as SKOS in Turtle: one concept scheme a vocabulary, the tree by broader and narrower.

The survey's sections are a scheme of their own, and each term is mapped to the section that explains it: ``closeMatch`` where
the section explains it alone, ``broadMatch`` where the section holds several terms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from codev.atlas import Atlas
from codev.atlas.terms import SECTION, and_above
from codev.export.about import DESCRIPTION, LICENCE_URL, SURVEY_TITLE, SURVEY_URL, TITLE, page_of
from codev.export.linked.text import LANGUAGE, Statement, block, head, iri, literal, name
from codev.model.taxonomy import Term
from codev.model.vocabularies import ADDED_NOTE, VOCABULARIES, Vocabulary

FILE = "taxonomy.ttl"
"""The name of the file."""

NO_CONCEPTS = frozenset(["rule", "roadmap item"])
"""The vocabularies whose terms are no concepts: rules on cells, and items of the roadmap."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the vocabulary.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(head("dcterms", "foaf", "skos"))
        stream.writelines(_blocks(atlas))
    return [FILE]


def _blocks(atlas: Atlas) -> Iterator[str]:
    vocabularies = [each for each in VOCABULARIES.values() if each.name not in NO_CONCEPTS]
    explained = Counter(
        section for each in vocabularies for term in each.terms(atlas.taxonomy) if (section := getattr(term, "section", None))
    )
    for vocabulary in vocabularies:
        kind = vocabulary.name.replace(" ", "-")
        scheme = name("scheme", kind)
        terms = vocabulary.terms(atlas.taxonomy)
        tops = [term.id for term in terms if vocabulary.name != "node" or term.id in atlas.tree.tops]
        yield _scheme(scheme, f"{TITLE}: {vocabulary.about}", [name(kind, each) for each in tops])
        for term in terms:
            yield _concept(atlas, vocabulary, term, scheme, explained)
    yield from _sections(atlas, set(explained))


def _scheme(scheme: str, title: str, tops: list[str]) -> str:
    """Return a concept scheme with its top concepts."""
    return block(
        scheme,
        [
            ("a", "skos:ConceptScheme"),
            ("dcterms:title", literal(title, LANGUAGE)),
            ("dcterms:description", literal(DESCRIPTION, LANGUAGE)),
            ("dcterms:source", iri(SURVEY_URL)),
            ("dcterms:license", iri(LICENCE_URL)),
            ("skos:hasTopConcept", tops),
        ],
    )


def _concept(atlas: Atlas, vocabulary: Vocabulary, term: Term, scheme: str, explained: Counter[str]) -> str:
    """Return a term as a concept."""
    kind = vocabulary.name.replace(" ", "-")
    definition = getattr(term, "definition", None) or getattr(term, "asks", None)
    section = getattr(term, "section", None)
    others = [each for each in (getattr(term, "printed", None), *getattr(term, "aliases", ())) if each and each != term.name]
    page = page_of(vocabulary.name, term.id)
    statements: list[Statement] = [
        ("a", "skos:Concept"),
        ("skos:inScheme", scheme),
        ("skos:prefLabel", literal(term.name, LANGUAGE)),
        ("skos:notation", literal(term.id)),
        ("skos:definition", literal(definition, LANGUAGE) if definition else ()),
        ("skos:note", literal(ADDED_NOTE, LANGUAGE) if getattr(term, "is_added", False) else ()),
        ("skos:altLabel", [literal(each, LANGUAGE) for each in others]),
        ("foaf:page", iri(page) if page else ()),
    ]
    if section:
        match = "skos:closeMatch" if explained[section] == 1 else "skos:broadMatch"
        statements.append((match, name(SECTION, section.replace(" ", "-"))))
    if vocabulary.name == "node" and term.id not in atlas.tree.tops:
        statements.append(("skos:broader", name(kind, str(atlas.tree[term.id].parent))))
    else:
        statements.append(("skos:topConceptOf", scheme))
    if vocabulary.name == "node":
        statements.append(("skos:narrower", [name(kind, each) for each in atlas.tree.children(term.id)]))
        if term.id in atlas.tree.tops:
            statements.append(("skos:related", name("direction", atlas.tree.direction(term.id))))
    return block(name(kind, term.id), statements)


def _sections(atlas: Atlas, explained: set[str]) -> Iterator[str]:
    """Yield the survey's sections as a scheme: those that the atlas names, and those that explain a term."""
    scheme = name("scheme", SECTION)
    known = dict.fromkeys((*atlas.names_by_section, *(each for section in explained for each in and_above(section))))
    sections = sorted(known)
    tops = [name(SECTION, each.replace(" ", "-")) for each in sections if len(and_above(each)) == 1]
    yield _scheme(scheme, f"Sections of: {SURVEY_TITLE}", tops)
    for section in sections:
        above = and_above(section)[1:2]
        label = f"{section} {atlas.names_by_section.get(section, '')}".strip()
        page = page_of(SECTION, section) if section in atlas.names_by_section else None
        yield block(
            name(SECTION, section.replace(" ", "-")),
            [
                ("a", "skos:Concept"),
                ("skos:inScheme", scheme),
                ("skos:prefLabel", literal(label, LANGUAGE)),
                ("skos:notation", literal(section)),
                ("skos:broader", [name(SECTION, each) for each in above]),
                ("skos:topConceptOf", () if above else scheme),
                ("foaf:page", iri(page) if page else ()),
            ],
        )
