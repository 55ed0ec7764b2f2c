"""The build: from the knowledge base to a finished site in its place.

The frames are built where they changed (`codev.site.engine.frames`), pages and data that read something new are made, exports
and search index where they would be different, and everything else is taken over from the last build.  Where a step
fails, the last good site is left as it was; where nothing changed, it stays as it is.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from codev.atlas import Atlas
from codev.graph import graph_of
from codev.memory import collector_paused
from codev.show.addresses import html_path
from codev.site.engine.apart import Apart
from codev.site.engine.exports import make_exports
from codev.site.engine.frames import Frames
from codev.site.engine.frontend import bundle_folder
from codev.site.engine.page_writer import AnyJob, PageWriter, Progress, refuse_doubled
from codev.site.engine.publish import (
    MARKER_FILE,
    JobsDone,
    MadeFile,
    SiteState,
    only_build,
    put_in_place,
    refuse_foreign_folder,
    rescue,
)
from codev.site.engine.search_index import SearchIndex, part_pages_of
from codev.site.engine.settings import SiteSettings, read_settings
from codev.site.engine.site_folder import SiteFolder, new_folder_beside
from codev.site.engine.tree import paths_below, read_tree, snapshot
from codev.site.pages import feed
from codev.site.pages.about import downloads_page, fill_downloads
from codev.site.pages.data_jobs import data_jobs
from codev.site.pages.environment import Renderer
from codev.site.pages.jobs import page_jobs
from codev.site.pages.page import Job, Made_co, Page
from codev.site.pages.reads import CLAIMS, EVERYTHING
from codev.site.pages.twin import FILE as TWIN
from codev.site.pages.twin import llms_text, markdown_of

DOWNLOADS = "downloads/"
"""The address of the page of exports, and the folder that they are in."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    Attributes:
        out: Where the site is.
        page_count: Its pages.
        rendered_count: Those that were built anew.
        file_count: All its files.
        seconds: How long it took.
        remarks: What the reader of the report should know.
    """

    out: Path
    page_count: int
    rendered_count: int
    file_count: int
    seconds: float
    remarks: tuple[str, ...] = ()


def build_site(
    atlas: Atlas,
    out: Path,
    *,
    settings: SiteSettings | None = None,
    fresh: bool = False,
    with_exports: bool = True,
    process_count: int | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the site.

    Args:
        atlas: The knowledge base; its root holds ``site/`` and gets ``build/``.
        out: The folder for the site; an older site there is replaced in one step.
        settings: The site's settings; those of ``site/mkdocs.yml`` and the environment by default.
        fresh: Whether everything is made, even where the last build's could be taken over.
        with_exports: Whether the exports are written under ``downloads/``; a preview does without.
        process_count: How many processes may make pages; by default as many as there are processors.  Files of data and exports
            have processes of their own.
        progress: Told how far the work is.

    Returns:
        What was done.

    Raises:
        BuildError: A step failed; the last good site is left as it was.
        WrongUseError: The folder holds something that no build made, or a setting is wrong.
    """
    started = time.perf_counter()
    root, out = atlas.root, out.resolve()
    refuse_foreign_folder(out, root)
    settings = settings or read_settings(root)
    with only_build(root / "build"), collector_paused():
        rescue(out)
        if fresh:
            _forget(root / "build")
        with Frames(root, settings) as frames:
            build = _Build(atlas, settings, frames, out, with_exports=with_exports, fresh=fresh)
            if build.old.describes(build.state, out):
                build.state = build.old
                pages_made = 0
            else:
                with new_folder_beside(out, root / "build") as new:
                    pages_made = build.make(SiteFolder(new), process_count, progress or (lambda step, done, count: None))
                    put_in_place(new, out)
                build.state.snapshot = snapshot(out)
                build.state.write(root / "build")
    page_count = len(build.state.addresses()) + len(build.frames.hand_written_addresses)
    remarks = () if build.settings.site_url else ("the sitemap is empty: set site_url in site/mkdocs.yml or CODEV_SITE_URL",)
    return BuildReport(
        out, page_count, pages_made, int(build.state.snapshot.partition(" ")[0]), time.perf_counter() - started, remarks
    )


