"""How long the site takes to build (DESIGN §10); ``make bench`` prints times and ratios measured in one run.

Bars: cold at most 1.3 × a plain ``mkdocs build`` of the same pages followed by the same search indexer; after one edit at most
0.25 × the cold build; a page at 3,000 works at most 1.2 × one at 300; 30,000 works within 10 minutes and 3 GiB.  The largest
size is measured where ``CODEV_BENCH_LARGE`` is set.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from built_site import prepare_root
from codev import Atlas
from codev.site.build import build_site
from codev.site.environment import Renderer
from codev.site.pages import generated_pages
from codev.site.search_index import SearchIndexer
from codev.site.settings import read_settings

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3600)]


def peaks() -> str:
    """Return the most memory that this process and the largest of its children had, in words."""
    own = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii")).group(1))  # type: ignore[union-attr]
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return f"peak {own / 1024:.0f} MiB, of the largest child {child / 1024:.0f} MiB"


@contextmanager
def memory_watched() -> Iterator[list[int]]:
    """Yield a list that holds, at the end, the most memory that this process and all it started used together, in bytes."""
    script = Path(__file__).with_name("memory_watch.py")
    command = [sys.executable, str(script), str(os.getpid())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as watcher:
        most: list[int] = []
        try:
            yield most
        finally:
            most.append(int(watcher.communicate("\n")[0]))


def plain_seconds(root: Path, work: Path) -> float:
    """Return how long mkdocs alone and the indexer take for the pages that a build has left in its tree."""
    settings = read_settings(root)
    atlas = Atlas.load(root)
    indexer = SearchIndexer(work / "search")
    for page in generated_pages(Renderer(atlas, root / "site" / "templates", settings.repo_url)):
        indexer.add(page)
    begin = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(root / "build" / "mkdocs.yml")]
    subprocess.run([*command, "--site-dir", str(work / "plain")], check=True, capture_output=True)
    indexer.start()
    indexer.finish(work / "pagefind")
    return time.perf_counter() - begin


def edit(root: Path) -> None:
    """Change the title of one work."""
    path = next(iter(sorted((root / "papers" / "2024").glob("*.yaml"))))
    path.write_text(
        re.sub(r"^title: .*$", "title: Another title", path.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8"
    )


def test_a_build_against_mkdocs_alone(repository: Path, live_base: Path, tmp_path: Path) -> None:
    per_page: dict[int, float] = {}
    for count in (300, 3000):
        root = tmp_path / str(count)
        root.mkdir()
        prepare_root(repository, live_base, root, count)
        out = root / "build" / "site"
        report = build_site(Atlas.load(root), out, fresh=True, with_exports=False)
        plain = plain_seconds(root, root / "build")
        edit(root)
        begin = time.perf_counter()
        again = build_site(Atlas.load(root), out, with_exports=False)
        warm = time.perf_counter() - begin
        per_page[count] = report.seconds / report.page_count
        print(  # noqa: T201 - what benchmarks are for
            f"\n{count} works: {report.page_count} pages, cold {report.seconds:.1f} s = {report.seconds / plain:.2f} x mkdocs "
            f"and indexer (bar 1.3), {per_page[count] * 1000:.1f} ms a page, {peaks()}; after one edit "
            f"{warm / report.seconds:.2f} (bar 0.25), {again.rendered_count} pages built"
        )
        shutil.rmtree(root)
    print(f"a page at 3,000 works: {per_page[3000] / per_page[300]:.2f} x one at 300 (bar 1.2)")  # noqa: T201


@pytest.mark.skipif("CODEV_BENCH_LARGE" not in os.environ, reason="set CODEV_BENCH_LARGE to build 30,000 works")
def test_thirty_thousand_works(repository: Path, live_base: Path, tmp_path: Path) -> None:
    root = prepare_root(repository, live_base, tmp_path, 30_000)
    with memory_watched() as most:
        report = build_site(Atlas.load(root), root / "build" / "site", fresh=True)
    print(  # noqa: T201 - what benchmarks are for
        f"\n30,000 works: {report.page_count} pages, {report.seconds:.0f} s (bar 600), {peaks()}, "
        f"all processes together {most[0] / 2**20:.0f} MiB (bar 3072)"
    )
