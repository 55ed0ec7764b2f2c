"""Revisions: laid out beside the checkout, which stays as it is; names that are none are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from codev import Atlas
from codev.contribute.revisions import commit_of, laid_out
from codev.errors import KnowledgeBaseError, ToolMissingError, WrongUseError


def test_a_revision_is_laid_out_and_removed_again(base: Path, git: Callable[..., str]) -> None:
    (base / "papers/2023/liu2023visual.yaml").unlink()
    with laid_out(base, "HEAD") as folder:
        assert "liu2023visual" in Atlas.load(folder, use_cache=False).works
        assert folder != base
    assert not folder.exists()
    assert git("status", "--short").strip() == "D papers/2023/liu2023visual.yaml"


def test_links_and_other_files_of_a_revision_are_left_out(base: Path, git: Callable[..., str]) -> None:
    (base / "papers/2023/link.yaml").symlink_to("/etc/passwd")
    (base / "other.txt").write_text("x")
    git("add", "-A")
    git("commit", "-q", "-m", "Links")
    with laid_out(base, "main") as folder:
        assert not (folder / "papers/2023/link.yaml").exists()
        assert sorted(path.name for path in folder.iterdir()) == ["papers", "taxonomy"]


@pytest.mark.parametrize(
    "name",
    ["--output=/tmp/x", "-h", "", "a b", "HEAD;id", "$(id)", "HEAD\n", "nobody-made-this", "HEAD~99", "x" * 300, ":/All"],
)
def test_a_name_that_is_no_revision_is_refused(base: Path, git: Callable[..., str], name: str) -> None:
    with pytest.raises(WrongUseError, match="revision"):
        commit_of(base, name)


def test_a_folder_outside_git_is_said_to_be(base: Path) -> None:
    with pytest.raises(WrongUseError, match="not in a git checkout"):
        commit_of(base, "HEAD")


def test_a_revision_without_a_knowledge_base_is_said_to_be(base: Path, git: Callable[..., str]) -> None:
    git("rm", "-r", "-q", "papers", "taxonomy")
    git("commit", "-q", "--allow-empty", "-m", "Gone")
    with pytest.raises(KnowledgeBaseError, match="holds no papers"), laid_out(base, "HEAD"):
        pass


def test_a_machine_without_git_is_told_what_to_do(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(ToolMissingError, match="install"):
        commit_of(base, "HEAD")
