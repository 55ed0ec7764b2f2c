"""Every regular expression of the package is through 100 KB of its worst letters at once."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from hard_texts import Found, slowest

PATTERNS_MIN = 200
"""Of fewer, the search for them has lost some."""

SLOW = [
    r"\s+$",
    r",?\s+(Jr|III)$",
    r"(\S+) (y|i|e) (\S+)$",
    r"\[([^\]]+)\]\(",
    r"<h1[^>]*>(.*?)</h1>",
    r"findings.*naacl",
    r"(?:a|a)*c",
    r"(a+)+b",
]


@pytest.mark.parametrize("pattern", SLOW)
def test_what_backtracks_is_found(pattern: str) -> None:
    assert "again and again" in slowest(Found("here", re.compile(pattern)))


@pytest.mark.parametrize("pattern", [r"\A\s++$", r"(?<!\s)\s++$", r"[^\W\d_]{1,40}", r"a|b"])
def test_what_is_linear_is_not(pattern: str) -> None:
    assert slowest(Found("here", re.compile(pattern))) == ""


def test_no_pattern_of_the_package_backtracks() -> None:
    # In a process of its own: all modules are imported, and one that hangs is stopped.
    code = Path(__file__).with_name("hard_texts.py")
    ended = subprocess.run([sys.executable, code], capture_output=True, text=True, timeout=240, check=True)
    *slow, count = ended.stdout.splitlines()
    assert slow == []
    assert int(count) > PATTERNS_MIN
