"""CSL-JSON to a citation: what Crossref answers, and what the DOI resolver gives by content negotiation.

Crossref wraps the record and makes lists of titles; DataCite and mEDRA do not.  Values of the wrong kind count as absent.
https://github.com/CrossRef/rest-api-doc and https://citation.crosscite.org/docs.html
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from codev.bib.read.citation import (
    ABSTRACT_LENGTH_MAX,
    NAME_LENGTH_MAX,
    TITLE_LENGTH_MAX,
    Citation,
    CitationSource,
    arxiv_of_doi,
    clean_arxiv,
    clean_doi,
    clean_pages,
    clean_title,
    clean_url,
    clean_year,
    one_line,
    read_venue,
)
from codev.bib.read.names import AUTHORS_MAX
from codev.errors import WrongUseError

_DATES = ("issued", "published", "published-print", "published-online")


def read_csl(data: object, source: CitationSource = "crossref") -> Citation:
    """Return the work in a CSL-JSON record.

    Args:
        data: The record as `json` reads it, with or without Crossref's envelope.
        source: Where it comes from.

    Raises:
        WrongUseError: It is no record of a work.
    """
    record = data.get("message", data) if isinstance(data, Mapping) else None
    if not isinstance(record, Mapping) or not _text(record.get("title")):
        raise WrongUseError("the DOI's record names no title", "use --bibtex")
    listed = record.get("author")
    people = [person for person in listed if isinstance(person, Mapping)] if isinstance(listed, list) else []
    names = [name for name in map(_name, people[:AUTHORS_MAX]) if name]
    family = _text(people[0].get("family") or people[0].get("literal") or people[0].get("name")) if people else ""
    doi = clean_doi(_text(record.get("DOI")))
    arxiv = arxiv_of_doi(doi) if doi else None
    container = _text(record.get("container-title"))
    event = record.get("event")
    venue = read_venue(container) or read_venue(_text(event.get("name") if isinstance(event, Mapping) else event))
    title = _text(record.get("title"))
    subtitle = _text(record.get("subtitle"))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title}: {subtitle}"
    is_journal = "journal" in _text(record.get("type"))
    return Citation(
        title=clean_title(title)[:TITLE_LENGTH_MAX],
        authors=tuple(names),
        family=family,
        et_al=len(people) > AUTHORS_MAX,
        year=_year(record),
        venue="arXiv" if arxiv else venue,
        volume=_text(record.get("volume"))[:40] or None if is_journal else None,
        number=_text(record.get("issue"))[:40] or None if is_journal else None,
        pages=clean_pages(_text(record.get("page"))),
        arxiv=arxiv or _preprint(record),
        doi=None if arxiv else doi,
        url=clean_url(_text(record.get("URL"))),
        abstract=re.sub(r"^abstract[\s.:-]+", "", _text(record.get("abstract")), flags=re.IGNORECASE)[:ABSTRACT_LENGTH_MAX]
        or None,
        source=source,
        seen_at=f"https://doi.org/{doi}" if doi and re.fullmatch(r"[\w./()-]+", doi) else None,
    )


def _text(value: object) -> str:
    """Return a value, the first of a list, as text on one line without markup: titles hold ``<i>``, abstracts JATS."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, bool) or not isinstance(first, str | int):
        return ""
    return one_line(html.unescape(re.sub(r"<[^<>]{0,200}>", " ", str(first)[:20_000])))


def _name(person: Mapping[str, Any]) -> str:
    """Return a person's or group's name as "Given Family"."""
    particle = _text(person.get("non-dropping-particle") or person.get("dropping-particle"))
    parts = (_text(person.get("given")), particle, _text(person.get("family")), _text(person.get("suffix")))
    joined = " ".join(part for part in parts if part)
    return (joined or _text(person.get("literal") or person.get("name")))[:NAME_LENGTH_MAX]


def _year(record: Mapping[str, Any]) -> int | None:
    """Return the earliest year of publication that a record names."""
    years = []
    for name in _DATES:
        date = record.get(name)
        parts = date.get("date-parts") if isinstance(date, Mapping) else None
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
            years.append(clean_year(str(parts[0][0])))
    return min((year for year in years if year), default=None)


def _preprint(record: Mapping[str, Any]) -> str | None:
    """Return the arXiv id of the preprint that a record names, or None."""
    relation = record.get("relation")
    related = relation.get("has-preprint") if isinstance(relation, Mapping) else None
    for item in related if isinstance(related, list) else []:
        text = _text(item.get("id")) if isinstance(item, Mapping) else ""
        if "arxiv" in text.lower() and (found := arxiv_of_doi(clean_doi(text) or "") or clean_arxiv(text)):
            return found
    return None
