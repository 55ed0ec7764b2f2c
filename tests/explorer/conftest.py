"""The explorer opened headless, and once as a real server with a real browser before it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from socket import socket
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from built_site import prepare_root
from codev.cli.browser import find_browser
from codev.explorer.launch import APP_FILE, DATA_VARIABLE, ROOT_VARIABLE
from codev.explorer.widgets.facets import GROUP_KEY
from codev.query.facet_kinds import GROUPS
from explorer.analyst import Analyst
from explorer.visiting import Visit
from front_end_pages import ARGUMENTS

OpenPage = Callable[..., AppTest]
"""Opens the explorer headless at an address."""

GiveWindow = Callable[..., Visit]
"""Gives a window of a look on the running explorer, at the first screen or not opened yet."""

SECONDS_MAX = 60
"""A run of the page on a busy machine takes no longer."""

MISTAKE = "It is our mistake"
"""What the page says when a view has failed."""


def said(page: AppTest) -> str:
    """Return everything that the page says in notices, captions and markup, style sheets apart."""
    parts = [*page.error, *page.warning, *page.info, *page.success, *page.caption, *page.markdown]
    markup = [body for each in page.html if not (body := str(each.proto.body)).startswith("<style>")]
    notices = "\n".join([*(str(part.value) for part in parts), *markup])
    figures = (f"{each.label}: {each.value}" for each in page.metric)
    return "\n".join([notices.replace("\\", ""), *figures, *drawn(page)])


def drawn(page: AppTest) -> list[str]:
    """Return what the shared templates have made on a page: cards, matrices, pictures."""
    found = (json.loads(each.proto.json) for each in page.get("bidi_component"))
    return [str(data["html"]) for data in found if "html" in data]


def assert_healthy(page: AppTest) -> None:
    """Hold a page to being one: no traceback, no view that failed."""
    assert not page.exception, [each.value for each in page.exception]
    assert MISTAKE not in said(page), said(page)


def open_at(address: str = "", *, panels: Iterable[str] = ()) -> AppTest:
    """Open the explorer headless at an address, with some panels open that are shut at first, and all groups of facets."""
    page = AppTest.from_file(str(APP_FILE), default_timeout=SECONDS_MAX)
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(address, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    for name, several in values.items():
        page.query_params[name] = several
    for name in (*panels, *(f"{GROUP_KEY}{number}" for number in range(len(GROUPS)))):
        page.session_state[name] = True
    return page.run()


@pytest.fixture(scope="session", autouse=True)
def components_found_once() -> Iterator[None]:
    """Let Streamlit look through the installed packages for components once, not each time a page is opened headless."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def open_page(facts_base: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens the explorer headless on the frozen knowledge base; the page is held to be healthy."""
    return opener(facts_base, monkeypatch)


