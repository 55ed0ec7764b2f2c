"""The answer of arXiv's API, an Atom feed, to a citation.

The XML is read by lxml with entities, network and external files off; a document type declaration, which no answer of arXiv
holds, is refused.  https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import re

from lxml import etree

from codev.bib.read.citation import YEARLESS_VENUE, Citation, clean_title, clean_year, withdrawal
from codev.bib.read.latex import plain_text
from codev.bib.read.names import name_as_read, names_of
from codev.errors import WrongUseError
from codev.ids import find_arxiv, find_doi
from codev.limits.records import TITLE_CHARACTERS_MAX
from codev.limits.texts import ABSTRACT_CHARACTERS_MAX, COMMENT_CHARACTERS_MAX
from codev.model.venues import known_venue

_PARTS = re.compile(r"[;\n]|\.(?=\s|$)|,(?=\s*(?:code|project|extended|\d+ (?:pages|figures)|website|data)\b)", re.IGNORECASE)
_ACCEPTED = re.compile(
    r"\b(accepted|published|camera[- ]ready|to appear|to be published|appear(s|ed|ing)? (in|at)|presented at|in press"
    r"|oral|spotlight|poster|highlight)\b",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(
    r"\b(submitted|submission|submit|under review|in review|being reviewed|rejected|withdrawn|workshops?|challenge|competition"
    r"|tutorial|template|format|style|winner|winning|(extended|extension|longer|journal|previous|earlier|preliminary|short)"
    r"( version)?( of| from)?)\b",
    re.IGNORECASE,
)
_NAMES = {"atom": "http://www.w3.org/2005/Atom", "arxiv": "http://arxiv.org/schemas/atom"}


def read_arxiv(raw: bytes) -> list[Citation]:
    """Return the works in an answer of arXiv's API.

    Args:
        raw: The answer, an Atom feed.

    Returns:
        The works; none when arXiv knows none of the ids.

    Raises:
        WrongUseError: The answer is not one of arXiv's.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise WrongUseError(f"arXiv's answer is not XML: {error.msg}", "try again later, or use --bibtex") from error
    if root.getroottree().docinfo.doctype or root.tag != f"{{{_NAMES['atom']}}}feed":
        raise WrongUseError("arXiv's answer is not an Atom feed", "try again later, or use --bibtex")
    found = (_read_entry(entry) for entry in root.iterfind("atom:entry", _NAMES))
    return [citation for citation in found if citation is not None]


def _read_entry(entry: etree._Element) -> Citation | None:
    """Return the work in an entry; None for an error, or an entry without id or title."""
    if "/api/errors" in _text(entry, "atom:id"):
        return None
    arxiv = find_arxiv(_text(entry, "atom:id").rpartition("/abs/")[2])
    title = clean_title(plain_text(_text(entry, "atom:title")))[:TITLE_CHARACTERS_MAX]
    if arxiv is None or not title:
        return None
    names = names_of(name_as_read(name.text or "") for name in entry.findall("atom:author/atom:name", _NAMES))
    reference, comment = _text(entry, "arxiv:journal_ref"), plain_text(_text(entry, "arxiv:comment"))
    summary = plain_text(_text(entry, "atom:summary"))
    doi = find_doi(_text(entry, "arxiv:doi"))
    # A journal reference is free text that the authors write; a comment even more so: only a known venue is taken from it.
    named = (known, clean_year(reference)) if (known := known_venue(reference)) else named_venue(comment)
    venue, venue_year = named or (None, None)
    remarks = [withdrawal(title, comment, summary)]
    if venue is None and reference:
        remarks.append(f"arXiv gives the journal reference {reference[:120]!r}: see whether it is the venue")
    elif venue is not None and venue_year is None:
        remarks.append(
            f"{YEARLESS_VENUE} ({(reference if known else comment)[:120]!r}): see in which year {venue} published it"
        )
    elif venue is None and (said := _ACCEPTED.search(comment)):
        remarks.append(f"the authors' comment on arXiv says {comment[said.start() :][:120]!r}: see whether it is the venue")
    year = clean_year(_text(entry, "atom:published"))
    return Citation(
        title=title,
        authors=names.names,
        family=names.family,
        family_names=names.family_names,
        et_al=names.et_al,
        year=venue_year or year,
        venue=venue or "arXiv",
        arxiv=arxiv,
        doi=None if doi and find_arxiv(doi) else doi,
        abstract=summary[:ABSTRACT_CHARACTERS_MAX] or None,
        source="arxiv",
        seen_at=f"https://arxiv.org/abs/{arxiv}",
        remarks=tuple(filter(None, (*names.remarks, *remarks))),
    )


def _text(entry: etree._Element, path: str) -> str:
    """Return the text of an element, on one line; nothing where there is none."""
    found = entry.find(path, _NAMES)
    return " ".join((found.text or "").split()) if found is not None else ""


def named_venue(comment: str) -> tuple[str, int | None] | None:
    """Return the known venue at which authors say in their comment that the work appeared, and the year; None without one.

    Args:
        comment: Free text such as "12 pages. Accepted by CVPR'25 (oral)"; a bare "ICLR 2025" counts, what was only submitted or
            a workshop's does not.
    """
    for part in _PARTS.split(comment[:COMMENT_CHARACTERS_MAX]):
        venue = None if _NOT_THERE.search(part) else known_venue(part)
        if venue in (None, "arXiv"):
            continue
        short = re.search(r"['’]([0-9]{2})(?![0-9])", part)
        year = clean_year(part) or (2000 + int(short.group(1)) if short else None)
        if year is not None or _ACCEPTED.search(part):
            return str(venue), year
    return None
