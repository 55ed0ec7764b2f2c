"""The cache: what it saves, and that nothing goes wrong when it is stale, broken, locked, foreign or out of reach."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from codev import ids
from codev.check import rule
from codev.check.catalogue import MODULES
from codev.check.run import check
from codev.check.works import check_work
from codev.model import fields, work
from codev.store import cache, examine, read
from codev.store.cache import CACHE_FILE, read_cache, read_note, write_cache, write_note
from codev.store.examine import Examined, WorkCheck, examine_bytes
from codev.store.layout import SourceFile
from codev.store.load import load_records
from generated import write_generated


@pytest.fixture
def root(facts_base: Path, tmp_path: Path) -> Path:
    """A small knowledge base."""
    return write_generated(facts_base, tmp_path / "kb", 12)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are examined rather than taken from the cache."""
    paths: list[str] = []

    def spy(file: SourceFile, raw: bytes, rules: WorkCheck | None) -> Examined:
        paths.append(file.path)
        return examine_bytes(file, raw, rules)

    monkeypatch.setattr(read, "examine_bytes", spy)
    return paths


def entry(root: Path) -> Path:
    """Return an entry of the knowledge base."""
    return min(root.glob("papers/*/*.yaml"))


def test_unchanged_files_are_not_parsed_again(root: Path, parsed: list[str]) -> None:
    first = check(root)
    assert len(parsed) == first.file_count
    parsed.clear()
    assert check(root) == first
    assert parsed == []
    records = load_records(root, check_work=check_work)
    assert parsed == []
    assert records == load_records(root, check_work=check_work, use_cache=False)


def test_what_the_rules_on_one_work_have_not_seen_is_not_kept(root: Path, parsed: list[str]) -> None:
    edited = entry(root)
    edited.write_text(re.sub("(?m)^title: .*", "title: A title that ends in a full stop.", edited.read_text("utf-8")), "utf-8")
    load_records(root)
    assert not (root / CACHE_FILE).exists()
    parsed.clear()
    report = check(root)
    assert len(parsed) == report.file_count
    assert "title-form" in {finding.code for finding in report.findings}
    parsed.clear()
    assert load_records(root).findings, "what was kept holds what the rules found"
    assert parsed == []


def test_an_edited_file_is_parsed_again_and_the_old_one_forgotten(root: Path, parsed: list[str]) -> None:
    check(root)
    edited = entry(root)
    before = set(read_cache(root, "summary"))
    edited.write_text(edited.read_text("utf-8").replace("key:", "kee:"), encoding="utf-8")
    parsed.clear()
    report = check(root)
    assert parsed == [edited.relative_to(root).as_posix()]
    assert {finding.code for finding in report.findings if finding.path == parsed[0]} == {"unknown-key", "missing-key"}
    after = set(read_cache(root, "summary"))
    assert len(after) == len(before)
    assert len(after - before) == 1
    parsed.clear()
    assert check(root) == report, "findings come from the cache as they were"
    assert parsed == []
    edited.unlink()
    check(root)
    assert len(read_cache(root, "summary")) == len(before) - 1


def test_a_moved_file_is_another_file(root: Path, parsed: list[str]) -> None:
    check(root)
    moved = entry(root)
    target = moved.parent.parent / "1999" / moved.name
    target.parent.mkdir()
    moved.rename(target)
    assert "wrong-folder" in {finding.code for finding in check(root).findings}


def test_other_code_does_not_use_it(root: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    check(root)
    monkeypatch.setattr(cache, "code_digest", lambda: "of another version")
    parsed.clear()
    check(root)
    assert len(parsed) == len(read_cache(root, "data"))
    parsed.clear()
    check(root)
    assert parsed == []


def test_the_digest_of_the_code_covers_every_rule() -> None:
    package = Path(cache.__file__).parent.parent
    covered = {path for pattern in cache.EXAMINING_MODULES for path in package.glob(pattern)}
    needed = {Path(each.__file__ or "") for each in (ids, fields, work, examine, rule, *MODULES)}
    assert needed <= covered


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_file_is_made_anew(root: Path, parsed: list[str], content: bytes) -> None:
    report = check(root)
    (root / CACHE_FILE).write_bytes(content)
    assert read_cache(root) == {}
    assert check(root) == report
    parsed.clear()
    assert check(root) == report
    assert parsed == []


def test_rows_that_somebody_wrote_are_not_believed(root: Path) -> None:
    records = load_records(root, check_work=check_work)
    with sqlite3.connect(root / CACHE_FILE) as connection:
        connection.execute("UPDATE files SET data = '{\"key\": 1}'")
    connection.close()
    assert load_records(root) == records
    with sqlite3.connect(root / CACHE_FILE) as connection:
        connection.execute("UPDATE files SET findings = 'not json'")
    connection.close()
    assert read_cache(root) == {}
    with sqlite3.connect(root / CACHE_FILE) as connection:
        connection.execute("UPDATE files SET findings = '', summary = '[1]'")
    connection.close()
    report = check(root)
    assert report == check(root, use_cache=False)
    assert len(read_cache(root, "summary")) == report.file_count, "and the cache is as it should be again"


def test_a_locked_database_is_done_without(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = check(root)
    monkeypatch.setattr(cache, "LOCK_SECONDS", 0.01)
    connection = sqlite3.connect(root / CACHE_FILE, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    assert check(root) == report
    connection.close()


def test_it_is_never_written_through_a_link(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "build").symlink_to(outside)
    check(root)
    load_records(root, check_work=check_work)
    assert list(outside.iterdir()) == []
    (root / "build").unlink()
    (root / "build/cache").mkdir(parents=True)
    (root / CACHE_FILE).symlink_to(outside / "stolen")
    check(root)
    assert list(outside.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_left_alone(root: Path) -> None:
    (root / "build").write_text("a file in the way")
    assert check(root) == check(root, use_cache=False)


def test_notes(root: Path) -> None:
    assert read_note(root, "weather") is None
    write_note(root, "weather", "sun")
    assert read_note(root, "weather") is None, "a note belongs to results of this code"
    write_cache(root, [])
    write_note(root, "weather", "sun")
    assert read_note(root, "weather") == "sun"
    shutil.rmtree(root / "build")
    assert read_note(root, "weather") is None


def test_nothing_is_kept_when_it_is_not_wanted(root: Path) -> None:
    check(root, use_cache=False)
    load_records(root, check_work=check_work, use_cache=False)
    assert not (root / "build").exists()


@pytest.mark.parametrize("column", ["path", "data", "summary", "findings", "names"])
def test_a_row_that_a_broken_disk_changed_is_read_again(column: str, root: Path) -> None:
    before = check(root)
    load_records(root)
    with closing(sqlite3.connect(root / CACHE_FILE)) as connection:
        connection.execute(f"UPDATE files SET {column} = replace({column} || 'a', 'a', 'b')")  # noqa: S608 - our own names
        connection.commit()
    known = {**read_cache(root, "data"), **read_cache(root, "summary")}
    assert known == {} or column in {"data", "summary"}
    assert check(root) == before
    assert load_records(root) == load_records(root, use_cache=False)
