"""Kept answers: bounded in age and size, and never written outside the knowledge base."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codev.contribute.fetch.kept import ANSWERS_FOLDER, KeptAnswers
from codev.limits.services import KEPT_SECONDS_MAX

URL = "https://dblp.org/search/publ/api?q=x"


def test_an_answer_comes_back_until_it_is_a_day_old(tmp_path: Path) -> None:
    now = [1_000_000.0]
    kept = KeptAnswers(tmp_path, now=lambda: now[0])
    assert kept.read(URL) is None
    kept.write(URL, b"answer")
    [file] = (tmp_path / ANSWERS_FOLDER).iterdir()
    os.utime(file, (now[0], now[0]))
    assert kept.read(URL) == b"answer"
    assert kept.read(f"{URL}y") is None
    now[0] += KEPT_SECONDS_MAX
    assert kept.read(URL) == b"answer"
    now[0] += 1
    assert kept.read(URL) is None
    kept.tidy()
    assert not file.exists()


def test_the_oldest_go_where_all_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codev.contribute.fetch.kept.KEPT_BYTES_MAX", 25)
    kept = KeptAnswers(tmp_path, now=lambda: 2000.0)
    for number in range(4):
        kept.write(f"{URL}{number}", bytes(10))
    for file in (tmp_path / ANSWERS_FOLDER).iterdir():
        os.utime(file, (1000, 1000))
    newest = kept._file(f"{URL}2")
    os.utime(newest, (1500, 1500))
    kept.tidy()
    left = list((tmp_path / ANSWERS_FOLDER).iterdir())
    assert len(left) == 2
    assert newest in left


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "root"
    (root / "build").mkdir(parents=True)
    (root / "build/cache").symlink_to(outside)
    kept = KeptAnswers(root)
    kept.write(URL, b"answer")
    assert kept.read(URL) is None
    kept.tidy()
    assert not list(outside.rglob("*"))


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file")
    kept = KeptAnswers(tmp_path)
    kept.write(URL, b"answer")
    assert kept.read(URL) is None
    kept.tidy()
