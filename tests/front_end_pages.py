"""Small pages with the real bundles and the real data, served on this machine to a real Chromium.  Helpers of tests, not tests.

A page that logs an error, throws, gets an answer of 400 or more, or asks another host for anything fails its test.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from codev import Atlas
from codev.cli.browser import find_browser
from codev.show.looks import style_sheet
from codev.site.engine.frontend import bundle_folder
from codev.site.engine.policy import policy
from codev.site.pages.comparison import basket_page, compare_page, used_page
from codev.site.pages.entry_form import entry_form_page
from codev.site.pages.environment import Renderer
from codev.site.pages.gaps import gaps_page
from codev.site.pages.loops import loops_page
from data_files import data_files

ARGUMENTS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # WebGL without a graphics card.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    # Pages are painted without it, which is quicker where there is none.
    "--disable-gpu-rasterization",
    "--disable-gpu-compositing",
)

PLAIN_TABLE = """<div class="codev-table" data-table="{kind}" data-source="../assets/data/{kind}.json">
<table><caption>All {kind}</caption><tbody><tr><td><a href="../plain/">The plain table</a></td></tr>
{rows}</tbody></table></div>""".replace("{rows}", "<tr><td>One of many</td></tr>" * 80)

GRAPH = '<div class="codev-graph" data-source="../assets/data/graph.json"><p>Without scripts.</p></div>'

STILL_GRAPH = """<h1>Graph</h1><div class="codev-graph" data-source="../assets/data/graph.json"><figure class="codev-still">
<svg viewBox="0 0 10 10" role="img" aria-label="The graph"><path d="M0 0h10"/></svg></figure></div>"""

COPY = """<pre id="cite">@article{key}</pre><button class="codev-copy" data-copy-target="#cite">Copy</button>
<code id="filled">--node <var data-query="node">NODE</var> --stage <var data-query="stage">STAGE</var></code>
<a class="codev-search-open" href="../search/">Search</a><label>A field <input id="field"></label>"""

MATRIX = """<div class="codev-matrix-filters"></div><div class="codev-matrix-frame">
<table class="codev-matrix" data-matrix="rq1" data-facet="stage" data-source="../assets/data/works.json">
<caption>Works; <span class="matrix-total">96 works in all</span></caption>
<thead><tr><th>Approach</th><th data-column="pretrain">Pre-training</th><th data-column="finetune">Fine-tuning</th>
<th>All</th></tr></thead><tbody>
<tr class="group" data-row="scaling"><th>Scaling</th><td></td><td></td><td class="total">96</td></tr>
<tr data-row="data-acquisition"><th><a href="#">Data acquisition</a></th><td class="s7"><a href="#one">33</a></td>
<td class="s7"><a href="#two">51</a></td><td>80</td></tr>
<tr data-row="data-packing"><th><a href="#">Data packing</a></th><td class="s1"><a href="#three">8</a></td><td class="s0"></td>
<td>10</td></tr>
<tr data-row="data-mixture"><th><a href="#">Data mixture</a></th><td class="s3"><a href="#four">13</a></td>
<td class="s3"><a href="#five">7</a></td><td>20</td></tr>
</tbody><tfoot><tr><th>All</th><td class="total"></td><td class="total"></td><td class="total">96</td></tr></tfoot>
</table></div>"""

HEAD = """<div class="codev-page"><header class="codev-head"><p class="codev-kicker">Models</p><h1>CLIP</h1></header>
<ul><li><a href="../../works/gadre2023datacomp/">DataComp</a></li><li><a href="../../works/">All works</a></li>
<li><a href="javascript:alert(1)">None</a></li></ul>
<table><tbody><tr><td><a href="../../datasets/datacomp/">DataComp</a></td></tr></tbody></table></div>"""

OPENING = """<div class="codev-page"><header class="codev-head">
<p class="codev-kicker"><span>Work</span><span>surveyed</span></p>
<h1>DataComp &lt;b&gt;<script>document.title = "ran"</script></h1>
<div class="codev-authors"><a href="#">A. One</a>, <a href="#">B. Two</a>, <a href="#">C. Three</a>,
<a href="#">D. Four</a>, <a href="#">E. Five</a></div>
<ul class="codev-where"><li>NeurIPS 2023</li><li>arXiv 1</li></ul>
<p class="codev-lede">A pool of pairs. <img src="nowhere.png"></p></header>
<p>The rest of the page.</p></div>"""

FOUND = """<main data-pagefind-body><h1>{title}</h1><p>{text}</p>
<span data-pagefind-filter="kind">{kind}</span><span data-pagefind-filter="year">{year}</span></main>"""


def write_site(repository: Path, atlas: Atlas, folder: Path) -> Path:
    """Write the pages, the bundles, the data and a search index.

    Args:
        repository: The checkout.
        atlas: The knowledge base whose data the pages show.
        folder: Where to.
    """
    write_tables(repository, atlas, folder)
    _write_files(folder, data_files(atlas, "graph", "compare", "entry"))
    _write(folder, "graph", GRAPH, "graph")
    _write(folder, "still", STILL_GRAPH, "graph")
    _write(folder, "matrix", MATRIX, "matrix")
    _write(folder, "plain", COPY)
    _write(folder, "search", '<div class="codev-search-page"></div>')
    _write(folder, "models/clip", HEAD)
    _write(folder, "works/gadre2023datacomp", OPENING)
    renderer = Renderer(atlas, repository / "site" / "templates", "https://code.example/codev/atlas")
    choices = [make(renderer) for make in (compare_page, basket_page, used_page)]
    for page in (*choices, *loops_page(renderer), *gaps_page(renderer), *entry_form_page(renderer)):
        body = page.head + "\n".join(part.html for part in page.parts())
        _write(folder, page.address.rstrip("/"), f'<div class="codev-page">{body}</div>', *page.scripts)
    _write(folder, "missing", PLAIN_TABLE.format(kind="nothing"), "table")
    for number in range(30):
        text = f"Number {number} filters image-text pairs with CLIP."
        about = {"title": f"Found {number}", "text": text, "kind": ["Work", "Model"][number % 2], "year": 2020 + number % 4}
        _write(folder, f"found/{number}", FOUND.format(**about))
    # In two parts, as the index of a large site is.
    for pages, part in (("found/?", "pagefind"), ("found/??", "pagefind-1")):
        command = [
            sys.executable,
            "-m",
            "pagefind",
            "--site",
            str(folder),
            "--glob",
            f"{pages}/*.html",
            "--output-subdir",
            part,
        ]
        subprocess.run(command, check=True, capture_output=True)
    (folder / "pagefind" / "parts.json").write_text('["pagefind-1/"]', encoding="utf-8")
    return folder


def write_tables(repository: Path, atlas: Atlas, folder: Path) -> Path:
    """Write the bundles, and the pages of the tables with their data.

    Args:
        repository: The checkout.
        atlas: The knowledge base whose data the pages show.
        folder: Where to.
    """
    shutil.copytree(bundle_folder(repository), folder / "assets" / "codev")
    _write_files(folder, data_files(atlas, "table"))
    for kind in ("works", "datasets", "models"):
        _write(folder, kind, PLAIN_TABLE.format(kind=kind), "table")
    return folder


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files of data."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _write(folder: Path, name: str, body: str, script: str = "") -> None:
    """Write one page."""
    base = "../" * (name.count("/") + 1)
    own = f'<link rel="stylesheet" href="{base}assets/codev/{script}.css">' if script else ""
    more = f'<script src="{base}assets/codev/{script}.js" defer></script>' if script else ""
    page = folder / name / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(
        f"""<!doctype html><html lang="en" class="js"><head><meta http-equiv="Content-Security-Policy" content="{policy()}">
