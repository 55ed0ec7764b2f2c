"""What a field refers to stands at the field: one walk finds it in records and in plain data."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import pytest

from codev import Atlas
from codev.model import Claim, Dataset, Model, Node, NotApplicableRule, Record, Work
from codev.model.fields import ModalityId, NodeId, OwnKindId, Refers, Slug
from codev.model.references import collect_names, own_references, references, values_at


class Inner(Record):
    """A record within another."""

    parent: OwnKindId
    """The id of an artifact of the holder's kind."""


class Example(Record):
    """A record with a term, a list of terms, a record within, and an id that refers to nothing."""

    artifact_kind: ClassVar[str] = "model"

    id: Slug
    """Its own id."""
    node: NodeId
    """One term."""
    shown: ModalityId | None = None
    """A term that may be left out."""
    stages: tuple[Annotated[Slug, Refers("stage", "printed stage")], ...] = ()
    """Several terms, which the check calls otherwise."""
    inner: tuple[Inner, ...] = ()
    """Records within."""
    one: Inner | None = None
    """A record within."""


EXAMPLE = {
    "id": "x",
    "node": "data-filter",
    "stages": ["finetune", "pretrain"],
    "inner": [{"parent": "clip"}, {"parent": "sam"}],
    "one": {"parent": "clip"},
}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Example, {"node": "node", "shown": "modality", "stages": "stage"}),
        (
            Claim,
            {
                "node": "node",
                "stages": "stage",
                "capabilities": "capability",
                "modalities": "modality",
                "models": "model",
                "datasets": "dataset",
                "input_datasets": "dataset",
                "acquired_from": "acquisition source",
            },
        ),
        (NotApplicableRule, {"nodes": "node", "stages": "stage", "modalities": "modality"}),
        (Node, {"parent": "node", "section": "section"}),
        (Work, {}),
    ],
)
def test_the_fields_that_name_something_are_found(record: type[Record], expected: dict[str, str]) -> None:
    assert {each.path[0]: each.to for each in own_references(record)} == expected


def test_the_walk_enters_records_and_knows_the_kind_of_their_holder() -> None:
    assert [(".".join(path), to, called) for path, to, called in references(Example)] == [
        ("node", "node", "node"),
        ("shown", "modality", "modality"),
        ("stages.*", "stage", "printed stage"),
        ("inner.*.parent", "model", "model"),
        ("one.parent", "model", "model"),
    ]
    for record, kind in ((Model, "model"), (Dataset, "dataset")):
        found = {each.path: each.to for each in references(record)}
        assert found["derived_from", "*", "id"] == found["variant_of",] == kind


def test_values_are_found_alike_in_a_record_and_in_plain_data() -> None:
    record = Example.model_validate(EXAMPLE, strict=False)
    for path, expected in {
        ("stages", "*"): [(("stages", 0), "finetune"), (("stages", 1), "pretrain")],
        ("inner", "*", "parent"): [(("inner", 0, "parent"), "clip"), (("inner", 1, "parent"), "sam")],
        ("one", "parent"): [(("one", "parent"), "clip")],
        ("shown",): [],
    }.items():
        assert list(values_at(record, path)) == list(values_at(EXAMPLE, path)) == expected
    assert list(values_at(EXAMPLE, ("node",), ("claims", 3))) == [(("claims", 3, "node"), "data-filter")]


@pytest.mark.parametrize("data", [None, 7, "text", [], {}, {"inner": None}, {"inner": {"parent": "x"}}, {"inner": [["x"]]}])
def test_data_of_another_shape_hold_no_values(data: Any) -> None:
    assert list(values_at(data, ("inner", "*", "parent"))) == []


def test_names_are_collected_once_each() -> None:
    record = Example.model_validate(EXAMPLE, strict=False)
    found = {called: list(names) for called, names in collect_names(record, {}).items()}
    assert found == {"node": ["data-filter"], "printed stage": ["finetune", "pretrain"], "model": ["clip", "sam"]}
    assert list(collect_names(record, {}, without=frozenset(["inner", "one", "stages"]))) == ["node"]


def test_the_quick_walk_finds_what_the_paths_lead_to(facts_atlas: Atlas) -> None:
    for work in facts_atlas.works.values():
        expected: dict[str, set[str]] = {}
        for path, _, called in references(Work):
            for _, name in values_at(work, path):
                expected.setdefault(called, set()).add(name)
        assert {called: set(names) for called, names in collect_names(work, {}).items()} == expected
