"""Building again: the same bytes for the same input, only what changed for another, and never half a site."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest

from codev import Atlas
from codev.errors import BuildError, WrongUseError
from codev.site.engine import build as build_module
from codev.site.engine.build import BuildReport, build_site
from codev.site.engine.page_writer import PageWriter
from codev.site.engine.publish import only_build
from codev.site.engine.search_index import SearchIndex
from codev.site.engine.settings import SiteSettings
from codev.site.pages.page import Page

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("site-small")]

Make = Callable[[int], Path]


@pytest.fixture
def root(make_root: Make) -> Path:
    """A sample of the knowledge base to build and edit."""
    return make_root(12)


@pytest.fixture
def build(settings: SiteSettings) -> Callable[..., BuildReport]:
    """Build a root to a folder."""

    def run(root: Path, out: Path, **options: bool | int) -> BuildReport:
        return build_site(Atlas.load(root), out, settings=settings, **options)  # type: ignore[arg-type]

    return run


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(root: Path) -> None:
    """Change a title, take an entry away, and break off a claim."""
    entries = sorted((root / "papers").rglob("*.yaml"))
    first = next(path for path in entries if "claims:" in path.read_text(encoding="utf-8"))
    text = first.read_text(encoding="utf-8")
    first.write_text(
        re.sub(r"^title: .*(\n  .*)*", "title: Another title", text, count=1, flags=re.MULTILINE), encoding="utf-8"
    )
    unneeded = next(path for path in entries if "introduces:" not in path.read_text(encoding="utf-8") and path != first)
    unneeded.unlink()


def test_the_same_input_gives_the_same_bytes(root: Path, tmp_path: Path, build: Callable[..., BuildReport]) -> None:
    build(root, tmp_path / "one", fresh=True)
    build(root, tmp_path / "two", fresh=True)
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []


def test_a_build_after_an_edit_is_what_a_fresh_one_would_be(
    root: Path, tmp_path: Path, build: Callable[..., BuildReport]
) -> None:
    whole = build(root, tmp_path / "site")
    edit(root)
    again = build(root, tmp_path / "site")
    build(root, tmp_path / "fresh", fresh=True)
    assert again.rendered_count < whole.rendered_count
    one, two = contents(tmp_path / "site"), contents(tmp_path / "fresh")
    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []


def test_nothing_is_done_where_nothing_changed(root: Path, tmp_path: Path, build: Callable[..., BuildReport]) -> None:
    out = tmp_path / "site"
    whole = build(root, out)
    before = out.stat().st_ino, contents(out)
    again = build(root, out)
    assert (again.rendered_count, again.page_count, again.file_count) == (0, whole.page_count, whole.file_count)
    assert (out.stat().st_ino, contents(out)) == before
    assert build(root, out, with_exports=False).file_count < whole.file_count


def test_an_edit_makes_only_the_pages_that_read_it(
    root: Path, tmp_path: Path, build: Callable[..., BuildReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root, tmp_path / "site")
    edit(root)
    made: list[str] = []
    write = PageWriter._write_page

    def noted(self: PageWriter, page: Page) -> object:
        made.append(page.address)
        return write(self, page)

    monkeypatch.setattr(PageWriter, "_write_page", noted)
    report = build(root, tmp_path / "site", process_count=1)
    assert len(made) == report.rendered_count < 0.5 * report.page_count
    edited = next(work for work in Atlas.load(root).works.values() if work.title == "Another title")
    assert {f"works/{edited.key}/", "works/", f"taxonomy/{edited.claims[0].node}/"} <= set(made)


def test_a_page_that_somebody_touched_is_built_anew(root: Path, tmp_path: Path, build: Callable[..., BuildReport]) -> None:
    out = tmp_path / "site"
    build(root, out)
    page = next((out / "works").glob("*2*/index.html"))
    good = page.read_bytes()
    page.write_bytes(b"spoiled")
    build(root, out)
    assert page.read_bytes() == good


def test_a_failed_build_leaves_the_last_site(
    root: Path, tmp_path: Path, build: Callable[..., BuildReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    build(root, out)
    before = contents(out)
    edit(root)

    def fail(*_: object, **__: object) -> None:
        raise BuildError("Pagefind fails")

    monkeypatch.setattr(SearchIndex, "finish", fail)
    with pytest.raises(BuildError, match="Pagefind fails"):
        build(root, out)
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def _build_and_die(root: Path, out: Path, settings: SiteSettings) -> None:
    """Build, and be killed when the new site is finished and not yet in its place."""
    pytest.MonkeyPatch().setattr(build_module, "put_in_place", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    build_site(Atlas.load(root), out, settings=settings)


def test_a_killed_build_leaves_the_last_site_and_the_next_one_cleans_up(
    root: Path, tmp_path: Path, build: Callable[..., BuildReport], settings: SiteSettings
) -> None:
    out = tmp_path / "site"
    build(root, out)
    before = contents(out)
    edit(root)
    process = get_context("fork").Process(target=_build_and_die, args=(root, out, settings))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert contents(out) == before
    build(root, out)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert b"Another title" in (out / "works/index.html").read_bytes()


def test_two_builds_do_not_write_at_once(root: Path, tmp_path: Path, build: Callable[..., BuildReport]) -> None:
    with only_build(root / "build"), pytest.raises(BuildError, match="another build"):
        build(root, tmp_path / "site")


@pytest.mark.parametrize("where", ["notes", "papers/2023", "."])
def test_a_folder_that_holds_something_else_is_refused(root: Path, build: Callable[..., BuildReport], where: str) -> None:
    out = root / where
    out.mkdir(parents=True, exist_ok=True)
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WrongUseError):
        build(root, out)
    assert (out / "mine.txt").read_text(encoding="utf-8") == "mine"
