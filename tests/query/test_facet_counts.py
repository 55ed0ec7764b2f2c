"""The numbers beside the values of facets are those of the answers to which the values lead."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.query import Facets, Query, run
from codev.query.facet_counts import COUNTED, facet_counts
from codev.query.facets import FACETS

CHOICES = [
    {},
    {"node": ["data-filter"]},
    {"node": ["data-filter", "data-mapper"], "stage": ["pretrain"], "year": ["2023.."]},
    {"text": ["video"], "evidence": ["survey"]},
    {"scope": ["background"]},
    {"author": ["liu"], "direction": ["model4data"]},
]


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
@pytest.mark.parametrize("question", ["works", "claims"])
def test_a_number_is_that_of_the_answer(facts_atlas: Atlas, question: str, chosen: dict[str, list[str]]) -> None:
    counts = facet_counts(facts_atlas, Facets.of(**chosen), of_claims=question == "claims")
    assert set(counts) == set(COUNTED)
    for name in COUNTED:
        values = sorted(FACETS[name].names(facts_atlas))
        # Some values of each facet, those that leave nothing among them.
        for value in values[:: max(1, len(values) // 4)]:
            answer = run(facts_atlas, Query.build(question, **(chosen | {name: [value]})))
            assert counts[name].get(value, 0) == len(answer.rows), (name, value)
