"""The services that know works, played: stored answers on a line of their own, and a real server that fails in every way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx

from codev.bib.read.citation import Citation
from codev.contribute.fetch import Fetcher

FIXTURES = Path(__file__).parent / "fixtures/contribute"

STORED = {
    "export.arxiv.org": "arxiv.atom.xml",
    "api.datacite.org": "datacite-arxiv.json",
    "api.openalex.org": "openalex.json",
    "api.crossref.org": "crossref.json",
    "dblp.org": "dblp.json",
}
"""The stored answer of each service."""

PAPER = Citation(
    title="A benchmark of hallucination in multimodal large language models",
    authors=("Ada Author",),
    family="Author",
    year=2026,
    venue="arXiv",
    arxiv="2611.00001",
    source="arxiv",
    seen_at="https://arxiv.org/abs/2611.00001",
)
"""A new work that may belong here."""

Answer = httpx.Response | Exception


def stored(host: str) -> httpx.Response:
    """Return the stored answer of a service."""
    return httpx.Response(200, content=(FIXTURES / STORED[host]).read_bytes())


class Line:
    """A line on which stored answers come, with a clock that only sleeping moves."""

    def __init__(self, answers: Mapping[str, Answer | list[Answer]] | None = None) -> None:
        """Keep the answers by host; of a list each is given once, the last one again and again; other hosts know nothing."""
        given = answers or {}
        self.answers = {host: list(each) if isinstance(each, list) else [each] for host, each in given.items()}
        self.asked: list[httpx.Request] = []
        self.slept: list[float] = []

    @property
    def hosts(self) -> list[str]:
        """The hosts that were asked, in order."""
        return [request.url.host for request in self.asked]

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        self.asked.append(request)
        listed = self.answers.get(request.url.host, [httpx.Response(404)])
        answer = listed.pop(0) if len(listed) > 1 else listed[0]
        if isinstance(answer, Exception):
            raise answer
        # As from a network: the answer is read once, piece by piece.
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content))

    def fetcher(self, **options: Any) -> Fetcher:
        """Return a fetcher that speaks on this line."""
        transport = httpx.MockTransport(self.handle)
        return Fetcher(transport, sleep=self.slept.append, clock=lambda: sum(self.slept), **options)


Play = Callable[[BaseHTTPRequestHandler], None]
"""Answers one request of a real client, well or badly."""


def send(status: int, body: bytes, **headers: str) -> Play:
    """Return a play that answers as servers do."""

    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"content_length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return play


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Send a body that ends only when the client hangs up."""
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        while True:
            handler.wfile.write(b" " * 65536)


def silent(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing until the client hangs up."""
    with suppress(OSError):
        handler.connection.recv(1)


def closed(handler: BaseHTTPRequestHandler) -> None:
    """Hang up without a word."""
    handler.connection.close()


def cut(handler: BaseHTTPRequestHandler) -> None:
    """Hang up in the middle of a body."""
    handler.send_response(200)
    handler.send_header("content-length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")


class _ToHere(httpx.BaseTransport):
    """Carries every request to a server on this machine, which learns from the Host header whom it plays."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry a request."""
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        return self._inner.handle_request(
            httpx.Request(request.method, url, headers=request.headers, extensions=request.extensions)
        )

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


@contextmanager
def playing(plays: Mapping[str, Play | list[Play]]) -> Iterator[tuple[httpx.BaseTransport, list[str]]]:
    """Run a server that plays hosts; the value is what leads to it, and the hosts that were asked, in order.

    Args:
        plays: What each host does; of a list, each is done once, the last one again and again.  Others know nothing.
    """
    asked: list[str] = []
    left = {host: list(each) if isinstance(each, list) else [each] for host, each in plays.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Play whom the request is for."""
            self.close_connection = True
            host = self.headers["host"]
            asked.append(host)
            listed = left.get(host, [send(404, b"")])
            with suppress(OSError):
                (listed.pop(0) if len(listed) > 1 else listed[0])(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield _ToHere(server.server_address[1]), asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
