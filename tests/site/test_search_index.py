"""The search index: in parts where the site is large, the same bytes each time, nothing left over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codev.errors import BuildError
from codev.site import search_index as module
from codev.site.page import Page
from codev.site.search_index import SearchIndexer


def page(number: int, *, searched: bool = True) -> Page:
    """Return a page."""
    return Page(
        address=f"works/number{number}/",
        title=f"Number {number}",
        description="",
        body=f"<h1>Number {number}</h1><p>It filters image-text pairs.</p>",
        section="Works",
        facets={"kind": ["Work"]} if searched else None,
    )


def index(cache: Path, site: Path, count: int) -> dict[str, bytes]:
    """Index so many pages and one that is not searched; return the files."""
    indexer = SearchIndexer(cache)
    for number in range(count):
        indexer.add(page(number))
    indexer.add(page(count, searched=False))
    indexer.start()
    site.mkdir()
    indexer.finish(site / "pagefind")
    indexer.stop()
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def page_counts(files: dict[str, bytes]) -> dict[str, int]:
    """Return how many pages each part has."""
    return {
        path.partition("/")[0]: sum(language["page_count"] for language in json.loads(content)["languages"].values())
        for path, content in files.items()
        if path.endswith("pagefind-entry.json")
    }


def test_a_site_of_common_size_has_one_part(tmp_path: Path) -> None:
    files = index(tmp_path / "cache", tmp_path / "site", 5)
    assert page_counts(files) == {"pagefind": 5}
    assert json.loads(files["pagefind/parts.json"]) == []


def test_a_large_site_has_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PART_PAGES", 3)
    files = index(tmp_path / "cache", tmp_path / "site", 8)
    assert page_counts(files) == {"pagefind": 3, "pagefind-1": 3, "pagefind-2": 2}
    assert json.loads(files["pagefind/parts.json"]) == ["pagefind-1/", "pagefind-2/"]
    # Fewer pages, in the same cache: nothing of what was there before is left.
    fewer = index(tmp_path / "cache", tmp_path / "fewer", 2)
    assert page_counts(fewer) == {"pagefind": 2}
    assert sorted(path.name for path in (tmp_path / "cache" / "documents").iterdir()) == ["0"]


def test_equal_pages_give_equal_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PART_PAGES", 2)
    assert index(tmp_path / "one", tmp_path / "site", 5) == index(tmp_path / "two", tmp_path / "again", 5)


def test_parts_go_on_while_pages_are_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PART_PAGES", 1)
    indexer = SearchIndexer(tmp_path / "cache")
    for number in range(3):
        indexer.add(page(number))
    indexer.start()
    while len(list((tmp_path / "cache" / "index").glob("*/pagefind-entry.json"))) < 3:
        indexer.advance()
    indexer.finish(tmp_path / "pagefind")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "pagefind", "pagefind-1", "pagefind-2"]


def test_stopping_leaves_no_index(tmp_path: Path) -> None:
    indexer = SearchIndexer(tmp_path / "cache")
    indexer.add(page(1))
    indexer.start()
    indexer.stop()
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == ["documents"]


def test_what_was_not_started_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="not started"):
        SearchIndexer(tmp_path / "cache").finish(tmp_path / "pagefind")
