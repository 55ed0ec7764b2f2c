"""The build: from the knowledge base to a finished site in its place.

The steps are those of the other modules: render the tree, index it for search, turn it into HTML, add feed, sitemap and
exports, put the result in place.  A page whose text and frame did not change since the last build is taken over from the last
site.  Where a step fails, the last good site is left as it was.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from codev.atlas import Atlas
from codev.site import feed
from codev.site.addresses import page_path
from codev.site.data_files import DataFiles, DataWork
from codev.site.environment import Renderer
from codev.site.frontend import bundle_folder
from codev.site.page import Page
from codev.site.pages import generated_pages
from codev.site.publish import (
    MARKER_FILE,
    SiteState,
    new_folder_beside,
    only_build,
    put_in_place,
    refuse_foreign_folder,
    rescue,
    reusable_pages,
)
from codev.site.search_index import SearchIndexer
from codev.site.settings import SiteSettings, read_settings
from codev.site.shards import build_pages, html_path
from codev.site.site_pages import fill_downloads
from codev.site.tree import TreeWriter, link_files, merged, read_tree, write_tree

DATA_FOLDER = "assets/data/"
"""Where the data of the interactive views are."""

ALWAYS_BUILT = frozenset(["index.md", "downloads.md"])
"""Pages that every build makes: with the first the theme's own files come, the second is filled in afterwards."""

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how much is done and how much there is."""


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
        fresh: Whether every page is built, even where the last build's could be taken over.
        with_exports: Whether the exports are written under ``downloads/``; a preview does without.
        process_count: How many processes may build; by default as many as there are processors.
        progress: Told how far the work is.

    Returns:
        What was done.

    Raises:
        BuildError: A step failed; the last good site is left as it was.
        WrongUseError: The folder holds something that no build made, or a setting is wrong.
    """
    started = time.perf_counter()
    tell = progress or (lambda step, done, count: None)
    root, out = atlas.root, out.resolve()
    build = root / "build"
    refuse_foreign_folder(out, root)
    settings = settings or read_settings(root)
    with only_build(build):
        rescue(out)
        with new_folder_beside(out) as new:
            tell("Rendering", 0, 1)
            indexer = SearchIndexer(build / "cache" / "search")
            data = DataWork(atlas, new / "downloads" if with_exports else None)

            def went_on(what: str, done: int, count: int) -> None:
                """Tell how far the pages are, and see to it that the indexing goes on beside."""
                tell(what, done, count)
                indexer.advance()

            try:
                renderer = Renderer(atlas, root / "site" / "templates", settings.repo_url, settings.site_url)
                tree = _write_trees(root, build, generated_pages(renderer), indexer, settings)
                indexer.start()
                rendered, state = _build_html(build, new, out, tree.digests, went_on, fresh=fresh, process_count=process_count)
                tell("Indexing", 0, 1)
                statics = tree.statics + _take_data(build, new, data.finish())
                _add_files(build, new, statics, _extra_files(atlas, settings, tree.addresses))
                indexer.finish(new / "pagefind")
            finally:
                data.stop()
                indexer.stop()
            _note_pages(state, new, tree.digests)
            file_count = sum(len(names) for _, _, names in os.walk(new))
            put_in_place(new, out)
            state.write(build)
    remarks = () if settings.site_url else ("the sitemap is empty: set site_url in site/mkdocs.yml or CODEV_SITE_URL",)
    return BuildReport(out, len(tree.digests), rendered, file_count, time.perf_counter() - started, remarks)


def write_some_pages(atlas: Atlas, out: Path, pages: list[Page]) -> None:
    """Build some pages and put them into a site that stands; the next build of the whole site finds them to do again.

    Args:
        atlas: The knowledge base.
        out: The site.
        pages: The pages.

    Raises:
        BuildError: mkdocs fails.
    """
    build = atlas.root / "build"
    with only_build(build), new_folder_beside(out) as new:
        texts = {page_path(page.address): page.text().encode() for page in pages}
        for path, text in texts.items():
            target = build / "pages" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
        every = [path.relative_to(build / "pages").as_posix() for path in (build / "pages").rglob("*.md")]
        build_pages(build, list(texts), every, new, process_count=1)
        for path in map(html_path, texts):
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).replace(out / path)


@dataclass
class _Tree:
    """What was written below ``build/pages/``.

    Attributes:
        digests: Of each Markdown page, by path.
        addresses: Of the generated pages.
        statics: The paths of other files.
    """

    digests: dict[str, str] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    statics: list[str] = field(default_factory=list)


