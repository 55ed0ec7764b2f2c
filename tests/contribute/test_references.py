"""Where renaming and merging change names: every field that holds an id says what it refers to, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from codev import Atlas
from codev.contribute.references import RENAMED, map_names, places
from codev.model import TAXONOMY_FILES, Record, Work
from codev.model.references import inner_records, values_at

KINDS = [*RENAMED, "work", "model", "dataset", "family"]

BY_OTHER_MEANS = {
    ("claims", "*", "id"),
    ("audits", "*", "name"),
    ("rejected", "*", "id"),
    ("claims", "*", "capabilities", "*"),
} | {(*before, kind, "*", "verified", "*") for before in ((), ("introduces",)) for kind in ("models", "datasets")}
"""What renaming changes by itself: claim ids with their work, capabilities by the direction of their node.  Names of fields and
audits are no ids of anything that is referred to."""


def id_fields(record: type[Record], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the paths of all fields that hold ids: those whose values must follow the grammar of an id."""
    inner = {name: (kind, many) for name, kind, many in inner_records(record)}
    properties = record.model_json_schema()["properties"]
    for name, schema in properties.items():
        if name in inner:
            kind, many = inner[name]
            yield from id_fields(kind, (*before, name, *(["*"] if many else [])))
        elif '"pattern": "^[a-z' in str(schema).replace("'", '"'):
            yield (*before, name, *(["*"] if "items" in str(schema) else []))


def test_every_field_that_holds_an_id_is_in_the_table() -> None:
    files: list[tuple[str | None, type[Record]]] = [(None, Work), *TAXONOMY_FILES.items()]
    for stem, record in files:
        listed = {path for kind in KINDS for path in places(stem, kind)}
        held = set(id_fields(record))
        assert held - listed - BY_OTHER_MEANS == set(), stem


def test_every_place_in_the_table_is_a_field() -> None:
    files: list[tuple[str | None, type[Record]]] = [(None, Work), *TAXONOMY_FILES.items()]
    for stem, record in files:
        for kind in KINDS:
            for path in places(stem, kind):
                assert leads_somewhere(record, path), (stem, kind, path)


def leads_somewhere(record: type[Record], path: tuple[str, ...]) -> bool:
    """Return whether the model has the field to which a path leads."""
    here: type[Record] | None = record
    for step in path:
        if step == "*":
            continue
        if here is None or step not in here.model_fields:
            return False
        here = next((kind for name, kind, _ in inner_records(here) if name == step), None)
    return True


def test_names_are_found_and_changed_in_the_real_entries(facts_atlas: Atlas) -> None:
    work = facts_atlas.works["radford2021learning"].model_dump(mode="json", exclude_defaults=True)
    found = [name for path in places(None, "model") for _, name in values_at(work, path)]
    assert set(found) == {"clip"}
    assert map_names(work, None, "model", lambda name: f"{name}-x", lambda _: False) == len(found)
    assert {name for path in places(None, "model") for _, name in values_at(work, path)} == {"clip-x"}


@pytest.mark.parametrize(("names", "expected"), [(["a", "b"], ["c", "b"]), (["a", "c"], ["c"]), (["b"], ["b"]), ([], [])])
def test_two_names_that_become_one_stand_once(names: list[str], expected: list[str]) -> None:
    data: dict[str, Any] = {"claims": [{"models": names}]}
    map_names(data, None, "model", lambda name: "c" if name == "a" else name, lambda _: False)
    assert data["claims"][0]["models"] == expected
