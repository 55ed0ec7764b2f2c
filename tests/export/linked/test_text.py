"""RDF as text: any text, address and id comes back from a strict reader as it was."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev.export.linked.text import block, head, iri, literal, name, nested, typed

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


def triples(text: str) -> list[Any]:
    """Return what Turtle says."""
    prefixes = head("rdfs", "xsd")
    return list(ox.parse(prefixes + text, format=ox.RdfFormat.TURTLE, base_iri="https://example.org/downloads/"))


@given(TEXTS, TEXTS)
def test_any_text_comes_back(said: str, other: str) -> None:
    found = triples(block(name("work", "a"), [("rdfs:label", [literal(said), literal(other, "en")])]))
    assert {(each.object.value, each.object.language) for each in found} == {(said, None), (other, "en")}


@given(TEXTS.filter(bool))
def test_any_id_comes_back(thing: str) -> None:
    (found,) = triples(block(name("model", thing), [("rdfs:label", literal("x"))]))
    assert found.subject.value == f"urn:codev-atlas:model:{quote(thing, safe='@.:-')}"


@given(TEXTS)
def test_no_address_ends_its_name(tail: str) -> None:
    (found,) = triples(block(name("work", "a"), [("rdfs:seeAlso", iri(f"https://example.org/a?{tail}"))]))
    assert found.object.value.startswith("https://example.org/a?")


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        ("clip", "codev:model:clip"),
        ("gadre2023datacomp.1", "codev:model:gadre2023datacomp.1"),
        ("clip@gadre2023datacomp", "<urn:codev-atlas:model:clip@gadre2023datacomp>"),
        ("no model", "<urn:codev-atlas:model:no%20model>"),
        ("ends.", "<urn:codev-atlas:model:ends.>"),
    ],
)
def test_names(thing: str, expected: str) -> None:
    assert name("model", thing) == expected


def test_what_says_nothing_is_left_out() -> None:
    assert block(name("work", "a"), [("rdfs:label", ()), ("rdfs:comment", "")]) == ""
    text = block(name("work", "a"), [("rdfs:label", ()), ("rdfs:seeAlso", nested([("rdfs:label", typed("2023", "gYear"))]))])
    assert len(triples(text)) == 2


def test_ways_to_pages_follow_the_file() -> None:
    (found,) = triples(block(name("work", "a"), [("rdfs:seeAlso", iri("../works/a/"))]))
    assert found.object.value == "https://example.org/works/a/"
