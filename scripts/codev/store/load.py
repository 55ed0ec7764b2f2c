"""The files of a knowledge base to records.

A file that cannot be read becomes findings and is left out; the others are still read.  Positions are worked out again only
for files that a finding is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from codev.memory import collector_paused
from codev.model.double import DoubleEntry
from codev.model.fields import share_field_names
from codev.model.references import Location
from codev.model.taxonomy import TAXONOMY_FILES, Taxonomy, assemble_taxonomy
from codev.model.work import Work
from codev.store.cache import discard_cache
from codev.store.documents import Documents
from codev.store.examine import Examined, WorkCheck
from codev.store.findings import Finding
from codev.store.layout import SourceFile
from codev.store.read import Progress, read_files
from codev.store.yaml_in import Position

_WORKS = TypeAdapter(list[Work])

_WORKS_AT_A_TIME = 100
"""Entries that pydantic reads at once: what it makes of their text takes several times the memory of the text."""

__all__ = ["Progress", "Records", "load_records"]


@dataclass(frozen=True)
class Records:
    """A knowledge base as it stands in its files.

    Attributes:
        root: Its folder.
        taxonomy: The vocabulary.
        works: Every work that could be read, in the order of the files; keys may repeat.
        files: The file of each work, in the same order.
        digests: A digest of each file's path and bytes, in the same order.
        findings: What is wrong with files by themselves.
        unread: Those of them for which a file is left out.
        file_count: The number of all files.
        sources: A digest of every file, by its path.
    """

    root: Path
    taxonomy: Taxonomy
    works: tuple[Work, ...]
    files: tuple[SourceFile, ...]
    digests: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[Finding, ...] = ()
    file_count: int = 0
    sources: Mapping[str, str] = field(default_factory=dict)

    def position(self, path: str, location: Location, *, of_key: bool = False) -> Position:
        """Return where a value stands in a file; its beginning where that cannot be told.

        Args:
            path: The file, relative to the root.
            location: The path into its data.
            of_key: Whether the key is meant rather than the value.
        """
        return self._documents.position(path, location, of_key=of_key)

    @cached_property
    def _documents(self) -> Documents:
        """The files, read again."""
        return Documents(self.root)


@collector_paused()
def load_records(
    root: Path,
    *,
    check_work: WorkCheck | None = None,
    use_cache: bool = True,
    process_count: int | None = None,
    progress: Progress | None = None,
    earlier: Records | None = None,
) -> Records:
    """Return everything in a knowledge base's files.

    Args:
        root: Its folder, with ``taxonomy/`` and ``papers/``.
        check_work: The rules on one work.  Without them findings are those of the reading alone, and nothing is kept.
        use_cache: Whether results of unchanged files may come from, and go to, ``build/cache/``.
        process_count: How many processes may parse; by default as many as there are processors.
        progress: Told how far the work is.
        earlier: What was loaded before: works whose files did not change since are taken from it, not made again.
    """
    known = dict(zip(earlier.digests, earlier.works, strict=True)) if earlier else {}

    def read() -> Records:
        found = read_files(
            root, part="data", check_work=check_work, use_cache=use_cache, process_count=process_count, progress=progress
        )
        return _assemble(root, found, known)

    try:
        return read()
    except ValidationError:
        # Somebody wrote into the cache: what is read from the files themselves was validated.
        discard_cache(root)
        return read()


def taxonomy_of(data: Mapping[SourceFile, str]) -> Taxonomy:
    """Return the vocabulary, and what else is no entry, that the data of its files make up.

    Args:
        data: JSON text by file; entries are passed over.
    """
    files = {
        file.stem: TAXONOMY_FILES[file.stem].model_validate_json(text) for file, text in data.items() if file.kind == "taxonomy"
    }
    double = [
        DoubleEntry(path=file.path, entry=Work.model_validate_json(text))
        for file, text in data.items()
        if file.kind == "double"
    ]
    return assemble_taxonomy(files, tuple(double))


def _assemble(root: Path, results: Sequence[Examined], known: Mapping[str, Work]) -> Records:
    """Return the records that the files' data make up; those of known digests are there."""
    read = [result for result in results if result.data]
    works = [result for result in read if result.file.kind == "work"]
    new = [result for result in works if result.digest not in known]
    by_digest = {**known, **{result.digest: work for result, work in zip(new, _works_of(new), strict=True)}}
    return Records(
        root=root,
        taxonomy=taxonomy_of({result.file: result.data for result in read}),
        works=tuple(by_digest[result.digest] for result in works),
        files=tuple(result.file for result in works),
        digests=tuple(result.digest for result in works),
        findings=tuple(finding for result in results for finding in result.findings),
        unread=tuple(finding for result in results if not result.data for finding in result.findings),
        file_count=len(results),
        sources={result.file.path: result.digest for result in results},
    )


def _works_of(results: Sequence[Examined]) -> Iterator[Work]:
    """Yield the works that the data of files make up."""
    named: dict[frozenset[str], set[str]] = {}
    for start in range(0, len(results), _WORKS_AT_A_TIME):
        text = ",".join(result.data for result in results[start : start + _WORKS_AT_A_TIME])
        for work in _WORKS.validate_json(f"[{text}]"):
            share_field_names(work, named)
            yield work
