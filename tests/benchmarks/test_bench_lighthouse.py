"""What Lighthouse says of the pages that readers meet first (issue 4: at least 95 of 100 in each category).

Lighthouse is fetched by npm when this runs; it is no dependency of the project.  The site is served as a host of static pages
does it, compressed.  Scores are printed and not asserted, since that of performance measures the machine too.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from built_site import prepare_root
from codev import Atlas
from codev.cli.browser import find_browser
from codev.site.engine.build import build_site
from codev.site.engine.node_runtime import find_node, run
from front_end_pages import ARGUMENTS, QuietHandler, served

pytestmark = [pytest.mark.bench, pytest.mark.browser, pytest.mark.timeout(1800)]

LIGHTHOUSE = "lighthouse@12.8.2"

PAGES = ("", "works/gadre2023datacomp/", "works/", "graph/")

PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


class PackingHandler(QuietHandler):
    """Serves text compressed."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        """Send a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in PACKED or not path.is_file():
            super().do_GET()
            return
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)


def scores(address: str, work: Path, *, desktop: bool) -> dict[str, int]:
    """Return the score of each category, of 100."""
    report = work / "report.json"
    flags = " ".join(["--headless=new", *ARGUMENTS])
    node = find_node()
    command = [*node.npm, "exec", "--yes", f"--package={LIGHTHOUSE}", "--", "lighthouse", address, "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--chrome-flags={flags}", *(["--preset=desktop"] if desktop else [])]
    run(command, work, "Lighthouse did not run", {"CHROME_PATH": str(find_browser())})
    categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: round(category["score"] * 100) for name, category in categories.items()}


def test_lighthouse(repository: Path, live_base: Path, tmp_path: Path) -> None:
    root = prepare_root(repository, live_base, tmp_path / "root")
    site = root / "build" / "site"
    build_site(Atlas.load(root), site)
    with served(site, PackingHandler) as base:
        for page in PAGES:
            for desktop in (True, False):
                found = scores(base + page, tmp_path, desktop=desktop)
                assert len(found) == 4
                words = ", ".join(f"{name} {score}" for name, score in found.items())
                print(f"\n/{page} on a {'desktop' if desktop else 'phone'}: {words} (bar 95)")  # noqa: T201
