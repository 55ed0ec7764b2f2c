"""The second step of the build: Markdown pages to HTML with mkdocs-material, in several processes and only where needed.

mkdocs builds every page of its folder in one process.  So each process gets a folder of its own with a share of the pages; what
the navigation and hand-written pages refer to stands in as a page with nothing but its title, and what comes of those is thrown
away.  A page is the same whichever pages are built beside it, which a test holds.
"""

from __future__ import annotations

import gc
import logging
import os
import posixpath
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from codev.errors import BuildError
from codev.site import held_html
from codev.site.forks import memory_shared

SHARD_PAGES_MAX = 1500
"""Pages that a process builds at a time: mkdocs keeps all of them in memory."""

SHARD_PAGES_MIN = 150
"""With fewer pages, starting another process costs more than it saves."""

_MARKDOWN_LINK = re.compile(r"\]\(([^)#\s]+\.md)(?:#[^)\s]*)?\)")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Shard:
    """Pages that one process builds.

    Attributes:
        number: Counted from 0.
        pages: Their paths below ``pages/``.
        stubs: Pages that only stand in, with their titles.
    """

    number: int
    pages: tuple[str, ...]
    stubs: tuple[str, ...]


def html_path(page: str) -> str:
    """Return where mkdocs puts a page: ``works/x.md`` becomes ``works/x/index.html``.

    Args:
        page: Its path below ``pages/``.
    """
    stem = page.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return f"{stem}.html"
    return f"{stem}/index.html"


def build_pages(
    tree: Path,
    pages: Sequence[str],
    every_page: Collection[str],
    out: Path,
    *,
    hand_written: Collection[str] = (),
    process_count: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Build pages to HTML.

    Args:
        tree: The folder with ``mkdocs.yml``, ``pages/`` and ``theme/``.
        pages: The pages to build, as paths below ``pages/``.
        every_page: All pages that there are.
        out: An empty folder that gets the HTML and what the theme brings.
        hand_written: Pages that may link to others in Markdown.
        process_count: How many processes may build; by default as many as there are processors.
        progress: Told how many of how many pages are built.

    Raises:
        BuildError: mkdocs fails or warns; the message is its own.
    """
    count = process_count if process_count is not None else len(os.sched_getaffinity(0))
    referred = _nav_pages(tree) | {target for page in hand_written for target in _referred_pages(tree, page)}
    shards = _divide(pages, referred & set(every_page), count)
    work = out.parent / f"{out.name}.shards"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        done = 0
        for shard, problems in _run(tree, work, shards, count):
            if problems:
                raise BuildError("mkdocs: " + "\n".join(problems), "correct the page or template that it names")
            _take(work / str(shard.number) / "html", out, shard)
            done += len(shard.pages)
            if progress is not None:
                progress(done, len(pages))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _divide(pages: Sequence[str], referred: set[str], process_count: int) -> list[Shard]:
    """Return the shares of pages; the pages of each are spread over the whole site, so that all take about as long."""
    number = max(1, -(-len(pages) // SHARD_PAGES_MAX), min(process_count, len(pages) // SHARD_PAGES_MIN))
    shares = [tuple(pages[index::number]) for index in range(number)]
    return [Shard(index, share, tuple(sorted(referred - set(share)))) for index, share in enumerate(shares)]


def _nav_pages(tree: Path) -> set[str]:
    """Return the pages that the navigation refers to."""
    config = yaml.safe_load((tree / "mkdocs.yml").read_text(encoding="utf-8"))
    found: set[str] = set()

    def walk(item: Any) -> None:
        if isinstance(item, str):
            found.add(item)
        for each in item.values() if isinstance(item, dict) else item if isinstance(item, list) else ():
            walk(each)

    walk(config.get("nav", []))
    return found


def _referred_pages(tree: Path, page: str) -> Iterable[str]:
    """Yield the pages that a page links to in Markdown: only hand-written ones do."""
    text = (tree / "pages" / page).read_text(encoding="utf-8")
    folder = PurePosixPath(page).parent
    for target in _MARKDOWN_LINK.findall(text):
        yield posixpath.normpath(str(folder / target))


def _run(tree: Path, work: Path, shards: Sequence[Shard], process_count: int) -> Iterable[tuple[Shard, list[str]]]:
    """Yield each shard when it is built, with what mkdocs had to say."""
    import_mkdocs()
    try:
        context = get_context("fork")
    except ValueError:
        context = None
    if len(shards) == 1 or context is None or process_count == 1:
        for shard in shards:
            yield shard, _build_shard(tree, work, shard)
        return
    with memory_shared(), ProcessPoolExecutor(min(process_count, len(shards)), mp_context=context) as pool:
        waiting = {pool.submit(_build_shard_apart, tree, work, shard): shard for shard in shards}
        for future in as_completed(waiting):
            yield waiting[future], future.result()


def _build_shard_apart(tree: Path, work: Path, shard: Shard) -> list[str]:
    """Build one shard in a process for several, and let go of what mkdocs held in memory for it."""
    problems = _build_shard(tree, work, shard)
    gc.collect()
    return problems


def import_mkdocs() -> None:
    """Import mkdocs before processes are forked, so that none of them has to; its makers' notice is not ours to print."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    import mkdocs.commands.build
    import mkdocs.config  # noqa: F401


def _build_shard(tree: Path, work: Path, shard: Shard) -> list[str]:
    """Build one shard into its folder.

    Returns:
        mkdocs' warnings and errors; none when all is well.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    folder = work / str(shard.number)
    docs = folder / "pages"
    for path in shard.pages:
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(tree / "pages" / path, target)
    for path in shard.stubs:
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("---\ntitle: stub\n---\n", encoding="utf-8")
    problems: list[str] = []
    handler = _Collector(problems)
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        config = load_config(
            str(tree / "mkdocs.yml"),
            docs_dir=str(docs),
            site_dir=str(folder / "html"),
            strict=False,
            hooks=[held_html.__file__],
        )
        build(config)
    except (MkDocsException, OSError, SystemExit) as error:
        problems.append(str(error))
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    return problems


class _Collector(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


def _take(html: Path, out: Path, shard: Shard) -> None:
    """Move what a shard gave into the output; what the theme brings is the same for all, so that of the first is kept."""
    for page in shard.pages:
        path = html_path(page)
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (html / path).replace(target)
    if shard.number == 0:
        for name in ("assets", "404.html"):
            if (html / name).exists():
                (html / name).replace(out / name)
