"""Works as schema.org JSON-LD: ScholarlyArticle, which search engines and reference managers read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from codev.atlas import Atlas
from codev.bib import PersonName, PublicationKind, publication_kind, publication_year, split_authors, work_address
from codev.export.about import page_of, term_iri, work_iri
from codev.model import Work

FILE = "works.jsonld"
"""The name of the file."""

CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "mainEntityOfPage": {"@type": "@id"},
}
"""What the keys mean; written out, so that nobody need fetch schema.org's own context to read the file."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write all works.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    # One work a line, written as it is made: the whole would take a third of a gigabyte at 30,000 works.
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [')
        for number, work in enumerate(atlas.works.values()):
            stream.write(",\n" if number else "\n")
            stream.write(json.dumps(work_object(atlas, work), ensure_ascii=False))
        stream.write("\n]}\n")
    return [FILE]


def work_to_jsonld(atlas: Atlas, work: Work) -> dict[str, Any]:
    """Return one work as a JSON-LD document, for its page.

    Args:
        atlas: The knowledge base.
        work: The work.
    """
    return {"@context": CONTEXT} | work_object(atlas, work)


def work_object(atlas: Atlas, work: Work) -> dict[str, Any]:
    """Return one work as a ScholarlyArticle without context.

    Args:
        atlas: The knowledge base.
        work: The work.
    """
    nodes = [node for node in dict.fromkeys(claim.node for claim in work.claims) if node in atlas.tree]
    about = [
        {"@type": "DefinedTerm", "@id": term_iri("node", node), "name": atlas.tree[node].name, "termCode": node}
        for node in nodes
    ]
    page = {"mainEntityOfPage": page_of("work", work.key)}
    return {"@id": work_iri(work.key), **article(work), **page, **({"about": about} if about else {})}


def article(work: Work) -> dict[str, Any]:
    """Return what a work's entry alone says of it as a ScholarlyArticle.

    Args:
        work: The work.
    """
    address = work_address(work)
    places = [
        f"https://arxiv.org/abs/{work.arxiv}" if work.arxiv else None,
        f"https://doi.org/{work.doi}" if work.doi else None,
    ]
    identifiers = [("arXiv", work.arxiv), ("doi", work.doi)]
    item: dict[str, Any] = {
        "@type": "ScholarlyArticle",
        "headline": work.title,
        "name": work.title,
        "author": [author(name) for name in split_authors(work)],
        "datePublished": str(publication_year(work)),
        "url": address,
        "sameAs": [place for place in places if place and place != address],
        "identifier": [{"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in identifiers if value],
        "isPartOf": _container(work),
        "pagination": work.pages,
    }
    return {name: value for name, value in item.items() if value}


def author(name: PersonName) -> dict[str, str]:
    """Return an author as a Person, or an Organization where the name is a group's.

    Args:
        name: The name.
    """
    if name.is_group:
        return {"@type": "Organization", "name": name.family}
    return {"@type": "Person", "name": name.as_read, "givenName": name.given, "familyName": name.whole_family}


def _container(work: Work) -> dict[str, str] | None:
    """Return the journal or proceedings that hold a work."""
    kind = publication_kind(work)
    if work.venue is None or kind not in (PublicationKind.JOURNAL, PublicationKind.PROCEEDINGS):
        return None
    found = {"@type": "Periodical" if kind is PublicationKind.JOURNAL else "PublicationVolume", "name": work.venue}
    if work.volume:
        found["volumeNumber"] = work.volume
    if work.number:
        found["issueNumber"] = work.number
    return found
