"""A page's body falls into parts at its headings, and nowhere else."""

from __future__ import annotations

import pytest

from codev.site.pages.page import Page


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("", [("", "", "")]),
        ("<p>a</p>", [("", "", "<p>a</p>")]),
        ("## One { #one }", [("", "", ""), ("One", "one", "")]),
        (
            "a\n\n## One <b>x</b> { #o.n-e }\n\nb\n## Two { #two }\nc",
            [("", "", "a"), ("One <b>x</b>", "o.n-e", "b"), ("Two", "two", "c")],
        ),
        ("a ## One { #one }", [("", "", "a ## One { #one }")]),
        ("### One { #one }", [("", "", "### One { #one }")]),
        ("## One { #one } b", [("", "", "## One { #one } b")]),
        ("## One { #o ne }", [("", "", "## One { #o ne }")]),
        ("##One { #one }\n## Two", [("", "", "##One { #one }\n## Two")]),
        ("x ## a\n## One { #one }", [("", "", "x ## a"), ("One", "one", "")]),
    ],
)
def test_parts_begin_at_headings(body: str, parts: list[tuple[str, str, str]]) -> None:
    page = Page("a/", "A", "", body, "Works")
    assert [(part.heading, part.anchor, part.text) for part in page.parts()] == parts