<meta charset="utf-8"><title>{name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>{style_sheet()} body {{ margin: 1rem; font: 20px sans-serif }} html {{ font-size: 20px }}</style>
<link rel="stylesheet" href="{base}assets/codev/widgets.css">{own}</head>
<body data-md-color-scheme="default">{body}
<script src="{base}assets/codev/codev.js" defer></script>{more}</body></html>""",
        encoding="utf-8",
    )


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextmanager
def served(folder: Path, kind: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """Serve a folder on a free port of this machine; yields its address."""
    handler = functools.partial(kind, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium of this machine."""
    return playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))


@contextmanager
def watched(browser: Browser, base: str, *, width: int = 1200, height: int = 900, dark: bool = False) -> Iterator[Page]:
    """Yield a page that may not log an error, throw, miss a file or ask another host.

    Args:
        browser: The browser.
        base: The address that is served.
        width: Of the window, in pixels.
        height: Of the window, in pixels.
        dark: Whether the reader prefers dark pages.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        accept_downloads=True,
        base_url=base,
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    local = (base, "data:", "blob:")
    page.on("request", lambda asked: None if asked.url.startswith(local) else complaints.append(f"foreign: {asked.url}"))
    try:
        yield page
    finally:
        context.close()
    assert complaints == [], complaints
