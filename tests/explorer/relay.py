"""One address at which first one server answers and then another, as after a restart.  A helper of tests, not tests.

So the second server is there as soon as the first one is gone, and a browser need not be waited for that asks more and more
seldom whether somebody listens again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, create_connection, create_server, socket
from urllib.parse import urlsplit


class Relay:
    """Passes on what is sent to its address.

    Attributes:
        address: Its address.
    """

    def __init__(self, server: str) -> None:
        """Listen on a free port.

        Args:
            server: The address of the server that answers first.
        """
        self._server: str | None = server
        self._listener = create_server(("127.0.0.1", 0))
        self._open: list[socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def lead_to(self, server: str | None) -> None:
        """Cut all connections, and pass new ones on to another server.

        Args:
            server: Its address; None for nobody.
        """
        self._server = server
        for each in self._open:
            with suppress(OSError):
                each.shutdown(SHUT_RDWR)

    def close(self) -> None:
        """Cut all connections and listen no more."""
        with suppress(OSError):
            self._listener.shutdown(SHUT_RDWR)
        self._threads[0].join()
        self.lead_to(None)
        for each in self._threads[1:]:
            each.join()
        for opened in (self._listener, *self._open):
            opened.close()

    def _accept(self) -> None:
        """Take connections until the listener is shut."""
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._server is None:
                client.close()
                continue
            parts = urlsplit(self._server)
            answering = create_connection((str(parts.hostname), int(parts.port or 80)))
            self._open += [client, answering]
            for source, sink in ((client, answering), (answering, client)):
                self._threads.append(threading.Thread(target=_pass_on, args=(source, sink)))
                self._threads[-1].start()


def _pass_on(source: socket, sink: socket) -> None:
    """Pass on what comes until either end is closed, then close both for good."""
    with suppress(OSError):
        while part := source.recv(65_536):
            sink.sendall(part)
    for each in (source, sink):
        with suppress(OSError):
            each.shutdown(SHUT_RDWR)


@contextmanager
def relayed(server: str) -> Iterator[Relay]:
    """Give a relay to a server, and close it afterwards."""
    relay = Relay(server)
    try:
        yield relay
    finally:
        relay.close()
