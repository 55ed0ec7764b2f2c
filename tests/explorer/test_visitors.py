"""Thirty visitors at once on one server, each asking other things: every one gets an answer, none a mistake."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from explorer.conftest import MISTAKE

pytestmark = pytest.mark.xdist_group("explorer-browser")

Result = TypeVar("Result")
"""What a talk comes to."""

VISITORS = 30
"""As many as read at once in a lecture (issue 5)."""

ADDRESSES = (
    "question=works",
    "question=works&node=data-filter&show=gadre2023datacomp",
    "question=rq1&cell=improves%2Fdata-condensation~training-efficiency",
    "question=rq2&across=model",
    "question=lineage&of=model%3Aclip&edge_direction=down",
    "question=loops&row=1",
    "question=falls&model=gpt-4",
    "question=gaps&across=stage",
    "question=leakage",
    "question=similar&of=liu2023visual&row=2",
    "question=trends&by=capability",
    "question=evidence&kind=statement",
    "question=works&node=nonsense",
    "view=console&sql=SELECT+count%28%2A%29+FROM+claims",
)
SECONDS_MAX = 120


class Run:
    """What one run of the page said.

    Attributes:
        texts: The bodies of its notices and markup.
        exceptions: What it said of exceptions.
        outcome: How Streamlit says that it ended.
    """

    def __init__(self) -> None:
        """Begin to listen."""
        self.texts: list[str] = []
        self.exceptions: list[str] = []
        self.outcome = ""

    def hear(self, message: ForwardMsg) -> bool:
        """Take a message of the server in; return whether it is the last one of the run."""
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            what = element.WhichOneof("type")
            if what == "exception":
                self.exceptions.append(element.exception.message)
            elif what in {"alert", "markdown", "html"}:
                self.texts.append(getattr(element, what).body)
        if kind == "script_finished":
            self.outcome = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
            return True
        return False


async def ask(connection: ClientConnection, address: str) -> Run:
    """Run the page at an address as a browser does, and return what it said."""
    request = BackMsg()
    request.rerun_script.query_string = address
    await connection.send(request.SerializeToString())
    run = Run()
    async for raw in connection:
        message = ForwardMsg()
        message.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
        if run.hear(message):
            return run
    raise AssertionError("the server hung up")


async def visit(server: str, addresses: Sequence[str]) -> list[Run]:
    """Be one visitor, who asks one thing after the other."""
    stream = f"{server.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(stream, origin=server, subprotocols=["streamlit"], max_size=None) as connection:  # type: ignore[arg-type,list-item]
        return [await ask(connection, address) for address in addresses]


async def visit_together(server: str) -> list[list[Run]]:
    """Be all visitors at once, each beginning somewhere else."""
    turns = [[ADDRESSES[(number + step * 5) % len(ADDRESSES)] for step in range(3)] for number in range(VISITORS)]
    async with asyncio.timeout(SECONDS_MAX):
        return await asyncio.gather(*(visit(server, turn) for turn in turns))


def run_apart(talk: Coroutine[None, None, Result]) -> Result:
    """Return what a talk with the server comes to, in a thread of its own: the browser's loop runs in the tests' thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, talk).result()


@pytest.mark.slow
def test_thirty_visitors_at_once_get_answers(server: str) -> None:
    visits = run_apart(visit_together(server))
    assert len(visits) == VISITORS
    for runs in visits:
        for run in runs:
            assert run.outcome == "FINISHED_SUCCESSFULLY"
            assert run.exceptions == []
            assert run.texts
            assert not any(MISTAKE in text for text in run.texts)


def test_a_page_elsewhere_gets_no_connection(server: str) -> None:
    async def from_elsewhere() -> None:
        stream = f"{server.replace('http', 'ws', 1)}/_stcore/stream"
        async with connect(stream, origin="http://evil.example", subprotocols=["streamlit"]):  # type: ignore[arg-type,list-item]
            pass

    with pytest.raises(Exception, match="403"):
        run_apart(from_elsewhere())
