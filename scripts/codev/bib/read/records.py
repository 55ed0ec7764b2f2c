"""Records of DataCite, OpenAlex and DBLP to citations: each is put into the form of CSL-JSON, and one reader cleans them all.

Values of the wrong kind count as absent, whatever a service sends in their place.
https://support.datacite.org/docs/api-get-doi, https://developers.openalex.org/api-reference/works and
https://dblp.org/faq/13501473
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from codev.bib.read.citation import WITHDRAWN, Citation, clean_url
from codev.bib.read.csl import read_csl
from codev.bib.read.names import name_as_read
from codev.errors import CodevError, WrongUseError
from codev.ids import find_arxiv, find_doi
from codev.limits.records import URL_CHARACTERS_MAX
from codev.limits.texts import (
    ABSTRACT_WORD_CHARACTERS_MAX,
    ABSTRACT_WORDS_MAX,
    NAME_CHARACTERS_MAX,
    SEARCH_HITS_MAX,
    VENUE_CHARACTERS_MAX,
)
from codev.model.venues import find_venue

_PUBLISHED_AS = {"Conference and Workshop Papers": "paper-conference", "Journal Articles": "article-journal"}
"""DBLP's types of what has been published, with CSL's; preprints and volumes are of other types."""


def read_datacite(data: object) -> Citation:
    """Return the work in a record of DataCite.

    Args:
        data: The answer of ``/dois/…`` as `json` reads it.

    Raises:
        WrongUseError: It is no record of a work.
    """
    record = _mapping(_mapping(_mapping(data).get("data")).get("attributes"))
    titles = [each for each in _mappings(record.get("titles")) if not each.get("titleType")]
    container = _mapping(record.get("container"))
    abstracts = [each for each in _mappings(record.get("descriptions")) if each.get("descriptionType") == "Abstract"]
    citation = read_csl(
        {
            "DOI": record.get("doi"),
            "type": "article-journal" if container.get("type") == "Journal" else "article",
            "title": titles[0].get("title") if titles else "",
            "author": [_creator(each) for each in _mappings(record.get("creators"))],
            "issued": record.get("publicationYear"),
            "container-title": container.get("title"),
            "volume": container.get("volume"),
            "issue": container.get("issue"),
            "page": _pages(container.get("firstPage"), container.get("lastPage")),
            "abstract": abstracts[0].get("description") if abstracts else "",
            "URL": record.get("url"),
        },
        "datacite",
    )
    # Of a preprint at arXiv, the version that a journal published; elsewhere it may be the DOI of all versions together.
    related = _mappings(record.get("relatedIdentifiers")) if citation.arxiv else ()
    dois = [
        find_doi(str(each.get("relatedIdentifier"))[:URL_CHARACTERS_MAX])
        for each in related
        if each.get("relationType") == "IsVersionOf" and each.get("relatedIdentifierType") == "DOI"
    ]
    return replace(citation, doi=next((doi for doi in dois if doi and not find_arxiv(doi)), None) or citation.doi)


def read_openalex(data: object) -> Citation:
    """Return the work in a record of OpenAlex, which joins a preprint and what was published of it.

    Args:
        data: The answer of ``/works/…`` as `json` reads it.

    Raises:
        WrongUseError: It is no record of a work.
    """
    record = _mapping(data)
    places = [_mapping(record.get("primary_location")), *_mappings(record.get("locations"))]
    published = [place for place in places if place.get("version") == "publishedVersion"]
    sources = [_mapping(place.get("source")) for place in published]
    source = next(
        (each for each in sources if find_venue(str(each.get("display_name"))[:NAME_CHARACTERS_MAX])),
        sources[0] if sources else {},
    )
    biblio = _mapping(record.get("biblio"))
    doi = find_doi(str(record.get("doi"))[:URL_CHARACTERS_MAX])
    of_preprint = find_arxiv(doi) if doi else None
    preprints = [find_arxiv(str(place.get("landing_page_url"))[:URL_CHARACTERS_MAX]) for place in places if _is_at_arxiv(place)]
    citation = read_csl(
        {
            "DOI": None if of_preprint else doi,
            "type": "article-journal" if source.get("type") == "journal" else "article",
            "title": record.get("title") or record.get("display_name"),
            "author": [
                _person(each.get("raw_author_name") or _mapping(each.get("author")).get("display_name"))
                for each in _mappings(record.get("authorships"))
            ],
            "issued": record.get("publication_year"),
            "container-title": source.get("display_name"),
            "volume": biblio.get("volume"),
            "issue": biblio.get("issue"),
            "page": _pages(biblio.get("first_page"), biblio.get("last_page")),
            "abstract": _in_order(_mapping(record.get("abstract_inverted_index"))),
        },
        "openalex",
    )
    retracted = f"{WITHDRAWN} (so OpenAlex says): do not add it, or say so under 'notes'"
    arxiv = of_preprint or next(filter(None, preprints), None)
    return replace(
        citation,
        arxiv=arxiv,
        venue=citation.venue or ("arXiv" if arxiv else None),
        et_al=citation.et_al or record.get("is_authors_truncated") is True,
        seen_at=_page_of(record.get("id"), "https://openalex.org/"),
        remarks=(*citation.remarks, *([retracted] if record.get("is_retracted") is True else [])),
    )


def read_dblp(data: object) -> list[Citation]:
    """Return the published works among the hits of a search at DBLP; preprints are left out.

    Args:
        data: The answer of ``/search/publ/api`` as `json` reads it.

    Raises:
        WrongUseError: It is no answer of a search.
    """
    hits = _mapping(_mapping(data).get("result")).get("hits")
    if not isinstance(hits, Mapping):
        raise WrongUseError("DBLP's answer holds no hits", "try again later")
    return list(_published(_mappings(hits.get("hit"))[:SEARCH_HITS_MAX]))


def _published(hits: list[Mapping[str, Any]]) -> Iterator[Citation]:
    """Yield what has been published, each as a citation."""
    for hit in hits:
        record = _mapping(hit.get("info"))
        kind = _PUBLISHED_AS.get(str(record.get("type")))
        if kind is None:
            continue
        listed = _mapping(record.get("authors")).get("author")
        authors = listed if isinstance(listed, list) else [listed]
        pages = record.get("ee")
        links = [str(each)[:URL_CHARACTERS_MAX] for each in (pages if isinstance(pages, list) else [pages])]
        try:
            citation = read_csl(
                {
                    "DOI": record.get("doi") or next((link for link in links if "doi.org/" in link), None),
                    "type": kind,
                    "title": record.get("title"),
                    "author": [_person(_mapping(each).get("text") or each) for each in authors],
                    "issued": record.get("year"),
                    "container-title": _venue(record.get("venue")),
                    "volume": record.get("volume"),
                    "issue": record.get("number"),
                    "page": record.get("pages"),
                },
                "dblp",
            )
        except CodevError:
            continue
        if citation.venue not in (None, "arXiv"):
            yield replace(citation, seen_at=_page_of(record.get("url"), "https://dblp.org/rec/"))


def _venue(value: object) -> str:
    """Return a venue without what DBLP adds: "ACL (Findings)" is "Findings of ACL", "ACL (1)" a volume of ACL's."""
    name = str(value[0] if isinstance(value, list) and value else value or "")[:VENUE_CHARACTERS_MAX]
    if name.endswith(" (Findings)"):
        return f"Findings of {name.removesuffix(' (Findings)')}"
    return re.sub(r" \([0-9]{1,3}\)$", "", name)


