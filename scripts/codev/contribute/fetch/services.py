"""Which service is asked for what, and who is asked when one does not answer.

A preprint: arXiv, then DataCite, where arXiv registers its DOIs, then OpenAlex; DBLP adds where it was published.  A DOI:
Crossref, then DataCite, OpenAlex and the agency that gave it out.  An answer about another preprint counts as none.
Every citation says who answered (``source``) and where it can be seen (``seen_at``); who did not answer is in its remarks.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx

from codev.bib.read.arxiv import read_arxiv
from codev.bib.read.citation import SOURCE_NAMES, Citation, CitationSource
from codev.bib.read.csl import read_csl
from codev.bib.read.records import read_datacite, read_dblp, read_openalex
from codev.contribute.fetch.client import Client, FetchError, read_json
from codev.contribute.fetch.kept import KeptAnswers
from codev.errors import WrongUseError
from codev.ids import find_arxiv, find_doi
from codev.limits.services import PATIENCE_SECONDS_MAX
from codev.model.same_work import Identity, KnownWorks, Sameness, title_words
from codev.model.venues import find_venue

ARXIV_IDS_MAX = 100
"""Ids in one request to arXiv, whose manual asks for few requests of moderate size.
https://info.arxiv.org/help/api/user-manual.html"""

SEARCH_WORDS_MAX = 20
"""Words of a title that DBLP is asked for: every one has to be there, so more would only make the address longer."""

_CSL = "application/vnd.citationstyles.csl+json"
_JSON = "application/json"
_Ask = Callable[[], Citation | None]


class Fetcher:
    """Asks the services; to be used in a ``with`` statement."""

    def __init__(
        self,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        *,
        root: Path | None = None,
        patience_seconds: float = PATIENCE_SECONDS_MAX,
    ) -> None:
        """Prepare a client.

        Args:
            transport: What carries requests: the network by default, stored answers in tests.
            sleep: Waits a number of seconds.
            clock: Tells the time in seconds.
            root: The knowledge base in whose cache answers are kept; without one they are not.
            patience_seconds: The longest that a service's own ``Retry-After`` is obeyed.
        """
        kept = KeptAnswers(root) if root is not None else None
        self._client = Client(transport, sleep, clock, kept, patience_seconds)

    def __enter__(self) -> Self:
        """Return the fetcher itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the connections."""
        self._client.close()

    def arxiv(self, name: str) -> Citation:
        """Return what the services know of a preprint, with the venue that published it where DBLP knows one.

        Args:
            name: Its arXiv id, with or without version, or its address.

        Raises:
            WrongUseError: The text holds no arXiv id.
            FetchError: arXiv knows none of this id, or nobody answers.
        """
        arxiv = find_arxiv(name)
        if arxiv is None:
            raise WrongUseError(f"{name[:80]!r} is not an arXiv id", "write it like 2407.08583")
        return self._with_venue(self.preprint(arxiv))

    def preprint(self, arxiv: str) -> Citation:
        """Return what the first service that answers knows of a preprint.

        Args:
            arxiv: Its arXiv id, without version.

        Raises:
            FetchError: arXiv knows none of this id, or nobody answers.
        """

        def of_arxiv() -> Citation:
            citation = self.preprints([arxiv]).get(arxiv)
            # Whether an id exists is arXiv's to say: nobody else is asked.
            return citation if citation is not None else Citation(arxiv=arxiv, source="arxiv")

        doi = f"10.48550/arXiv.{arxiv}"
        asks: list[_Ask] = [
            of_arxiv,
            partial(self._datacite, doi),
            partial(self._openalex, doi),
        ]
        citation = _first_answer(f"arXiv:{arxiv}", asks)
        if citation is None or not citation.title:
            raise FetchError(f"arXiv knows no work {arxiv}", "check the number")
        return citation

    def preprints(self, arxiv_ids: Iterable[str]) -> dict[str, Citation]:
        """Return what arXiv knows of many preprints, by id, a hundred a request; ids that it does not know are left out.

        Args:
            arxiv_ids: The ids, without version.

        Raises:
            FetchError: arXiv does not answer.
        """
        found: dict[str, Citation] = {}
        for some in _batches(arxiv_ids, ARXIV_IDS_MAX):
            listed = ",".join(map(quote, some))
            url = f"https://export.arxiv.org/api/query?id_list={listed}&max_results={len(some)}"
            citations = self._client.get(url, "application/atom+xml", read_arxiv) or ()
            found |= {each.arxiv: each for each in citations if each.arxiv in some}
        return found

    def doi(self, name: str) -> Citation:
        """Return what the first service that answers knows of a work.

        Args:
            name: Its DOI, or the address of one; that of an arXiv preprint is asked for as a preprint.

        Raises:
            WrongUseError: The text holds no DOI.
            FetchError: Nobody knows the DOI, or the services do not answer.
        """
        doi = find_doi(name)
        if doi is None:
            raise WrongUseError(f"{name[:80]!r} is not a DOI", "write it like 10.1109/TPAMI.2025.3576835")
        if (arxiv := find_arxiv(doi)) is not None:
            return self.arxiv(arxiv)
        asks: list[_Ask] = [
            partial(self._csl, f"https://api.crossref.org/works/{quote(doi, safe='')}", _JSON, doi, "crossref"),
            partial(self._datacite, doi),
            partial(self._openalex, doi),
            partial(self._csl, f"https://doi.org/{quote(doi, safe='/')}", _CSL, doi, "doi"),
        ]
        citation = _first_answer(f"the DOI {doi}", asks)
        if citation is None:
            raise FetchError(f"the DOI {doi} is unknown", "check it, or use --bibtex")
        return citation

    def published(self, title: str, authors: Sequence[str]) -> Citation | None:
        """Return where DBLP says that a work was published first, or None; preprints do not count.

        Args:
            title: The work's title.
            authors: Its authors; the first one has to agree.

        Raises:
            FetchError: DBLP does not answer.
        """
        words = re.findall(r"[^\W_]+", title)[:SEARCH_WORDS_MAX]
        if not words or not authors:
            return None
        url = f"https://dblp.org/search/publ/api?q={quote(' '.join(words))}&format=json&h=30&c=0"
        hits = self._client.get(url, _JSON, lambda raw: read_dblp(read_json(raw, "DBLP"))) or []
        work = KnownWorks()
        work.add(Identity(title_words(title), tuple(authors), key="asked", title=title))
        same = [hit for hit in hits if _is_it(work, hit) and find_venue(hit.venue or "") is not None]
        return min(same, key=lambda hit: hit.year or 9999, default=None)

    def _with_venue(self, citation: Citation) -> Citation:
        """Return a citation with the venue that published it, where it names none and DBLP knows one."""
        if citation.venue not in (None, "arXiv"):
            return citation
        try:
            published = self.published(citation.title, citation.authors)
        except FetchError as error:
            told = f"whether it has been published was not found out: {error.message}"
            return replace(citation, remarks=(*citation.remarks, told))
        if published is None:
            return citation
        told = f"the venue is DBLP's ({published.seen_at or 'dblp.org'})"
        return replace(citation.filled_from(published), remarks=(*citation.remarks, told))

    def _datacite(self, doi: str) -> Citation | None:
        """Return what DataCite knows of a DOI."""
        url = f"https://api.datacite.org/dois/{quote(doi, safe='')}"
        return self._client.get(url, _JSON, lambda raw: _of(doi, read_datacite(read_json(raw, "DataCite"))))

    def _openalex(self, doi: str) -> Citation | None:
        """Return what OpenAlex knows of a DOI; that of a preprint leads to the work that it joined with the published one."""
        url = f"https://api.openalex.org/works/doi:{quote(doi, safe='/')}"
        return self._client.get(url, _JSON, lambda raw: _of(doi, read_openalex(read_json(raw, "OpenAlex"))))

    def _csl(self, url: str, accept: str, doi: str, source: CitationSource) -> Citation | None:
        """Return what an address that answers in CSL-JSON knows of a DOI."""
        who = SOURCE_NAMES[source]
        return self._client.get(url, accept, lambda raw: _of(doi, read_csl(read_json(raw, who), source)))


