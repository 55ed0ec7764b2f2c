"""Files are written to their place, whole, and nowhere else."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from codev import Atlas
from codev.contribute.rename import rename
from codev.contribute.write import confined, one_change, take_back, write_all, write_new
from codev.errors import KnowledgeBaseError, UnwritableError, WrongUseError
from codev.store.write import JOURNAL_FILE


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    write_new(tmp_path, "papers/2024/a2024b.yaml", "one\n")
    with pytest.raises(WrongUseError, match="already exists"):
        write_new(tmp_path, "papers/2024/a2024b.yaml", "two\n")
    assert (tmp_path / "papers/2024/a2024b.yaml").read_text() == "one\n"


@pytest.mark.parametrize("path", ["../out.yaml", "papers/../../out.yaml", "/etc/passwd"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(KnowledgeBaseError, match="leads out"):
        confined(tmp_path, path)


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "root"
    (root / "papers").mkdir(parents=True)
    (root / "papers/2024").symlink_to(outside)
    with pytest.raises(KnowledgeBaseError, match="leads out"):
        write_new(root, "papers/2024/a2024b.yaml", "text\n")
    assert list(outside.iterdir()) == []


def test_many_files_are_replaced_and_one_that_may_not_be_stops_all(tmp_path: Path) -> None:
    write_all(tmp_path, {"papers/a.yaml": "a\n", "papers/b.yaml": "b\n"})
    assert (tmp_path / "papers/b.yaml").read_text() == "b\n"
    with pytest.raises(KnowledgeBaseError):
        write_all(tmp_path, {"papers/a.yaml": "new\n", "../b.yaml": "b\n"})
    assert (tmp_path / "papers/a.yaml").read_text() == "a\n"
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == ["a.yaml", "b.yaml"]


def killed_within(root: Path) -> None:
    """Begin a change of three files in a process of its own, and kill it before the last one."""
    child = os.fork()
    if child == 0:
        try:
            with one_change(root) as change:
                change.write({"papers/a.yaml": "new a\n", "papers/new.yaml": "new\n"})
                change.remove(["papers/b.yaml"])
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def files(root: Path) -> dict[str, str]:
    """Return what the entries hold."""
    return {path.name: path.read_text() for path in sorted((root / "papers").iterdir())}


def test_a_change_that_was_cut_off_is_taken_back(tmp_path: Path) -> None:
    before = {"a.yaml": "a\n", "b.yaml": "b\n"}
    write_all(tmp_path, {f"papers/{name}": text for name, text in before.items()})
    assert take_back(tmp_path) == ()
    killed_within(tmp_path)
    assert files(tmp_path) == {"a.yaml": "new a\n", "new.yaml": "new\n"}
    assert sorted(take_back(tmp_path)) == ["papers/a.yaml", "papers/b.yaml", "papers/new.yaml"]
    assert files(tmp_path) == before
    assert not (tmp_path / JOURNAL_FILE).exists()


def test_what_somebody_edited_since_is_not_touched(tmp_path: Path) -> None:
    write_all(tmp_path, {"papers/a.yaml": "a\n", "papers/b.yaml": "b\n"})
    killed_within(tmp_path)
    (tmp_path / "papers/a.yaml").write_text("mine\n")
    with pytest.raises(KnowledgeBaseError, match=r"papers/a\.yaml was edited since; compare with 'git diff'"):
        take_back(tmp_path)
    assert files(tmp_path) == {"a.yaml": "mine\n", "new.yaml": "new\n"}


@pytest.mark.parametrize("note", [b"", b"[]", b'{"papers/a.yaml": 3}', b'{"../x": ["", ""]}', b"[" * 100_000, b"\xff"])
def test_a_broken_note_is_told(note: bytes, tmp_path: Path) -> None:
    (tmp_path / JOURNAL_FILE).write_bytes(note)
    with pytest.raises(KnowledgeBaseError):
        take_back(tmp_path)
    assert (tmp_path / JOURNAL_FILE).exists()


def test_two_changes_at_once_are_refused(tmp_path: Path) -> None:
    with one_change(tmp_path) as change:
        change.write({"papers/a.yaml": "a\n"})
        with pytest.raises(KnowledgeBaseError, match="another command"):
            write_all(tmp_path, {"papers/a.yaml": "b\n"})
        with pytest.raises(KnowledgeBaseError, match="another command"):
            take_back(tmp_path)
    assert files(tmp_path) == {"a.yaml": "a\n"}


def test_a_change_that_fails_is_taken_back_at_once(tmp_path: Path) -> None:
    write_all(tmp_path, {"papers/a.yaml": "a\n"})

    def fail() -> None:
        with one_change(tmp_path) as change:
            change.write({"papers/a.yaml": "b\n", "papers/c.yaml": "c\n"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert files(tmp_path) == {"a.yaml": "a\n"}
    assert not (tmp_path / JOURNAL_FILE).exists()


def test_new_files_of_a_change_replace_nothing(tmp_path: Path) -> None:
    write_all(tmp_path, {"papers/a.yaml": "a\n"})
    with pytest.raises(WrongUseError, match="already exists"):
        write_all(tmp_path, {"papers/a.yaml": "b\n", "papers/c.yaml": "c\n"}, new=["papers/a.yaml"])
    assert files(tmp_path) == {"a.yaml": "a\n"}


def test_what_cannot_be_put_back_is_put_back_by_the_next_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_all(tmp_path, {"papers/a.yaml": "a\n"})

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    def fail() -> None:
        with one_change(tmp_path) as change:
            change.write({"papers/a.yaml": "b\n"})
            monkeypatch.setattr("codev.contribute.write.write_atomically", refuse)
            change.write({"papers/c.yaml": "c\n"})

    with pytest.raises(KnowledgeBaseError, match="No space left"):
        fail()
    monkeypatch.undo()
    assert files(tmp_path) == {"a.yaml": "b\n"}
    assert take_back(tmp_path) == ("papers/a.yaml",)
    assert files(tmp_path) == {"a.yaml": "a\n"}


@pytest.mark.parametrize(("path", "told"), [("papers/c.yaml", "papers/c.yaml"), (".", "base"), (None, "base")])
def test_what_cannot_be_written_is_named_as_in_the_knowledge_base(
    path: str | None, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "base"

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(root / path) if path else None)

    monkeypatch.setattr("codev.contribute.write.write_atomically", refuse)
    with pytest.raises(UnwritableError, match=f"^{told} cannot be written: No space left on device;"):
        write_all(root, {"papers/c.yaml": "c\n"})


def test_what_changed_since_it_was_read_is_not_overwritten(base: Path) -> None:
    atlas = Atlas.load(base)
    first, second = rename(atlas, "dataset:pixmo", "pixel-mo"), rename(atlas, "model:clip", "clip-one")
    assert first.texts.keys() & second.texts.keys(), "both write the same file"
    first.write(base)
    done = {path: (base / path).read_bytes() for path in first.texts}
    with pytest.raises(KnowledgeBaseError, match=r"changed while this command worked, and nothing was written; run the"):
        second.write(base)
    assert {path: (base / path).read_bytes() for path in first.texts} == done
    assert not (base / JOURNAL_FILE).exists()
    rename(Atlas.load(base), "model:clip", "clip-one").write(base)
    assert "pixel-mo" in Atlas.load(base).datasets
    assert "clip-one" in Atlas.load(base).models


@pytest.mark.parametrize("change", ["comment", "new", "gone"])
def test_a_change_rests_on_every_file_that_was_read(change: str, base: Path) -> None:
    plan = rename(Atlas.load(base), "dataset:pixmo", "pixel-mo")
    other = next(
        path for path in sorted((base / "papers").rglob("*.yaml")) if path.relative_to(base).as_posix() not in plan.texts
    )
    if change == "comment":
        other.write_text(f"# Seen.\n{other.read_text('utf-8')}", encoding="utf-8")
    elif change == "new":
        other.with_name("other2024entry.yaml").write_text("key: other2024entry\n", encoding="utf-8")
    else:
        other.unlink()
    with pytest.raises(KnowledgeBaseError, match="changed while this command worked"):
        plan.write(base)
