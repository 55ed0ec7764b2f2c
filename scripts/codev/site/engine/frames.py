"""The frames of the pages: what stands around a page's text, built by mkdocs-material once and filled for every page.

The generated pages differ in their text only; around it stand header, navigation, table of contents and footer.  So mkdocs
builds the hand-written pages and one page for each frame: one for every item of the navigation, which shows itself as open, and
one for each section and depth of other pages.  Words between ``@@`` mark what is filled in.  ``build/frames/`` has mkdocs's
project and what came of it, which stays until something in the project changes.  A warning of mkdocs fails the build.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import logging
import os
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import yaml
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from codev.errors import BuildError
from codev.ids import slugify
from codev.show.addresses import base_of, html_path
from codev.show.cards import card_styles
from codev.show.looks import style_sheet
from codev.site.engine.apart import Apart
from codev.site.engine.notebook_file import notebooks_of
from codev.site.engine.policy import without_inline_scripts
from codev.site.engine.settings import SiteSettings
from codev.site.engine.tree import content_digest, merged, paths_below, read_tree, write_changed, write_tree
from codev.site.pages.metadata import head_of
from codev.site.pages.page import DESCRIPTION_LENGTH_MAX, Page, shortened

PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "jinja2")
"""The packages whose versions decide what a frame looks like."""

DEPTHS = (1, 2)
"""How many parts the address of a generated page may have that is not in the navigation."""

_MARK = re.compile(r"@@(\w+)@@")
_MARKDOWN_LINK = re.compile(r"\]\(([\w./-]+\.(?:md|ipynb))([#)])")
"""A link of a hand-written page to another page, or to its notebook."""
_THEME_SCRIPTS = "assets/javascripts/"
"""Where the theme's own scripts are, which no page loads (site/theme/main.html)."""
_FRAME = """---
title: "@@title@@"
description: "@@description@@"
section: "{section}"
frame: true
---
"""


