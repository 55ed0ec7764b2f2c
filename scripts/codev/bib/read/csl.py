"""CSL-JSON to a citation: what Crossref answers, and what the DOI resolver gives by content negotiation.

Crossref wraps the record and makes lists of titles; DataCite and mEDRA do not.  Values of the wrong kind count as absent.
https://github.com/CrossRef/rest-api-doc and https://citation.crosscite.org/docs.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from codev.bib.names import PersonName, parted_family
from codev.bib.read.citation import (
    Citation,
    CitationSource,
    clean_pages,
    clean_title,
    clean_url,
    clean_year,
    one_line,
    read_venue,
    withdrawal,
)
from codev.bib.read.latex import plain_text
from codev.bib.read.markup import without_html
from codev.bib.read.name_lists import is_person_in_braces
from codev.bib.read.names import name_as_read, names_of
from codev.errors import WrongUseError
from codev.ids import find_arxiv, find_doi
from codev.limits.records import TITLE_CHARACTERS_MAX
from codev.limits.texts import ABSTRACT_CHARACTERS_MAX, LATEX_CHARACTERS_MAX
from codev.model.people import SUFFIX
from codev.model.venues import find_venue, is_series

_DATES = ("issued", "published", "published-print", "published-online", "published-other", "posted")
_DATES_BESIDE = {"accepted": "it was accepted", "created": "the DOI was registered", "deposited": "the record was made"}
"""Dates that are not those of publication but near it, with what each is."""

_TEX = re.compile(r"\$[^$]{1,400}\$|\\[A-Za-z(\[]")


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
        raise WrongUseError("the record names no title", "use --bibtex")
    listed = record.get("author")
    people = [person for person in listed if isinstance(person, Mapping)] if isinstance(listed, list) else []
    names = names_of(map(_name, people))
    doi = find_doi(_text(record.get("DOI")))
    arxiv = find_arxiv(doi) if doi else None
    year, remark = _year(record)
    title = _text(record.get("title"))
    subtitle = _text(record.get("subtitle"))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title}: {subtitle}"
    abstract = re.sub(r"^abstract[\s.:-]+", "", _text(record.get("abstract")), flags=re.IGNORECASE)
    is_journal = "journal" in _text(record.get("type"))
    return Citation(
        title=clean_title(title)[:TITLE_CHARACTERS_MAX],
        authors=names.names,
        family=names.family,
        family_names=names.family_names,
        et_al=names.et_al,
        year=year,
        venue="arXiv" if arxiv else _venue(record),
        volume=_text(record.get("volume"))[:40] or None if is_journal else None,
        number=_text(record.get("issue"))[:40] or None if is_journal else None,
        pages=clean_pages(_text(record.get("page"))),
        arxiv=arxiv or _preprint(record),
        doi=None if arxiv else doi,
        url=clean_url(_text(record.get("URL"))),
        abstract=abstract[:ABSTRACT_CHARACTERS_MAX] or None,
        source=source,
        seen_at=f"https://doi.org/{doi}" if doi and re.fullmatch(r"[\w./()-]+", doi) else None,
        remarks=tuple(filter(None, (*names.remarks, remark, withdrawal(title, abstract)))),
    )


def _text(value: object) -> str:
    """Return a value, the first of a list, as text on one line without markup: titles hold ``<i>`` and TeX, abstracts JATS."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, bool) or not isinstance(first, str | int):
        return ""
    text = without_html(str(first)[:LATEX_CHARACTERS_MAX])
    return plain_text(text) if _TEX.search(text) else one_line(text)


def _name(person: Mapping[str, Any]) -> PersonName:
    """Return a person's or group's name in its parts."""
    family, given = _text(person.get("family")), _text(person.get("given"))
    if not family or not given:
        # What stands alone is a group's name, unless initials or a comma show a person.
        alone = (_text(person.get("literal") or person.get("name")) or family or given).strip(" :;,")
        is_person = is_person_in_braces(alone) or re.fullmatch(r"[^\s,]+, [^,]+", alone)
        return name_as_read(alone) if is_person else PersonName(alone)
    particle = _text(person.get("non-dropping-particle") or person.get("dropping-particle"))
    suffix = _text(person.get("suffix"))
    if not particle:
        particle, family = parted_family(family)
    if not suffix and (found := SUFFIX.search(family)):
        family, suffix = family[: found.start()], found.group(1)
    return PersonName(family, given, particle, suffix)


def _venue(record: Mapping[str, Any]) -> str | None:
    """Return where a record says that the work appeared: a known venue, else the first name that is not a series' name."""
    event, container = record.get("event"), record.get("container-title")
    named = [_text(each) for each in (container if isinstance(container, list) else [container])]
    named.append(_text(event.get("name") if isinstance(event, Mapping) else event))
    given = [name for name in named if name]
    proper = [name for name in given if not is_series(name)]
    known = [name for name in proper if find_venue(name)]
    return read_venue(next(iter([*known, *proper, *given]), ""))


def _year(record: Mapping[str, Any]) -> tuple[int | None, str | None]:
    """Return the earliest year of publication that a record names, and a remark where it names another date only."""
    years = [year for name in _DATES if (year := _year_of(record.get(name)))]
    if years:
        return min(years), None
    for name, told in _DATES_BESIDE.items():
        if year := _year_of(record.get(name)):
            return year, f"the DOI's record names no year of publication; {year} is when {told}: check it"
    return None, None


def _year_of(date: object) -> int | None:
    """Return the year of a CSL date: ``date-parts``, ``raw``, ``literal``, or plain text as DataCite writes it."""
    if not isinstance(date, Mapping):
        return clean_year(str(date)[:40]) if isinstance(date, str | int) and not isinstance(date, bool) else None
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] and (year := clean_year(str(parts[0][0]))):
        return year
    return next(filter(None, (clean_year(_text(date.get(name))) for name in ("raw", "literal", "date-time"))), None)


def _preprint(record: Mapping[str, Any]) -> str | None:
    """Return the arXiv id of the preprint that a record names, or None."""
    relation = record.get("relation")
    related = relation.get("has-preprint") if isinstance(relation, Mapping) else None
    for item in related if isinstance(related, list) else []:
        text = _text(item.get("id")) if isinstance(item, Mapping) else ""
        if "arxiv" in text.lower() and (found := find_arxiv(text)):
            return found
    return None
