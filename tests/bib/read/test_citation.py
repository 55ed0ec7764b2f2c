"""A citation: its cleaners, its years, and what two sources of one work make together."""

from __future__ import annotations

import pytest

from codev.bib.read.citation import Citation, clean_url, clean_year, one_line, read_venue


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("<http://example.org>", "http://example.org"),
        ("javascript:alert(1)", None),
        ("https://user@example.org/", None),
        ("https://" + "a" * 600, None),
        ("ftp://example.org", None),
    ],
)
def test_addresses(text: str, url: str | None) -> None:
    assert clean_url(text) == url


@pytest.mark.parametrize(
    ("text", "year"), [("2023", 2023), ("May 2023", 2023), ("20231", None), ("1066", None), ("c. 1999", 1999)]
)
def test_years(text: str, year: int | None) -> None:
    assert clean_year(text) == year


def test_one_line_leaves_out_what_cannot_be_seen() -> None:
    assert one_line("a\u200b\tb\u2028c\x07 d\ud800") == "ab c d".replace("ab", "a b")


def test_two_sources_complete_each_other() -> None:
    preprint = Citation(title="T", authors=("A B",), family="B", et_al=True, year=2023, venue="arXiv", arxiv="2304.08485")
    published = Citation(title="T!", authors=("A B", "C D"), year=2024, venue="CVPR", doi="10.1000/x", pages="1-2")
    both = preprint.filled_from(published)
    assert (both.title, both.authors, both.et_al) == ("T", ("A B", "C D"), False)
    assert (both.venue, both.doi, both.pages, both.first_year, both.venue_year) == ("CVPR", "10.1000/x", "1-2", 2023, 2024)


LONG = (
    "Business Process Model and Notation - 4th International Workshop, BPMN 2012, Vienna, Austria, September 12-13"
    ", 2012. Proceedings"
)
"""A name as DBLP has them, longer than an entry can hold."""


@pytest.mark.parametrize(
    ("printed", "venue"),
    [
        (LONG, LONG.partition(", 2012. Proceedings")[0]),
        (f"A workshop {'with a long name ' * 8}", f"A workshop {'with a long name ' * 6}with a"),
        ("x" * 130, "x" * 120),
        ("Workshop on Words", "Workshop on Words"),
    ],
)
def test_a_venue_that_is_too_long_ends_with_a_whole_phrase(printed: str, venue: str) -> None:
    assert read_venue(printed) == venue
    assert read_venue(venue) == venue
