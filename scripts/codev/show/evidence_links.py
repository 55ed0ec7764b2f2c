"""Where an item of evidence can be read: the place that its record knows, and not only the first page of the work.

The survey's text leads to the section's page of the face, its tables to where they stand there; a paper to its PDF, at the page
that is named; an abstract to the version that was read.  Where nothing is known there is no address.
"""

from __future__ import annotations

import re
from typing import Protocol

from codev.model import Evidence, EvidenceSource, Work

SURVEY_PDF = "https://arxiv.org/pdf/2407.08583v2"
"""The survey in the version that was read."""

_PAGE = re.compile(r"\b(?:page|p\.) ?([1-9][0-9]{0,3})\b", re.IGNORECASE)
_ARXIV_PAGE = re.compile(
    r"^https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/(?P<id>[a-z.-]+/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})(?P<version>v[0-9]{1,2})?(?:\.pdf)?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,10}(?:/[\w./~%+-]*)?(?=,|$)", re.IGNORECASE)
"""An address without its scheme, as ``where`` has that of a card; words may follow behind a comma."""


class SectionLinks(Protocol):
    """What says where the survey's sections and tables stand on a face."""

    def section(self, section: str) -> str | None:
        """Return the way to a section or table, or None where the face has no place for it."""


def evidence_address(item: Evidence, work: Work, to: SectionLinks) -> str | None:
    """Return where an item of evidence can be read, or None where that is not known.

    Args:
        item: The evidence.
        work: The work whose claim it supports.
        to: The links of the face.
    """
    if item.source is EvidenceSource.SURVEY:
        return (to.section(item.section) if item.section else None) or SURVEY_PDF
    if item.source is EvidenceSource.SURVEY_TABLE:
        return (to.section(f"Table {item.table}") if item.table is not None else None) or SURVEY_PDF
    if item.source in (EvidenceSource.ABSTRACT, EvidenceSource.PAPER):
        if item.url is None and work.arxiv is not None:
            return _arxiv_address(work.arxiv, "", item)
        if item.url is not None and (found := _ARXIV_PAGE.match(item.url)):
            return _arxiv_address(found["id"], found["version"] or "", item)
    if item.url is None and item.where is not None and (found := _ADDRESS.match(item.where)):
        return f"https://{found[0]}"
    return item.url


def _arxiv_address(arxiv: str, version: str, item: Evidence) -> str:
    """Return the address of an abstract, or of the PDF at the page that is named, in the version that was read."""
    version = item.version or version
    if item.source is EvidenceSource.ABSTRACT:
        return f"https://arxiv.org/abs/{arxiv}{version}"
    page = _PAGE.search(item.where or "")
    return f"https://arxiv.org/pdf/{arxiv}{version}" + (f"#page={page[1]}" if page else "")
