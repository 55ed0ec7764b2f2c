"""What a reference to a work needs, the same for every bibliographic format: kind, container, year, pages, address.

An entry keeps its venue in a few words (``CVPR``, ``IEEE TPAMI``); the table of venues says whether that is a journal, else the
words do, else the volume and number.  Venues are written as the entry has them: no full name is guessed.
"""

from __future__ import annotations

import re
from enum import StrEnum

from codev.model import Work
from codev.model.venues import find_venue


class PublicationKind(StrEnum):
    """How a work is published, as far as bibliographic formats tell."""

    PREPRINT = "preprint"
    """On arXiv only."""
    PROCEEDINGS = "proceedings"
    """At a conference or workshop."""
    JOURNAL = "journal"
    """In a journal or magazine."""
    WEB = "web"
    """A page: no venue, no arXiv id."""


_JOURNAL_WORDS = re.compile(
    r"\b(journal|transactions|letters|magazine|annals|surveys|sciences|engineering|intelligence|foundations and trends"
    r"|proceedings of the vldb endowment|proceedings of the acm on|proceedings of the national academy)\b",
    re.IGNORECASE,
)
_PROCEEDINGS_WORDS = re.compile(r"\b(conference|workshops?|symposium|track|proc\.|meeting|findings)\b", re.IGNORECASE)


def publication_kind(work: Work) -> PublicationKind:
    """Return how a work is published.

    Args:
        work: The work.

    Returns:
        The kind; a venue that nothing is known of is a journal when it has a number, else a conference.
    """
    venue = (work.venue or "").strip()
    if not venue:
        return PublicationKind.PREPRINT if work.arxiv else PublicationKind.WEB
    if (known := find_venue(venue)) is not None:
        return PublicationKind(known.kind)
    if _PROCEEDINGS_WORDS.search(venue):
        return PublicationKind.PROCEEDINGS
    return PublicationKind.JOURNAL if _JOURNAL_WORDS.search(venue) or work.number else PublicationKind.PROCEEDINGS


def publication_year(work: Work) -> int:
    """Return the year that a reference shows: that of the venue, else that of first publication."""
    return work.venue_year or work.year


def venue_and_year(work: Work) -> str:
    """Return where and when a work appeared, such as "CVPR 2026"; the year alone where no venue is known.

    A venue is named with its own year only: a paper of CVPR 2026 may have been on arXiv in 2025.
    """
    return " ".join(str(each) for each in (work.venue, publication_year(work)) if each)


def container(work: Work) -> str | None:
    """Return the journal or proceedings that hold the work, as the entry names them; None for preprints and pages."""
    held = publication_kind(work) in (PublicationKind.JOURNAL, PublicationKind.PROCEEDINGS)
    return work.venue if held else None


def page_range(work: Work) -> tuple[str, str | None] | None:
    """Return the first and the last page, or None where no pages are known.

    Args:
        work: The work.

    Returns:
        A pair whose second is None for one page or an article number.
    """
    if not work.pages:
        return None
    parts = [part.strip() for part in re.split(r"(?:(?<!\s)\s++)?+[-–—]++\s*+", work.pages) if part.strip()]
    if len(parts) == 2:
        return parts[0], parts[1]
    return work.pages, None


def work_address(work: Work) -> str | None:
    """Return where the work can be read: the entry's own address, arXiv, or the DOI's resolver."""
    if work.url:
        return work.url
    if work.arxiv:
        return f"https://arxiv.org/abs/{work.arxiv}"
    return f"https://doi.org/{work.doi}" if work.doi else None
