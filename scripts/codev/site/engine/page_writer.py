"""Does the jobs that make pages and data: renders each page, fills it into its frame, writes it, and notes what was read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Self

from codev.errors import BuildError
from codev.memory import collected_from_here
from codev.show.addresses import html_path
from codev.site.engine.apart import Apart
from codev.site.engine.frames import Frames
from codev.site.engine.publish import JobsDone, MadeFile
from codev.site.engine.search_index import SearchIndex
from codev.site.engine.site_folder import SiteFolder
from codev.site.engine.tree import FileStamp
from codev.site.pages.environment import Renderer
from codev.site.pages.page import DataFile, Job, Page
from codev.site.pages.twin import FILE as TWIN
from codev.site.pages.twin import markdown_of

JOBS_APART_MIN = 20
"""With fewer jobs, starting another process costs more than it saves."""

SHARES_MAX = 2000
"""Shares of the jobs: so many that all processes end at about the same time, and so few that a pipe holds their numbers.

A pipe holds 4,096 bytes even for a user of many pipes (https://man7.org/linux/man-pages/man7/pipe.7.html).
"""

_NUMBER_BYTES = 2
"""The bytes of a share's number in the pipe."""

AnyJob = Job[Page] | Job[DataFile]
"""A job of either kind."""

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how much is done and how much there is."""


class PageWriter:
    """Makes pages and data, and writes them into a new site."""

    def __init__(self, renderer: Renderer, frames: Frames, search: SearchIndex, site: SiteFolder, *, with_twins: bool) -> None:
        """Prepare it.

        Args:
            renderer: Templates and knowledge base.
            frames: What the pages are filled into.
            search: Gets what is searched of each page.
            site: The new site.
            with_twins: Whether each page also stands there as Markdown; a preview does without.
        """
        self._renderer, self._frames, self._search, self._site = renderer, frames, search, site
        self._with_twins = with_twins

    def write_all(self, jobs: Sequence[AnyJob], process_count: int | None, tell: Progress) -> JobsDone:
        """Do jobs, in several processes where there are many; whoever is done takes the next share.

        Args:
            jobs: The jobs.
            process_count: How many processes may work; by default as many as there are processors.
            tell: Told about how many jobs are done.

        Returns:
            For each job its files and what it read.

        Raises:
            BuildError: A job failed.
        """
        count = process_count if process_count is not None else len(os.sched_getaffinity(0))
        count = max(1, min(count, len(jobs) // JOBS_APART_MIN))
        with _Shares(jobs) as shares:
            others = [Apart(lambda: self._write(shares)) for _ in range(1, count)]
            try:
                with collected_from_here():
                    made = self._write(shares, lambda done: tell("Pages", done, len(jobs)))
                for other in others:
                    made |= other.finish()
            finally:
                for other in others:
                    other.stop()
        return {job.name: made[job.name] for job in jobs}

    def begin(self, jobs: Sequence[AnyJob], before: Callable[[], object]) -> Apart[JobsDone]:
        """Let a process of its own do jobs, beside `write_all`.

        Args:
            jobs: The jobs.
            before: Done first by that process.

        Returns:
            What gives, at its end, for each job its files and what it read.
        """

        def work() -> JobsDone:
            before()
            return self._write([(0, jobs)])

        return Apart(work)

    def _write(self, shares: Iterable[tuple[int, Sequence[AnyJob]]], tell: Callable[[int], None] | None = None) -> JobsDone:
        """Do jobs until none is left."""
        made = {}
        noted = self._renderer.reads.noted
        for done, share in shares:
            if tell is not None:
                tell(done)
            for job in share:
                noted.clear()
                files = [self._write_file(file) for file in job.make()]
                made[job.name] = (files, sorted(map(sys.intern, noted)))  # the same names again and again
        return made

    def _write_file(self, made: Page | DataFile) -> MadeFile:
        """Write a page and what search reads of it, or a file of data."""
        path = html_path(made.address) if isinstance(made, Page) else made.path
        if any(part in ("", ".", "..") for part in path.split("/")) or "\\" in path:
            raise BuildError(f"{path!r} is no path inside the site", "report this: it should not happen")
        document = None
        if isinstance(made, Page):
            self._site.write(path, self._frames.fill(made).encode())
            if self._with_twins:
                self._site.write(f"{made.address}{TWIN}", markdown_of(made).encode())
            document = self._search.add(made)
        else:
            self._site.write(path, made.content)
        return MadeFile(FileStamp.of(self._site.path, path), document)


class _Shares:
    """Jobs in shares, which several processes take from one pipe until it is empty.

    Long jobs come first, so each of them is in another share.
    """

    def __init__(self, jobs: Sequence[AnyJob]) -> None:
        """Put the numbers of all shares into the pipe.

        Args:
            jobs: The jobs.
        """
        self._jobs, self._count = jobs, min(len(jobs), SHARES_MAX)
        self._reading, writing = os.pipe()
        os.write(writing, b"".join(number.to_bytes(_NUMBER_BYTES, "big") for number in range(self._count)))
        os.close(writing)  # so that who reads the last one sees the end

    def __enter__(self) -> Self:
        """Return the shares."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the pipe."""
        os.close(self._reading)

    def __iter__(self) -> Iterator[tuple[int, Sequence[AnyJob]]]:
        """Yield about how many jobs are taken already, and the next share, until all are taken."""
        while number := os.read(self._reading, _NUMBER_BYTES):
            taken = int.from_bytes(number, "big")
            yield taken * len(self._jobs) // self._count, self._jobs[taken :: self._count]


def refuse_doubled(files: Iterable[MadeFile]) -> None:
    """Refuse two pages at one address, and two files at one path.

    Args:
        files: The files of all jobs.

    Raises:
        BuildError: There are two.
    """
    seen: set[str] = set()
    for file in files:
        if file.file.path in seen:
            raise BuildError(
                f"two pages would be at {file.address or file.file.path}", "rename one of the two things that they show"
            )
        seen.add(file.file.path)