class _Build:
    """What a build works with.

    Attributes:
        frames: What the pages are filled into.
        settings: The site's settings.
        old: What the last build made; empty where all is to be made anew.
        state: What this one makes.
    """

    def __init__(
        self, atlas: Atlas, settings: SiteSettings, frames: Frames, out: Path, *, with_exports: bool, fresh: bool
    ) -> None:
        root = atlas.root
        build = root / "build"
        self._atlas, self._out, self._with_exports, self._cache = atlas, out, with_exports, build / "cache"
        self.settings, self.frames = settings, frames
        self._renderer = Renderer(atlas, root / "site" / "templates", settings.repo_url, settings.site_url)
        self._reads = self._renderer.reads
        self._bundles = bundle_folder(root)
        vocabulary = atlas.taxonomy.model_dump_json()
        common = _digest(self.frames.digest, str(settings), str(with_exports), vocabulary, *_sources(root))
        whole = _digest(common, self._reads.value(EVERYTHING), self._bundles.name)
        self.old = SiteState() if fresh else SiteState.read(build)
        self.state = SiteState(common, str(out), whole)

    def make(self, site: SiteFolder, process_count: int | None, tell: Progress) -> int:
        """Make the site, and return how many pages were made anew."""
        exports = self._cache / "exports"
        with ExitStack() as running:
            export_work = Apart(lambda: make_exports(self._atlas, exports, self.state.whole)) if self._with_exports else None
            if export_work is not None:
                running.callback(export_work.stop)
            if self._is_other(self.old.reads.get(CLAIMS)):
                compiling = Apart(lambda: self._renderer.compile_templates(1, 2))
                running.callback(compiling.stop)
                self._renderer.prepare()
                self._renderer.compile_templates(0, 2)
                compiling.finish()
            else:
                graph_of(self._atlas)  # once, before other processes begin that would each make it
            data, pages = data_jobs(self._renderer, self._cache / "layout" / "places.json"), page_jobs(self._renderer)
            part_pages = part_pages_of(len(pages), is_preview=not self._with_exports)
            search = SearchIndex(self._cache / "search", len(pages), part_pages)
            self.state.jobs = self._taken_over([*data, *pages], search.documents)
            kept_files, page_count = self.state.files(), len(self.state.addresses())
            writer = PageWriter(self._renderer, self.frames, search, site, with_twins=self._with_exports)
            data, pages = self._left(data), self._left(pages)
            # Beside the pages, and while these are indexed, another process puts in what stays and makes the files of data.
            data_work = writer.begin(data, before=lambda: site.place(self._out, self._with_twins(kept_files)))
            running.callback(data_work.stop)
            self.state.jobs |= writer.write_all(pages, process_count, tell)
            self.frames.finish()
            tell("Indexing", 0, 1)
            search.finish((made.document for made in self.state.files() if made.document), site)
            tell("Exports", 0, 1)
            self.state.jobs |= data_work.finish()
            if export_work is not None:
                export_work.finish()
        refuse_doubled(self.state.files())
        site.keep(self._with_twins(self.state.files()))
        self._add_files(site, exports)
        site.sweep()
        reads = {CLAIMS}.union(*(noted for _, noted in self.state.jobs.values()))
        self.state.reads = {read: self._reads.value(read) for read in sorted(reads)}
        return len(self.state.addresses()) - page_count

    def _left(self, jobs: Iterable[Job[Made_co]]) -> list[Job[Made_co]]:
        """Return the jobs that nothing was taken over of."""
        return [job for job in jobs if job.name not in self.state.jobs]

    def _is_other(self, claims: str | None) -> bool:
        """Return whether so much differs from the last build that what many pages need is better made at once."""
        return (self.old.common, claims) != (self.state.common, self._reads.value(CLAIMS))

    def _with_twins(self, files: Iterable[MadeFile]) -> Iterator[str]:
        """Yield the paths of files, and of the Markdown beside those that are pages where there is any."""
        for made in files:
            yield made.file.path
            if self._with_exports and made.address is not None:
                yield f"{made.address}{TWIN}"

    def _taken_over(self, jobs: Sequence[AnyJob], documents: Path) -> JobsDone:
        """Return the jobs of the last build that made what they would make now."""
        if (self.old.common, self.old.out) != (self.state.common, self.state.out):
            return {}
        changed = self._reads.changed_since(self.old.reads)
        # The page of downloads is filled in at the end, and never stays as its job made it.
        names = (job.name for job in jobs if job.name != downloads_page.__name__)

        def is_right(name: str) -> bool:
            """Return whether nothing that a job read has changed, and nobody touched or took away what it made."""
            files, reads = self.old.jobs[name]
            return (
                changed.isdisjoint(reads)
                and all(each.file.is_untouched(self._out) for each in files)
                and all(each.document.is_untouched(documents) for each in files if each.document)
                and (not self._with_exports or all((self._out / path).is_file() for path in self._with_twins(files)))
            )

        return {name: self.old.jobs[name] for name in names if name in self.old.jobs and is_right(name)}

    def _add_files(self, site: SiteFolder, exports: Path) -> None:
        """Add what is no generated page, and fill the page of downloads."""
        for path, source in self.frames.files():
            shutil.copyfile(source, site.free(path))
        for path, content in self.frames.hand_written_pages():
            site.write(path, content)
        for path in paths_below(self._bundles):
            shutil.copyfile(self._bundles / path, site.free(f"assets/codev/{path}"))
        files = [path for path in paths_below(exports) if "/" in path] if self._with_exports else []
        site.place(exports, files)
        sizes = {path.removeprefix(DOWNLOADS): (exports / path).stat().st_size for path in files if path.startswith(DOWNLOADS)}
        page = site.path / html_path(DOWNLOADS)
        page.write_text(fill_downloads(page.read_text(encoding="utf-8"), sizes), encoding="utf-8")
        if self._with_exports:
            self._add_twins(site, sizes)
        site_url = self.settings.site_url
        for name, content in {
            "sitemap.xml": feed.sitemap(self.state.addresses(), site_url),
            "robots.txt": feed.robots(site_url),
            MARKER_FILE: b"Made by 'codev build', which replaces this folder as a whole.\n",
        }.items():
            site.write(name, content)

    def _add_twins(self, site: SiteFolder, sizes: Mapping[str, int]) -> None:
        """Add the Markdown of hand-written pages and of the page of downloads, and the list of entrances."""
        for path, text in self.frames.hand_written_texts():
            site.write(path, text.encode())
        downloads = downloads_page(self._renderer)
        filled = replace(downloads, body=fill_downloads(downloads.body, sizes))
        (site.path / DOWNLOADS / TWIN).write_text(markdown_of(filled), encoding="utf-8", newline="\n")
        site.write("llms.txt", llms_text(self.settings.config).encode())


