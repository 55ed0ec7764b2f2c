"""Full-text search: what Pagefind indexes, and running it.

Pagefind (https://pagefind.app) gets a small HTML page for each page worth finding, without the site's frame, and with the
facets that it shall know.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cbor2
from markupsafe import escape

from codev.errors import BuildError
from codev.ids import ascii_fold
from codev.show.addresses import html_path
from codev.site.engine.frames import plain_text
from codev.site.engine.site_folder import SiteFolder
from codev.site.engine.tree import FileStamp, paths_below, snapshot, write_changed
from codev.site.pages.page import Page

PART_PAGES = 8_000
"""Pages indexed at a time, in over half a gigabyte of memory; 3,000 works make one such part, 30,000 some nine."""

PREVIEW_PART_PAGES = 300
"""The same in a small preview, where it matters more that an edit is soon indexed than that a search asks for few files."""

PREVIEW_PARTS_MAX = 24
"""Parts of the index of a preview: a search opens all of them."""

FOLDER = "pagefind"
"""The folder of the index in the site; further parts stand beside it."""

NAME_SEPARATOR = " · "
"""Stands between the names by which a page is also found."""

_FOREIGN = re.compile(r"(?<!\w)[A-Za-z0-9_]*+[^\W\x00-\x7f]\w*+")
"""A word with a letter beyond ASCII."""

_BEYOND_ASCII = re.compile(r"[\x80-\U0010ffff]+")
"""Characters beyond ASCII, which are soon looked for."""

_TOUCHING = re.compile(r"(</(?:a|span|dd|td|th|li|p|summary|h[1-6])>)(?=<[a-z])")
"""Where one part of a page ends and the next begins, without a space between."""

_IGNORED_LIST = re.compile(r"<ul data-pagefind-ignore\b[^>]*+>(?:[^<]++|<(?!/ul>))*+</ul>")
_IGNORED_DETAILS = re.compile(r"<details data-pagefind-ignore\b[^>]*+>(?:[^<]++|<(?!/details>))*+</details>")
_IGNORED_TABLE = re.compile(r"<div data-pagefind-ignore\b(?P<rest>[^>]*+>)\s*+<table\b(?:[^<]++|<(?!/table>))*+</table>")
"""Lists, folded parts and tables that Pagefind would read and ignore: a document is not another one because of them."""

_TOOLTIP = re.compile(r' title="[^"]*+"')
"""What shows while a pointer rests on something; Pagefind does not read it."""

_TITLE = re.compile(r"<h1\b[^<>]*+>([^<]*+(?:<(?!/?h1\b)[^<]*+)*+)</h1>")

_HYPHENS = re.compile(r"[-_/–—]+")

EXACT_PREFIX = "xn"
"""Stands before a name that is one word, so that it is no other word: `EXACT_PREFIX` in site/frontend/src/search/asked.ts."""

EXACT_LENGTH_MAX = 60
"""Nobody types a longer name whole; its words find it."""

_MARK = b"pagefind_dcd"
"""What Pagefind looks for at the beginning of its files."""


def part_pages_of(page_count: int, *, is_preview: bool) -> int:
    """Return how many pages of a site go into one part of its index.

    Args:
        page_count: About how many pages there are.
        is_preview: Whether the index is soon made anew.
    """
    return min(PART_PAGES, max(PREVIEW_PART_PAGES, page_count // PREVIEW_PARTS_MAX)) if is_preview else PART_PAGES


class SearchIndex:
    """The index of a site, and the documents that it is made from; both are kept from one build to the next.

    Pagefind holds what it indexes in memory, some 80 kB a page; so a large site is indexed in parts, which the browser searches
    as one (https://pagefind.app/docs/multisite/).  A part whose documents did not change is not indexed again.

    Attributes:
        documents: The folder of the documents.
    """

    def __init__(self, cache: Path, page_count: int, part_pages: int = PART_PAGES) -> None:
        """Prepare the folders.

        Args:
            cache: The folder in which documents and indexes are kept.
            page_count: About how many pages there are.
            part_pages: How many of them go into one part.
        """
        self.documents, self._indexes = cache / "documents", cache / "index"
        self._part_count = max(1, -(-page_count // part_pages))
        # What is indexed at a time may take as much memory as one large part.
        self._process_count = min(len(os.sched_getaffinity(0)), max(1, PART_PAGES // part_pages))

    def add(self, page: Page) -> FileStamp | None:
        """Write what Pagefind shall read of a page, where that changed.

        Args:
            page: The page.

        Returns:
            The document, by its path below `documents`; None for a page without facets, which is not searched.
        """
        if page.facets is None:
            return None
        part = zlib.crc32((page.near or page.address).encode()) % self._part_count
        path = f"{part}/{html_path(page.address)}"
        write_changed(self.documents / path, _document(page))
        return FileStamp.of(self.documents, path)

    def finish(self, documents: Iterable[FileStamp], site: SiteFolder) -> None:
        """Index what changed and put the index in its place; further parts go beside it, and ``parts.json`` names them.

        Args:
            documents: What `add` returned for all pages of the site, those of earlier builds included.
            site: The new site; the index goes into its folder ``pagefind/``.

        Raises:
            BuildError: Pagefind failed.
        """
        parts: dict[str, list[FileStamp]] = {}
        for document in sorted(documents):
            parts.setdefault(document.path.partition("/")[0], []).append(document)
        for folder in self.documents.glob("*/"):
            if folder.name not in parts:
                shutil.rmtree(folder)
        names = [FOLDER, *(f"{FOLDER}-{number}" for number in range(1, len(parts)))]
        with ThreadPoolExecutor(self._process_count) as pool:
            for _ in pool.map(self._index, parts, parts.values()):
                pass
        for part, name in zip(parts, names, strict=False):
            index = self._indexes / part
            site.place(index, paths_below(index), f"{name}/")
        site.write(f"{FOLDER}/parts.json", json.dumps([f"{name}/" for name in names[1:]]).encode())

    def _index(self, part: str, documents: Sequence[FileStamp]) -> None:
        """Index a part, unless its documents are those that its index was made from."""
        index, note = self._indexes / part, self._indexes / f"{part}.note"
        made_from = hashlib.blake2b(repr((importlib.metadata.version("pagefind"), documents)).encode()).hexdigest()
        if not note.is_file() or note.read_text(encoding="ascii") != f"{made_from} {snapshot(index)}":
            shutil.rmtree(index, ignore_errors=True)
            wanted = {document.path for document in documents}
            for path in paths_below(self.documents / part):
                if f"{part}/{path}" not in wanted:
                    (self.documents / part / path).unlink()
            _run_pagefind(self.documents / part, index)
            note.write_text(f"{made_from} {snapshot(index)}", encoding="ascii")


def _run_pagefind(documents: Path, index: Path) -> None:
    """Index a folder of documents."""
    from pagefind_bin import get_executable  # type: ignore[import-untyped]

    command = [str(get_executable()), "--site", str(documents), "--output-path", str(index), "--quiet"]
    try:
        finished = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    except OSError as error:
        raise BuildError(f"Pagefind does not start: {error}", "run 'make setup' again") from error
    if finished.returncode != 0:
        output = finished.stdout + finished.stderr
        raise BuildError(f"Pagefind failed: {output.strip()[-2000:]}", "report this: it should not happen")
    for path in [*index.glob("pagefind*ui*"), index / "pagefind-highlight.js"]:  # the site has its own view
        path.unlink()
    put_in_order(index)


def _document(page: Page) -> bytes:
    """Return a page as Pagefind reads it: what stands before its first heading, and the parts that it names."""
    facets = "".join(
        f'<span data-pagefind-filter="{escape(name)}">{escape(value)}</span>'
        for name, values in (page.facets or {}).items()
        for value in values
    )
    parts = [part.html for part in page.parts() if page.searched is None or not part.anchor or part.anchor in page.searched]
    text = _searched("".join(parts))
    title = plain_text(found[1]) if (found := _TITLE.search(text)) else page.title
    names = list(dict.fromkeys([title, *page.names]))
    about = {
        "description": page.description,
        # Most pages have no such letter, and need not be read for words.
        "names": NAME_SEPARATOR.join(
            [*page.names, *_spelled_otherwise(names, plain_text(text) if _has_foreign_letter(text) else "")]
        ),
        "exact": " ".join(dict.fromkeys(filter(None, map(exact_word, names)))),
        "weight": str(page.weight or ""),
    }
    # What a page is about is found and not shown in excerpts.
    hidden = "".join(
        f'<span data-pagefind-meta="{name}" hidden data-pagefind-ignore>{escape(value)}</span>'
        for name, value in about.items()
        if value
    )
    # Pagefind takes the first h1 for the title; facets stand outside the text.
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(page.title)}</title></head><body>'
        f"<div hidden>{facets}</div><main data-pagefind-body>{hidden}{text}</main></body></html>"
    ).encode()


def _has_foreign_letter(text: str) -> bool:
    """Return whether there is a letter or digit beyond ASCII."""
    return not text.isascii() and any(map(str.isalnum, "".join(_BEYOND_ASCII.findall(text))))


def exact_word(name: str) -> str:
    """Return a name as the one word under which what is called just so is found; empty for a long name or one of no letters.

    Args:
        name: A title, another name or an identifier.
    """
    letters = ascii_fold(name).replace(" ", "")
    return f"{EXACT_PREFIX}{letters}" if 0 < len(letters) <= EXACT_LENGTH_MAX else ""


def _spelled_otherwise(names: Iterable[str], text: str) -> list[str]:
    """Return how people also type what stands on a page: names without hyphens, and words in plain letters."""
    split = [_HYPHENS.sub(" ", name) for name in names if _HYPHENS.search(name)]
    return [*dict.fromkeys(split), *sorted({ascii_fold(word) for word in _FOREIGN.findall(text)} - {""})]


def _searched(html: str) -> str:
    """Return HTML as search shall read it: without what it ignores, and no two parts that stand side by side make one word."""
    html = _IGNORED_DETAILS.sub("", _IGNORED_LIST.sub("", html))
    html = _IGNORED_TABLE.sub(r"<div data-pagefind-ignore\g<rest>", html)
    spaced = _TOUCHING.sub(r"\1 ", _TOOLTIP.sub("", html)).replace("</dt>", ":</dt> ")
    return spaced.replace('<p class="codev-kicker">', '<p data-pagefind-ignore class="codev-kicker">')


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