def _creator(person: Mapping[str, Any]) -> dict[str, Any]:
    """Return a creator of DataCite as CSL-JSON writes names."""
    if person.get("nameType") == "Organizational":
        return {"literal": person.get("name")}
    if person.get("familyName") and person.get("givenName"):
        return {"family": person.get("familyName"), "given": person.get("givenName")}
    return _person(person.get("name"))


def _person(name: object) -> dict[str, Any]:
    """Return a name that stands in one piece as CSL-JSON writes names; DBLP numbers those who share a name."""
    parts = name_as_read(re.sub(r" [0-9]{4}$", "", name[:NAME_CHARACTERS_MAX])) if isinstance(name, str) else None
    if parts is None or parts.is_group:
        return {"literal": parts.family if parts else ""}
    return {
        "family": parts.family,
        "given": parts.given,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }


def _in_order(index: Mapping[str, Any]) -> str:
    """Return the text of an inverted index: each word, with the places where it stands."""
    words: dict[int, str] = {}
    for word, places in index.items():
        for place in places if isinstance(places, list) else ():
            if isinstance(place, int) and 0 <= place < ABSTRACT_WORDS_MAX:
                words[place] = word[:ABSTRACT_WORD_CHARACTERS_MAX]
    return " ".join(words[place] for place in sorted(words))


def _pages(first: object, last: object) -> str:
    """Return pages from the first and the last one."""
    given = [str(each)[:40] for each in (first, last) if isinstance(each, str | int) and each]
    return "-".join(dict.fromkeys(given))


def _is_at_arxiv(place: Mapping[str, Any]) -> bool:
    """Return whether OpenAlex says that a version of a work stands at arXiv."""
    return re.match(r"https?://(www\.)?arxiv\.org/", str(place.get("landing_page_url"))) is not None


def _page_of(value: object, begins: str) -> str | None:
    """Return the page of a record, where it is one of the service's own."""
    url = clean_url(value) if isinstance(value, str) and len(value) <= URL_CHARACTERS_MAX else None
    return url if url is not None and url.startswith(begins) else None


def _mapping(value: object) -> Mapping[str, Any]:
    """Return a mapping; an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def _mappings(value: object) -> list[Mapping[str, Any]]:
    """Return the mappings in a list; none for anything else."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
