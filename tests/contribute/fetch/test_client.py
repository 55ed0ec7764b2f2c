"""Asking: politeness, bounds, and what strangers' servers cannot make it do; on a line of stored answers and on a real one."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from itertools import count
from pathlib import Path

import httpx
import pytest

from codev.contribute.fetch import Fetcher, FetchError
from codev.limits.services import ANSWER_BYTES_MAX, ATTEMPTS_MAX, REFUSALS_MAX
from played_services import FIXTURES, Line, Play, closed, cut, endless, playing, send, silent, stored

ARXIV, DATACITE, CROSSREF, DBLP = "export.arxiv.org", "api.datacite.org", "api.crossref.org", "dblp.org"


def test_arxiv_is_asked_every_three_seconds_at_most() -> None:
    line = Line({ARXIV: stored(ARXIV)})
    with line.fetcher() as fetcher:
        for _ in range(3):
            fetcher.arxiv("2304.08485")
    assert line.slept == [3.0, 3.0]


@pytest.mark.parametrize(
    "where",
    [
        "http://doi.org/x",
        "https://evil.example/x",
        "https://doi.org:8443/x",
        "https://doi.org@evil.example/",
        "https://name:word@doi.org/x",
        "file:///etc/passwd",
        "https://[",
        "https:https//doi.org/x",
        "https://xn--/",
    ],
)
def test_redirects_lead_to_known_hosts_only(where: str) -> None:
    line = Line({"doi.org": httpx.Response(302, headers={"location": where})})
    with line.fetcher() as fetcher, pytest.raises(FetchError, match=r"not asked|cannot be reached|an invalid address"):
        fetcher.doi("10.1000/x")
    assert set(line.hosts) <= {CROSSREF, DATACITE, "api.openalex.org", "doi.org"}


def test_a_service_says_how_long_to_wait() -> None:
    line = Line({CROSSREF: [httpx.Response(429, headers={"retry-after": "7"}), stored(CROSSREF)]})
    with line.fetcher() as fetcher:
        assert fetcher.doi("10.1109/TPAMI.2025.3576835").source == "crossref"
    assert 7.0 in line.slept


def test_a_service_may_say_it_as_a_date() -> None:
    ready = format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=20), usegmt=True)
    line = Line({CROSSREF: [httpx.Response(503, headers={"retry-after": ready}), stored(CROSSREF)]})
    with line.fetcher() as fetcher:
        fetcher.doi("10.1109/TPAMI.2025.3576835")
    assert any(10 < seconds <= 20 for seconds in line.slept)


@pytest.mark.parametrize("asked", ["3600", "9" * 400, "Fri, 31 Dec 2999 23:59:59 GMT"])
def test_whoever_asks_for_a_long_wait_is_left_alone(asked: str) -> None:
    line = Line({ARXIV: httpx.Response(429, headers={"retry-after": asked}), DATACITE: stored(DATACITE)})
    with line.fetcher() as fetcher:
        first, second = fetcher.preprint("2304.08485"), fetcher.preprint("2304.08485")
    assert first.source == second.source == "datacite"
    assert line.hosts.count(ARXIV) == (1 if len(asked) < 100 else 2 * ATTEMPTS_MAX)
    assert sum(line.slept) < 60


def test_more_patience_can_be_asked_for() -> None:
    line = Line({ARXIV: [httpx.Response(429, headers={"retry-after": "120"}), stored(ARXIV)]})
    with line.fetcher(patience_seconds=300.0) as fetcher:
        assert fetcher.preprint("2304.08485").source == "arxiv"
    assert 120.0 in line.slept


def test_who_refuses_twice_is_left_alone() -> None:
    line = Line({ARXIV: httpx.Response(503), DATACITE: stored(DATACITE)})
    with line.fetcher() as fetcher:
        for _ in range(5):
            fetcher.preprint("2304.08485")
    assert line.hosts.count(ARXIV) == REFUSALS_MAX * ATTEMPTS_MAX


def test_who_answers_in_between_is_asked_again() -> None:
    busy = [httpx.Response(503)] * ATTEMPTS_MAX
    line = Line({ARXIV: [*busy, stored(ARXIV), *busy, stored(ARXIV)], DATACITE: stored(DATACITE)})
    with line.fetcher() as fetcher:
        sources = [fetcher.preprint("2304.08485").source for _ in range(4)]
    assert sources == ["datacite", "arxiv", "datacite", "arxiv"]


def test_a_contact_and_a_key_are_told_to_whom_they_concern(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEV_MAILTO", "someone@example.org")
    monkeypatch.setenv("CODEV_OPENALEX_KEY", "se&cret")
    line = Line({ARXIV: httpx.Response(403)})
    with line.fetcher() as fetcher, pytest.raises(FetchError) as raised:
        fetcher.arxiv("2304.08485")
    assert "se&cret" not in str(raised.value)
    for request in line.asked:
        assert "mailto:someone@example.org" in request.headers["user-agent"]
        assert request.headers["accept-encoding"] == "identity"
        assert request.url.params.get("api_key") == ("se&cret" if request.url.host == "api.openalex.org" else None)


@pytest.mark.parametrize("contact", ["", "nobody", "a@b\r\nx-evil: 1", "ä@example.org", "a@" + "b" * 300])
def test_what_is_no_contact_is_not_told(monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    monkeypatch.setenv("CODEV_MAILTO", contact)
    line = Line({ARXIV: stored(ARXIV)})
    with line.fetcher() as fetcher:
        fetcher.preprint("2304.08485")
    assert line.asked[0].headers["user-agent"] == "codev-atlas"


LATIN = (FIXTURES / "datacite-arxiv.json").read_text("utf-8").replace("Haotian", "Haötian").encode("latin-1")
DATES = send(429, b"", retry_after="1")
WAYS: dict[str, tuple[Play | list[Play], str]] = {
    "busy": (send(503, b"busy"), "answers 503"),
    "too many": (DATES, "answers 429"),
    "endless": (endless, "more than 4 MiB"),
    "redirect loop": (send(302, b"", location="https://api.datacite.org/dois/again"), "redirects from"),
    "redirect to a stranger": (send(302, b"", location="https://evil.example/"), "not asked"),
    "HTML": (send(200, b"<!DOCTYPE html><title>Sign in</title>", content_type="application/json"), "not JSON"),
    "another charset": (send(200, LATIN, content_type="application/json; charset=latin-1"), "not JSON"),
    "deep": (send(200, b"[" * 100_000), "not JSON"),
    "long number": (send(200, b"[" + b"9" * 100_000 + b"]"), "not JSON"),
    "closed": (closed, "cannot be reached"),
    "cut": (cut, "cannot be reached"),
    "silent": (silent, "cannot be reached"),
    "compressed": (send(200, b"\x1f\x8b\x08\x00", content_encoding="gzip"), "not JSON"),
    "forbidden": (send(403, b""), "answers 403"),
    "another work": (send(200, stored(DATACITE).content.replace(b"2304.08485", b"2304.08486")), "another work"),
    "no record": (send(200, b'{"data": {"attributes": []}}'), "names no title"),
    "a list": (send(200, b"[]"), "names no title"),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_a_server_does_the_next_one_is_asked(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codev.contribute.fetch.client.READ_SECONDS_MAX", 0.5)
    play, why = WAYS[way]
    plays: dict[str, Play | list[Play]] = {ARXIV: send(503, b""), DATACITE: play}
    with playing(plays) as (transport, _), Fetcher(transport, sleep=lambda _: None) as fetcher:
        with pytest.raises(FetchError, match=why) as raised:
            fetcher.preprint("2304.08485")
        assert "--bibtex" in raised.value.fix
    good = send(200, stored("api.openalex.org").content)
    with playing(plays | {"api.openalex.org": good}) as (transport, asked), Fetcher(transport, sleep=lambda _: None) as fetcher:
        citation = fetcher.preprint("2304.08485")
    assert (citation.source, citation.title) == ("openalex", "Visual Instruction Tuning")
    assert asked[-1] == "api.openalex.org"
    assert len(asked) <= 2 * ATTEMPTS_MAX + 7
    assert any(why.rpartition(" ")[2] in remark for remark in citation.remarks)


def test_a_server_that_recovers_is_asked_again() -> None:
    plays: dict[str, Play | list[Play]] = {ARXIV: [send(503, b""), closed, send(200, stored(ARXIV).content)]}
    with playing(plays) as (transport, asked), Fetcher(transport, sleep=lambda _: None) as fetcher:
        assert fetcher.preprint("2304.08485").source == "arxiv"
    assert asked == [ARXIV] * 3


def test_an_answer_that_comes_byte_by_byte_ends() -> None:
    ticks = count()
    body = b" " * 3_000_000
    with (
        playing({DBLP: send(200, body)}) as (transport, _),
        Fetcher(transport, sleep=lambda _: None, clock=lambda: next(ticks) * 10.0) as fetcher,
        pytest.raises(FetchError, match="60 s to answer"),
    ):
        fetcher.published("Visual Instruction Tuning", ["Haotian Liu"])
    assert len(body) < ANSWER_BYTES_MAX


def test_good_answers_are_kept_and_bad_ones_are_not(tmp_path: Path) -> None:
    line = Line({DBLP: [httpx.Response(200, content=b"<html>"), stored(DBLP)]})
    with line.fetcher(root=tmp_path) as fetcher:
        with pytest.raises(FetchError):
            fetcher.published("Visual Instruction Tuning", ["Haotian Liu"])
        assert fetcher.published("Visual Instruction Tuning", ["Haotian Liu"]) is not None
    with line.fetcher(root=tmp_path) as fetcher:
        assert fetcher.published("Visual Instruction Tuning", ["Haotian Liu"]) is not None
    assert line.hosts == [DBLP, DBLP]
    [file] = (tmp_path / "build/cache/answers").iterdir()
    file.write_bytes(b"broken by somebody")
    with line.fetcher(root=tmp_path) as fetcher:
        assert fetcher.published("Visual Instruction Tuning", ["Haotian Liu"]) is not None
    assert line.hosts == [DBLP] * 3
