"""What a page reads is noted, and a read changes its value exactly where what stands behind it changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pytest

from codev import Atlas
from codev.graph import graph_of
from codev.model import Taxonomy
from codev.site.pages.reads import AUTHORS, CLAIMS, EVERYTHING, LINEAGES, Records
from small import derived, produces, small_atlas, trains

BASE: Mapping[str, Any] = {
    "one2024net": {"title": "One", "claims": [trains("net", "pile")], "models": ["net"]},
    "two2024pile": {"title": "Two", "claims": [produces("net", "heap")], "datasets": ["pile", "heap"]},
    "three2024other": {"title": "Three", "authors": ["Ann Author"]},
}

READS = ["works/one2024net", "works/two2024pile", "works/three2024other", "models/net", "datasets/heap"]
INDICES = ["claims_by_model/net", "claims_by_model", "works_by_author/Ann Author", "works_by_author", "works_by_year"]

EDITS: list[tuple[str, dict[str, Any], set[str]]] = [
    ("one2024net", {"title": "Another title"}, {"works/one2024net", EVERYTHING}),
    (
        "three2024other",
        {"authors": ["Bo Author"]},
        # How a work is cited is part of what stands beside claims.
        {"works/three2024other", "works_by_author/Ann Author", "works_by_author", CLAIMS, AUTHORS, EVERYTHING},
    ),
    ("three2024other", {"notes": ["A note."]}, {"works/three2024other", EVERYTHING}),
    (
        "one2024net",
        {"claims": [trains("net", "pile"), trains("net", "heap")]},
        {"works/one2024net", "claims_by_model/net", "claims_by_model", CLAIMS, LINEAGES, EVERYTHING},
    ),
    (
        "two2024pile",
        {"datasets": ["pile", derived("heap", "pile")]},
        {"works/two2024pile", "datasets/heap", CLAIMS, LINEAGES, EVERYTHING},
    ),
]
"""The work that is edited, the fields that it gets, and the reads whose values change."""


def values(taxonomy: Taxonomy, works: Mapping[str, Any]) -> dict[str, str]:
    """Return the value of every read."""
    records = Records(small_atlas(taxonomy, {key: dict(fields) for key, fields in works.items()}))
    return {read: records.value(read) for read in (*READS, *INDICES, CLAIMS, AUTHORS, LINEAGES, EVERYTHING)}


@pytest.mark.parametrize(("key", "fields", "changed"), EDITS)
def test_an_edit_changes_the_values_of_what_stands_behind_it(
    taxonomy: Taxonomy, key: str, fields: dict[str, Any], changed: set[str]
) -> None:
    before = values(taxonomy, BASE)
    after = values(taxonomy, {**BASE, key: {**BASE[key], **fields}})
    assert {read for read in before if before[read] != after[read]} == changed
    assert values(taxonomy, BASE) == before


def test_a_name_that_leads_elsewhere_changes_who_uses_it(taxonomy: Taxonomy) -> None:
    uses = {"claims": [trains("The Net", "pile")]}
    named = [{"id": "net", "name": "Net", "aliases": ["The Net"]}]
    one: Mapping[str, Any] = {"a2024use": uses, "b2024net": {"models": named, "datasets": ["pile"]}}
    other: Mapping[str, Any] = {"a2024use": uses, "b2024net": {"models": ["net"], "datasets": ["pile"]}}
    before, after = (
        Records(small_atlas(taxonomy, {key: dict(value) for key, value in works.items()})) for works in (one, other)
    )
    assert before.value("works/a2024use") != after.value("works/a2024use")


def test_an_artifact_that_another_work_introduces_is_another_one(taxonomy: Taxonomy) -> None:
    first, second = (
        {"one2024net": {"models": ["net"]}, "two2024pile": {}},
        {"one2024net": {}, "two2024pile": {"models": ["net"]}},
    )
    values = [
        Records(small_atlas(taxonomy, {key: dict(fields) for key, fields in works.items()})).value("models/net")
        for works in (first, second, first)
    ]
    assert values[0] == values[2] != values[1]


@pytest.fixture
def records(taxonomy: Taxonomy) -> Records:
    """The records of the small knowledge base."""
    return Records(small_atlas(taxonomy, {key: dict(fields) for key, fields in BASE.items()}))


def test_what_is_looked_up_is_noted(records: Records) -> None:
    assert records.works["one2024net"].title == "One"
    assert records.claims["two2024pile.1"].models == ("net",)
    assert "nothing" not in records.models
    assert records.works.get("nobody2024") is None
    assert records.claims_by_model["net"]
    assert cast("Atlas", records).work_of("one2024net.1").key == "one2024net"
    assert records.introducer("dataset", "heap") == "two2024pile"
    assert records.noted == {
        "works/one2024net",
        "works/two2024pile",
        "works/nobody2024",
        "models/nothing",
        "claims_by_model/net",
        "datasets/heap",
    }


@pytest.mark.parametrize(
    ("name", "read"),
    [
        *((name, EVERYTHING) for name in ("works", "claims", "models", "datasets")),
        *((name, name) for name in ("claims_by_node", "works_by_author")),
    ],
)
def test_who_goes_through_all_has_read_all_of_it(records: Records, name: str, read: str) -> None:
    list(getattr(records, name))
    assert records.noted == {read}
    records.noted.clear()
    len(getattr(records, name))
    assert records.noted == {read}


def test_a_query_cannot_hide_what_it_reads(records: Records) -> None:
    with pytest.raises((TypeError, AttributeError)):
        graph_of(records)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        records.fingerprint  # noqa: B018


def test_what_is_unknown_has_no_value(records: Records) -> None:
    assert records.value("works/nobody2024") == ""
    assert records.value("works/") == ""
    assert records.value("models/nothing") == ""
    assert records.value("claims_by_nothing/x") == ""
    assert records.value("slugs/x") == ""


def test_the_types_agree(facts_atlas: Atlas) -> None:
    records = Records(facts_atlas)
    key = next(iter(facts_atlas.works))
    assert records.works[key] is facts_atlas.works[key]
    assert records.paths[key] == facts_atlas.paths[key]
    assert records.noted == {f"works/{key}"}
