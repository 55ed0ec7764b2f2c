"""The files of a knowledge base to records: in parallel where it pays, from a cache where nothing changed.

A file that cannot be read becomes findings and is left out; the others are still read.  Positions are worked out again only
for files that a finding is about.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from pydantic import TypeAdapter

from codev.model.taxonomy import TAXONOMY_FILES, Taxonomy, assemble_taxonomy
from codev.model.work import Work
from codev.store.cache import read_cache, write_cache
from codev.store.examine import Examined, digest_of, examine_bytes, problem_finding
from codev.store.findings import Finding, Location
from codev.store.layout import SourceFile, list_files
from codev.store.yaml_in import START, Document, Position, YamlProblem, decode, read_document

PARALLEL_FILES_MIN = 150
"""With fewer files to parse, starting processes costs more than they save (tests/benchmarks)."""

PARALLEL_CHUNK_FILES = 40
"""Files handed to a process at a time."""

_WORKS = TypeAdapter(list[Work])

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of all."""


@dataclass(frozen=True)
class Records:
    """A knowledge base as it stands in its files.

    Attributes:
        root: Its folder.
        taxonomy: The vocabulary.
        works: Every work that could be read, in the order of the files; keys may repeat.
        files: The file of each work, in the same order.
        findings: What is wrong with files by themselves.
        file_count: The number of all files.
    """

    root: Path
    taxonomy: Taxonomy
    works: tuple[Work, ...]
    files: tuple[SourceFile, ...]
    findings: tuple[Finding, ...] = ()
    file_count: int = 0
    _documents: dict[str, Document | None] = field(default_factory=dict, repr=False, compare=False)

    def position(self, path: str, location: Location, *, of_key: bool = False) -> Position:
        """Return where a value stands in a file; its beginning where that cannot be told.

        Args:
            path: The file, relative to the root.
            location: The path into its data.
            of_key: Whether the key is meant rather than the value.
        """
        if path not in self._documents:
            try:
                self._documents[path] = read_document(decode((self.root / path).read_bytes()))
            except (OSError, YamlProblem):
                self._documents[path] = None
        document = self._documents[path]
        if document is None:
            return START
        return document.key_position(location) if of_key else document.position(location)


def load_records(
    root: Path, *, use_cache: bool = True, process_count: int | None = None, progress: Progress | None = None
) -> Records:
    """Return everything in a knowledge base's files.

    Args:
        root: Its folder, with ``taxonomy/`` and ``papers/``.
        use_cache: Whether results of unchanged files may come from, and go to, ``build/cache/``.
        process_count: How many processes may parse; by default as many as there are processors.
        progress: Told how far the work is.
    """
    files = list_files(root)
    known = read_cache(root) if use_cache else {}
    examined: list[Examined | None] = []
    pending: list[tuple[int, bytes]] = []
    for file in files:
        raw = _read_file(root, file)
        if isinstance(raw, Examined):
            examined.append(raw)
            continue
        cached = known.get(digest_of(file, raw))
        examined.append(cached)
        if cached is None:
            pending.append((len(examined) - 1, raw))
    done = len(files) - len(pending)
    for (index, _), result in zip(
        pending, _examine_all([(files[index], raw) for index, raw in pending], process_count), strict=True
    ):
        examined[index] = result
        done += 1
        if progress is not None:
            progress(done, len(files))
    results = [result for result in examined if result is not None]
    if use_cache and pending:
        write_cache(root, results)
    return _assemble(root, results)


def _read_file(root: Path, file: SourceFile) -> bytes | Examined:
    """Return a file's bytes, or the finding that it may not be read."""
    path = root / file.path
    try:
        about = os.lstat(path)
        if not stat.S_ISREG(about.st_mode):
            problem = YamlProblem("not-a-file", "not a regular file", "replace the link by the file itself", START)
        elif about.st_size > file.bytes_max:
            size = f"{about.st_size / 1024:,.0f} KiB"
            problem = YamlProblem("too-large", f"{size} are more than {file.bytes_max // 1024} KiB", "split it", START)
        else:
            return path.read_bytes()
    except OSError as error:
        problem = YamlProblem("unreadable", f"cannot be read: {error.strerror}", "mend the file's permissions", START)
    return Examined(file, "", "", (problem_finding(file, problem),))


def _examine_pair(pair: tuple[SourceFile, bytes]) -> Examined:
    """Examine one file; a function of its own so that another process can be told to."""
    return examine_bytes(*pair)


def _examine_all(pairs: Sequence[tuple[SourceFile, bytes]], process_count: int | None) -> Iterable[Examined]:
    """Yield what each file gives, in order."""
    count = process_count if process_count is not None else (os.cpu_count() or 1)
    if count < 2 or len(pairs) < PARALLEL_FILES_MIN:
        yield from map(_examine_pair, pairs)
        return
    # Forking shares what is imported already; where a platform cannot fork, starting afresh costs more than it saves.
    try:
        context = get_context("fork")
    except ValueError:
        yield from map(_examine_pair, pairs)
        return
    with ProcessPoolExecutor(count, mp_context=context) as pool:
        yield from pool.map(_examine_pair, pairs, chunksize=PARALLEL_CHUNK_FILES)


def _assemble(root: Path, results: Sequence[Examined]) -> Records:
    """Return the records that the files' data make up."""
    read = [result for result in results if result.data]
    works = [result for result in read if result.file.kind == "work"]
    parsed = _WORKS.validate_json("[" + ",".join(result.data for result in works) + "]")
    parts = {
        result.file.stem: TAXONOMY_FILES[result.file.stem].model_validate_json(result.data)
        for result in read
        if result.file.kind == "taxonomy"
    }
    return Records(
        root=root,
        taxonomy=assemble_taxonomy(parts),
        works=tuple(parsed),
        files=tuple(result.file for result in works),
        findings=tuple(finding for result in results for finding in result.findings),
        file_count=len(results),
    )
