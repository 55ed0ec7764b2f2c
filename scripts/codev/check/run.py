"""Every rule on every file: what `codev check` calls.

Findings are values: nothing here prints, and a knowledge base full of mistakes ends in a report, never in an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from codev.check.base import Base, Entry
from codev.check.catalogue import MODULES  # noqa: F401 - importing it registers every rule
from codev.check.rule import WHOLE_RULES
from codev.check.schemas import schemas_digest, stale_schemas
from codev.check.works import check_work
from codev.memory import collector_paused
from codev.model.taxonomy import FORMAT, NEEDED_FILES
from codev.store.cache import discard_cache, read_note, write_note
from codev.store.examine import Examined
from codev.store.findings import Finding, Severity, in_order, wrong_format
from codev.store.layout import FORMAT_PATH
from codev.store.load import taxonomy_of
from codev.store.read import Progress, read_files
from codev.store.summary import read_summaries

_FRESH_SCHEMAS = "digest of fresh schemas"


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found.

    Attributes:
        findings: Sorted by file and place.
        file_count: How many files were looked at.
    """

    findings: tuple[Finding, ...]
    file_count: int

    @property
    def fails(self) -> bool:
        """Whether the check fails: a notice alone does not make it."""
        return any(finding.severity is not Severity.NOTICE for finding in self.findings)

    def within(self, paths: Iterable[str]) -> Report:
        """Return the findings about some files only.

        Args:
            paths: Files or folders, relative to the root with forward slashes; "." is the root itself.
        """
        wanted = [PurePosixPath(path) for path in paths]
        kept = [
            finding
            for finding in self.findings
            if finding.code == "old-format"
            or any(path == PurePosixPath() or PurePosixPath(finding.path).is_relative_to(path) for path in wanted)
        ]
        return Report(tuple(kept), self.file_count)


def check(root: Path, *, use_cache: bool = True, process_count: int | None = None, progress: Progress | None = None) -> Report:
    """Run every rule on every file.

    Args:
        root: The knowledge base's folder, with ``taxonomy/`` and ``papers/``.
        use_cache: Whether results of unchanged files may come from, and go to, ``build/cache/``.
        process_count: How many processes may parse; by default as many as there are processors.
        progress: Told how far the reading is.

    Returns:
        All findings at once.
    """
    # What the rules need is gone by the time that the collection of garbage goes on: it would look at all of it.
    with collector_paused():
        return _checked(root, use_cache=use_cache, process_count=process_count, progress=progress)


def _checked(root: Path, *, use_cache: bool, process_count: int | None, progress: Progress | None) -> Report:
    """Run every rule on every file; see `check`."""

    def read() -> tuple[list[Examined], Base]:
        results = read_files(
            root, part="summary", check_work=check_work, use_cache=use_cache, process_count=process_count, progress=progress
        )
        return results, base_of(root, results)

    try:
        results, base = read()
    except (TypeError, ValueError):
        # Somebody wrote into the cache: what is read from the files themselves is as it should be.
        discard_cache(root)
        results, base = read()
    findings = [finding for result in results for finding in result.findings]
    if results and base.taxonomy.format != FORMAT and not any(each.path == FORMAT_PATH for each in findings):
        # One finding in place of what every old file would give.
        found = Finding(FORMAT_PATH, 1, 1, "old-format", Severity.ERROR, *wrong_format(base.taxonomy.format))
        return Report((found,), len(results))
    findings += _findings_on_whole(base)
    findings += _schema_findings(base, use_cache=use_cache)
    return Report(tuple(in_order(findings)), len(results))


def base_of(root: Path, results: Sequence[Examined]) -> Base:
    """Return the whole knowledge base as the rules see it.

    Args:
        root: Its folder.
        results: What each file gave, with summaries.
    """
    read = [result for result in results if result.summary]
    works = [result for result in read if result.file.kind == "work"]
    summaries = read_summaries(result.summary for result in works)
    entries = tuple(Entry(result.file.path, summary) for result, summary in zip(works, summaries, strict=True))
    others = {result.file: result.summary for result in read}
    guessed = {name for result in results for name in result.names}
    # The entry's file is there even where its key cannot be read.
    guessed.update(result.file.stem for result in results if not result.summary and result.file.kind == "work")
    stems = frozenset(file.stem for file in others if file.kind == "taxonomy")
    return Base(root, entries, taxonomy_of(others), stems, frozenset(guessed))


def _findings_on_whole(base: Base) -> list[Finding]:
    findings = []
    for rule, function in WHOLE_RULES:
        for problem in function(base):
            position = base.documents.position(problem.path, problem.location, of_key=problem.of_key)
            place = (problem.path, position.line, position.column)
            findings.append(Finding(*place, rule.code, rule.severity, problem.message, problem.fix))
    return findings


def _schema_findings(base: Base, *, use_cache: bool) -> list[Finding]:
    """Return what is wrong with the schema files; that they were fresh is remembered, since making them anew takes a while.

    Where a part of the vocabulary cannot be read, nobody knows what they should say.
    """
    if not base.stems >= NEEDED_FILES:
        return []
    digest = schemas_digest(base.root, base.taxonomy)
    if use_cache and read_note(base.root, _FRESH_SCHEMAS) == digest:
        return []
    findings = stale_schemas(base.root, base.taxonomy)
    if use_cache and not findings:
        write_note(base.root, _FRESH_SCHEMAS, digest)
    return findings
