"""Asking for new papers: what is asked, what is read of the answers, and what a source that fails changes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from urllib.parse import parse_qs, unquote

import httpx
import pytest

from codev import Atlas
from codev.contribute.fetch import FetchError
from codev.contribute.watch.ask import CATEGORIES, PAGE_PAPERS, TERMS_MAX, Watcher, ask, learned_terms
from codev.limits.services import PAPERS_MAX

SINCE, UNTIL = dt.date(2026, 11, 21), dt.date(2026, 11, 29)

ENTRY = (
    "<entry><id>http://arxiv.org/abs/{id}v1</id><published>2026-11-24T00:00:00Z</published><title>{title}</title>"
    "<summary>What was done.</summary><author><name>Ada Author</name></author></entry>"
)


def feed(*entries: str) -> httpx.Response:
    """Return an answer of arXiv."""
    return httpx.Response(200, text=f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(entries)}</feed>')


def records(*listed: object) -> httpx.Response:
    """Return an answer of OpenAlex."""
    return httpx.Response(200, json={"results": list(listed)})


def record(number: int, **fields: object) -> dict[str, object]:
    """Return a record of OpenAlex."""
    return {
        "id": f"https://openalex.org/W{number}",
        "title": f"The paper {number}",
        "publication_year": 2026,
        "authorships": [{"raw_author_name": "Ada Author"}],
        "doi": f"https://doi.org/10.1000/{number}",
        **fields,
    }


class Sources:
    """Both services, played; keeps the addresses that were asked for."""

    def __init__(self, arxiv: Callable[[httpx.URL], httpx.Response], openalex: Callable[[httpx.URL], httpx.Response]) -> None:
        """Keep how they answer."""
        self._answers = {"export.arxiv.org": arxiv, "api.openalex.org": openalex}
        self.asked: list[httpx.URL] = []

    def watcher(self) -> Watcher:
        """Return one that asks these, on a clock that nothing moves."""
        return Watcher(httpx.MockTransport(self._handle), sleep=lambda _: None, clock=lambda: 0.0)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url)
        answer = self._answers[request.url.host](request.url)
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content))

    def queries(self, host: str) -> list[dict[str, list[str]]]:
        """Return the queries that a host was asked."""
        return [parse_qs(url.query.decode()) for url in self.asked if url.host == host]


def busy(_: httpx.URL) -> httpx.Response:
    """Answer that the service is down."""
    return httpx.Response(503)


def test_terms_are_learned_from_titles(facts_atlas: Atlas) -> None:
    terms = learned_terms(facts_atlas)
    assert 5 < len(terms) <= TERMS_MAX
    titles = " | ".join(work.title.lower() for work in facts_atlas.works.values())
    assert all(titles.count(term.split()[0]) > 1 for term in terms)
    assert {"vision-language", "multimodal"} <= set(terms)
    assert not {"data", "models", "learning"} & set(terms)


def test_arxiv_is_asked_by_category_term_and_day() -> None:
    sources = Sources(lambda _: feed(ENTRY.format(id="2611.00001", title="A paper")), busy)
    with sources.watcher() as watcher:
        [citation] = watcher.newest(["vision-language", "multimodal large"], SINCE, UNTIL)
    assert (citation.arxiv, citation.title, citation.abstract) == ("2611.00001", "A paper", "What was done.")
    [query] = sources.queries("export.arxiv.org")
    asked = query["search_query"][0]
    assert all(f"cat:{category}" in asked for category in CATEGORIES)
    assert 'ti:"multimodal large" OR abs:"multimodal large"' in asked
    assert "submittedDate:[202611210000 TO 202611292359]" in asked


def test_pages_are_turned_until_one_is_not_full_or_it_is_enough() -> None:
    def page(url: httpx.URL) -> httpx.Response:
        start = int(url.params["start"])
        return feed(*(ENTRY.format(id=f"2611.{start + each:05d}", title="A paper") for each in range(PAGE_PAPERS)))

    sources = Sources(page, busy)
    with sources.watcher() as watcher:
        assert len(watcher.newest(["x y"], SINCE, UNTIL)) == PAPERS_MAX
    assert len(sources.asked) == PAPERS_MAX // PAGE_PAPERS


def test_openalex_is_asked_for_what_cites_the_works() -> None:
    def answer(url: httpx.URL) -> httpx.Response:
        return records({"id": "https://openalex.org/W7"}) if "doi:" in url.params["filter"] else records(record(8))

    sources = Sources(busy, answer)
    with sources.watcher() as watcher:
        [citation] = watcher.citing(["10.48550/arXiv.2304.08485", "10.1000/a|b,c:d"], SINCE)
    assert (citation.title, citation.doi) == ("The paper 8", "10.1000/8")
    first, second = (query["filter"][0] for query in sources.queries("api.openalex.org"))
    assert unquote(first) == "doi:10.48550/arXiv.2304.08485", "a DOI with the filter's own marks asks for nothing else"
    assert second == "cites:W7,from_publication_date:2026-11-21"


@pytest.mark.parametrize(
    "listed",
    [
        None,
        "x",
        {"results": 3},
        {"results": ["x", None, {}, {"id": 3, "title": 4}]},
        {"results": [{"id": "https://evil.org/W7"}]},
    ],
)
def test_odd_records_are_passed_over(listed: object) -> None:
    sources = Sources(busy, lambda _: httpx.Response(200, text=json.dumps(listed)))
    with sources.watcher() as watcher:
        assert watcher.citing(["10.1000/a"], SINCE) == []


def test_one_source_that_fails_is_told_of(facts_atlas: Atlas) -> None:
    sources = Sources(lambda _: feed(ENTRY.format(id="2611.00001", title="A paper")), busy)
    with sources.watcher() as watcher:
        found, notes = ask(facts_atlas, watcher, SINCE, UNTIL)
    assert [citation.arxiv for citation in found] == ["2611.00001"]
    assert len(notes) == 1
    assert "api.openalex.org" in notes[0]


def test_two_sources_that_fail_are_an_error(facts_atlas: Atlas) -> None:
    with Sources(busy, busy).watcher() as watcher, pytest.raises(FetchError, match="no source answers"):
        ask(facts_atlas, watcher, SINCE, UNTIL)
