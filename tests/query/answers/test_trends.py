"""Trends: every claim is counted in its year under each of its terms."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.query import Facets, trends
from codev.query.answers.trends import DIMENSIONS


@pytest.mark.parametrize("by", DIMENSIONS)
def test_every_claim_is_counted_in_its_year(atlas: Atlas, by: str) -> None:
    rows = trends(atlas, by=by)
    seen = {claim for row in rows for claim in row.claims}
    # Data enhance, models draw on: each of the two speaks of the claims of its direction only.
    direction = {"enhanced": "data4model", "leveraged": "model4data", "openness": "model4data"}.get(by)
    assert seen == {claim.id for claim in atlas.claims.values() if direction in {None, atlas.direction_of(claim)}}
    for row in rows:
        assert {atlas.work(key).year for key in row.works} == {row.year}
        assert len(row.works) <= len(row.claims)
    assert [row.year for row in rows] == sorted(row.year for row in rows)
    assert len({(row.year, row.term) for row in rows}) == len(rows)


def test_terms_stand_in_the_order_of_their_vocabulary(atlas: Atlas) -> None:
    stages = [*(stage.id for stage in atlas.taxonomy.stages), "not-stated"]
    rows = trends(atlas, by="stage")
    for year in {row.year for row in rows}:
        ranks = [stages.index(row.term) for row in rows if row.year == year]
        assert ranks == sorted(ranks)


def test_facets_choose_what_counts(facts_atlas: Atlas) -> None:
    rows = trends(facts_atlas, Facets.of(direction="model4data", year="2024..2025"), by="direction")
    assert {(row.year, row.term) for row in rows} == {(2024, "model4data"), (2025, "model4data")}


def test_a_dimension_that_there_is_not_is_refused(facts_atlas: Atlas) -> None:
    with pytest.raises(WrongUseError, match="no dimension 'colour'"):
        trends(facts_atlas, by="colour")
