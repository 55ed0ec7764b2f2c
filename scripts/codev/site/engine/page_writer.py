"""Does the jobs that make pages: renders each page, fills it into its frame, writes it, and notes what it read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from codev.errors import BuildError
from codev.show.addresses import html_path
from codev.site.engine.apart import Apart
from codev.site.engine.frames import Frames
from codev.site.engine.publish import JobsDone, PageFile
from codev.site.engine.search_index import SearchIndex
from codev.site.engine.site_folder import SiteFolder
from codev.site.pages.environment import Renderer
from codev.site.pages.jobs import PageJob
from codev.site.pages.page import Page
from codev.site.pages.twin import FILE as TWIN
from codev.site.pages.twin import markdown_of

JOBS_APART_MIN = 20
"""With fewer jobs, starting another process costs more than it saves."""

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how much is done and how much there is."""


class PageWriter:
    """Makes pages and writes them into a new site."""

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

    def write_all(self, jobs: Sequence[PageJob], process_count: int | None, tell: Progress) -> JobsDone:
        """Do jobs, in several processes where there are many.

        Args:
            jobs: The jobs.
            process_count: How many processes may work; by default as many as there are processors.
            tell: Told how far this process is with its share, times the number of shares.

        Returns:
            For each job its pages and what it read.
        """
        count = process_count if process_count is not None else len(os.sched_getaffinity(0))
        count = max(1, min(count, len(jobs) // JOBS_APART_MIN))
        others = [Apart(lambda share=share: self._write(jobs[share::count])) for share in range(1, count)]  # type: ignore[misc]
        try:
            made = self._write(jobs[::count], lambda done: tell("Pages", min(done * count, len(jobs)), len(jobs)))
            for other in others:
                made |= other.finish()
        finally:
            for other in others:
                other.stop()
        return made

    def _write(self, jobs: Sequence[PageJob], tell: Callable[[int], None] | None = None) -> JobsDone:
        """Do a share of the jobs."""
        made = {}
        noted = self._renderer.reads.noted
        for done, job in enumerate(jobs):
            noted.clear()
            pages = [self._write_page(page) for page in job.make()]
            made[job.name] = (pages, sorted(noted))
            if tell is not None:
                tell(done)
        return made

    def _write_page(self, page: Page) -> PageFile:
        """Write one page and what search reads of it."""
        path = html_path(page.address)
        if any(part in ("", ".", "..") for part in path.split("/")) or "\\" in path:
            raise BuildError(f"{path!r} is no path inside the site", "report this: it should not happen")
        self._site.write(path, self._frames.fill(page).encode())
        if self._with_twins:
            self._site.write(f"{page.address}{TWIN}", markdown_of(page).encode())
        about = os.stat(f"{self._site.path}/{path}")  # noqa: PTH116 - there are thousands
        return PageFile(page.address, self._search.add(page), about.st_size, about.st_mtime_ns)


def refuse_doubled(pages: Iterable[PageFile]) -> None:
    """Refuse two pages at one address.

    Args:
        pages: All pages of the site.

    Raises:
        BuildError: There are two.
    """
    seen: set[str] = set()
    for page in pages:
        if page.address in seen:
            raise BuildError(f"two pages would be at {page.address}", "rename one of the two things that they show")
        seen.add(page.address)
