"""Requests to the services that know works, politely: time limits, few retries, pauses, answers kept for a day.

Answers are data from strangers: only https to the hosts below is spoken, redirects included, no more than `ANSWER_BYTES_MAX` is
read, and not for longer than `ANSWER_SECONDS_MAX`.  Whatever goes wrong is one `FetchError`.  A service that refuses twice is
left alone until the next run.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx

from codev.contribute.fetch.kept import KeptAnswers
from codev.errors import CodevError, WrongUseError
from codev.limits.services import (
    ANSWER_BYTES_MAX,
    ANSWER_SECONDS_MAX,
    ATTEMPTS_MAX,
    READ_SECONDS_MAX,
    REDIRECTS_MAX,
    REFUSALS_MAX,
)

Answer = TypeVar("Answer")

PAUSE_SECONDS: Mapping[str, float] = {"export.arxiv.org": 3.0, "dblp.org": 2.0}
"""Seconds between two requests to a host: arXiv asks for three (https://info.arxiv.org/help/api/tou.html), DBLP for one or two
(https://dblp.org/faq/1474706.html)."""

PAUSE_SECONDS_OTHERWISE = 0.2
"""Crossref allows 50 requests a second and asks for far fewer.  https://www.crossref.org/documentation/retrieve-metadata/rest-api/"""

OPENALEX_HOST = "api.openalex.org"
"""Takes a free key, without which it answers few requests a day.  https://developers.openalex.org/guides/authentication"""

HOSTS = frozenset(
    [
        "export.arxiv.org",
        "api.crossref.org",
        "api.datacite.org",
        OPENALEX_HOST,
        "dblp.org",
        "doi.org",
        "dx.doi.org",
        "data.crossref.org",
        "data.crosscite.org",
    ]
)
"""The only hosts that are spoken to."""

CONTACT_VARIABLE = "CODEV_MAILTO"
"""The environment variable with the address to which a service may write when something goes wrong: it is told to all."""

KEY_VARIABLE = "CODEV_OPENALEX_KEY"
"""The environment variable with the key that is told to OpenAlex, and to nobody else."""

_CONTACT = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,190}")
_BUSY = frozenset([429, 500, 502, 503, 504])


class FetchError(CodevError):
    """Metadata could not be fetched."""

    exit_code = 1


class Client:
    """Asks one address at a time."""

    def __init__(
        self,
        transport: httpx.BaseTransport | None,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        kept: KeptAnswers | None,
        patience_seconds: float,
    ) -> None:
        """Prepare a client.

        Args:
            transport: What carries requests; None for the network.
            sleep: Waits a number of seconds.
            clock: Tells the time in seconds.
            kept: Where answers are kept, if anywhere.
            patience_seconds: The longest that a service's own ``Retry-After`` is obeyed.
        """
        contact = os.environ.get(CONTACT_VARIABLE, "")
        agent = "codev-atlas" + (f" (mailto:{contact})" if _CONTACT.fullmatch(contact) else "")
        # Uncompressed, so that the bound on an answer's size is one on what is held in memory.
        headers = {"User-Agent": agent, "Accept-Encoding": "identity"}
        self._client = httpx.Client(transport=transport, timeout=READ_SECONDS_MAX, headers=headers)
        self._key = os.environ.get(KEY_VARIABLE, "")
        self._sleep = sleep
        self._clock = clock
        self._kept = kept
        self._patience_seconds = patience_seconds
        self._asked_at: dict[str, float] = {}
        self._refusals: Counter[str] = Counter()

    def close(self) -> None:
        """Close the connections, and remove old answers."""
        self._client.close()
        if self._kept is not None:
            self._kept.tidy()

    def get(self, url: str, accept: str, read: Callable[[bytes], Answer]) -> Answer | None:
        """Return what an address answers; None for "not found".

        Args:
            url: The address.
            accept: The media type that is asked for.
            read: Makes something of the answer; what it refuses counts as no answer, and is not kept.

        Raises:
            FetchError: There is no useful answer.
        """
        kept = self._kept.read(url) if self._kept is not None else None
        if kept is not None:
            try:
                return read(kept)
            except CodevError:
                pass  # It was good when it was kept: other code reads it now, or somebody changed the file.
        host = httpx.URL(url).host
        if self._refusals[host] >= REFUSALS_MAX:
            raise FetchError(f"{host} did not answer before and is left alone", "try again later")
        try:
            body = self._follow(url, accept)
            answer = read(body) if body is not None else None
        except WrongUseError as error:
            raise FetchError(error.message, error.fix) from error
        except FetchError:
            self._refusals[host] += 1
            raise
        self._refusals[host] = 0
        if body is not None and self._kept is not None:
            self._kept.write(url, body)
        return answer

    def _follow(self, url: str, accept: str) -> bytes | None:
        """Return what an address answers, redirects followed; None for "not found"."""
        for _ in range(REDIRECTS_MAX + 1):
            try:
                response, body = self._ask(_allowed(url), accept)
                if response.is_redirect:
                    url = str(response.url.join(response.headers.get("location", "")))
                    continue
            except (httpx.InvalidURL, UnicodeError) as error:  # httpx reads the next address even where it does not go there
                raise FetchError("a service redirects to an invalid address", "use --bibtex") from error
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
            self._sleep(self._wait_seconds(response, 2.0**attempt))
        raise AssertionError  # the last attempt returns or raises

    def _once(self, url: httpx.URL, accept: str) -> tuple[httpx.Response, bytes]:
        """Return one answer, at most `ANSWER_BYTES_MAX` of it."""
        asked = url.copy_merge_params({"api_key": self._key}) if self._key and url.host == OPENALEX_HOST else url
        ends = self._clock() + ANSWER_SECONDS_MAX
        with self._client.stream("GET", asked, headers={"Accept": accept}) as response:
            body = bytearray()
            for piece in response.iter_raw():
                body += piece
                if len(body) > ANSWER_BYTES_MAX:
                    raise FetchError(f"{url.host} answers more than {ANSWER_BYTES_MAX // 2**20} MiB", "use --bibtex")
                if self._clock() > ends:
                    raise FetchError(f"{url.host} takes more than {ANSWER_SECONDS_MAX:.0f} s to answer", "use --bibtex")
            return response, bytes(body)

    def _pause(self, host: str) -> None:
        """Wait until the host may be asked again."""
        now = self._clock()
        ready = self._asked_at.get(host, now - 3600) + PAUSE_SECONDS.get(host, PAUSE_SECONDS_OTHERWISE)
        if ready > now:
            self._sleep(ready - now)
        self._asked_at[host] = max(now, ready)

    def _wait_seconds(self, response: httpx.Response, otherwise: float) -> float:
        """Return how long to wait before the next attempt.

        Raises:
            FetchError: The service asks for a longer wait than it is given.
        """
        seconds = _asked_wait_seconds(response.headers.get("retry-after", ""), otherwise)
        if seconds > self._patience_seconds:
            self._refusals[response.url.host] = REFUSALS_MAX
            raise FetchError(f"{response.url.host} is busy for {seconds:,.0f} s", "try again later, or use --bibtex")
        return seconds


def _allowed(url: str) -> httpx.URL:
    """Return an address that may be asked.

    Raises:
        FetchError: It is not https, or not one of `HOSTS`.
        httpx.InvalidURL: It is none.
        UnicodeError: The name of its host is none.
    """
    parsed = httpx.URL(url)
    host = parsed.host
    if parsed.scheme != "https" or host not in HOSTS or parsed.port not in (None, 443) or parsed.userinfo:
        raise FetchError(f"a service redirects to {host[:80] or url[:80]!r}, which is not asked", "use --bibtex")
    return parsed


def _asked_wait_seconds(asked: str, otherwise: float) -> float:
    """Return the seconds that a ``Retry-After`` asks for, as a number or as a date (RFC 9110 §10.2.3)."""
    if re.fullmatch("[0-9]{1,9}", asked):
        return float(asked)
    try:
        date = parsedate_to_datetime(asked)
        return max(0.0, (date - dt.datetime.now(dt.UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return otherwise


def read_json(raw: bytes, who: str) -> object:
    """Return an answer as plain data.

    Args:
        raw: The answer; JSON is UTF-8, whatever a server calls it (RFC 8259 §8.1).
        who: Whose answer it is.

    Raises:
        FetchError: It is not JSON.
    """
    try:
        data: object = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FetchError(f"the answer of {who} is not JSON", "try again later, or use --bibtex") from error
    return data
