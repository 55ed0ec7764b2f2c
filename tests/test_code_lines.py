"""The counter of lines of code: docstrings, comments and blank lines are none, the lines of a long text in code are."""

from __future__ import annotations

from pathlib import Path

import pytest

from code_lines import by_folder, code_lines


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("", 0),
        ('"""A docstring\n\nof three lines."""\n', 0),
        ("# a comment\n\nx = 1  # and one behind code\n", 1),
        ('X = 1\n"""What X is."""\n', 1),
        ('def f() -> str:\n    """Return it."""\n    return "a"\n', 2),
        ('x = """a\n\nb"""\n', 3),
        ("x = (\n    1,\n    # one\n    2,\n)\n", 4),
        ("x = 1; y = 2\n", 1),
    ],
)
def test_lines_are_counted(source: str, count: int) -> None:
    assert code_lines(source) == count


def test_folders_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "one.py").write_text("x = 1\n")
    (tmp_path / "a" / "b" / "two.py").write_text("x = 1\ny = 2\n")
    (tmp_path / "a" / "three.txt").write_text("x = 1\n")
    assert by_folder(tmp_path) == {".": 1, "a": 2}
