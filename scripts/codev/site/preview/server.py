"""Live preview: serves the site, builds it anew when an entry changes, and tells the open pages.

An edit is shown in three steps.  First the pages of the changed entries and of what they introduce are built and shown; then
every rule is checked, and findings appear in the terminal and on the open page; then the whole site is built beside it, only
what changed, and takes its place.  A knowledge base that cannot be shown leaves the last good pages as they are.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchfiles import watch

from codev.atlas import Atlas
from codev.check.run import check
from codev.check.works import check_work
from codev.errors import CodevError, WrongUseError
from codev.site.engine.build import build_site, write_some_pages
from codev.site.pages.artifacts import artifact_page
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page
from codev.site.pages.works import work_page
from codev.store.findings import Finding
from codev.store.load import Records, load_records

EVENTS_PATH = "/.codev-preview"
"""Where open pages wait for news."""

SCRIPT_PATH = "/.codev-preview.js"
"""Where the script is that waits: the policy of the pages wants it in a file of its own."""

HOST = "127.0.0.1"
"""The preview is for this machine only."""

WAIT_SECONDS = 20.0
"""An open page asks again after so long."""

DEBOUNCE_MILLISECONDS = 60
"""Changes within so short a time are one edit: editors write a file in several steps."""

WORKS_SHOWN_MAX = 5
"""Where more works changed at once, no page is shown before the others."""

_SCRIPT = """(() => {
  const banner = document.createElement("pre");
  banner.setAttribute("role", "alert");
  banner.style.cssText = "position:fixed;inset:auto 0 0 0;margin:0;max-height:40vh;overflow:auto;z-index:99;padding:.8rem 1rem;"
    + "background:#7a1f1f;color:#fff;font:13px/1.5 monospace;white-space:pre-wrap";
  const show = (text) => { banner.textContent = text; text ? document.body.append(banner) : banner.remove(); };
  let turn = Number(document.currentScript.dataset.turn);
  const ask = async () => {
    try {
      const answer = await fetch(`PATH?turn=${turn}`);
      const news = await answer.json();
      show(news.findings);
      if (news.reload && news.turn !== turn) return location.reload();
      turn = news.turn;
      ask();
    } catch { setTimeout(ask, 1000); }
  };
  ask();
})();
""".replace("PATH", EVENTS_PATH)


@dataclass
class News:
    """What open pages are told.

    Attributes:
        turn: Counted up with everything that is told.
        reload: The last turn after which pages are to be loaded again.
        findings: What is wrong with the knowledge base, as text; empty when nothing is.
    """

    turn: int = 0
    reload: int = 0
    findings: str = ""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, *, findings: str, has_new_pages: bool) -> None:
        """Tell every open page.

        Args:
            findings: What is wrong, or nothing.
            has_new_pages: Whether there is something new to see.
        """
        with self.changed:
            self.turn += 1
            self.findings = findings
            if has_new_pages:
                self.reload = self.turn
            self.changed.notify_all()

    def wait(self, turn: int, seconds: float) -> dict[str, Any]:
        """Return what is new since a turn, at the latest after some seconds.

        Args:
            turn: The last turn that the page knows.
            seconds: How long to wait for something.
        """
        with self.changed:
            self.changed.wait_for(lambda: self.turn != turn, timeout=seconds)
            return {"turn": self.turn, "reload": self.reload > turn, "findings": self.findings}


class Preview:
    """A preview of one knowledge base."""

    def __init__(self, root: Path, say: Callable[[str], None], out: Path | None = None) -> None:
        """Prepare it.

        Args:
            root: The knowledge base's folder.
            say: Told what happens, line by line.
            out: Where the pages go; ``build/preview`` by default.
        """
        self.root = root
        self.say = say
        self.out = out if out is not None else root / "build" / "preview"
        self.news = News()
        self._records: Records | None = None

    def start(self, port: int) -> ThreadingHTTPServer:
        """Build the site and serve it in a thread of its own.

        Args:
            port: The port; 0 for any that is free.

        Returns:
            The server; its ``server_port`` is the port.

        Raises:
            CodevError: The site cannot be built.
            WrongUseError: The port is taken.
        """
        handler = partial(_Handler, preview=self)
        try:
            server = _Server((HOST, port), handler)
        except OSError as error:
            raise WrongUseError(f"port {port} cannot be used: {error.strerror}", "choose another one with --port") from error
        try:
            atlas = self._load()
            self._build_all(atlas)
        except BaseException:
            server.server_close()
            raise
        threading.Thread(target=server.serve_forever, name="codev-preview", daemon=True).start()
        return server

    def follow(self, stop: threading.Event | None = None) -> None:
        """Build after every edit until told to stop or interrupted.

        Args:
            stop: Set to end.
        """
        watched = [
            self.root / name for name in ("papers", "taxonomy", "site/pages", "site/templates", "site/theme", "site/mkdocs.yml")
        ]
        for changes in watch(
            *(path for path in watched if path.exists()),
            debounce=DEBOUNCE_MILLISECONDS,
            step=20,
            stop_event=stop,
            raise_interrupt=False,
        ):
            self.rebuild(Path(path) for _, path in changes)

    def rebuild(self, changed: Iterable[Path]) -> None:
        """Show an edit: the pages that it is about first, then findings, the whole site after them.

        Args:
            changed: The files that changed.
        """
        started = time.perf_counter()
        paths = sorted(set(changed))
        try:
            atlas = self._load()
            shown = write_some_pages(atlas, self.out, lambda renderer: self._edited_pages(renderer, atlas, paths))
            if shown:
                self.news.tell(findings=self.news.findings, has_new_pages=True)
                self.say(f"{len(shown)} pages shown after {time.perf_counter() - started:.2f} s: {shown[0].title}")
            findings = self._tell_findings()
            count = self._build_all(atlas)
            # The page that is being edited is right already: only others have something new.
            self.news.tell(findings=findings, has_new_pages=not shown)
            self.say(f"{count} pages built after {time.perf_counter() - started:.2f} s")
        except CodevError as error:
            findings = self._tell_findings()
            self.say(f"the last good pages stay: {error}")
            self.news.tell(findings=findings or str(error), has_new_pages=False)

    def _tell_findings(self) -> str:
        """Check the knowledge base, tell everybody what is wrong with it, and return that."""
        findings = "\n".join(_line(finding) for finding in check(self.root).findings)
        if findings:
            self.say(findings)
        if findings != self.news.findings:
            self.news.tell(findings=findings, has_new_pages=False)
        return findings

    def _load(self) -> Atlas:
        """Return the knowledge base as it is in its files; of entries that did not change, the records are there."""
        self._records = load_records(self.root, check_work=check_work, earlier=self._records)
        return Atlas.from_records(self._records)

    def _edited_pages(self, renderer: Renderer, atlas: Atlas, paths: Iterable[Path]) -> Iterable[Page]:
        """Yield the pages of the works behind changed files and of what they introduce."""
        relative = {path.relative_to(self.root).as_posix() for path in paths if path.is_relative_to(self.root)}
        works = [atlas.works[key] for key, path in atlas.paths.items() if path in relative]
        for work in works if len(works) <= WORKS_SHOWN_MAX else ():
            yield work_page(renderer, work.key)
            for artifact in (*work.introduces.models, *work.introduces.datasets) if work.introduces is not None else ():
                yield artifact_page(renderer, artifact.artifact_kind, artifact.id)

    def _build_all(self, atlas: Atlas) -> int:
        """Build the whole site, as far as it changed, and return how many pages were built."""
        return build_site(atlas, self.out, with_exports=False, process_count=1).rendered_count


class _Server(ThreadingHTTPServer):
    """Answers each request in a thread, and says nothing of who hangs up in the middle of one."""

    daemon_threads = True
    request_queue_size = 64  # a browser opens several connections at once; of more than 5, those of others would wait

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell what went wrong with a request, unless its connection was cut."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Serves the preview's pages, with the script that waits for news."""

    def __init__(self, *arguments: Any, preview: Preview) -> None:
        self._preview = preview
        super().__init__(*arguments, directory=str(preview.out))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing of every request."""

    def end_headers(self) -> None:
        """Let nothing be kept by the browser."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        """Answer a request."""
        path, _, query = self.path.partition("?")
        if path == EVENTS_PATH:
            turn = query.removeprefix("turn=")
            # Digits of other scripts, and numbers too long to be read, are no turn of ours.
            news = self._preview.news.wait(int(turn) if re.fullmatch("[0-9]{1,9}", turn) else 0, WAIT_SECONDS)
            self._send(json.dumps(news).encode(), "application/json")
            return
        if path == SCRIPT_PATH:
            self._send(_SCRIPT.encode(), "text/javascript; charset=utf-8")
            return
        translated = self.translate_path(path)
        if "\0" in translated:
            self.send_error(HTTPStatus.NOT_FOUND)  # no file is called so, and the system would not even look
            return
        # Unlike those of pathlib, these are false for a name that is too long.
        if os.path.isdir(translated) and path.endswith("/"):  # noqa: PTH112
            translated = f"{translated}/index.html"
        if translated.endswith(".html") and os.path.isfile(translated):  # noqa: PTH113
            script = f'<script src="{SCRIPT_PATH}" data-turn="{self._preview.news.turn}"></script>'
            text = Path(translated).read_bytes()
            self._send(text.replace(b"</body>", script.encode() + b"</body>", 1), "text/html; charset=utf-8")
            return
        super().do_GET()

    def _send(self, content: bytes, kind: str) -> None:
        """Send an answer."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _line(finding: Finding) -> str:
    """Return a finding on one line."""
    return f"{finding.path}:{finding.line}:{finding.column} {finding.code} {finding.message} → {finding.fix}"
