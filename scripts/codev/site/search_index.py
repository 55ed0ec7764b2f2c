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
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import cbor2
from markupsafe import escape

from codev.errors import BuildError
from codev.site.addresses import page_path
from codev.site.page import Page
from codev.site.shards import html_path

_MARK = b"pagefind_dcd"
"""What Pagefind looks for at the beginning of its files."""

_HEADING = re.compile(r"^(##+) (.+?)(?: \{ #([\w.-]+) \})?$", re.MULTILINE)


def search_documents(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return what Pagefind shall read of pages, by path.

    Args:
        pages: Pages; those without facets are not searched.
    """
    return {html_path(page_path(page.address)): _document(page) for page in pages if page.facets is not None}


def _document(page: Page) -> bytes:
    """Return a page as Pagefind reads it."""
    facets = "".join(
        f'<span data-pagefind-filter="{escape(name)}">{escape(value)}</span>'
        for name, values in (page.facets or {}).items()
        for value in values
    )
    body = _HEADING.sub(_html_heading, page.body)
    # Pagefind takes the first h1 for the title; facets stand outside the text.
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(page.title)}</title></head><body>'
        f"<div hidden>{facets}</div><main data-pagefind-body>"
        f'<span data-pagefind-meta="description" hidden data-pagefind-ignore>{escape(page.description)}</span>'
        f"{body}</main></body></html>"
    ).encode()


def _html_heading(found: re.Match[str]) -> str:
    """Return a Markdown heading as HTML."""
    level = len(found[1])
    anchor = f' id="{found[3]}"' if found[3] else ""
    return f"<h{level}{anchor}>{found[2]}</h{level}>"


class SearchIndexer:
    """A run of Pagefind, started at once and waited for at the end."""

    def __init__(self, documents: Mapping[str, bytes], folder: Path) -> None:
        """Write the documents and start Pagefind.

        Args:
            documents: What `search_documents` gives.
            folder: An empty folder for documents and index; removed at the end.

        Raises:
            BuildError: Pagefind is not installed.
        """
        from pagefind_bin import get_executable  # type: ignore[import-untyped]

        self._folder = folder
        made: set[Path] = set()
        for path, content in documents.items():
            target = folder / "documents" / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            target.write_bytes(content)
        command = [
            str(get_executable()),
            "--site",
            str(folder / "documents"),
            "--output-path",
            str(folder / "index"),
            "--quiet",
        ]
        try:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603 - ours
        except OSError as error:
            raise BuildError(f"Pagefind does not start: {error.strerror}", "run 'make setup' again") from error

    def finish(self, target: Path) -> None:
        """Wait for Pagefind and put the index in its place.

        Args:
            target: The index's folder in the site; must not exist.

        Raises:
            BuildError: Pagefind failed.
        """
        output, _ = self._process.communicate()
        if self._process.returncode != 0:
            raise BuildError(f"Pagefind failed: {output.strip()[-2000:]}", "report this: it should not happen")
        put_in_order(self._folder / "index")
        (self._folder / "index").replace(target)

    def stop(self) -> None:
        """End Pagefind where it still runs, and remove the folder."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)


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
            raise BuildError("the search index is of a form that is not known", "install the pinned version of Pagefind")
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
        raise BuildError("the search index is of a form that is not known", "install the pinned version of Pagefind")
    return cbor2.loads(content[len(_MARK) :])


def _packed(data: Any) -> bytes:
    """Return data as a file of the index, without today's date."""
    return gzip.compress(_MARK + cbor2.dumps(data), mtime=0)