def _write_trees(root: Path, build: Path, pages: Iterable[Page], indexer: SearchIndexer, settings: SiteSettings) -> _Tree:
    """Write ``build/pages/``, ``build/theme/`` and ``build/mkdocs.yml``, one page after the other; the indexer gets each."""
    tree = _Tree()
    writer = TreeWriter(build / "pages", keep=(DATA_FOLDER,))
    for page in pages:
        path, content = page_path(page.address), page.text().encode()
        writer.add(path, content)
        tree.digests[path] = _digest(content)
        tree.addresses.append(page.address)
        indexer.add(page)
    bundles = {f"assets/codev/{path}": content for path, content in read_tree(bundle_folder(root)).items()}
    for path, content in merged(read_tree(root / "site" / "pages"), bundles).items():
        writer.add(path, content)
        if path.endswith(".md"):
            tree.digests[path] = _digest(content)
        else:
            tree.statics.append(path)
    writer.finish()
    write_tree(build / "theme", _theme_files(root / "site" / "theme").items())
    config = settings.mkdocs_yml(importlib.metadata.version("codev-atlas"))
    target = build / "mkdocs.yml"
    if not target.exists() or target.read_text(encoding="utf-8") != config:
        target.write_text(config, encoding="utf-8")
    return tree


def _digest(content: bytes) -> str:
    """Return what the state knows a page's text by."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _theme_files(theme: Path) -> dict[str, bytes]:
    """Return the theme's files, its style sheets joined into one in the order of their names."""
    files = read_tree(theme)
    styles = [files.pop(path) for path in sorted(files) if path.startswith("styles/")]
    return merged(files, {"assets/codev.css": b"\n".join(styles)})


def _build_html(
    build: Path, new: Path, out: Path, digests: Mapping[str, str], tell: Progress, *, fresh: bool, process_count: int | None
) -> tuple[int, SiteState]:
    """Build the pages that changed and take over the others.

    Returns:
        How many were built, and the state to keep.
    """
    shell = _shell_digest(build)
    html = {path: html_path(path) for path in digests}
    kept = set() if fresh else reusable_pages(SiteState.read(build), shell, out, digests, html)
    hand_written = _hand_written(build, digests)
    # Hand-written pages are always built: mkdocs checks their links, and the theme's own files come with them.
    pending = [path for path in digests if path not in kept or path in hand_written or path in ALWAYS_BUILT]
    build_pages(
        build,
        pending,
        digests,
        new,
        hand_written=hand_written,
        process_count=process_count,
        progress=lambda done, count: tell("Building pages", done, count),
    )
    waiting = set(pending)
    link_files(out, new, [html[path] for path in digests if path not in waiting])
    return len(pending), SiteState(shell, str(out), {path: (digest, 0, 0) for path, digest in digests.items()})


def _take_data(build: Path, new: Path, made: DataFiles) -> list[str]:
    """Put the data files into the tree, fill the page of downloads, and return the paths of the files below ``pages/``."""
    below = {path.removeprefix(DATA_FOLDER): content for path, content in made.assets.items()}
    write_tree(build / "pages" / DATA_FOLDER, below.items())
    page = new / "downloads" / "index.html"
    page.write_text(fill_downloads(page.read_text(encoding="utf-8"), made.sizes), encoding="utf-8")
    return list(made.assets)


def _note_pages(state: SiteState, new: Path, texts: Iterable[str]) -> None:
    """Note size and time of every page's HTML, by which the next build knows whether somebody touched it."""
    for path in texts:
        about = (new / html_path(path)).stat()
        state.pages[path] = (state.pages[path][0], about.st_size, about.st_mtime_ns)


def _hand_written(build: Path, paths: Iterable[str]) -> set[str]:
    """Return the pages that stand in ``site/pages/``."""
    source = build.parent / "site" / "pages"
    return {path for path in paths if (source / path).exists()}


def _shell_digest(build: Path) -> str:
    """Return a digest of everything that every page's HTML depends on besides its text."""
    digest = hashlib.blake2b(digest_size=16)
    for name in ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pymdown-extensions"):
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    digest.update((build / "mkdocs.yml").read_bytes())
    digest.update(Path(__file__).with_name("shards.py").read_bytes())
    for path, content in read_tree(build / "theme", skip=("assets/",)).items():
        digest.update(f"{path} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _extra_files(atlas: Atlas, settings: SiteSettings, addresses: Iterable[str]) -> dict[str, bytes]:
    """Return the files that are no pages: feed, sitemap, robots, the marker of a site of ours."""
    return {
        "feed.xml": feed.atom_feed(atlas, settings.site_url),
        "sitemap.xml": feed.sitemap(addresses, settings.site_url),
        "robots.txt": feed.robots(settings.site_url),
        MARKER_FILE: b"Made by 'codev build', which replaces this folder as a whole.\n",
    }


def _add_files(build: Path, new: Path, statics: list[str], extra: Mapping[str, bytes]) -> None:
    """Add to a site what is no page."""
    theme = [f"assets/{path}" for path in read_tree(build / "theme" / "assets")]
    for source, paths in ((build / "pages", statics), (build / "theme", theme)):
        for path in paths:
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, target)
    for path, content in extra.items():
        target = new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
