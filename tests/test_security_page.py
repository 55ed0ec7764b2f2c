"""The page on security says what is so: its figures are the code's, and its modules exist."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from codev.export.sql_guard import DEFAULT_LIMITS
from codev.limits.services import ANSWER_BYTES_MAX, ANSWER_SECONDS_MAX, ATTEMPTS_MAX, REDIRECTS_MAX

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "site/pages/security.md").read_text("utf-8")
SHORT = ROOT / ".github/SECURITY.md"


@pytest.mark.parametrize(
    "said",
    [
        f"{DEFAULT_LIMITS.seconds:g} s, {DEFAULT_LIMITS.steps // 10**6} million steps, {DEFAULT_LIMITS.memory // 2**20} MiB",
        f"{DEFAULT_LIMITS.rows:,} rows, {DEFAULT_LIMITS.value // 1_000_000} MB a value",
        f"{ANSWER_BYTES_MAX // 2**20} MiB, {ANSWER_SECONDS_MAX:g} s, {REDIRECTS_MAX} redirects, {ATTEMPTS_MAX} attempts",
    ],
)
def test_the_bounds_are_those_of_the_code(said: str) -> None:
    assert said in PAGE


def test_every_module_that_is_named_exists() -> None:
    named = set(re.findall(r"`(codev(?:\.\w+)+)`", PAGE))
    assert named
    assert [name for name in sorted(named) if importlib.util.find_spec(name) is None] == []


def test_links_lead_to_pages_and_the_short_text_to_this_one() -> None:
    navigation = (ROOT / "site/mkdocs.yml").read_text("utf-8")
    assert ": security.md" in navigation
    assert [page for page in re.findall(r"\]\((\w+\.md)", PAGE) if f": {page}" not in navigation] == []
    link = re.search(r"\]\(([^)]+)\)", SHORT.read_text("utf-8"))
    assert link is not None
    assert (SHORT.parent / link[1]).resolve() == ROOT / "site/pages/security.md"
