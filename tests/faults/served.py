"""An MCP server over HTTP in a thread of its own, asked as no official client would.  A helper of tests, not tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from codev.assistant.desk import Desk
from codev.assistant.server import PATH, http_app, listen

HEADERS = {
    "Accept": "application/json, text/event-stream",
    "Content-Type": "application/json",
    "MCP-Protocol-Version": "2025-06-18",
}


@contextmanager
def mcp_served(desk: Desk) -> Iterator[str]:
    """Run the server; the value is where it answers."""
    with listen("127.0.0.1", 0) as listening:
        server = uvicorn.Server(uvicorn.Config(http_app(desk, "127.0.0.1"), log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}{PATH}"
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive(), "the server hangs"


def calling(tool: object, arguments: object, number: object = 1) -> dict[str, object]:
    """Return a request that calls a tool."""
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}
