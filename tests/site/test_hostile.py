"""Hostile texts in entries: shown as they are written, never run, and what makes the frames can be exchanged."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Dialog

from built_site import breaches, html_files
from codev import Atlas
from codev.site.engine.build import build_site
from codev.site.engine.settings import SiteSettings
from front_end_pages import served, watched
from poisoned import EVIL, TEMPLATED, poisoned
from site_kinds import KINDS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("site-small")]

ATTRIBUTE = re.compile(r"[a-zA-Z][a-zA-Z:_-]*[0-9]?")
"""The names of the attributes that pages have: a quote that was not escaped leaves parts of a text as others."""

HOSTILE = [
    "<script>alert(1)</script>",
    "</title><script>alert(2)</script>",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "](javascript:alert(3)) [x](javascript:alert(4))",
    "*_[]_* `code` # heading",
    '" onmouseover="alert(5)',
    "' autofocus onfocus='alert(6)",
    "&lt;b&gt; & &amp; <!-- -->",
    "<img src=x onerror=alert(7)>",
    "-->]]><svg/onload=alert(8)>",
    "[[toc]] [TOC] {: #id .class } \\( x \\)",
    "\u05e9\u05dc\u05d5\u05dd \u0639\u0631\u0628\u064a (right to left)",
]
"""Texts that would do something in HTML, Markdown, jinja2, YAML or a terminal, were they not shown as text."""


@pytest.fixture(scope="module")
def hostile(make_root: Callable[[int], Path], settings: SiteSettings) -> tuple[Path, Path, Atlas]:
    """A knowledge base whose texts are hostile, and its site: root, site, knowledge base."""
    root = make_root(len(HOSTILE))
    entries = sorted((root / "papers").rglob("*.yaml"))[: len(HOSTILE)]
    for path, text in zip(entries, HOSTILE, strict=True):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        data |= {"title": f"T {text}", "authors": [f"Ann {text}", "Bo Roe"], "venue": f"V {text}", "notes": [f"N {text}"]}
        for claim in data.get("claims", ()):
            claim |= {"statement": f"S {text}", "doubt": f"D {text}"}
            claim["checked"] = [{"by": f"C {text}", "date": "2026-11-25", "against": ["paper"], "note": f"O {text}"}]
        for artifact in (each for kind in data.get("introduces", {}).values() for each in kind):
            artifact |= {"name": f"A{artifact['id']} {text}", "note": f"M {text}", "licence": f"L {text}", "aliases": []}
        path.write_text(yaml.safe_dump(data, allow_unicode=False), encoding="utf-8")
    loaded = Atlas.load(root)
    works = [poisoned(work, TEMPLATED if number % 2 else EVIL) for number, work in enumerate(loaded.works.values())]
    atlas = Atlas(root, poisoned(loaded.taxonomy, TEMPLATED), works, loaded.paths)
    out = root / "build" / "site"
    build_site(atlas, out, settings=settings)
    return root, out, atlas


def broken(page: Path) -> list[str]:
    """Return what a text broke of a page: what its policy forbids, elements that no page has, attributes with odd names."""
    root = lxml.html.fromstring(page.read_bytes())
    found = breaches(page) + [str(each.tag) for each in root.xpath("//img[@src='x'] | //*[starts-with(@src, 'http')]")]
    return found + [name for each in root.iter("*") for name in each.keys() if not ATTRIBUTE.fullmatch(name)]  # noqa: SIM118 - no dict


def test_nothing_runs_and_nothing_is_broken_on_any_page(hostile: tuple[Path, Path, Atlas]) -> None:
    _, out, _ = hostile
    assert {path: bad for path in html_files(out) if (bad := broken(out / path))} == {}


@pytest.mark.browser
def test_a_browser_runs_and_asks_for_nothing_of_it(hostile: tuple[Path, Path, Atlas], browser: Browser) -> None:
    _, out, atlas = hostile
    kinds = [kind for kind in KINDS if (out / kind).is_file()]
    dialogs: list[str] = []
    with served(out) as address, watched(browser, address) as page:

        def note(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", note)
        for path in [*kinds, *(f"works/{key}/" for key in atlas.works)]:
            page.goto(path)
        # What is drawn from data, and not from HTML: hits, rows, a card, the graph.
        page.goto("search/?q=onerror")
        page.locator(".cs-link").first.wait_for()
        page.goto("works/?text=onerror")
        page.locator("table a").first.hover()
        page.goto("graph/?view=timeline")
        page.locator(".cg-timeline svg").wait_for()
    assert dialogs == []
    assert len(kinds) > 30


def test_texts_are_shown_as_they_are_written(hostile: tuple[Path, Path, Atlas]) -> None:
    _, out, atlas = hostile
    for work in atlas.works.values():
        soup = BeautifulSoup((out / "works" / work.key / "index.html").read_text(encoding="utf-8"), "html.parser")
        assert soup.h1 is not None
        assert soup.h1.text == work.title
        assert soup.title is not None
        assert soup.title.text.startswith(" ".join(work.title.split())[:10])
        text = soup.get_text()
        assert all(claim.statement in text for claim in work.claims)
        assert all(note in text for note in work.notes)
        assert "49" not in text.replace(work.key, "").partition("BibTeX")[0] or "{{ 7*7 }}" in text


def test_citations_keep_hostile_titles(hostile: tuple[Path, Path, Atlas]) -> None:
    _, out, atlas = hostile
    for work in atlas.works.values():
        soup = BeautifulSoup((out / "works" / work.key / "index.html").read_text(encoding="utf-8"), "html.parser")
        tag = soup.find("meta", attrs={"name": "citation_title"})
        assert tag is not None
        assert tag["content"] == work.title


def test_zensical_builds_the_same_frames(hostile: tuple[Path, Path, Atlas]) -> None:
    root, _, _ = hostile
    project = root / "build" / "frames"
    command = [sys.executable, "-m", "zensical", "build", "--config-file", "mkdocs.yml", "--strict"]
    finished = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=200)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    made, theirs = project / "made", project / "html"
    frames = {
        path.relative_to(made).as_posix(): marks
        for path in made.rglob("*.html")
        if (marks := re.findall(r"@@\w+@@", path.read_text(encoding="utf-8")))
    }
    assert len(frames) > 20
    for path, marks in frames.items():
        text = (theirs / path).read_text(encoding="utf-8")
        assert re.findall(r"@@\w+@@", text) == marks, path


def test_the_frames_are_few(hostile: tuple[Path, Path, Atlas]) -> None:
    root, out, _ = hostile
    built = list((root / "build" / "frames" / "pages").rglob("*.md"))
    assert len(built) < 60
    assert not [path for path in out.rglob("*") if path.name.startswith("frame")]
    # The name of a part in a text is text: no other part is missing.
    left = {mark for path in out.rglob("*.html") for mark in re.findall(r"@@\w+@@", path.read_text(encoding="utf-8"))}
    assert left == {"@@body@@"}
