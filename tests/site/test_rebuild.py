"""Building again: the same bytes for the same input, only what changed for another, and never half a site."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from built_site import broken_links
from codev import Atlas
from codev.errors import BuildError, WrongUseError
from codev.site.engine import build as build_module
from codev.site.engine.build import BuildReport, build_site
from codev.site.engine.page_writer import PageWriter
from codev.site.engine.publish import MadeFile, only_build
from codev.site.engine.search_index import SearchIndex
from codev.site.engine.settings import SiteSettings
from codev.site.pages.page import DataFile, Page
from faults.kit import killed_at
from faults.spoil import spoil_all

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("site-small")]

Make = Callable[[int], Path]


@dataclass(frozen=True)
class Workshop:
    """A sample of the knowledge base and its site, built once; tests get both anew, as they were then, in the same place.

    Attributes:
        folder: Holds all of it.
        kept: A copy of that.
        built: What building it told.
    """

    folder: Path
    kept: Path
    built: BuildReport

    @property
    def root(self) -> Path:
        """The folder of the knowledge base."""
        return self.folder / "base"

    @property
    def out(self) -> Path:
        """Its site."""
        return self.folder / "published" / "site"

    def restore(self) -> None:
        """Put everything back, with times and links between files as they were."""
        shutil.rmtree(self.folder)
        subprocess.run(["cp", "-a", str(self.kept), str(self.folder)], check=True)


@pytest.fixture(scope="module")
def build(settings: SiteSettings) -> Callable[..., BuildReport]:
    """Build a root to a folder."""

    def run(root: Path, out: Path, **options: bool | int) -> BuildReport:
        return build_site(Atlas.load(root), out, settings=settings, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="module")
def made(make_root: Make, build: Callable[..., BuildReport]) -> Workshop:
    """A sample of the knowledge base with its site."""
    sample = make_root(12)
    folder, kept = sample.parent / "workshop", sample.parent / "kept"
    folder.mkdir()
    shutil.move(sample, folder / "base")
    (folder / "published").mkdir()
    built = build(folder / "base", folder / "published" / "site", fresh=True)
    subprocess.run(["cp", "-a", str(folder), str(kept)], check=True)
    return Workshop(folder, kept, built)


@pytest.fixture
def workshop(made: Workshop) -> Workshop:
    """The sample and its site as they were built."""
    made.restore()
    return made


@pytest.fixture
def root(workshop: Workshop) -> Path:
    """The sample, to be edited."""
    return workshop.root


@pytest.fixture
def out(workshop: Workshop) -> Path:
    """The site of the sample."""
    return workshop.out


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit_title(root: Path) -> Path:
    """Change the title of the first work with claims, and return its file."""
    entries = sorted((root / "papers").rglob("*.yaml"))
    first = next(path for path in entries if "claims:" in path.read_text(encoding="utf-8"))
    text = first.read_text(encoding="utf-8")
    first.write_text(
        re.sub(r"^title: .*(\n  .*)*", "title: Another title", text, count=1, flags=re.MULTILINE), encoding="utf-8"
    )
    return first


def edit(root: Path) -> None:
    """Change a title, and take an entry away."""
    first, entries = edit_title(root), sorted((root / "papers").rglob("*.yaml"))
    unneeded = next(path for path in entries if "introduces:" not in path.read_text(encoding="utf-8") and path != first)
    unneeded.unlink()


def test_no_link_of_a_small_site_is_broken(out: Path) -> None:
    """In a small knowledge base some lists are empty: nothing leads to parts of pages that are left out then."""
    assert broken_links(out) == []


def test_the_same_input_gives_the_same_bytes(root: Path, out: Path, tmp_path: Path, build: Callable[..., BuildReport]) -> None:
    kept = root / "build"
    notes = [kept / "frames/digest", kept / "cache/exports/digest", kept / "cache/layout/places.json"]
    notes += (kept / "cache/search/index").glob("*.note")
    before = [note.stat().st_mtime_ns for note in notes]
    build(root, tmp_path / "two", fresh=True)
    # Nothing of the last build was taken over.
    assert all(note.stat().st_mtime_ns > earlier for note, earlier in zip(notes, before, strict=True))
    assert len(notes) > 3
    one, two = contents(out), contents(tmp_path / "two")
    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []


def test_a_build_after_an_edit_is_what_a_fresh_one_would_be(
    workshop: Workshop, tmp_path: Path, build: Callable[..., BuildReport]
) -> None:
    edit(workshop.root)
    again = build(workshop.root, workshop.out)
    build(workshop.root, tmp_path / "fresh", fresh=True)
    assert again.rendered_count < workshop.built.rendered_count
    one, two = contents(workshop.out), contents(tmp_path / "fresh")
    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []


def test_nothing_is_done_where_nothing_changed(workshop: Workshop, build: Callable[..., BuildReport]) -> None:
    root, out, whole = workshop.root, workshop.out, workshop.built
    before = out.stat().st_ino, contents(out)
    again = build(root, out)
    assert (again.rendered_count, again.page_count, again.file_count) == (0, whole.page_count, whole.file_count)
    assert (out.stat().st_ino, contents(out)) == before
    assert build(root, out, with_exports=False).file_count < whole.file_count


def test_an_edit_makes_only_the_pages_that_read_it(
    root: Path, out: Path, build: Callable[..., BuildReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root)
    made: list[str] = []
    write = PageWriter._write_file

    def noted(self: PageWriter, file: Page | DataFile) -> MadeFile:
        if isinstance(file, Page):
            made.append(file.address)
        return write(self, file)

    monkeypatch.setattr(PageWriter, "_write_file", noted)
    report = build(root, out, process_count=1)
    assert len(made) == report.rendered_count < 0.5 * report.page_count
    edited = next(work for work in Atlas.load(root).works.values() if work.title == "Another title")
    assert {f"works/{edited.key}/", "works/", f"taxonomy/{edited.claims[0].node}/"} <= set(made)


def test_progress_counts_up_to_what_there_is(root: Path, out: Path, settings: SiteSettings) -> None:
    edit_title(root)
    told: list[tuple[str, int, int]] = []
    build_site(Atlas.load(root), out, settings=settings, progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(step for step, _, _ in told)) == ["Pages", "Indexing", "Exports"]
    assert len({count for step, _, count in told if step == "Pages"}) == 1
    assert all(0 <= done < count for _, done, count in told)


def test_a_page_that_somebody_touched_is_built_anew(root: Path, out: Path, build: Callable[..., BuildReport]) -> None:
    page = next((out / "works").glob("*2*/index.html"))
    good = page.read_bytes()
    page.write_bytes(b"spoiled")
    build(root, out)
    assert page.read_bytes() == good


def test_a_search_document_that_somebody_touched_is_written_anew(
    root: Path, out: Path, build: Callable[..., BuildReport]
) -> None:
    document = max((root / "build" / "cache" / "search" / "documents").glob("*/venues/*/index.html"))
    good = document.read_bytes()
    document.write_bytes(good.replace(b"<h1", b"<p>spoiled</p><h1"))
    edit_title(root)
    build(root, out)
    assert document.read_bytes() == good


def test_a_twin_that_somebody_removed_is_built_anew(root: Path, out: Path, build: Callable[..., BuildReport]) -> None:
    twin = next((out / "works").glob("*/index.md"))
    content = twin.read_bytes()
    twin.unlink()
    assert build(root, out).rendered_count > 0
    assert twin.read_bytes() == content


def test_a_build_notices_whatever_was_spoiled_of_the_last_one(root: Path, out: Path, build: Callable[..., BuildReport]) -> None:
    before = contents(out)
    assert spoil_all(root / "build") > 20
    build(root, out)
    after = contents(out)
    assert after.keys() == before.keys()
    assert [path for path in before if before[path] != after[path]] == []


def test_a_failed_build_leaves_the_last_site(
    root: Path, out: Path, build: Callable[..., BuildReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(out)
    edit(root)

    def fail(*_: object, **__: object) -> None:
        raise BuildError("Pagefind fails")

    monkeypatch.setattr(SearchIndex, "finish", fail)
    with pytest.raises(BuildError, match="Pagefind fails"):
        build(root, out)
    assert contents(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def _build_and_die(root: Path, out: Path, settings: SiteSettings) -> None:
    """Build, and be killed when the new site is finished and not yet in its place."""
    pytest.MonkeyPatch().setattr(build_module, "put_in_place", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    build_site(Atlas.load(root), out, settings=settings)


def test_a_killed_build_leaves_the_last_site_and_the_next_one_cleans_up(
    root: Path, out: Path, build: Callable[..., BuildReport], settings: SiteSettings
) -> None:
    before = contents(out)
    edit(root)
    process = get_context("fork").Process(target=_build_and_die, args=(root, out, settings))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert contents(out) == before
    build(root, out)
    assert [path.name for path in out.parent.iterdir()] == ["site"]
    assert b"Another title" in (out / "works/index.html").read_bytes()


def in_child(function: Callable[[], object]) -> int:
    """Run a function in a forked process, and return how it ended: negative for a signal, 1 for an error."""
    child = os.fork()
    if child == 0:
        try:
            function()
        except BaseException:  # noqa: BLE001 - a worker that was killed fails the build
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_build_killed_at_any_step_leaves_a_whole_site_and_the_next_one_is_right(
    workshop: Workshop, build: Callable[..., BuildReport], request: pytest.FixtureRequest
) -> None:
    before = contents(workshop.out)

    def build_and_die(moment: int) -> None:
        killed_at(moment, workshop.folder)()
        build(workshop.root, workshop.out)

    edit(workshop.root)
    assert in_child(lambda: build_and_die(0)) == 0
    moments = int(workshop.folder.with_name("tally").read_text())
    done, usual = contents(workshop.out), set(contents(workshop.root / "build"))
    assert done != before
    chance = random.Random(17)  # noqa: S311 - the same moments each time
    for _ in range(request.config.getoption("--kills")):
        workshop.restore()
        edit(workshop.root)
        moment = chance.randint(1, moments)
        # A helper of the build may meet the moment first: then it is the helper that dies, and the build fails.
        assert in_child(partial(build_and_die, moment)) in (-signal.SIGKILL, 0, 1)
        assert contents(workshop.out) in (before, done), f"half a site after the kill at {moment}"
        build(workshop.root, workshop.out)
        assert contents(workshop.out) == done, f"after the kill at {moment}"
        assert set(contents(workshop.root / "build")) == usual, f"left by the kill at {moment}"
        assert [path.name for path in workshop.out.parent.iterdir()] == ["site"]


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
