"""Dependence and what falls: on a few works whole, and what holds for all models."""

from __future__ import annotations

import networkx as nx
import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.graph import lineage_graph
from codev.model import Taxonomy
from codev.query import dependence, falls
from small import derived, produces, small_atlas, trains

WORKS = {
    "a2023base": {
        "models": [{"id": "big", "access": "closed", "family": "big"}, {"id": "big-2", "access": "closed", "family": "big"}],
    },
    "b2024next": {
        "models": [derived("small", "other", access="open-weights")],
        "datasets": ["first", "second", derived("third", "second"), "apart"],
        "claims": [
            produces("big", "first"),
            produces("other", "first"),
            trains("small", "first"),
            produces("small", "second"),
            produces("big-2", "listed"),
        ],
    },
}
OUTSIDE = {"models": [{"id": "other", "access": "open-weights"}], "datasets": ["listed"]}


@pytest.fixture
def small(taxonomy: Taxonomy) -> Atlas:
    """Return two works: what one model produces trains another that produces."""
    return small_atlas(taxonomy, WORKS, OUTSIDE)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # direct, transitive, of the four datasets that entries introduce, produced by nobody else
        ({"model": ["big"]}, [("model:big", 1, 3, 0.75, 0)]),
        ({"model": ["small"]}, [("model:small", 1, 2, 0.5, 1)]),
        ({"model": ["other"]}, [("model:other", 1, 3, 0.75, 0)]),
        ({"model": ["big-2"]}, [("model:big-2", 0, 0, 0.0, 0)]),
        ({"family": "big"}, [("family:big", 1, 3, 0.75, 0)]),
        ({"access": "closed"}, [("access:closed", 1, 3, 0.75, 0)]),
        ({"access": "open-weights"}, [("access:open-weights", 2, 3, 0.75, 1)]),
        ({"access": "gated"}, [("access:gated", 0, 0, 0.0, 0)]),
        ({"model": ["small", "big"]}, [("model:small", 1, 2, 0.5, 1), ("model:big", 1, 3, 0.75, 0)]),
    ],
)
def test_dependence_counts_introduced_datasets(small: Atlas, options: dict[str, object], expected: list[object]) -> None:
    rows = dependence(small, **options)  # type: ignore[arg-type]
    assert [(row.on, row.direct, row.transitive, row.share, row.sole) for row in rows] == expected
    assert {row.of for row in rows} == {4}


def test_without_a_name_all_models_that_produce_are_ranked(small: Atlas) -> None:
    assert [(row.on, row.transitive) for row in dependence(small)] == [
        ("model:big", 3),
        ("model:other", 3),
        ("model:small", 2),
        ("model:big-2", 0),
    ]


def test_what_falls_is_told_with_the_way(small: Atlas) -> None:
    rows = falls(small, model=["big"])
    assert [(row.artifact, row.depth, row.counted) for row in rows] == [
        ("dataset:first", 1, True),
        ("model:small", 2, False),
        ("dataset:second", 3, True),
        ("dataset:third", 4, True),
    ]
    assert rows[-1].through == ("model:big", "dataset:first", "model:small", "dataset:second", "dataset:third")
    assert rows[1].introduced_by == "b2024next"


def test_what_falls_makes_up_the_share(atlas: Atlas) -> None:
    graph = lineage_graph(atlas)
    for row in dependence(atlas)[::6]:
        fallen = falls(atlas, model=[row.on])
        assert sum(each.counted for each in fallen) == row.transitive
        # A model that works do not name is another one in each work.
        is_unnamed = atlas.models[row.on.partition(":")[2]].kind == "unnamed"
        members = [row.on, *(name for name in graph if is_unnamed and name.startswith(f"{row.on}@"))]
        assert {each.artifact for each in fallen} == set().union(*(nx.descendants(graph, name) for name in members))
        assert row.direct <= row.transitive
        assert row.sole <= row.direct


def test_a_family_rests_on_at_least_what_each_of_its_models_does(facts_atlas: Atlas) -> None:
    (family,) = dependence(facts_atlas, family="clip")
    assert family.models
    for row in dependence(facts_atlas, model=family.models):
        assert row.transitive <= family.transitive


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"model": ["gpt-44"]}, "no model 'gpt-44'; did you mean gpt-4"),
        ({"family": "lava"}, "no family of models 'lava'; did you mean llava"),
        ({"access": "shut"}, "no access 'shut'"),
    ],
)
def test_names_that_nothing_bears_are_told(facts_atlas: Atlas, options: dict[str, object], message: str) -> None:
    for question in (dependence, falls):
        with pytest.raises(WrongUseError, match=message):
            question(facts_atlas, **options)  # type: ignore[arg-type]


def test_nothing_falls_with_an_access_that_no_model_has(small: Atlas) -> None:
    assert falls(small, access="Open") == []


def test_of_nothing_nothing_can_fall(facts_atlas: Atlas) -> None:
    with pytest.raises(WrongUseError, match="name a model, a family or an access"):
        falls(facts_atlas)