def _first_answer(what: str, asks: Sequence[_Ask]) -> Citation | None:
    """Return the first citation that a service gives, with who did not answer before; None where all know nothing.

    Raises:
        FetchError: Nobody gives one, and not everybody answered.
    """
    failed: list[str] = []
    for ask in asks:
        try:
            citation = ask()
        except FetchError as error:
            failed.append(error.message)
            continue
        if citation is not None:
            told = f"{SOURCE_NAMES[citation.source]} was asked since another service did not answer: {'; '.join(failed)}"
            return replace(citation, remarks=(*citation.remarks, told)) if failed else citation
    if failed:
        raise FetchError(f"nobody answers about {what}: {'; '.join(failed)}", "try again later, or use --bibtex")
    return None


def _of(doi: str, citation: Citation) -> Citation:
    """Return a citation of the DOI that was asked for; where another one stands in it, it says so.

    Raises:
        WrongUseError: The DOI is a preprint's, and the citation is of another preprint or of none.
    """
    who = SOURCE_NAMES[citation.source]
    if arxiv := find_arxiv(doi):
        if citation.arxiv != arxiv:
            raise WrongUseError(f"{who} answers about another work than {doi}", "use --bibtex")
        return citation
    if citation.doi is not None and citation.doi.casefold() != doi.casefold():
        # A DOI that was given out twice leads to the one that counts.
        told = f"{who} answers {doi} with the DOI {citation.doi}: see whether it is the same work"
        return replace(citation, remarks=(*citation.remarks, told))
    return replace(citation, doi=citation.doi or doi)


def _is_it(work: KnownWorks, hit: Citation) -> bool:
    """Return whether a hit has the title and the first author of the work that was asked for."""
    match = work.find_title(hit.identity())
    return match is not None and match.why is Sameness.TITLE and not match.conflict


def _batches(names: Iterable[str], size: int) -> Iterable[tuple[str, ...]]:
    """Return names in tuples of at most so many, each name once."""
    listed = tuple(dict.fromkeys(names))
    return [listed[start : start + size] for start in range(0, len(listed), size)]
