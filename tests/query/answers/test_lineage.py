"""Lineage: its steps, depth and ways on a few works, and properties that hold for every artifact."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.errors import AmbiguousNameError, UnknownNameError, WrongUseError
from codev.graph import LINEAGE
from codev.model import Taxonomy
from codev.query import lineage
from small import derived, evaluates, produces, small_atlas, trains

WORKS = {
    "a2023base": {"models": ["base"], "datasets": ["web", derived("clean", "web")], "claims": [trains("base", "clean")]},
    "b2024next": {
        "models": [derived("next", "base", basis="recalled")],
        "datasets": ["talk", "test"],
        "claims": [
            produces("base", "talk", inputs=["web"]),
            trains("next", "talk"),
            evaluates("next", "test"),
            trains("base", "talk"),
        ],
    },
}


@pytest.fixture
def small(taxonomy: Taxonomy) -> Atlas:
    """Return two works: one trains a model, the other builds on it."""
    return small_atlas(taxonomy, WORKS)


def steps(atlas: Atlas, artifact: str, **options: object) -> list[tuple[int, str, str, str]]:
    """Return depth, source, relation and target of each step."""
    return [(row.depth, row.source, row.relation, row.target) for row in lineage(atlas, artifact, **options)]  # type: ignore[arg-type]


def test_up_is_what_it_was_made_from_and_by(small: Atlas) -> None:
    assert steps(small, "next") == [
        (1, "dataset:talk", "trains", "model:next"),
        (1, "model:base", "derived_from", "model:next"),
        (2, "dataset:clean", "trains", "model:base"),
        (2, "model:base", "produces", "dataset:talk"),
        (3, "dataset:web", "derived_from", "dataset:clean"),
    ]


def test_down_is_what_was_made_with_it(small: Atlas) -> None:
    assert steps(small, "base", edge_direction="down") == [
        (1, "model:base", "produces", "dataset:talk"),
        (1, "model:base", "variant_of", "model:base@b2024next"),
        (1, "model:base", "derived_from", "model:next"),
        (2, "dataset:talk", "trains", "model:base@b2024next"),
        (2, "dataset:talk", "trains", "model:next"),
    ]


def test_both_ways_say_which_is_which(small: Atlas) -> None:
    rows = lineage(small, "talk", edge_direction="both")
    assert [(row.edge_direction, row.depth, row.source, row.target) for row in rows] == [
        ("up", 1, "model:base", "dataset:talk"),
        ("up", 2, "dataset:clean", "model:base"),
        ("up", 3, "dataset:web", "dataset:clean"),
        ("down", 1, "dataset:talk", "model:base@b2024next"),
        ("down", 1, "dataset:talk", "model:next"),
    ]


def test_depth_and_relations_narrow_it(small: Atlas) -> None:
    assert [step[0] for step in steps(small, "next", depth=1)] == [1, 1]
    assert steps(small, "next", relation=["derived_from"]) == [(1, "model:base", "derived_from", "model:next")]
    assert steps(small, "test") == []


def test_a_step_states_its_claim_or_its_basis(small: Atlas) -> None:
    found = {row.source: (row.claim, row.basis, row.unverified) for row in lineage(small, "next", depth=1)}
    assert found == {"dataset:talk": ("b2024next.2", None, False), "model:base": (None, "recalled", True)}


@pytest.mark.parametrize(
    ("artifact", "options", "error", "message"),
    [
        ("sharegpt5v", {}, UnknownNameError, "no model or dataset 'sharegpt5v'; did you mean dataset:sharegpt4v"),
        ("", {}, UnknownNameError, "no model or dataset ''"),
        (
            "chen2023sharegpt4v",
            {},
            WrongUseError,
            "is a work, not a model or dataset; it introduces model:share-captioner, model:",
        ),
        ("wang2024finetuned.1", {}, WrongUseError, "wang2024finetuned is a work, not a model or dataset"),
        ("node:data-filter", {}, WrongUseError, "data-filter is a taxonomy node, not a model or dataset; 'codev query works"),
        ("lamm", {}, AmbiguousNameError, "write model:lamm or dataset:lamm"),
        ("model:clip@nobody2020nothing", {}, UnknownNameError, "no work 'nobody2020nothing'"),
        ("clip@chen2023sharegpt4v", {}, UnknownNameError, "no retrained model 'clip@chen2023sharegpt4v'"),
        ("clip", {"edge_direction": "sideways"}, WrongUseError, "no edge direction 'sideways'; choose up, down, both"),
        ("clip", {"depth": 0}, WrongUseError, "a depth of 0 is not possible; give a number from 1 to 1000"),
        ("clip", {"depth": 10**9}, WrongUseError, "a depth of 1000000000 is not possible"),
        ("clip", {"relation": ["evaluates"]}, UnknownNameError, "no relation that carries lineage 'evaluates'"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    facts_atlas: Atlas, artifact: str, options: dict[str, object], error: type[WrongUseError], message: str
) -> None:
    with pytest.raises(error) as caught:
        lineage(facts_atlas, artifact, **options)  # type: ignore[arg-type]
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_lineage_hangs_together(atlas: Atlas) -> None:
    names = [*(f"model:{each}" for each in atlas.models), *(f"dataset:{each}" for each in atlas.datasets)]
    for name in names[::7]:
        reached = {name: 0}
        for row in lineage(atlas, name):
            assert row.relation in LINEAGE
            assert reached[row.target] == row.depth - 1, "a step leads to what is one step nearer"
            reached.setdefault(row.source, row.depth)
