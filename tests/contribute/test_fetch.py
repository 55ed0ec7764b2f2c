"""Fetching: stored answers only; politeness, bounds, and what strangers' servers cannot make it do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from codev.contribute.fetch import ANSWER_BYTES_MAX, Fetcher, FetchError
from codev.errors import WrongUseError

Answer = Callable[[httpx.Request], httpx.Response]


class Line:
    """A line on which stored answers come, with a clock that only sleeping moves."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        """Keep the answers, in order; the last one is given again and again."""
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []
        self.slept: list[float] = []

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        # As from a network: the answer is read once, piece by piece.
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content))

    def fetcher(self) -> Fetcher:
        """Return a fetcher that speaks on this line."""
        return Fetcher(httpx.MockTransport(self.handle), sleep=self.slept.append, clock=lambda: sum(self.slept))


def stored(repository: Path, name: str) -> httpx.Response:
    """Return a stored answer."""
    return httpx.Response(200, content=(repository / "tests/fixtures/contribute" / name).read_bytes())


def test_arxiv(repository: Path) -> None:
    line = Line(stored(repository, "arxiv.atom.xml"))
    with line.fetcher() as fetcher:
        citation = fetcher.arxiv("https://arxiv.org/abs/2304.08485v2")
    assert citation.title == "Visual Instruction Tuning"
    assert line.asked[0].url.host == "export.arxiv.org"
    assert dict(line.asked[0].url.params) == {"id_list": "2304.08485", "max_results": "1"}


def test_arxiv_is_asked_every_three_seconds_at_most(repository: Path) -> None:
    line = Line(stored(repository, "arxiv.atom.xml"))
    with line.fetcher() as fetcher:
        for _ in range(3):
            fetcher.arxiv("2304.08485")
    assert line.slept == [3.0, 3.0]


def test_a_doi_is_asked_for_at_crossref_first(repository: Path) -> None:
    line = Line(stored(repository, "crossref.json"))
    with line.fetcher() as fetcher:
        citation = fetcher.doi("https://doi.org/10.1109/TPAMI.2025.3576835")
    assert citation.venue == "IEEE TPAMI"
    assert str(line.asked[0].url) == "https://api.crossref.org/works/10.1109%2FTPAMI.2025.3576835"


def test_the_resolver_is_asked_where_crossref_knows_nothing(repository: Path) -> None:
    moved = httpx.Response(302, headers={"location": "https://api.datacite.org/dois/10.5281/zenodo.1234567"})
    line = Line(httpx.Response(404), moved, stored(repository, "datacite.json"))
    with line.fetcher() as fetcher:
        assert fetcher.doi("10.5281/zenodo.1234567").title == "A Dataset of Things"
    assert [request.url.host for request in line.asked] == ["api.crossref.org", "doi.org", "api.datacite.org"]


def test_the_doi_of_a_preprint_is_asked_for_at_arxiv(repository: Path) -> None:
    line = Line(stored(repository, "arxiv.atom.xml"))
    with line.fetcher() as fetcher:
        assert fetcher.doi("10.48550/arXiv.2304.08485").arxiv == "2304.08485"


@pytest.mark.parametrize(
    "where",
    [
        "http://doi.org/x",
        "https://evil.example/x",
        "https://doi.org:8443/x",
        "https://doi.org@evil.example/",
        "file:///etc/passwd",
    ],
)
def test_redirects_lead_to_known_hosts_only(where: str) -> None:
    line = Line(httpx.Response(404), httpx.Response(302, headers={"location": where}))
    with line.fetcher() as fetcher, pytest.raises(FetchError, match=r"not asked|cannot be read"):
        fetcher.doi("10.1000/x")
    assert len(line.asked) == 2


def test_endless_redirects_end() -> None:
    line = Line(httpx.Response(404), httpx.Response(302, headers={"location": "https://doi.org/10.1000/x"}))
    with line.fetcher() as fetcher, pytest.raises(FetchError, match="redirects"):
        fetcher.doi("10.1000/x")


def test_a_busy_service_is_asked_again_and_then_left(repository: Path) -> None:
    line = Line(httpx.Response(503), httpx.ConnectError("no"), stored(repository, "arxiv.atom.xml"))
    with line.fetcher() as fetcher:
        assert fetcher.arxiv("2304.08485").arxiv == "2304.08485"
    busy = Line(httpx.Response(503))
    with busy.fetcher() as fetcher, pytest.raises(FetchError, match="answers 503"):
        fetcher.arxiv("2304.08485")
    assert len(busy.asked) == 3


def test_a_service_says_how_long_to_wait(repository: Path) -> None:
    line = Line(httpx.Response(429, headers={"retry-after": "7"}), stored(repository, "crossref.json"))
    with line.fetcher() as fetcher:
        fetcher.doi("10.1000/x")
    assert 7.0 in line.slept
    patient = Line(httpx.Response(429, headers={"retry-after": "3600"}))
    with patient.fetcher() as fetcher, pytest.raises(FetchError, match="busy for"):
        fetcher.doi("10.1000/x")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (httpx.Response(200, content=b"x" * (ANSWER_BYTES_MAX + 1)), "more than"),
        (httpx.Response(200, content=b"not json"), "not JSON"),
        (httpx.Response(200, content=b"[" * 100_000), "not JSON"),
        (httpx.Response(403), "answers 403"),
        (httpx.ReadTimeout("slow"), "cannot be reached"),
    ],
)
def test_what_goes_wrong_is_one_sentence_with_a_way_out(answer: httpx.Response | Exception, message: str) -> None:
    with Line(answer).fetcher() as fetcher, pytest.raises(FetchError, match=message) as raised:
        fetcher.doi("10.1000/x")
    assert "--bibtex" in raised.value.fix


def test_unknown_works_are_said_to_be() -> None:
    with Line(httpx.Response(404)).fetcher() as fetcher, pytest.raises(FetchError, match="is unknown"):
        fetcher.doi("10.1000/x")
    empty = httpx.Response(200, content=b'<feed xmlns="http://www.w3.org/2005/Atom"/>')
    with Line(empty).fetcher() as fetcher, pytest.raises(FetchError, match="knows no work"):
        fetcher.arxiv("2304.08485")


@pytest.mark.parametrize("name", ["nonsense", "", "../etc"])
def test_what_is_no_id_is_not_asked_for(name: str) -> None:
    line = Line(httpx.Response(200))
    with line.fetcher() as fetcher:
        with pytest.raises(WrongUseError, match="arXiv id"):
            fetcher.arxiv(name)
        with pytest.raises(WrongUseError, match="DOI"):
            fetcher.doi(name)
    assert line.asked == []


def test_a_contact_is_told_where_one_is_set(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.setenv("CODEV_MAILTO", "someone@example.org")
    line = Line(stored(repository, "crossref.json"))
    with line.fetcher() as fetcher:
        fetcher.doi("10.1000/x")
    assert "mailto:someone@example.org" in line.asked[0].headers["user-agent"]
    assert line.asked[0].headers["accept-encoding"] == "identity"
