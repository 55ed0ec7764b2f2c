"""The search index: in parts where the site is large, the same bytes each time, made again only where its documents changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import escape

from codev import Atlas
from codev.errors import BuildError
from codev.site.engine import search_index as module
from codev.site.engine.search_index import PART_PAGES, SearchIndex, part_pages_of
from codev.site.engine.site_folder import SiteFolder
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page
from codev.site.pages.works import work_page


def page(number: int, *, searched: bool = True, text: str = "It filters image-text pairs.") -> Page:
    """Return a page."""
    return Page(
        address=f"works/number{number}/",
        title=f"Number {number}",
        description="",
        body=f"<h1>Number {number}</h1><p>{text}</p>",
        section="Works",
        facets={"kind": ["Work"]} if searched else None,
        near=f"number{number}",
    )


def index(cache: Path, site: Path, pages: list[Page], part_pages: int = PART_PAGES) -> dict[str, bytes]:
    """Index pages; return the files."""
    search = SearchIndex(cache, len(pages), part_pages)
    documents = [document for each in pages if (document := search.add(each))]
    site.mkdir()
    search.finish(documents, SiteFolder(site))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def page_counts(files: dict[str, bytes]) -> dict[str, int]:
    """Return how many pages each part has."""
    return {
        path.partition("/")[0]: sum(language["page_count"] for language in json.loads(content)["languages"].values())
        for path, content in files.items()
        if path.endswith("pagefind-entry.json")
    }


def test_a_site_of_common_size_has_one_part(tmp_path: Path) -> None:
    files = index(tmp_path / "cache", tmp_path / "site", [*map(page, range(5)), page(5, searched=False)])
    assert page_counts(files) == {"pagefind": 5}
    assert json.loads(files["pagefind/parts.json"]) == []


def test_a_large_site_has_several(tmp_path: Path) -> None:
    files = index(tmp_path / "cache", tmp_path / "site", [*map(page, range(8))], 3)
    counts = page_counts(files)
    assert counts.keys() == {"pagefind", "pagefind-1", "pagefind-2"}
    assert sum(counts.values()) == 8
    assert json.loads(files["pagefind/parts.json"]) == ["pagefind-1/", "pagefind-2/"]
    # Fewer pages, in the same cache: nothing of what was there before is left.
    fewer = index(tmp_path / "cache", tmp_path / "fewer", [*map(page, range(2))])
    assert page_counts(fewer) == {"pagefind": 2}
    assert len(list((tmp_path / "cache" / "documents").rglob("*.html"))) == 2


@pytest.mark.parametrize(
    ("page_count", "is_preview", "parts_max"),
    [(1_700, True, 6), (13_000, True, 25), (110_000, True, 25), (1_000_000, True, 125), (13_000, False, 2), (30, True, 1)],
)
def test_parts_are_few_and_fit_into_memory(page_count: int, is_preview: bool, parts_max: int) -> None:
    pages = part_pages_of(page_count, is_preview=is_preview)
    assert pages <= PART_PAGES
    assert -(-page_count // pages) <= parts_max


def test_pages_about_one_work_lie_together_and_those_about_none_apart(tmp_path: Path) -> None:
    search = SearchIndex(tmp_path, 30, 3)

    def parts(near: str) -> set[str]:
        return {
            document.path.partition("/")[0] for number in range(9) if (document := search.add(replace(page(number), near=near)))
        }

    assert len(parts("gadre2023datacomp")) == 1
    assert len(parts("")) > 2


def test_equal_pages_give_equal_bytes(tmp_path: Path) -> None:
    pages = [*map(page, range(5))]
    assert index(tmp_path / "one", tmp_path / "site", pages, 2) == index(tmp_path / "two", tmp_path / "again", pages, 2)


def test_only_a_part_whose_documents_changed_is_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []
    run = module._run_pagefind

    def noted(documents: Path, target: Path) -> None:
        runs.append(documents.name)
        run(documents, target)

    monkeypatch.setattr(module, "_run_pagefind", noted)
    pages = [*map(page, range(6))]
    index(tmp_path / "cache", tmp_path / "one", pages, 3)
    assert sorted(runs) == ["0", "1"]
    runs.clear()
    index(tmp_path / "cache", tmp_path / "two", pages, 3)
    assert runs == []
    edited = index(tmp_path / "cache", tmp_path / "three", [*pages[:5], page(5, text="It packs sequences.")], 3)
    assert len(runs) == 1
    assert edited == index(tmp_path / "fresh", tmp_path / "four", [*pages[:5], page(5, text="It packs sequences.")], 3)


def test_pages_that_are_gone_leave_nothing(tmp_path: Path) -> None:
    pages = [*map(page, range(6))]
    index(tmp_path / "cache", tmp_path / "one", pages, 3)
    (tmp_path / "cache" / "documents" / "somebody's").write_text("", encoding="utf-8")
    assert index(tmp_path / "cache", tmp_path / "two", pages[:2], 3) == index(
        tmp_path / "fresh", tmp_path / "three", pages[:2], 3
    )
    left = {path.parent.name for path in (tmp_path / "cache" / "documents").rglob("*.html")}
    assert left == {"number0", "number1"}


def test_the_same_words_on_every_work_are_not_searched(part_atlas: Atlas, repository: Path, tmp_path: Path) -> None:
    renderer = Renderer(part_atlas, repository / "site" / "templates")
    work = next(work for work in part_atlas.works.values() if work.claims)
    made = work_page(renderer, work.key)
    document = SearchIndex(tmp_path, 1).add(made)
    assert document is not None
    text = (tmp_path / "documents" / document.path).read_text("utf-8")
    assert str(escape(work.claims[0].statement)) in text
    assert "Which evidence states each field" in made.body
    assert "Which evidence states each field" not in text


def test_what_is_ignored_and_what_shows_in_passing_changes_no_document(tmp_path: Path) -> None:
    search = SearchIndex(tmp_path, 1)
    said = []
    for word in ("one", "other"):
        text = (
            f'It says<ul data-pagefind-ignore class="codev-lines"><li><a href="x">{word} title</a></li></ul> here'
            f'<div data-pagefind-ignore class="codev-scroll"><table><tr><td>{word} cell</td></tr></table> kept</div>'
            f'<details data-pagefind-ignore class="codev-trust"><summary>{word}</summary><p>{word} < x</p></details> told'
            f'<ul><li><b title="{word} hint">shown</b></li></ul>'
        )
        document = search.add(page(1, text=text))
        assert document is not None
        said.append((search.documents / document.path).read_text("utf-8"))
    assert said[0] == said[1]
    assert all(each in said[0] for each in ("It says", " here", " kept", " told", "shown"))
    assert "one" not in said[0]


def test_a_run_that_was_cut_off_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [*map(page, range(2))]
    with monkeypatch.context() as patch:
        patch.setattr(module, "put_in_order", lambda _: (_ for _ in ()).throw(BuildError("cut off")))
        with pytest.raises(BuildError, match="cut off"):
            index(tmp_path / "cache", tmp_path / "one", pages)
    assert index(tmp_path / "cache", tmp_path / "two", pages) == index(tmp_path / "fresh", tmp_path / "three", pages)
