"""New papers from arXiv, by category and by terms that the knowledge base teaches, and from OpenAlex, by whom they cite.

At most `PAPERS_MAX` are taken from each.  A source that does not answer is told of, and the others' papers are still ranked.
https://info.arxiv.org/help/api/user-manual.html and https://developers.openalex.org/api-reference/works
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from codev.atlas import Atlas
from codev.bib.read.arxiv import read_arxiv
from codev.bib.read.citation import Citation
from codev.bib.read.records import read_openalex
from codev.contribute.fetch.client import FetchError, read_json
from codev.contribute.fetch.services import Fetcher
from codev.contribute.letters import words_of
from codev.errors import CodevError
from codev.limits.services import PAPERS_MAX

CATEGORIES = ("cs.CV", "cs.CL", "cs.LG", "cs.AI", "cs.MM", "cs.SD", "eess.AS", "cs.RO")
"""The categories of arXiv in which such papers appear: vision, language, learning, multimedia, sound, speech, robots."""

TERMS_MAX = 20
"""Terms that arXiv is asked for: more would only make the address longer."""

PAGE_PAPERS = 200
"""Papers in one answer: arXiv asks for slices of moderate size, OpenAlex gives 200 at the most."""

WORKS_PER_REQUEST = 50
"""Works in one request to OpenAlex, which joins at most 100 values of a filter; addresses stay short enough for any server."""

_PUT_TOGETHER = re.compile(r"\A(?:[a-z]++-[a-z]++|(?:multi|cross)[a-z]{4,})")


def learned_terms(atlas: Atlas) -> tuple[str, ...]:
    """Return what the titles of classified works say most often: pairs of words, and words that are put together themselves.

    Single plain words, such as "data", stand in any paper's abstract.

    Args:
        atlas: The knowledge base.
    """
    counts: Counter[str] = Counter()
    for work in atlas.works.values():
        if work.claims:
            words = words_of(work.title)
            pairs = {" ".join(pair) for pair in pairwise(words)}
            counts.update(pairs | {word for word in words if _PUT_TOGETHER.fullmatch(word)})
    ranked = sorted(counts, key=lambda term: (-counts[term], term))
    return tuple(term for term in ranked if counts[term] > 1 and term.isascii())[:TERMS_MAX]


class Watcher(Fetcher):
    """Asks for new papers, at the pace and with the bounds of every other request."""

    def newest(self, terms: Iterable[str], since: dt.date, until: dt.date) -> list[Citation]:
        """Return papers of `CATEGORIES` that were submitted to arXiv and speak of a term, the newest first.

        Args:
            terms: Words or phrases; at least one stands in title or abstract.
            since: The first day of submission.
            until: The last one.

        Raises:
            FetchError: arXiv does not answer.
        """
        said = " OR ".join(f'{field}:"{term}"' for term in terms for field in ("ti", "abs"))
        filed = " OR ".join(f"cat:{category}" for category in CATEGORIES)
        query = f"({filed}) AND ({said}) AND submittedDate:[{since:%Y%m%d}0000 TO {until:%Y%m%d}2359]"
        found: list[Citation] = []
        for start in range(0, PAPERS_MAX, PAGE_PAPERS):
            url = (
                f"https://export.arxiv.org/api/query?search_query={quote(query, safe='')}&sortBy=submittedDate"
                f"&sortOrder=descending&start={start}&max_results={PAGE_PAPERS}"
            )
            page = self._client.get(url, "application/atom+xml", read_arxiv) or []
            found += page
            if len(page) < PAGE_PAPERS:
                break
        return found

    def citing(self, dois: Iterable[str], since: dt.date) -> list[Citation]:
        """Return papers that cite one of some works, as OpenAlex knows them.

        Args:
            dois: The DOIs of the works.
            since: The first day of publication.

        Raises:
            FetchError: OpenAlex does not answer.
        """
        ids = [name for some in _batches(dois) for name in self._names(f"doi:{'|'.join(some)}")]
        found: list[Citation] = []
        for some in _batches(ids):
            cited = f"cites:{'|'.join(some)},from_publication_date:{since.isoformat()}"
            found += [citation for record in self._works(cited, "") if (citation := _readable(record)) is not None]
            if len(found) >= PAPERS_MAX:
                break
        return found[:PAPERS_MAX]

    def _names(self, sought: str) -> Iterator[str]:
        """Yield OpenAlex's own names of works, such as ``W4367679884``."""
        for record in self._works(sought, "&select=id"):
            if name := re.fullmatch(r"https://openalex\.org/(W[0-9]{1,15})", str(record.get("id"))):
                yield name.group(1)

    def _works(self, sought: str, chosen: str) -> list[Mapping[str, Any]]:
        """Return the first page of the works that a filter lets pass."""
        url = f"https://api.openalex.org/works?filter={quote(sought, safe=':|,./')}&per-page={PAGE_PAPERS}{chosen}"
        answer = self._client.get(url, "application/json", lambda raw: read_json(raw, "OpenAlex"))
        listed = answer.get("results") if isinstance(answer, dict) else None
        return [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []


def ask(atlas: Atlas, watcher: Watcher, since: dt.date, until: dt.date) -> tuple[list[Citation], list[str]]:
    """Return the papers that the sources name, and what could not be asked.

    Args:
        atlas: The knowledge base.
        watcher: Asks.
        since: The first day.
        until: The last one.

    Raises:
        FetchError: No source answers.
    """
    dois = [work.doi or f"10.48550/arXiv.{work.arxiv}" for work in atlas.works.values() if work.doi or work.arxiv]
    found: list[Citation] = []
    notes: list[str] = []
    asks: list[Callable[[], list[Citation]]] = [
        partial(watcher.newest, learned_terms(atlas), since, until),
        partial(watcher.citing, dois, since),
    ]
    for asked in asks:
        try:
            found += asked()
        except FetchError as error:
            notes.append(error.message)
    if len(notes) == len(asks):
        raise FetchError(f"no source answers: {'; '.join(notes)}", "try again later")
    return found, notes


def _readable(record: Mapping[str, Any]) -> Citation | None:
    """Return the paper in a record; None where it is none, or has no title."""
    try:
        citation = read_openalex(record)
    except CodevError:
        return None
    return citation if citation.title else None


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    """Yield names in lists of `WORKS_PER_REQUEST`, each name once; one with a mark of the filter's own grammar is left out."""
    listed = [name for name in dict.fromkeys(names) if not re.search(r"[|,&#\s]", name)]
    for start in range(0, len(listed), WORKS_PER_REQUEST):
        yield listed[start : start + WORKS_PER_REQUEST]
