"""SQL, MCP and the preview, misused by several at once: misuse is refused or stopped, and others get their answers."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from assistant.asked import ASKED
from codev import Atlas
from codev.assistant.desk import Desk
from codev.assistant.tools import call
from codev.export.sql import SqlError, run_sql
from codev.export.sql_guard import SqlLimits
from codev.export.sqlite import open_database
from codev.limits.interfaces import REQUEST_BYTES_MAX
from codev.site.preview.server import EVENTS_PATH, Preview
from faults.served import HEADERS, calling, mcp_served

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
MISUSE = {
    "endless": ENDLESS,
    "a product": "SELECT count(*) FROM claims a, claims b, claims c, claims d",
    "a memory bomb": "SELECT hex(randomblob(490000)) FROM claims a, claims b",
    "a large value": "SELECT hex(zeroblob(900000))",
    "a write": "DELETE FROM works",
    "a file": "ATTACH 'x.sqlite' AS x",
    "two statements": "SELECT 1; DROP TABLE works",
    "a setting": "PRAGMA query_only = OFF",
}
"""What eight people try at once."""

QUESTION = "SELECT key FROM works ORDER BY key LIMIT 5"
LIMITS = SqlLimits(seconds=0.2)


def test_misused_sql_is_stopped_while_others_get_their_answers(facts_atlas: Atlas) -> None:
    database = open_database(facts_atlas, use_cache=False)
    right = run_sql(database, QUESTION).rows
    size = run_sql(database, "SELECT count(*) FROM works").rows
    said: dict[str, str] = {}

    def misuse(name: str) -> None:
        with pytest.raises(SqlError) as raised:
            run_sql(database, MISUSE[name], LIMITS)
        said[name] = str(raised.value)

    with ThreadPoolExecutor(len(MISUSE)) as people:
        busy = [people.submit(misuse, name) for name in MISUSE]
        longest = 0.0
        while not all(each.done() for each in busy):
            begun = time.monotonic()
            assert run_sql(database, QUESTION).rows == right
            longest = max(longest, time.monotonic() - begun)
        for each in busy:
            each.result()
    assert said.keys() == MISUSE.keys()
    assert "the query was stopped" in said["endless"]
    # One connection answers in turn: at the worst after all that others may take.
    assert longest <= LIMITS.seconds * len(MISUSE) + 3
    assert run_sql(database, "SELECT count(*) FROM works").rows == size


@pytest.fixture(scope="module")
def desk(facts_base: Path) -> Desk:
    """The frozen knowledge base."""
    return Desk(facts_base)


@pytest.fixture(scope="module")
def server(desk: Desk) -> Iterator[str]:
    """A server that answers from it."""
    with mcp_served(desk) as address:
        yield address


WRONG_CALLS: dict[str, tuple[object, object]] = {
    "an unknown tool": ("drop", {}),
    "no name": (None, {}),
    "a number for a name": (7, {}),
    "a very long name": ("x" * 100_000, {}),
    "an unknown argument": ("works", {"x" * 5000: 1}),
    "a list for a text": ("lineage", {"of": ["llava"] * 5000}),
    "an object for a text": ("lineage", {"of": {"a": {"b": {}}}}),
    "a long text": ("search", {"text": "word " * 100_000}),
    "a number beyond any": ("loops", {"longest": 10**400}),
    "a fraction": ("loops", {"longest": 1.5}),
    "a cursor made up": ("works", {"cursor": "bm90aGluZw=="}),
    "a cursor of another kind": ("works", {"cursor": {"$gt": ""}}),
    "a page without end": ("works", {"page_size": 10**9}),
    "a page below nothing": ("works", {"page_size": -1}),
    "a list of arguments": ("works", ["node"]),
    "deep nesting": ("works", {"node": json.loads("[" * 400 + "]" * 400)}),
    "a null byte": ("works", {"text": ["\0"]}),
    "half a letter": ("works", {"text": ["\ud800"]}),
    "SQL that writes": ("sql", {"query": "DELETE FROM works"}),
    "SQL of a wrong type": ("sql", {"query": 1}),
}
"""A tool and arguments that no client should send."""

RAW = {
    "nothing": b"",
    "no JSON": b"{",
    "not UTF-8": b"\xff\xfe",
    "an unknown method": b'{"jsonrpc": "2.0", "id": 1, "method": "tools/drop"}',
    "too deep": b"[" * 100_000,
    "too large": b" " * (REQUEST_BYTES_MAX + 1),
}
"""Bodies that are no request."""


def rows_of(answer: httpx.Response) -> Any:
    """Return the rows of an answer that is right."""
    assert answer.status_code == 200, answer.text[:400]
    return answer.json()["result"]["structuredContent"]["rows"]


@pytest.mark.parametrize("name", WRONG_CALLS)
def test_a_wrong_call_is_an_answer_that_says_so(name: str, server: str) -> None:
    begun = time.monotonic()
    body = json.dumps(calling(*WRONG_CALLS[name])).encode()
    answer = httpx.post(server, content=body, headers=HEADERS, timeout=20)
    told = answer.json()
    said = json.dumps(told, ensure_ascii=False)
    assert answer.status_code < 500, said[:400]
    assert "error" in told or told["result"]["isError"], said[:400]
    assert "Traceback" not in said
    assert len(said) < 5000
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("name", RAW)
def test_what_is_no_request_is_refused(name: str, server: str) -> None:
    answer = httpx.post(server, content=RAW[name], headers=HEADERS, timeout=20)
    assert 400 <= answer.status_code < 500 or "error" in answer.json()
    assert "Traceback" not in answer.text


def test_answers_stay_right_beside_slow_and_cut_connections(server: str, desk: Desk) -> None:
    address = urlsplit(server)
    assert address.hostname is not None
    place = (address.hostname, address.port or 80)
    head = f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 1000\r\n\r\n".encode()
    names = list(ASKED)[:6]
    rights = {name: json.loads(json.dumps(call(desk, *ASKED[name])["rows"])) for name in names}

    def asks(name: str) -> None:
        assert rows_of(httpx.post(server, json=calling(*ASKED[name]), headers=HEADERS, timeout=30)) == rights[name]

    slow = [socket.create_connection(place) for _ in range(40)]
    try:
        for number, each in enumerate(slow):
            each.sendall(head[: number * 3])
        for number in range(40):
            with socket.create_connection(place) as cut:
                body = json.dumps(calling("chains", {}, number)).encode()
                cut.sendall(head.replace(b"1000", str(len(body)).encode()) + body[: len(body) // (1 + number % 2)])
        with ThreadPoolExecutor(8) as clients:
            list(clients.map(asks, names * 2))
    finally:
        for each in slow:
            each.close()
    asks(names[0])


REQUESTS = {
    "a page": (b"GET / HTTP/1.1\r\n\r\n", b" 200 "),
    "what is not there": (b"GET /nothing HTTP/1.1\r\n\r\n", b" 404 "),
    "out of the folder": (b"GET /../../secret.txt HTTP/1.1\r\n\r\n", b" 404 "),
    "out of it, encoded": (b"GET /%2e%2e/%2e%2e/secret.txt HTTP/1.1\r\n\r\n", b" 404 "),
    "a null byte": (b"GET /%00 HTTP/1.1\r\n\r\n", b" 404 "),
    "a null byte in a page": (b"GET /a%00/index.html HTTP/1.1\r\n\r\n", b" 404 "),
    "news of an odd turn": (b"GET %s?turn=\xb2 HTTP/1.1\r\n\r\n" % EVENTS_PATH.encode(), b" 200 "),
    "news of a long turn": (b"GET %s?turn=%s HTTP/1.1\r\n\r\n" % (EVENTS_PATH.encode(), b"9" * 6000), b" 200 "),
    "a long name": (b"GET /%s HTTP/1.1\r\n\r\n" % (b"a" * 5000), b" 404 "),
    "another method": (b"DELETE / HTTP/1.1\r\n\r\n", b" 501 "),
    "noise": (b"\x00\x01\x02\r\n\r\n", b"400"),
}
"""What is sent to the preview, and what is in its answer's first line."""


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a preview of one page."""
    preview = Preview(tmp_path, lambda line: None, tmp_path / "base" / "site")
    preview.out.mkdir(parents=True)
    (preview.out / "index.html").write_text("<body>one page</body>")
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr(preview, "_load", lambda: None)
    monkeypatch.setattr(preview, "_build_all", lambda atlas: 0)
    server = preview.start(0)
    preview.news.tell(findings="", has_new_pages=False)
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_the_preview_answers_whatever_is_sent(preview: int, capfd: pytest.CaptureFixture[str]) -> None:
    def answer(sent: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", preview), timeout=10) as connection:
            connection.sendall(sent)
            return connection.makefile("rb").read()

    slow = [socket.create_connection(("127.0.0.1", preview)) for _ in range(40)]
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", preview)) as cut:
            cut.sendall(b"GET / HTTP/1.1\r\n\r\n")
    try:
        for name, (sent, expected) in REQUESTS.items():
            got = answer(sent)
            assert expected in got[:400], (name, got[:400])
            assert b"secret" not in got, name
    finally:
        for each in slow:
            each.close()
    assert "Traceback" not in capfd.readouterr().err
