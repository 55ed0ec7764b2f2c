"""Where files are: what belongs to the knowledge base, what pretends to, and nothing outside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codev.errors import KnowledgeBaseError
from codev.limits.files import FOLDER_DEPTH_MAX
from codev.store.layout import SourceFile, find_root, is_expected, list_files, work_path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty knowledge base."""
    (tmp_path / "kb/taxonomy").mkdir(parents=True)
    (tmp_path / "kb/papers/2024").mkdir(parents=True)
    return tmp_path / "kb"


def paths(root: Path) -> list[str]:
    """Return the paths of all files, in order."""
    return [file.path for file in list_files(root)]


def test_the_root_is_found_from_below(root: Path, tmp_path: Path) -> None:
    assert find_root(root / "papers/2024") == root
    with pytest.raises(KnowledgeBaseError, match="no knowledge base"):
        find_root(tmp_path)


@pytest.mark.parametrize(("there", "missing"), [("papers", "taxonomy"), ("taxonomy", "papers")])
def test_half_a_knowledge_base_is_told_what_it_lacks(tmp_path: Path, there: str, missing: str) -> None:
    (tmp_path / there).mkdir()
    with pytest.raises(KnowledgeBaseError, match=rf"there is {there}/ and no {missing}/; restore {missing}/"):
        find_root(tmp_path)


def test_every_yaml_file_is_listed_wherever_it_lies(root: Path) -> None:
    names = ("b.yaml", "a.yml", "e.YAML", "x/d.yaml")
    for name in ("taxonomy/nodes.yaml", *(f"papers/2024/{name}" for name in names), "papers/c.yaml"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).touch()
    (root / "papers/2024/notes.txt").touch()
    (root / "taxonomy/schema").mkdir()
    assert paths(root) == [
        "taxonomy/nodes.yaml",
        "papers/2024/a.yml",
        "papers/2024/b.yaml",
        "papers/2024/e.YAML",
        "papers/2024/x/d.yaml",
        "papers/c.yaml",
    ]


def test_links_and_odd_folders_are_listed_but_not_entered(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.yaml").touch()
    (root / "papers/2025").symlink_to(tmp_path / "outside")
    (root / "papers/loop").symlink_to(root / "papers/loop")
    (root / "papers/2024/folder.yaml").mkdir()
    (root / "papers/2024/folder.yaml/inner.yaml").touch()
    deep = root / "papers" / "/".join("d" * (FOLDER_DEPTH_MAX + 3))
    deep.mkdir(parents=True)
    (deep / "deep.yaml").touch()
    listed = paths(root)
    assert "papers/2025" in listed
    assert "papers/2024/folder.yaml" in listed
    assert f"papers/{'/'.join('d' * (FOLDER_DEPTH_MAX + 1))}" in listed
    assert not [path for path in listed if path.endswith(("secret.yaml", "inner.yaml", "deep.yaml"))]


def test_a_folder_of_papers_elsewhere_is_not_entered(root: Path, tmp_path: Path) -> None:
    (root / "papers").rename(tmp_path / "papers")
    (tmp_path / "papers/2024/a.yaml").touch()
    (root / "papers").symlink_to(tmp_path / "papers")
    assert paths(root) == ["papers"]


def test_a_folder_that_cannot_be_listed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "2024":
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert paths(root) == ["papers/2024"]


@pytest.mark.parametrize(
    ("path", "stem", "expected"),
    [
        ("papers/2024/liu2024x.yaml", "liu2024x", True),
        ("papers/2024/liu2024x.yml", "liu2024x", False),
        ("papers/2024/liu2024x.YAML", "liu2024x", False),
        ("papers/liu2024x.yaml", "liu2024x", False),
        ("papers/24/liu2024x.yaml", "liu2024x", False),
        ("papers/2024/more/liu2024x.yaml", "liu2024x", False),
        ("papers/２０２４/liu2024x.yaml", "liu2024x", False),
        ("papers/2024/.yaml", ".yaml", True),
        ("taxonomy/nodes.yaml", "nodes", True),
        ("taxonomy/nodes.yml", "nodes", False),
        ("taxonomy/other.yaml", "other", False),
    ],
)
def test_places(path: str, stem: str, expected: bool) -> None:
    file = SourceFile(path, "taxonomy" if path.startswith("taxonomy/") else "work")
    assert file.stem == stem
    assert is_expected(file) is expected


def test_no_path_is_made_of_a_key_that_is_none() -> None:
    assert work_path("wu2023nextgpt", 2023) == "papers/2023/wu2023nextgpt.yaml"
    for key in ("../../x", "a/b", "wu2023nextgpt/../x", "Wu2023nextgpt", "", "wu2023nextgpt\n"):
        with pytest.raises(KnowledgeBaseError, match="not a work key"):
            work_path(key, 2023)