@pytest.fixture
def open_real_page(live_base: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """The same on the real knowledge base."""
    return opener(live_base, monkeypatch)


def opener(root: Path, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Return what opens the explorer on a knowledge base and holds its page to being healthy."""
    monkeypatch.setenv(ROOT_VARIABLE, str(root))
    monkeypatch.delenv(DATA_VARIABLE, raising=False)

    def open_healthy(address: str = "", *, panels: Iterable[str] = ()) -> AppTest:
        page = open_at(address, panels=panels)
        assert_healthy(page)
        return page

    return open_healthy


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(process: subprocess.Popen[str]) -> None:
    """Read what a server says until it has started, and let a thread read the rest.

    Raises:
        RuntimeError: It ended instead.
    """
    output = process.stdout
    assert output is not None
    heard = []
    for line in output:
        heard.append(line)
        if "server started" in line:
            threading.Thread(target=output.read, daemon=True).start()
            return
    raise RuntimeError(f"the server did not start: {''.join(heard)}")


AS_INSTALLED = """import sys
sys.modules["rfc3987_syntax"] = None
from codev.cli.main import run
run()"""
"""Runs `codev` without a package that only tools of development bring: jsonschema, which Altair imports, would take it in where
it is there, and it needs seconds to make its grammars."""


def start_server(*arguments: str, port: int | None = None) -> tuple[subprocess.Popen[str], str]:
    """Start the explorer as `codev explore` does, on a free port by default, and return its process and address."""
    port = port or free_port()
    command = [sys.executable, "-c", AS_INSTALLED, "explore", "--port", str(port), "--no-browser", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    wait_until_ready(process)
    return process, f"http://127.0.0.1:{port}"


def stop_server(process: subprocess.Popen[str]) -> None:
    """Stop a server and close what it wrote to."""
    process.terminate()
    process.wait(20)
    if process.stdout is not None:
        process.stdout.close()


@pytest.fixture(scope="session")
def explored(repository: Path, facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the running explorer shows: a copy of the frozen knowledge base."""
    return prepare_root(repository, facts_base, tmp_path_factory.mktemp("explored"))


@pytest.fixture(scope="session")
def server(explored: Path) -> Iterator[str]:
    """The address of a running explorer on the frozen knowledge base."""
    process, address = start_server("--root", str(explored))
    try:
        yield address
    finally:
        stop_server(process)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium; 'make test' installs one")
    return path


class SharedBrowser:
    """A Chromium that speaks to this machine only, and the windows in it that tests share.

    Attributes:
        windows: The windows, by their scheme and whether they are narrow.
    """

    def __init__(self) -> None:
        """Start nothing yet."""
        self.windows: dict[tuple[str, bool], Visit] = {}
        self._started: tuple[Playwright, Browser] | None = None

    def running(self, chromium: str) -> Browser:
        """Return the browser, which the first who asks starts.

        Args:
            chromium: The path of a Chromium.
        """
        if self._started is None:
            driver = sync_playwright().start()
            self._started = driver, driver.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        return self._started[1]

    def close(self) -> None:
        """Close the browser if it runs."""
        if self._started is not None:
            driver, running = self._started
            running.close()
            driver.stop()
        self.windows.clear()
        self._started = None


SHARED = pytest.StashKey[SharedBrowser]()
"""Where the browser of a worker is kept."""

BROWSER_GROUP = "explorer-browser"
"""The tests that one worker does one after the other, with one server and one browser."""


def shared_browser(config: pytest.Config) -> SharedBrowser:
    """Return the browser that the tests of a worker share."""
    return config.stash.setdefault(SHARED, SharedBrowser())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Close the browser after the last test of the group: others start one of their own, and a process runs one at a time."""
    try:
        return (yield)
    finally:
        marker = nextitem.get_closest_marker("xdist_group") if nextitem is not None else None
        if marker is None or marker.args[0] != BROWSER_GROUP:
            shared_browser(item.config).close()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Close it too where the tests are broken off."""
    shared_browser(session.config).close()


@pytest.fixture
def browser(request: pytest.FixtureRequest, chromium: str) -> Browser:
    """The Chromium of the group: to start one and to load a page in it anew takes seconds of processor time."""
    return shared_browser(request.config).running(chromium)


@pytest.fixture
def give_window(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[GiveWindow]:
    """Gives windows; afterwards nothing has been asked of another host and nothing has gone wrong in them."""
    shared_windows = shared_browser(request.config).windows
    given: dict[tuple[str, bool], Visit] = {}
    failures = request.session.testsfailed

    def give(*, scheme: str = "light", narrow: bool = False) -> Visit:
        look = scheme, narrow
        if look in shared_windows:
            given[look] = shared_windows[look]
            given[look].begin()
        else:
            given[look] = shared_windows[look] = Visit(browser, server, scheme=scheme, narrow=narrow)
        return given[look]

    yield give
    complaints = [complaint for visitor in given.values() for complaint in visitor.complaints()]
    if complaints or request.session.testsfailed > failures:
        # Nobody knows what is open there; the next test gets a new one.
        for look in given:
            shared_windows.pop(look).context.close()
    assert complaints == []


@pytest.fixture
def visit(give_window: GiveWindow) -> Visit:
    """A visitor with a wide window and light colours."""
    return give_window()


@pytest.fixture
def analyst(visit: Visit) -> Analyst:
    """Somebody at the first screen of such a window."""
    return Analyst(visit)
