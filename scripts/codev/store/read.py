"""The files of a knowledge base to what each gives: in parallel where it pays, from the cache where nothing changed."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from codev.memory import collector_paused
from codev.processes import end_with_parent
from codev.store.cache import Part, read_cache, write_cache
from codev.store.examine import Examined, WorkCheck, digest_of, examine_bytes, problem_finding
from codev.store.layout import SourceFile, list_files
from codev.store.yaml_in import START, YamlProblem

PARALLEL_FILES_MIN = 150
"""With fewer files to parse, starting processes costs more than they save (tests/benchmarks)."""

PARALLEL_CHUNK_FILES = 30
"""Files handed to a process at a time."""

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of all."""


def read_files(
    root: Path,
    *,
    part: Part,
    check_work: WorkCheck | None = None,
    use_cache: bool = True,
    process_count: int | None = None,
    progress: Progress | None = None,
) -> list[Examined]:
    """Return what every file gives, in the order of `list_files`.

    Args:
        root: The knowledge base's folder.
        part: What the caller needs: data or summaries.  The other may be left empty.
        check_work: The rules on one work.  Without them findings are those of the reading alone, and nothing is kept.
        use_cache: Whether results of unchanged files may come from, and go to, ``build/cache/``.
        process_count: How many processes may parse; by default as many as there are processors.
        progress: Told how far the work is.
    """
    with collector_paused():
        files = list_files(root)
        known = read_cache(root, part) if use_cache else {}
        examined: list[Examined | None] = []
        pending: list[tuple[int, bytes]] = []
        for file in files:
            raw = read_bytes(root, file)
            if isinstance(raw, Examined):
                examined.append(raw)
                continue
            examined.append(known.get(digest_of(file, raw)) if known else None)
            if examined[-1] is None:
                pending.append((len(examined) - 1, raw))
        done = len(files) - len(pending)
        fresh = _examine_all([(files[index], raw) for index, raw in pending], check_work, process_count)
        for (index, _), result in zip(pending, fresh, strict=True):
            examined[index] = result
            done += 1
            if progress is not None:
                progress(done, len(files))
        results = [result for result in examined if result is not None]
        if use_cache and check_work is not None:
            stale = known.keys() - {result.digest for result in results}
            if pending or stale:
                write_cache(root, [results[index] for index, _ in pending], stale)
        return results


def read_bytes(root: Path, file: SourceFile) -> bytes | Examined:
    """Return a file's bytes, or the finding that it may not be read.

    Args:
        root: The knowledge base's folder.
        file: The file.
    """
    path = root / file.path
    try:
        about = os.lstat(path)
        if not stat.S_ISREG(about.st_mode):
            problem = YamlProblem("not-a-file", "not a regular file", "replace it by the file itself, or take it away", START)
        elif about.st_size > file.bytes_max:
            size = f"{about.st_size / 1024:,.0f} KiB"
            problem = YamlProblem(
                "too-large", f"{size} are more than {file.bytes_max // 1024} KiB", "shorten or split it", START
            )
        else:
            return path.read_bytes()
    except OSError as error:
        problem = YamlProblem("unreadable", f"cannot be read: {error.strerror}", "mend the file's permissions", START)
    return Examined(file, "", "", findings=(problem_finding(file, problem),))


def _examine_chunk(pairs: Sequence[tuple[SourceFile, bytes]], check_work: WorkCheck | None) -> list[Examined]:
    """Examine some files; a function of its own so that another process can be told to."""
    with collector_paused():
        return [examine_bytes(file, raw, check_work) for file, raw in pairs]


def _examine_all(
    pairs: Sequence[tuple[SourceFile, bytes]], check_work: WorkCheck | None, process_count: int | None
) -> Iterator[Examined]:
    """Yield what each file gives, in order; this process takes its share of the work."""
    count = process_count if process_count is not None else (os.cpu_count() or 1)
    # Forking shares what is imported already, and is safe only while no other thread holds a lock; where it cannot be done,
    # starting processes afresh costs more than it saves.
    can_fork = "fork" in get_all_start_methods() and threading.active_count() == 1
    if count < 2 or len(pairs) < PARALLEL_FILES_MIN or not can_fork:
        for file, raw in pairs:
            yield examine_bytes(file, raw, check_work)
        return
    chunks = [pairs[start : start + PARALLEL_CHUNK_FILES] for start in range(0, len(pairs), PARALLEL_CHUNK_FILES)]
    with ProcessPoolExecutor(count - 1, get_context("fork"), end_with_parent, (os.getpid(),)) as pool:
        futures = [pool.submit(_examine_chunk, chunk, check_work) for chunk in chunks]
        own = _take_from_the_end(futures, chunks, check_work)
        for number, future in enumerate(futures):
            yield from own[number] if number in own else future.result()


def _take_from_the_end(
    futures: Sequence[Future[list[Examined]]],
    chunks: Sequence[Sequence[tuple[SourceFile, bytes]]],
    check_work: WorkCheck | None,
) -> dict[int, list[Examined]]:
    """Examine the last chunks, which the other processes have not begun, until they meet; returns them by number."""
    own: dict[int, list[Examined]] = {}
    for number in reversed(range(len(chunks))):
        if not futures[number].cancel():
            break
        own[number] = _examine_chunk(chunks[number], check_work)
    return own
