"""The answer of arXiv's API, an Atom feed, to a citation.

The XML is read by lxml with entities, network and external files off; a document type declaration, which no answer of arXiv
holds, is refused.  https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

from lxml import etree

from codev.bib.read.citation import (
    ABSTRACT_LENGTH_MAX,
    TITLE_LENGTH_MAX,
    Citation,
    arxiv_of_doi,
    clean_arxiv,
    clean_doi,
    clean_title,
    clean_year,
)
from codev.bib.read.latex import plain_text
from codev.bib.read.names import name_as_read, names_of
from codev.errors import WrongUseError
from codev.model.venues import known_venue

_NAMES = {"atom": "http://www.w3.org/2005/Atom", "arxiv": "http://arxiv.org/schemas/atom"}


def read_arxiv(raw: bytes) -> Citation | None:
    """Return the work in an answer of arXiv's API.

    Args:
        raw: The answer, an Atom feed with at most one entry that matters.

    Returns:
        The work; None when arXiv knows none of the id.

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
    entry = root.find("atom:entry", _NAMES)
    if entry is None or "/api/errors" in _text(entry, "atom:id"):
        return None
    arxiv = clean_arxiv(_text(entry, "atom:id").rpartition("/abs/")[2])
    title = clean_title(plain_text(_text(entry, "atom:title")))[:TITLE_LENGTH_MAX]
    if arxiv is None or not title:
        return None
    names = names_of(name_as_read(name.text or "") for name in entry.findall("atom:author/atom:name", _NAMES))
    reference, comment = _text(entry, "arxiv:journal_ref"), _text(entry, "arxiv:comment")
    doi = clean_doi(_text(entry, "arxiv:doi"))
    # A journal reference is free text that the authors write; a comment even more so: only a known venue is taken from it.
    venue = known_venue(reference) or (known_venue(comment) if _is_acceptance(comment) else None)
    remarks = (
        ()
        if venue or not reference
        else (f"arXiv gives the journal reference {reference[:120]!r}: see whether it is the venue",)
    )
    year = clean_year(_text(entry, "atom:published"))
    return Citation(
        title=title,
        authors=names.names,
        family=names.family,
        family_names=names.family_names,
        et_al=names.et_al,
        year=(clean_year(reference) or clean_year(comment) or year) if venue and venue != "arXiv" else year,
        venue=venue or "arXiv",
        arxiv=arxiv,
        doi=None if doi and arxiv_of_doi(doi) else doi,
        abstract=plain_text(_text(entry, "atom:summary"))[:ABSTRACT_LENGTH_MAX] or None,
        source="arxiv",
        seen_at=f"https://arxiv.org/abs/{arxiv}",
        remarks=remarks,
    )


def _text(entry: etree._Element, path: str) -> str:
    """Return the text of an element, on one line; nothing where there is none."""
    found = entry.find(path, _NAMES)
    return " ".join((found.text or "").split()) if found is not None else ""


def _is_acceptance(comment: str) -> bool:
    """Return whether authors say in their comment that the work was accepted somewhere, not merely submitted."""
    lowered = comment.lower()
    says = any(word in lowered for word in ("accepted", "published", "camera", "to appear", "oral", "spotlight", "poster"))
    return says and not any(word in lowered for word in ("submitted", "under review", "workshop"))
