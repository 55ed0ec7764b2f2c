"""Rewriting: what is mended, what is left alone, and that a file is replaced as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.check.fix import canonical, fix
from codev.check.run import check
from generated import write_generated


@pytest.fixture
def root(facts_base: Path, tmp_path: Path) -> Path:
    """A small knowledge base."""
    return write_generated(facts_base, tmp_path / "kb", 5)


def entry(root: Path) -> Path:
    """Return an entry of the knowledge base."""
    return min(root.glob("papers/*/*.yaml"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.split("\n", 1)[1],
        lambda text: text.replace("added:", "\n\nadded:"),
        lambda text: text.replace("year: ", "year:    "),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("added: '2026-11-25'", "added: 2026-11-25"),
        lambda text: text.replace("scope:", "et_al: false\nlinks: null\nscope:"),
        lambda text: "---\n" + text,
    ],
)
def test_a_spoilt_file_is_put_right(root: Path, spoil: object) -> None:
    path = entry(root)
    text = path.read_bytes().decode()
    path.write_bytes(spoil(text).encode())  # type: ignore[operator]
    assert path.read_bytes().decode() != text
    name = path.relative_to(root).as_posix()
    report = check(root).within([name])
    assert {finding.code for finding in report.findings} <= {"not-canonical", "schema-line"}
    assert fix(root, report.findings) == [name]
    assert path.read_bytes().decode() == text
    assert check(root).within([name]).findings == ()
    assert fix(root, report.findings) == []


def test_line_breaks_of_windows_are_one_finding_and_keep_no_comment_from_its_place(root: Path) -> None:
    path = entry(root)
    text = path.read_bytes().decode().replace("scope:", "# why\nscope:")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    name = path.relative_to(root).as_posix()
    (finding,) = check(root).within([name]).findings
    assert (finding.code, finding.line) == ("not-canonical", 1)
    assert "as on Windows" in finding.message
    assert fix(root, [finding]) == [name]
    assert path.read_bytes().decode() == text


def test_letters_and_accents_are_joined(root: Path) -> None:
    path = entry(root)
    text = path.read_bytes().decode()
    author = text.partition("authors: [")[2].partition(" ")[0]
    composed, apart = f"{author}\u00e9", f"{author}e\u0301"
    path.write_text(text.replace(author, apart, 1), encoding="utf-8")
    name = path.relative_to(root).as_posix()
    report = check(root).within([name])
    assert [finding.code for finding in report.findings] == ["not-canonical"]
    assert any(each.startswith(composed) for each in Atlas.load(root).works[path.stem].authors)
    assert fix(root, report.findings) == [name]
    assert path.read_bytes().decode() == text.replace(author, composed, 1)


def test_a_file_with_a_mistake_is_left_alone(root: Path) -> None:
    path = entry(root)
    text = path.read_text("utf-8").replace("year:", "yeer:")
    path.write_text(text, encoding="utf-8")
    assert fix(root, check(root).findings) == []
    assert path.read_text("utf-8") == text
    assert canonical(root, path.relative_to(root).as_posix()) is None
    assert canonical(root, "papers/2024/gone.yaml") is None
    assert canonical(root, "taxonomy/unknown.yaml") is None


def test_what_a_rule_finds_does_not_keep_a_file_from_being_put_in_form(root: Path) -> None:
    path = entry(root)
    year = next(line for line in path.read_text("utf-8").splitlines() if line.startswith("year:"))
    text = path.read_text("utf-8").replace(f"{year}\n", "").replace("scope:", "year: 1999\nscope:")
    path.write_text(text, encoding="utf-8")
    name = path.relative_to(root).as_posix()
    assert fix(root, check(root).findings) == [name]
    left = {finding.code for finding in check(root).within([name]).findings}
    assert "not-canonical" not in left
    assert "wrong-folder" in left
