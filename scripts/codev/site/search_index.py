"""Full-text search: what Pagefind indexes, and running it.

Pagefind (https://pagefind.app) gets a small HTML page for each page worth finding, without the site's frame, and with the
facets that it shall know.  It runs beside mkdocs and needs none of its output.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import cbor2
from markupsafe import escape

from codev.errors import BuildError
from codev.site.addresses import page_path
from codev.site.page import Page
from codev.site.shards import html_path
from codev.site.tree import TreeWriter

PART_PAGES = 8_000
"""Pages indexed at a time, in over half a gigabyte of memory; 3,000 works make one such part, 30,000 some nine."""

_MARK = b"pagefind_dcd"
"""What Pagefind looks for at the beginning of its files."""

_HEADING = re.compile(r"^(##+) (.+) \{ #([\w.-]+) \}$", re.MULTILINE)


def _document(page: Page) -> bytes:
    """Return a page as Pagefind reads it."""
    facets = "".join(
        f'<span data-pagefind-filter="{escape(name)}">{escape(value)}</span>'
        for name, values in (page.facets or {}).items()
        for value in values
    )
    body = _html_body(page)
    # Pagefind takes the first h1 for the title; facets stand outside the text.
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(page.title)}</title></head><body>'
        f"<div hidden>{facets}</div><main data-pagefind-body>"
        f'<span data-pagefind-meta="description" hidden data-pagefind-ignore>{escape(page.description)}</span>'
        f"{body}</main></body></html>"
    ).encode()


def _html_body(page: Page) -> str:
    """Return what of a page is searched, as HTML: what stands before its first heading, and the sections that it names."""
    parts: list[str] = []
    is_wanted, end = True, 0
    for found in _HEADING.finditer(page.body):
        if is_wanted:
            parts.append(page.body[end : found.start()])
        end = found.end()
        is_wanted = page.searched is None or found[3] in page.searched
        if is_wanted:
            level = len(found[1])
            parts.append(f'<h{level} id="{found[3]}">{found[2]}</h{level}>')
    if is_wanted:
        parts.append(page.body[end:])
    return "".join(parts)


class SearchIndexer:
    """Runs of Pagefind, one after the other: given the pages, started when all are there, and waited for at the end.

    Pagefind holds what it indexes in memory, some 80 kB a page; so a large site is indexed in parts, which the browser searches
    as one (https://pagefind.app/docs/multisite/).
    """

    def __init__(self, cache: Path) -> None:
        """Begin with the documents of the last build.

        Args:
            cache: The folder in which documents are kept from one build to the next.
        """
        self._documents_folder, self._index_folder = cache / "documents", cache / "index"
        self._parts = [TreeWriter(self._documents_folder / "0")]
        self._room = PART_PAGES
        self._started = 0
        self._process: subprocess.Popen[str] | None = None
        shutil.rmtree(self._index_folder, ignore_errors=True)

    def add(self, page: Page) -> None:
        """Write what Pagefind shall read of a page, where that changed; a page without facets is not searched."""
        if page.facets is None:
            return
        if self._room == 0:
            self._parts.append(TreeWriter(self._documents_folder / str(len(self._parts))))
            self._room = PART_PAGES
        self._room -= 1
        self._parts[-1].add(html_path(page_path(page.address)), _document(page))

    def start(self) -> None:
        """Start Pagefind on the first part of the pages that were added.

        Raises:
            BuildError: Pagefind does not start.
        """
        for part in self._parts:
            part.finish()
        for old in self._documents_folder.iterdir():
            if not old.name.isdecimal() or int(old.name) >= len(self._parts):
                shutil.rmtree(old, ignore_errors=True)
        self._start_part()

    def advance(self) -> None:
        """Start on the next part where the last one is done; to be called now and then while other work goes on.

        Raises:
            BuildError: Pagefind failed.
        """
        if self._process is not None and self._process.poll() is not None and self._started < len(self._parts):
            self._end_part(self._process)
            self._start_part()

    def finish(self, target: Path) -> None:
        """Wait for Pagefind and put the index in its place; further parts go beside it, and ``parts.json`` names them.

        Args:
            target: The index's folder in the site; must not exist.

        Raises:
            BuildError: Pagefind failed.
        """
        if self._process is None:
            raise BuildError("Pagefind was not started", "report this: it should not happen")
        self._end_part(self._process)
        while self._started < len(self._parts):
            self._end_part(self._start_part())
        names = [target.name, *(f"{target.name}-{number}" for number in range(1, len(self._parts)))]
        for number, name in enumerate(names):
            (self._index_folder / str(number)).replace(target.with_name(name))
        (target / "parts.json").write_text(json.dumps([f"{name}/" for name in names[1:]]), encoding="utf-8")

    def stop(self) -> None:
        """End Pagefind where it still runs, and remove an index that nobody took."""
        if self._process is not None:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
        shutil.rmtree(self._index_folder, ignore_errors=True)

    def _start_part(self) -> subprocess.Popen[str]:
        """Start Pagefind on the next part."""
        from pagefind_bin import get_executable  # type: ignore[import-untyped]

        name = str(self._started)
        self._started += 1
        places = ["--site", str(self._documents_folder / name), "--output-path", str(self._index_folder / name)]
        try:
            command = [str(get_executable()), *places, "--quiet"]
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603 - ours
        except OSError as error:
            raise BuildError(f"Pagefind does not start: {error}", "run 'make setup' again") from error
        return self._process

    def _end_part(self, process: subprocess.Popen[str]) -> None:
        """Wait for a run of Pagefind."""
        output, _ = process.communicate()
        if process.returncode != 0:
            raise BuildError(f"Pagefind failed: {output.strip()[-2000:]}", "report this: it should not happen")
        put_in_order(self._index_folder / str(self._started - 1))


def put_in_order(index: Path) -> None:
    """Sort the filters of an index, which Pagefind 1.5 writes in another order every time: equal input, equal bytes.

    The files are gzipped CBOR behind a mark: a filter is ``[name, [[value, pages], …]]``, the language's metadata
    ``[version, pages, words, [[filter, file], …], sorts, fields]``; a file's name ends in a digest of its content.

    Args:
        index: The index's folder.

    Raises:
        BuildError: The index is not of the form that this knows.
    """
    entry_path = index / "pagefind-entry.json"
    entry = json.loads(entry_path.read_bytes())
    for about in entry["languages"].values():
        path = index / f"pagefind.{about['hash']}.pf_meta"
        meta = _read_packed(path)
        if not isinstance(meta, list) or len(meta) != 6 or not isinstance(meta[3], list):
            raise BuildError("the search index has an unknown format", "install the pinned version of Pagefind")
        language = about["hash"].rpartition("_")[0]
        filters = []
        for name, file in meta[3]:
            old = index / "filter" / f"{file}.pf_filter"
            content = _packed([name, sorted(_read_packed(old)[1])])
            old.unlink()
            new = f"{language}_{hashlib.sha1(content, usedforsecurity=False).hexdigest()[:7]}"
            (index / "filter" / f"{new}.pf_filter").write_bytes(content)
            filters.append([name, new])
        meta[3] = sorted(filters)
        content = _packed(meta)
        path.unlink()
        about["hash"] = f"{language}_{hashlib.sha1(content, usedforsecurity=False).hexdigest()[:10]}"
        (index / f"pagefind.{about['hash']}.pf_meta").write_bytes(content)
    entry_path.write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _read_packed(path: Path) -> Any:
    """Return what a file of the index holds."""
    content = gzip.decompress(path.read_bytes())
    if not content.startswith(_MARK):
        raise BuildError("the search index has an unknown format", "install the pinned version of Pagefind")
    return cbor2.loads(content[len(_MARK) :])


def _packed(data: Any) -> bytes:
    """Return data as a file of the index, without today's date."""
    return gzip.compress(_MARK + cbor2.dumps(data), mtime=0)
