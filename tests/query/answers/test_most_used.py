"""Most used: what a claim names counts, each work once; the table of works has the same works and claims."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.model import Taxonomy
from codev.query import Facets, ask, most_used, select_claims
from small import evaluates, produces, small_atlas, trains


@pytest.fixture(scope="module")
def few(taxonomy: Taxonomy) -> Atlas:
    """Three works; two name the dataset d, one of them twice, and the model that nobody names acts in one."""
    return small_atlas(
        taxonomy,
        {
            "a2022one": {"models": ["m"], "datasets": ["d", "e"], "claims": [trains("m", "d"), evaluates("m", "d")]},
            "b2024two": {"claims": [trains("m", "d"), produces("nobody", "e", inputs=["e"])]},
            "c2024three": {"claims": [trains("m", "e")]},
        },
        {"models": [{"id": "nobody", "kind": "unnamed"}]},
    )


def test_rows_count_works_claims_and_years(few: Atlas) -> None:
    rows = {row.thing: row for row in most_used(few)}
    assert list(rows) == ["model:m", "dataset:d", "dataset:e"]
    assert {thing: (row.work_count, row.claim_count, row.first, row.latest) for thing, row in rows.items()} == {
        "model:m": (3, 4, 2022, 2024),
        "dataset:d": (2, 3, 2022, 2024),
        "dataset:e": (2, 2, 2024, 2024),
    }
    assert rows["model:m"].by_year == ((2022, 1), (2024, 2))
    assert rows["dataset:e"].works == ("b2024two", "c2024three")


@pytest.mark.parametrize(
    ("given", "things"),
    [
        ({"kind": "dataset"}, ["dataset:d", "dataset:e"]),
        ({"kind": "model"}, ["model:m"]),
        ({"kind": "dataset", "by": "claims"}, ["dataset:d", "dataset:e"]),
        ({"kind": "dataset", "year": "2024"}, ["dataset:e", "dataset:d"]),
        ({"stage": "evaluation"}, ["dataset:d", "model:m"]),
        ({"dataset": "e", "kind": "dataset"}, ["dataset:e"]),
        ({"work": "a2022one", "by": "years"}, ["dataset:d", "model:m"]),
    ],
)
def test_facets_and_parameters_narrow(few: Atlas, given: dict[str, str], things: list[str]) -> None:
    assert [row.as_dict()["thing"] for row in ask(few, "most-used", **given).rows] == things


def test_years_are_an_order_of_their_own(few: Atlas) -> None:
    by_years = most_used(few, kind="dataset", by="years")
    assert [(row.thing, row.year_count) for row in by_years] == [("dataset:d", 2), ("dataset:e", 1)]


@pytest.mark.parametrize("given", [{"kind": "thing"}, {"by": "size"}, {"stage": "nowhere"}])
def test_what_means_nothing_is_refused(few: Atlas, given: dict[str, str]) -> None:
    with pytest.raises(WrongUseError):
        ask(few, "most-used", **given)


def test_the_table_of_works_has_the_same_claims(facts_atlas: Atlas) -> None:
    for kind in ("model", "dataset"):
        for row in most_used(facts_atlas, kind=kind)[:20]:
            asked = select_claims(facts_atlas, Facets(**{kind: (row.thing.partition(":")[2],)}))
            assert tuple(claim.id for claim in asked) == row.claims, row.thing


def test_a_dataset_that_is_asked_for_is_the_only_one(facts_atlas: Atlas) -> None:
    claim = next(each for each in facts_atlas.claims.values() if len(each.datasets) > 1)
    rows = most_used(facts_atlas, Facets(dataset=claim.datasets[:1]), kind="dataset")
    assert [row.thing for row in rows] == [f"dataset:{claim.datasets[0]}"]
