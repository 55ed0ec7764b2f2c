"""Metadata from arXiv, Crossref and the DOI resolver, politely: time limits, few retries, a pause between requests.

Answers are data from strangers: only https to the hosts below is spoken, redirects included, and no more than
`ANSWER_BYTES_MAX` is read.  Whatever goes wrong ends in one `FetchError` that says what to do instead.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx

from codev.bib.read.arxiv import read_arxiv
from codev.bib.read.citation import Citation
from codev.bib.read.csl import read_csl
from codev.errors import CodevError, WrongUseError
from codev.ids import find_arxiv, find_doi

ANSWER_BYTES_MAX = 4 * 1024 * 1024
"""Bytes of one answer that are read: the record of a paper with 5,000 authors has about 1 MB."""

TIMEOUT_SECONDS = 20.0
"""Seconds that connecting, and each read, may take."""

ATTEMPTS_MAX = 3
"""How often a request is made when the service is busy or the line breaks."""

PAUSE_SECONDS: Mapping[str, float] = {"export.arxiv.org": 3.0}
"""Seconds between two requests to a host; arXiv asks for three (https://info.arxiv.org/help/api/tou.html)."""

PAUSE_SECONDS_OTHERWISE = 0.2
"""Crossref allows 50 requests a second and asks for far fewer.  https://www.crossref.org/documentation/retrieve-metadata/rest-api/"""

WAIT_SECONDS_MAX = 30.0
"""The longest that a service's own ``Retry-After`` is obeyed; longer ends the call."""

REDIRECTS_MAX = 5
"""Redirects that are followed: the DOI resolver needs one or two."""

HOSTS = frozenset(
    [
        "export.arxiv.org",
        "api.crossref.org",
        "doi.org",
        "dx.doi.org",
        "data.crossref.org",
        "data.crosscite.org",
        "api.datacite.org",
    ]
)
"""The only hosts that are spoken to."""

_BUSY = frozenset([429, 500, 502, 503, 504])
_CSL = "application/vnd.citationstyles.csl+json"


class FetchError(CodevError):
    """Metadata could not be fetched."""

    exit_code = 1


class Fetcher:
    """Asks the three services; to be used in a ``with`` statement."""

    def __init__(
        self,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare a client.

        Args:
            transport: What carries requests: the network by default, stored answers in tests.
            sleep: Waits a number of seconds.
            clock: Tells the time in seconds.
        """
        contact = os.environ.get("CODEV_MAILTO", "")
        agent = "codev-atlas (metadata for one entry at a time)" + (f" mailto:{contact}" if "@" in contact else "")
        # Uncompressed, so that the bound on an answer's size is one on what is held in memory.
        headers = {"User-Agent": agent, "Accept-Encoding": "identity"}
        self._client = httpx.Client(transport=transport, timeout=TIMEOUT_SECONDS, headers=headers)
        self._sleep = sleep
        self._clock = clock
        self._asked_at: dict[str, float] = {}

    def __enter__(self) -> Self:
        """Return the fetcher itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the connections."""
        self._client.close()

    def arxiv(self, name: str) -> Citation:
        """Return what arXiv knows of a work.

        Args:
            name: Its id, with or without version, or its address.

        Raises:
            WrongUseError: The text holds no arXiv id.
            FetchError: arXiv knows none of this id, or does not answer.
        """
        arxiv = find_arxiv(name)
        if arxiv is None:
            raise WrongUseError(f"{name[:80]!r} is not an arXiv id", "write it like 2407.08583")
        raw = self._get(f"https://export.arxiv.org/api/query?id_list={quote(arxiv)}&max_results=1", "application/atom+xml")
        citation = read_arxiv(raw) if raw is not None else None
        if citation is None:
            raise FetchError(f"arXiv knows no work {arxiv}", "check the number")
        return citation

    def doi(self, name: str) -> Citation:
        """Return what Crossref, or else the agency that gave out the DOI, knows of a work.

        Args:
            name: Its DOI, or the address of one; that of an arXiv preprint is asked for at arXiv.

        Raises:
            WrongUseError: The text holds no DOI.
            FetchError: Nobody knows the DOI, or the services do not answer.
        """
        doi = find_doi(name)
        if doi is None:
            raise WrongUseError(f"{name[:80]!r} is not a DOI", "write it like 10.1109/TPAMI.2025.3576835")
        if (arxiv := find_arxiv(doi)) is not None:
            return self.arxiv(arxiv)
        raw = self._get(f"https://api.crossref.org/works/{quote(doi, safe='')}", "application/json")
        if raw is not None:
            return read_csl(_json(raw, "Crossref"), "crossref")
        raw = self._get(f"https://doi.org/{quote(doi, safe='/')}", _CSL)
        if raw is None:
            raise FetchError(f"the DOI {doi} is unknown", "check it, or use --bibtex")
        return read_csl(_json(raw, "the DOI's agency"), "datacite")

    def _get(self, url: str, accept: str) -> bytes | None:
        """Return what an address answers; None for "not found"."""
        for _ in range(REDIRECTS_MAX + 1):
            response, body = self._ask(_allowed(url), accept)
            if response.is_redirect:
                url = str(response.url.join(response.headers.get("location", "")))
                continue
            if response.status_code in (404, 410):
                return None
            if response.status_code != 200:
                raise FetchError(f"{response.url.host} answers {response.status_code}", "try again later, or use --bibtex")
            return body
        raise FetchError(f"more than {REDIRECTS_MAX} redirects from {httpx.URL(url).host}", "use --bibtex")

    def _ask(self, url: httpx.URL, accept: str) -> tuple[httpx.Response, bytes]:
        """Return one answer, asked for again when the service is busy."""
        for attempt in range(1, ATTEMPTS_MAX + 1):
            self._pause(url.host)
            try:
                response, body = self._once(url, accept)
            except httpx.TransportError as error:
                if attempt == ATTEMPTS_MAX:
                    why = type(error).__name__
                    raise FetchError(
                        f"{url.host} cannot be reached ({why})", "check the connection, or use --bibtex"
                    ) from error
                self._sleep(2.0**attempt)
                continue
            if response.status_code not in _BUSY or attempt == ATTEMPTS_MAX:
                return response, body
            self._sleep(_wait_seconds(response, 2.0**attempt))
        raise AssertionError  # the last attempt returns or raises

    def _once(self, url: httpx.URL, accept: str) -> tuple[httpx.Response, bytes]:
        """Return one answer, at most `ANSWER_BYTES_MAX` of it."""
        with self._client.stream("GET", url, headers={"Accept": accept}) as response:
            body = bytearray()
            for piece in response.iter_raw():
                body += piece
                if len(body) > ANSWER_BYTES_MAX:
                    raise FetchError(f"{url.host} answers more than {ANSWER_BYTES_MAX // 2**20} MiB", "use --bibtex")
            return response, bytes(body)

    def _pause(self, host: str) -> None:
        """Wait until the host may be asked again."""
        now = self._clock()
        ready = self._asked_at.get(host, now - 3600) + PAUSE_SECONDS.get(host, PAUSE_SECONDS_OTHERWISE)
        if ready > now:
            self._sleep(ready - now)
        self._asked_at[host] = max(now, ready)


def _allowed(url: str) -> httpx.URL:
    """Return an address that may be asked.

    Raises:
        FetchError: It is not https, or not one of `HOSTS`.
    """
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise FetchError("a service redirects to an invalid address", "use --bibtex") from error
    if parsed.scheme != "https" or parsed.host not in HOSTS or parsed.port not in (None, 443) or parsed.userinfo:
        raise FetchError(f"a service redirects to {parsed.host[:80] or url[:80]!r}, which is not asked", "use --bibtex")
    return parsed


def _wait_seconds(response: httpx.Response, otherwise: float) -> float:
    """Return how long to wait before the next attempt.

    Raises:
        FetchError: The service asks for a longer wait than a person would.
    """
    asked = response.headers.get("retry-after", "")
    seconds = float(asked) if asked.isdecimal() else otherwise
    if seconds > WAIT_SECONDS_MAX:
        raise FetchError(f"{response.url.host} is busy for {seconds:,.0f} s", "try again later, or use --bibtex")
    return seconds


def _json(raw: bytes, who: str) -> object:
    """Return an answer as plain data.

    Raises:
        FetchError: It is not JSON.
    """
    try:
        data: object = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FetchError(f"the answer of {who} is not JSON", "try again later, or use --bibtex") from error
    return data
