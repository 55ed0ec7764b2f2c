"""The fields of one BibTeX entry to a citation: which field holds what, in the dialects that people use.

BibTeX, biblatex, DBLP, arXiv, Semantic Scholar and Google Scholar each write an arXiv id elsewhere.  A field that cannot be
understood is left out and said in the citation's remarks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from codev.bib.read.citation import Citation, clean_pages, clean_title, clean_url, clean_year, read_venue, withdrawal
from codev.bib.read.latex import plain_text
from codev.bib.read.names import read_names
from codev.ids import find_arxiv, find_doi
from codev.limits.records import TITLE_CHARACTERS_MAX
from codev.limits.texts import ABSTRACT_CHARACTERS_MAX
from codev.model.venues import known_venue

_IN_VOLUMES = frozenset(["article", "inproceedings", "conference", "incollection", "inbook"])
_VENUE_FIELDS = ("booktitle", "journal", "journaltitle", "eventtitle", "howpublished", "school", "institution", "publisher")

_MAY_HOLD_ARXIV = (
    "journal",
    "journaltitle",
    "url",
    "howpublished",
    "note",
    "volume",
    "number",
    "doi",
    "pages",
    "booktitle",
    "publisher",
)

_NEURIPS_TRACK = "NeurIPS Datasets and Benchmarks Track"


def citation_of(kind: str, fields: Mapping[str, str], remarks: Sequence[str] = ()) -> Citation:
    """Return what the fields of one entry say.

    Args:
        kind: ``article``, ``inproceedings`` …
        fields: Values by name in lower case, macros resolved, LaTeX as in the file.
        remarks: What is known to be odd about the entry already.
    """
    said = list(remarks)
    names = read_names(fields.get("author") or fields.get("authors") or (fields.get("editor", "") if kind == "book" else ""))
    said += names.remarks
    title = clean_title(plain_text(_joined(fields.get("title", ""), fields.get("subtitle", ""))))
    if len(title) > TITLE_CHARACTERS_MAX:
        said.append(f"the title had {len(title):,} characters and was cut to {TITLE_CHARACTERS_MAX}")
        title = title[:TITLE_CHARACTERS_MAX].rstrip()
    said += filter(None, [withdrawal(title, plain_text(fields.get("note", "")))])
    arxiv = _arxiv_of_fields(fields)
    doi = find_doi(fields.get("doi", "")) or find_doi(_doi_address(fields.get("url", "")))
    if doi is None and fields.get("doi", "").strip("{} "):
        said.append(f"the DOI {plain_text(fields['doi'])[:80]!r} could not be understood and was left out")
    if doi and (of_preprint := find_arxiv(doi)):
        arxiv, doi = arxiv or of_preprint, None
    url = clean_url(fields.get("url", "")) or clean_url(fields.get("howpublished", ""))
    return Citation(
        title=title,
        authors=names.names,
        family=names.family,
        family_names=names.family_names,
        et_al=names.et_al,
        year=next(filter(None, (clean_year(fields.get(name, "")) for name in ("year", "date", "eventdate"))), None),
        venue=_venue(kind, fields) or ("arXiv" if arxiv else None),
        volume=_short(fields.get("volume", "")) if kind in _IN_VOLUMES else None,
        number=_short(fields.get("number", "") or fields.get("issue", "")) if kind in _IN_VOLUMES else None,
        pages=clean_pages(plain_text(fields.get("pages", ""))) if "arxiv" not in fields.get("pages", "").lower() else None,
        arxiv=arxiv,
        doi=doi,
        url=None if url and (find_doi(_doi_address(url)) or (arxiv and "arxiv.org/" in url)) else url,
        abstract=plain_text(fields.get("abstract", ""))[:ABSTRACT_CHARACTERS_MAX] or None,
        source="bibtex",
        remarks=tuple(said),
    )


def _arxiv_of_fields(fields: Mapping[str, str]) -> str | None:
    """Return the arXiv id that an entry's fields name, or None.

    The styles are those of https://info.arxiv.org/help/hypertex/bibstyles/ and of DBLP (``volume = {abs/…}``).
    """
    eprint = fields.get("eprint", "")
    kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "").lower()
    if eprint and ("arxiv" in (kind or eprint.lower()) or (not kind and find_arxiv(eprint))):
        return find_arxiv(eprint)
    for name in ("arxiv", "arxivid", "arxiv_id"):
        if fields.get(name):
            return find_arxiv(fields[name])
    for name in _MAY_HOLD_ARXIV:
        value = fields.get(name, "")
        beside = fields.get("journal", "") if name in ("volume", "number", "pages") else value
        if (re.search(r"arxiv|\babs/", beside, re.IGNORECASE) or "abs/" in value) and (found := find_arxiv(value)):
            return found
    return None


def _venue(kind: str, fields: Mapping[str, str]) -> str | None:
    """Return where the work is published, in canonical form."""
    for name in _VENUE_FIELDS:
        if name == "publisher" and kind not in ("book", "incollection", "inbook"):
            continue
        text = plain_text(fields.get(name, ""))
        # "How published" is mostly an address, which is no venue.
        if not text or re.search(r"https?:|www\.", text):
            continue
        venue = read_venue(text)
        # The proceedings of NeurIPS name the track in the address only; who writes "NeurIPS" has named the venue already.
        if venue == "NeurIPS" and text != venue and "Datasets_and_Benchmarks" in fields.get("url", ""):
            return _NEURIPS_TRACK
        return venue
    # READMEs write @misc with publisher={NeurIPS}; a publishing house is no venue and stands in no table of venues.
    return known_venue(plain_text(fields.get("publisher", ""))) if kind == "misc" else None


def _doi_address(text: str) -> str:
    """Return the text where it is the address of a DOI, else nothing: other addresses may hold what looks like one."""
    return text if re.search(r"doi\.org/|doi:", text, re.IGNORECASE) else ""


def _joined(title: str, subtitle: str) -> str:
    return f"{title.rstrip(' :')}: {subtitle}" if subtitle.strip() else title


def _short(text: str) -> str | None:
    """Return a volume or number, or None where it is empty or an arXiv id that DBLP writes there."""
    plain = plain_text(text)
    return plain[:40] if plain and not plain.startswith("abs/") and find_arxiv(plain) is None else None
