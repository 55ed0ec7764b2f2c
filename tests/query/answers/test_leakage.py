"""Leakage: exact and shared source told apart, with the path; what carries no lineage leaks nothing."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.graph import lineage_graph
from codev.model import Taxonomy
from codev.query import leakage
from small import derived, evaluates, produces, small_atlas, trains

CASES: list[tuple[str, dict[str, Any], list[tuple[str, str, str, str]]]] = [
    (
        "trained and tested on the same set",
        {"a2024one": {"models": ["m"], "datasets": ["b"], "claims": [trains("m", "b"), evaluates("m", "b")]}},
        [("exact", "dataset:b", "model:m", "dataset:b")],
    ),
    (
        "trained by a parent of the model",
        {
            "a2024one": {"models": ["p", derived("m", "p")], "datasets": ["b"], "claims": [trains("p", "b")]},
            "b2024two": {"claims": [evaluates("m", "b")]},
        },
        [("exact", "dataset:b", "model:m", "dataset:b")],
    ),
    (
        "only a source of the benchmark is shared",
        {
            "a2024one": {
                "models": ["m"],
                "datasets": ["web", derived("b", "web"), derived("d", "web")],
                "claims": [trains("m", "d"), evaluates("m", "b")],
            }
        },
        [("shared-source", "dataset:b", "model:m", "dataset:web")],
    ),
    (
        "the nearest shared source is named, not what lies behind it",
        {
            "a2024one": {
                "models": ["m"],
                "datasets": ["web", derived("pool", "web"), derived("b", "pool"), derived("d", "pool")],
                "claims": [trains("m", "d"), evaluates("m", "b")],
            }
        },
        [("shared-source", "dataset:b", "model:m", "dataset:pool")],
    ),
    (
        "the benchmark is a version of what the model was trained on",
        {
            "a2024one": {
                "models": ["m"],
                "datasets": ["d", {"id": "b", "variant_of": "d"}],
                "claims": [trains("m", "d"), evaluates("m", "b")],
            }
        },
        [("shared-source", "dataset:b", "model:m", "dataset:d")],
    ),
    (
        "retrained and tested by one work: its variant may be what is tested",
        {
            "a2024one": {"models": ["m"]},
            "b2024two": {"datasets": ["b"], "claims": [trains("m", "b"), evaluates("m", "b")]},
        },
        [("exact", "dataset:b", "model:m@b2024two", "dataset:b")],
    ),
    (
        "retrained by another work: what is tested is the released model",
        {
            "a2024one": {"models": ["m"], "datasets": ["b"], "claims": [evaluates("m", "b")]},
            "b2024two": {"claims": [trains("m", "b")]},
        },
        [],
    ),
    (
        "tested only",
        {"a2024one": {"models": ["m", "n"], "datasets": ["b"], "claims": [evaluates("m", "b"), evaluates("n", "b")]}},
        [],
    ),
    (
        "prompted with it or having examined it",
        {
            "a2024one": {
                "models": ["m"],
                "datasets": ["b", "c"],
                "claims": [trains("m", "b", stages=["inference"]), produces("m", "c", inputs=["b"]), evaluates("m", "b")],
            }
        },
        [],
    ),
    (
        "the benchmark was made by the model",
        {"a2024one": {"models": ["m"], "datasets": ["b"], "claims": [produces("m", "b"), evaluates("m", "b")]}},
        [],
    ),
]


@pytest.mark.parametrize(("works", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_case_leaks_as_it_should(
    taxonomy: Taxonomy, works: dict[str, Any], expected: list[tuple[str, str, str, str]]
) -> None:
    rows = leakage(small_atlas(taxonomy, works))
    assert [(row.kind, row.benchmark, row.model, row.shared) for row in rows] == expected


def test_the_whole_way_is_shown_with_its_claims(taxonomy: Taxonomy) -> None:
    works = {
        "a2024one": {
            "models": ["m"],
            "datasets": ["web", derived("b", "web"), derived("d", "web", basis="recalled")],
            "claims": [trains("m", "d")],
        },
        "b2024two": {"claims": [evaluates("m", "b")]},
    }
    (row,) = leakage(small_atlas(taxonomy, works))
    assert row.source_path == ("dataset:web", "dataset:b")
    assert row.path == ("dataset:web", "dataset:d", "model:m")
    assert row.claims == ("derived_from (seen)", "derived_from (recalled)", "a2024one.1")
    assert row.evaluated_by == ("b2024two.1",)
    assert row.unverified
    assert not row.one_work


def test_every_way_is_a_way_of_lineage(atlas: Atlas) -> None:
    paths = lineage_graph(atlas)
    for row in leakage(atlas):
        assert nx.is_path(paths, row.path)
        assert nx.is_path(paths, row.source_path)
        assert (row.source_path[0], row.source_path[-1]) == (row.shared, row.benchmark)
        assert (row.path[0], row.path[-1]) == (row.shared, row.model)
        assert (row.kind == "exact") == (row.shared == row.benchmark)


def test_rows_are_narrowed_by_kind_model_and_benchmark(facts_atlas: Atlas) -> None:
    rows = leakage(facts_atlas)
    assert leakage(facts_atlas, kind="exact") == [row for row in rows if row.kind == "exact"]
    assert leakage(facts_atlas, dataset="SA-Co") == [row for row in rows if row.benchmark == "dataset:sa-co"]
    assert {row.model for row in leakage(facts_atlas, model="clip")} == {"model:clip@gadre2023datacomp"}
    for options in ({"kind": "leaky"}, {"model": "nobody-at-all"}, {"dataset": "nothing-at-all"}):
        with pytest.raises(WrongUseError, match=r"no (kind of leakage|model|dataset) '"):
            leakage(facts_atlas, **options)
