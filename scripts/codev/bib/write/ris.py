"""Works to RIS, written by rispy (see https://en.wikipedia.org/wiki/RIS_(file_format)).

The types are those that Zotero and EndNote read: CONF, JOUR, UNPD (preprint) and ELEC (page).  Zotero takes every type that it
does not know, the older UNPB and GEN among them, for a journal article (RIS.js of https://github.com/zotero/translators).
Fields are lines, which the model's fields fit on.
"""

from __future__ import annotations

from collections.abc import Iterable

import rispy

from codev.bib.names import split_authors
from codev.bib.write.reference import PublicationKind, container, page_range, publication_kind, publication_year, work_address
from codev.model import Work

RIS_TYPES: dict[PublicationKind, str] = {
    PublicationKind.PREPRINT: "UNPD",
    PublicationKind.PROCEEDINGS: "CONF",
    PublicationKind.JOURNAL: "JOUR",
    PublicationKind.WEB: "ELEC",
}
"""The RIS type of each kind."""

ET_AL_NOTE = "The list of authors goes on (et al.)."
"""Said in a note, since RIS has no field for it and a person called "others" would be wrong."""


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """RIS without the numbers that rispy puts before each reference: not every program reads past them."""

    def set_header(self, count: int) -> str:
        """Return no header."""
        return ""


def to_ris(works: Iterable[Work]) -> str:
    """Return works as RIS.

    Args:
        works: The works, in the order in which they shall stand.

    Returns:
        One reference after another, ending in a line break; empty for no works.
    """
    references = [ris_reference(work) for work in works]
    text: str = rispy.dumps(references, implementation=_Writer) if references else ""
    return text


def work_to_ris(work: Work) -> str:
    """Return one work as RIS."""
    return to_ris([work])


def ris_reference(work: Work) -> dict[str, str | list[str]]:
    """Return a work as rispy's dictionary.

    Args:
        work: The work.
    """
    kind = publication_kind(work)
    pages = page_range(work)
    address = work_address(work)
    venue = container(work)
    notes = [ET_AL_NOTE] if work.et_al else []
    fields: dict[str, str | list[str] | None] = {
        "type_of_reference": RIS_TYPES[kind],
        "id": work.key,
        "title": work.title,
        "authors": [name.family_first for name in split_authors(work)],
        "year": str(publication_year(work)),
        "secondary_title": venue,
        "custom3": venue if kind is PublicationKind.PROCEEDINGS else None,
        "type_of_work": "Preprint" if kind is PublicationKind.PREPRINT else None,
        "journal_name": venue if kind is PublicationKind.JOURNAL else None,
        "publisher": "arXiv" if kind is PublicationKind.PREPRINT and work.arxiv else None,
        "volume": work.volume,
        "number": work.number,
        "start_page": pages[0] if pages else None,
        "end_page": pages[1] if pages else None,
        "doi": work.doi,
        "accession_number": f"arXiv:{work.arxiv}" if work.arxiv else None,
        "urls": [address] if address else None,
        "notes": notes,
    }
    return {name: value for name, value in fields.items() if value}
