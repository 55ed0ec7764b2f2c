"""The Atom feeds: well-formed, one for everything and one for each term, hostile texts, nothing that changes by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import etree

from codev import Atlas
from codev.model import Taxonomy
from codev.query import Facets, select_works
from codev.query.answers.growth import newest_works
from codev.show.addresses import Addresses
from codev.site.pages.feed import FEED_ENTRIES_MAX, TERM_ENTRIES_MAX, atom_feed, feeds_of, term_feeds
from small import produces, small_atlas, trains

ATOM = "{http://www.w3.org/2005/Atom}"
REQUIRED = ("id", "title", "updated")
"""What a feed and an entry must have (RFC 4287, 4.1.1 and 4.1.2)."""


def read(feed: bytes) -> tuple[etree._Element, list[etree._Element]]:
    """Return a feed and its entries, each with what it must have."""
    root = etree.fromstring(feed)
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in REQUIRED:
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert element.find(f"{ATOM}author") is not None
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    return root, entries


def links(entries: list[etree._Element]) -> Iterator[str]:
    """Yield the addresses of entries."""
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        yield str(link.get("href"))


def test_the_newest_works_come_first(facts_atlas: Atlas) -> None:
    root, entries = read(atom_feed(facts_atlas, "https://example.org/atlas/"))
    newest = newest_works(facts_atlas)[:FEED_ENTRIES_MAX]
    addresses = Addresses(facts_atlas)
    assert list(links(entries)) == [f"https://example.org/atlas/{addresses.work(work.key)}" for work in newest]
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [work.title for work in newest]
    assert root.findtext(f"{ATOM}updated") == f"{newest[0].added}T00:00:00+00:00"


def test_each_term_has_the_feed_of_its_works(facts_atlas: Atlas) -> None:
    made = term_feeds(facts_atlas, None)
    listed = [each for feeds in feeds_of(facts_atlas).values() for each in feeds]
    assert [each.path for each in listed] == list(made)
    for each in listed:
        keys = {row.key for row in select_works(facts_atlas, Facets.of(**{each.facet: each.value}))}
        assert each.number == len(keys), each.path
        _, entries = read(made[each.path])
        assert len(entries) == min(len(keys), TERM_ENTRIES_MAX)
        assert {address.split("/")[-2] for address in links(entries)} <= keys
        assert all(address.startswith("../../works/") for address in links(entries))


def test_an_empty_knowledge_base_has_a_feed(taxonomy: Taxonomy) -> None:
    empty = small_atlas(taxonomy, {})
    assert etree.fromstring(atom_feed(empty, None)).findall(f"{ATOM}entry") == []
    assert term_feeds(empty, None) == {}


@pytest.mark.parametrize("text", ["<b>&amp;</b>", "]]>", '"quoted" & more', "a < b"])
def test_texts_of_entries_stay_texts(taxonomy: Taxonomy, text: str) -> None:
    work = {"title": text, "models": ["m"], "datasets": ["d"], "claims": [produces("m", "d", statement=f"Says {text}.")]}
    hostile = small_atlas(taxonomy, {"a2024one": work})
    _, (entry,) = read(atom_feed(hostile, None))
    assert entry.findtext(f"{ATOM}title") == text
    assert entry.findtext(f"{ATOM}summary") == f"Says {text}."


def test_the_same_knowledge_gives_the_same_bytes(taxonomy: Taxonomy) -> None:
    works = {"a2024one": {"models": ["m"], "datasets": ["d"], "claims": [trains("m", "d")]}}
    first, second = (small_atlas(taxonomy, works) for _ in range(2))
    assert term_feeds(first, None) == term_feeds(second, None)
    assert atom_feed(first, None) == atom_feed(second, None)
