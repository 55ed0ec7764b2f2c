"""The shared knowledge base: read once, read again when files change, kept while they cannot be read."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from codev import Atlas
from codev.errors import KnowledgeBaseError
from codev.explorer.launch import DATA_VARIABLE
from codev.export import sqlite
from codev.show.source import AtlasSource
from explorer.conftest import assert_healthy, open_at, said
from generated import write_generated


@pytest.fixture
def base(facts_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small knowledge base that is looked at every time."""
    monkeypatch.setattr("codev.show.source.LOOK_SECONDS_MIN", 0.0)
    return write_generated(facts_base, tmp_path / "kb", 20)


def entry(root: Path) -> Path:
    """Return one entry's file."""
    return min(root.glob("papers/*/*.yaml"))


def test_the_same_files_are_read_once(base: Path) -> None:
    source = AtlasSource(base)
    first = source.current()
    assert source.current() is first
    assert first.file == ""
    assert source.label == "kb"


def test_a_saved_entry_is_seen_at_the_next_click(base: Path) -> None:
    source = AtlasSource(base)
    first = source.current()
    path = entry(base)
    path.write_text(
        path.read_text("utf-8").replace("title: ", "title: New ", 1).replace("title: New '", "title: 'New "), "utf-8"
    )
    later = source.current()
    assert later.version != first.version
    assert later.atlas.works[path.stem].title == f"New {first.atlas.works[path.stem].title}"
    path.unlink()
    assert path.stem not in source.current().atlas.works


def test_a_broken_entry_leaves_the_last_good_state_with_a_notice(base: Path) -> None:
    source = AtlasSource(base)
    good = source.current()
    path = entry(base)
    text = path.read_text("utf-8")
    path.write_text("title: [", "utf-8")
    broken = source.current()
    assert broken.atlas is good.atlas
    assert path.name in broken.notice
    assert source.current().notice == broken.notice
    path.write_text(text, "utf-8")
    os.utime(path, ns=(1, 1))
    assert source.current().notice == ""


def test_a_knowledge_base_that_goes_away_is_kept(base: Path) -> None:
    source = AtlasSource(base)
    good = source.current()
    (base / "taxonomy").rename(base / "gone")
    assert source.current().atlas is good.atlas
    assert "no knowledge base" in source.current().notice


def test_what_was_never_readable_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeBaseError):
        AtlasSource(tmp_path).current()
    with pytest.raises(KnowledgeBaseError):
        AtlasSource(data=tmp_path / "missing.sqlite").current()


def test_many_visitors_cause_one_reading(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = AtlasSource(base)
    read: list[int] = []
    load = source._load

    def counted_load() -> Atlas:
        read.append(1)
        return load()

    monkeypatch.setattr(source, "_load", counted_load)
    seen: list[object] = []
    threads = [threading.Thread(target=lambda: seen.append(source.current().atlas)) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == 1
    assert len(set(map(id, seen))) == 1


def test_a_published_file_is_shown_and_nothing_is_written_beside_it(
    facts_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = tmp_path / sqlite.write(facts_atlas, tmp_path)[0]
    monkeypatch.setenv(DATA_VARIABLE, str(published))
    page = open_at("view=console&sql=SELECT+count%28%2A%29+AS+n+FROM+works")
    assert_healthy(page)
    assert f"Source: {published.name}" in said(page)
    assert page.dataframe[0].value["n"][0] == len(facts_atlas.works)
    assert sorted(published.parent.iterdir()) == [published]