def write_some_pages(atlas: Atlas, out: Path, pages: Callable[[Renderer], Iterable[Page]]) -> list[Page]:
    """Make some pages and put them into a site that stands; the next build of the whole site finds them to do again.

    Args:
        atlas: The knowledge base.
        out: The site.
        pages: Makes the pages.

    Returns:
        The pages.

    Raises:
        BuildError: A page cannot be made.
    """
    root = atlas.root
    settings = read_settings(root)
    with only_build(root / "build"), new_folder_beside(out, root / "build") as new, Frames(root, settings) as frames:
        made = list(pages(Renderer(atlas, root / "site" / "templates", settings.repo_url, settings.site_url)))
        frames.finish()
        for page in made:
            target = out / html_path(page.address)
            target.parent.mkdir(parents=True, exist_ok=True)
            (new / "page").write_text(frames.fill(page), encoding="utf-8")
            (new / "page").replace(target)
    return made


def _forget(build: Path) -> None:
    """Remove what earlier builds left for later ones."""
    for folder in ("frames", "cache/search", "cache/exports", "cache/layout"):
        shutil.rmtree(build / folder, ignore_errors=True)


def _sources(root: Path) -> Iterable[str]:
    """Yield the code and templates that make pages."""
    for folder in (Path(__file__).parents[2], root / "site" / "templates"):
        for path, content in read_tree(folder).items():
            if path.endswith((".py", ".jinja")):
                yield f"{path} {content!r}"


def _digest(*parts: str) -> str:
    """Return a digest of texts."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(f"{len(part)} {part}".encode())
    return digest.hexdigest()