class Frames:
    """The frames and the hand-written pages of a site, built where they were not yet; a context, at whose end building ends."""

    def __init__(self, root: Path, settings: SiteSettings) -> None:
        """Begin to build what changed, in a process of its own: who fills a page in waits for it.

        Args:
            root: The knowledge base's folder: ``site/`` is read, ``build/frames/`` written.
            settings: The site's settings.
        """
        self._folder = root / "build" / "frames"
        self._site_url = settings.site_url
        self._navigation = dict(_navigation(settings.config.get("nav", [])))
        self.hand_written = read_tree(root / "site" / "pages")
        config = settings.mkdocs_yml(importlib.metadata.version("codev-atlas"))
        theme = _theme_files(root / "site" / "theme")
        project = {
            "mkdocs.yml": config.encode(),
            **{f"pages/{path}": content for path, content in merged(self.hand_written, self._frame_pages()).items()},
            **{f"pages/{path}": content for path, content in notebooks_of(self.hand_written)},
            **{f"theme/{path}": content for path, content in theme.items()},
        }
        self.digest = _digest(project)
        self._contents = Environment(
            loader=FileSystemLoader(root / "site" / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
        ).get_template("contents.jinja")
        self._parsed: dict[str, list[str]] = {}
        note = self._folder / "digest"
        is_built = note.is_file() and note.read_bytes() == self._seal()
        self._process = os.getpid()
        self._building = None if is_built else Apart(lambda: self._build(project, note))

    def finish(self) -> None:
        """Wait until the frames are built.

        Raises:
            BuildError: mkdocs fails or warns; the message is its own.
        """
        if self._building is not None:
            self._building.finish()
            self._building = None

    def _wait(self) -> None:
        """Wait likewise, in whatever process of the build; what went wrong is for the first one to tell."""
        if os.getpid() == self._process:
            self.finish()
        elif self._building is not None:
            self._building.wait()

    def __enter__(self) -> Self:
        """Return the frames."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process that builds them where it still runs."""
        if self._building is not None:
            self._building.stop()

    def _build(self, project: Mapping[str, bytes], note: Path) -> None:
        """Let mkdocs build the project, and note what came of it."""
        note.unlink(missing_ok=True)
        write_tree(self._folder, project, keep=("made/",))
        _run_mkdocs(self._folder)
        shutil.rmtree(self._folder / "made" / _THEME_SCRIPTS, ignore_errors=True)
        self._move_scripts()
        note.write_bytes(self._seal())

    def _seal(self) -> bytes:
        """Return what tells that mkdocs made the frames from this, and that they are as it made them."""
        return f"{self.digest} {content_digest(self._folder / 'made')}".encode()

    @property
    def hand_written_addresses(self) -> list[str]:
        """The addresses of the hand-written pages."""
        return [_address(path) for path in self.hand_written if path.endswith(".md")]

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield every file that mkdocs made and that the site needs beside its pages: its path in the site, and where it is."""
        made = self._folder / "made"
        for path in paths_below(made):
            if not path.endswith(".html") and not path.startswith("sitemap.xml"):
                yield path, made / path

    def hand_written_pages(self) -> Iterator[tuple[str, bytes]]:
        """Yield every page that mkdocs made whole, with what machines read in its head: its path in the site, and its HTML.

        Raises:
            BuildError: A page does not say what it is called, or what it is about.
        """
        texts = {path: text.decode() for path, text in self.hand_written.items() if path.endswith(".md")}
        heads = {
            html_path(_address(path)): head_of(_hand_written_page(path, text), self._site_url) for path, text in texts.items()
        }
        # No link leads to the page that says that nothing is there, so nobody previews it.
        for path, head in {**heads, "404.html": ""}.items():
            html = (self._folder / "made" / path).read_text(encoding="utf-8")
            yield path, html.replace("@@head@@", head).encode()

    def hand_written_texts(self) -> Iterator[tuple[str, str]]:
        """Yield every hand-written page as it was written, its links leading to Markdown: its path in the site, its text."""
        for path, text in self.hand_written.items():
            if path.endswith(".md"):

                def led(found: re.Match[str], path: str = path) -> str:
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1]))
                    place = f"{_address(target)}index.md" if target.endswith(".md") else target
                    return f"]({base_of(_address(path))}{place}{found[2]}"

                yield f"{_address(path)}index.md", _MARKDOWN_LINK.sub(led, text.decode().split("---\n", 2)[-1].lstrip())

    def fill(self, page: Page) -> str:
        """Return the HTML of a page.

        Args:
            page: The page.

        Raises:
            BuildError: There is no frame for its place.
        """
        parts = page.parts()
        headings = [part for part in parts if part.anchor]
        base = base_of(page.address)
        values = {
            "title": escape(page.title),
            "description": escape(shortened(page.description, DESCRIPTION_LENGTH_MAX)),
            "address": page.address,
            "head": head_of(page, self._site_url),
            "styles": "".join(f'<link rel="stylesheet" href="{base}assets/codev/{name}.css">\n' for name in page.scripts),
            "scripts": "".join(f'<script src="{base}assets/codev/{name}.js" defer></script>\n' for name in page.scripts),
            "hidden": "" if page.contents else " hidden",
            "contents": self._contents.render(headings=[(part.anchor, plain_text(part.heading)) for part in headings]),
            "layout": page.layout,
            "body": "\n".join(part.html for part in parts),
        }
        return "".join(values[piece] if number % 2 else piece for number, piece in enumerate(self._frame(page)))

    def _move_scripts(self) -> None:
        """Put the scripts that stand in the pages into files, as the pages' policy wants it."""
        made = self._folder / "made"
        scripts: dict[str, bytes] = {}
        for path in paths_below(made):
            if path.endswith(".html"):
                html, files = without_inline_scripts((made / path).read_text(encoding="utf-8"), path)
                (made / path).write_text(html, encoding="utf-8", newline="\n")
                scripts |= files
        for path, content in scripts.items():
            write_changed(made / path, content)

    def _frame(self, page: Page) -> list[str]:
        """Return the pieces of a page's frame, every second of which is the name of what is filled in."""
        self._wait()
        path, _ = self._navigation.get(page.address) or (_frame_path(page.section, page.address.count("/")), "")
        if path not in self._parsed:
            try:
                text = (self._folder / "made" / html_path(_address(path))).read_text(encoding="utf-8")
            except OSError:
                raise BuildError(f"there is no frame for {page.address}", "give the page a section of the navigation") from None
            if page.address not in self._navigation:
                text = text.replace(_address(path), "@@address@@")
            self._parsed[path] = _MARK.split(text)
        return self._parsed[path]

    def _frame_pages(self) -> dict[str, bytes]:
        """Return the Markdown of every frame, by path."""
        places = [(path, section) for path, section in self._navigation.values() if path not in self.hand_written]
        sections = dict.fromkeys(section for _, section in self._navigation.values())
        places += [(_frame_path(section, depth), section) for section in sections for depth in DEPTHS]
        return {path: _FRAME.format(section=section).encode() for path, section in places}


def plain_text(html: str) -> str:
    """Return HTML without its tags and character references.

    Args:
        html: The HTML.
    """
    return Markup(html).striptags()  # noqa: S704 - what comes of it is text, and escaped where it is shown


def _navigation(items: Iterable[Any], section: str = "") -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the address of every item of the navigation, with its Markdown file and the section that it belongs to."""
    for item in items:
        for name, value in (item if isinstance(item, dict) else {"": item}).items():
            if isinstance(value, list):
                yield from _navigation(value, section or name)
            else:
                yield _address(value), (value, section or name)


def _address(path: str) -> str:
    """Return the address of a Markdown file: ``works/index.md`` is ``works/``, ``gaps.md`` is ``gaps/``."""
    return path.removesuffix(".md").removesuffix("index").rstrip("/") + "/" if path != "index.md" else ""


def _hand_written_page(path: str, text: str) -> Page:
    """Return what a hand-written page says of itself between the lines ``---`` at its beginning."""
    try:
        about = yaml.load(text.split("---\n", 2)[1], Loader=yaml.CSafeLoader)
        return Page(_address(path), about["title"], about["description"], body="", section="")
    except (IndexError, KeyError, TypeError, yaml.YAMLError) as error:
        raise BuildError(f"site/pages/{path} does not say what it is", "begin it with its title and description") from error


def _frame_path(section: str, depth: int) -> str:
    """Return the Markdown file of the frame for pages outside the navigation."""
    return "/".join([*["frames"] * (depth - 1), f"frame-{slugify(section)}.md"])


def _theme_files(theme: Path) -> dict[str, bytes]:
    """Return the theme's files, its style sheets joined into one in the order of their names, the colours before them."""
    files = read_tree(theme)
    styles = [files.pop(path) for path in sorted(files) if path.startswith("styles/")]
    return merged(files, {"assets/codev.css": "\n".join([style_sheet(), *card_styles()]).encode() + b"\n".join(styles)})


def _digest(project: Mapping[str, bytes]) -> str:
    """Return a digest of everything that the frames depend on."""
    digest = hashlib.blake2b(digest_size=16)
    for name in PACKAGES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for path, content in project.items():
        digest.update(f"{path} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _run_mkdocs(folder: Path) -> None:
    """Build the project in a folder into ``made/``."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # its makers' notice is not ours to print
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    problems: list[str] = []
    handler = _Collector(problems)
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        build(load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "made"), strict=False))
    except (MkDocsException, OSError, SystemExit) as error:
        problems.append(str(error))
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    if problems:
        raise BuildError("mkdocs: " + "\n".join(problems), "correct the page or template that it names")


class _Collector(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())
