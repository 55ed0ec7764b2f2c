"""A visitor's window on the running explorer, in a real Chromium.  A helper of tests, not tests.

To load Streamlit's page takes seconds of processor time, a step to another address within it a tenth of that.  So a window that
is open goes to an address as it does at a step back or forward, and tests share windows that are begun anew (`conftest`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, FloatRect, Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

WAIT = 30_000
"""Milliseconds that a busy machine may take for a run of the page."""

expect.set_options(timeout=WAIT)

WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}

_GO = """address => {
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
"""Goes to an address as the browser does at a step forward."""

_IS_DRAWN = """() => document.querySelector("[data-testid=stSkeleton]") === null
  && [["stVegaLiteChart", "svg, canvas"], ["stDataFrame", "canvas"]].every(([id, drawing]) =>
    [...document.querySelectorAll(`[data-testid=${id}]`)].every((each) => each.querySelector(drawing)))"""
"""Whether the tables and charts of a page are there: Streamlit fetches what draws them when it is first needed."""


class Visit:
    """One visitor's page, and what it asked other hosts for or complained about.

    Attributes:
        context: What the browser keeps for this visitor alone.
        page: The page.
        hosts: What the page has asked.
        errors: What has gone wrong in the page.
        received_bytes: How much the server has sent to it.
    """

    def __init__(self, browser: Browser, server: str, *, scheme: str = "light", narrow: bool = False) -> None:
        """Open a window of its own: nothing is shared with other visitors.

        Args:
            browser: The browser.
            server: The address of the explorer.
            scheme: The colours that the visitor prefers: ``light`` or ``dark``.
            narrow: Whether the window is that of a phone.
        """
        self._server = server
        self.context = browser.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport=NARROW if narrow else WIDE,  # type: ignore[arg-type]
            accept_downloads=True,
            # What moves is painted again and again while a test waits.
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(WAIT)
        self.hosts: set[str] = set()
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.received_bytes = 0
        self._socket: WebSocket | None = None
        self.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        """Follow what the server sends."""
        self._socket = socket
        socket.on("framereceived", self._count)

    def _count(self, frame: str | bytes) -> None:
        """Count what the server has sent."""
        self.received_bytes += len(frame)

    @property
    def is_open(self) -> bool:
        """Whether the page has been loaded."""
        return self._socket is not None

    def open(self, address: str = "") -> Page:
        """Go to an address, in the same visit where the page is loaded already, and wait until the page is drawn."""
        if not self.is_open:
            return self.load(address)
        with self.run():
            self.page.evaluate(_GO, f"/?{address}")
        self.page.wait_for_function(_IS_DRAWN)
        return self.page

    def load(self, address: str = "") -> Page:
        """Load the page at an address, as a browser does with a link from elsewhere, and wait until the page is drawn."""
        self.page.goto(f"{self._server}/{'?' + address if address else ''}")
        self.page.get_by_role("radio").first.wait_for()
        self.settle()
        self.page.wait_for_function(_IS_DRAWN)
        return self.page

    def begin(self) -> None:
        """Go back to the first screen, as somebody who has just come."""
        # A box that is still open hides the rest of the page from screen readers, and so from roles.
        with self.run():
            self.page.locator(".st-key-start_over button").locator("visible=true").first.click()
        self.wait_for_address(view="start", question="")

    @contextmanager
    def run(self) -> Iterator[None]:
        """Wait until a run of the page that is asked for in here is over and on show."""
        assert self._socket is not None
        with self._socket.expect_event("framereceived", _is_end, timeout=WAIT):
            yield
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        self.settle()

    def settle(self) -> None:
        """Wait until the page's run is over."""
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=WAIT)

    def still_grid(self) -> FloatRect:
        """Return where the first table is, once it is drawn and has stayed in its place for a third of a second."""
        self.page.get_by_test_id("stDataFrame").first.locator("canvas").first.wait_for()
        self.page.wait_for_function(
            """() => new Promise((done) => {
              const place = () => JSON.stringify(document.querySelector('[data-testid="stDataFrame"]').getBoundingClientRect());
              const [first, begin] = [place(), performance.now()];
              const look = () => {
                if (place() !== first) done(false);
                else if (performance.now() - begin > 333) done(true);
                else requestAnimationFrame(look);
              };
              look();
            })"""
        )
        box = self.page.get_by_test_id("stDataFrame").first.bounding_box()
        assert box is not None
        return box

    def wait_for_graph(self) -> None:
        """Wait until the graph is there; while the server still builds the view, asking again is what a reader does."""
        live = self.page.locator(".codev-graph.is-live")
        for _ in range(20):
            live.or_(self.page.get_by_text("The graph view is built with the site and is not ready yet")).first.wait_for()
            if live.count():
                return
            self.page.reload()
            self.settle()
        live.wait_for()

    def wait_for_address(self, **values: str) -> None:
        """Wait until the address says something; an empty value waits until it says nothing of the kind."""
        self.page.wait_for_function(
            """wanted => { const here = new URLSearchParams(location.search);
            return Object.entries(wanted).every(([name, value]) => (here.get(name) ?? "") === value) }""",
            arg=values,
        )
        self.settle()

    def address(self) -> dict[str, list[str]]:
        """Return the parameters of the address."""
        return parse_qs(urlsplit(self.page.url).query)

    def text(self) -> str:
        """Return what the page says."""
        return self.page.get_by_test_id("stMain").inner_text()

    def complaints(self) -> list[str]:
        """Return what has gone wrong in the page, and which other hosts were asked, since this was last told."""
        found = [*self.errors, *sorted(self.hosts - {urlsplit(self._server).netloc, ""})]
        self.errors.clear()
        self.hosts.clear()
        return found

    def close(self) -> None:
        """Close the window, in which nothing has been asked of another host and nothing has gone wrong."""
        self.context.close()
        assert self.complaints() == []


def _is_end(frame: str | bytes) -> bool:
    """Return whether the server says that a run of the page has come to its end."""
    message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
    status = message.script_finished if message.HasField("script_finished") else None
    return bool(status == ForwardMsg.FINISHED_SUCCESSFULLY)
