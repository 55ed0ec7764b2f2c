"""Reading files: nothing but regular files of a bounded size, in one process or several with one result."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from codev.limits.files import WORK_BYTES_MAX
from codev.store import read
from codev.store.layout import SourceFile, list_files
from codev.store.read import read_bytes, read_files
from generated import write_generated


@pytest.fixture(scope="module")
def root(facts_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base that is large enough for several processes."""
    return write_generated(facts_base, tmp_path_factory.mktemp("read") / "kb", 200)


def code_of(root: Path, path: str) -> str:
    """Return the code of the finding that a file may not be read."""
    result = read_bytes(root, SourceFile(path, "work"))
    assert not isinstance(result, bytes)
    assert result.digest == ""
    return result.findings[0].code


def test_processes_give_what_one_process_gives(root: Path) -> None:
    told: list[tuple[int, int]] = []
    alone = read_files(root, part="summary", use_cache=False, process_count=1)
    several = read_files(root, part="summary", use_cache=False, process_count=3, progress=lambda *step: told.append(step))
    assert several == alone
    assert [result.file for result in several] == list_files(root)
    assert told == [(number, len(alone)) for number in range(1, len(alone) + 1)]


def test_no_process_is_forked_beside_another_thread(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a pool was started")

    monkeypatch.setattr(read, "ProcessPoolExecutor", refuse)
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    try:
        assert read_files(root, part="data", use_cache=False, process_count=2)
    finally:
        wait.set()
        thread.join()


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("key: x\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    assert read_bytes(tmp_path, SourceFile("real.yaml", "work")) == b"key: x\n"
    assert [code_of(tmp_path, f"{name}.yaml") for name in ("link", "folder", "pipe")] == ["not-a-file"] * 3
    assert code_of(tmp_path, "gone.yaml") == "unreadable"


def test_what_is_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "large.yaml").open("wb") as stream:
        stream.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it was read"))
    assert code_of(tmp_path, "large.yaml") == "too-large"


def test_the_greatest_size(tmp_path: Path) -> None:
    path = tmp_path / "full.yaml"
    path.write_bytes(b"a" * WORK_BYTES_MAX)
    assert isinstance(read_bytes(tmp_path, SourceFile("full.yaml", "work")), bytes)
    path.write_bytes(b"a" * (WORK_BYTES_MAX + 1))
    assert code_of(tmp_path, "full.yaml") == "too-large"


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.yaml").touch()

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert code_of(tmp_path, "secret.yaml") == "unreadable"
