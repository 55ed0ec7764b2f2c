"""The one mark of a work: how far it was checked and inferred, in words and field by field."""

from __future__ import annotations

from typing import Any

import pytest

from codev.model import Claim, Taxonomy
from codev.query.standing import field_standings, standing_of
from small import small_atlas

FIRST = {"by": "A. Writer", "date": "2026-11-29", "against": ["abstract"]}
SECOND = {**FIRST, "by": "B. Reader"}
BASE: dict[str, Any] = {"node": "data-acquisition", "stages": ["finetune"], "models": ["m"], "datasets": ["d"]}


def claims_of(taxonomy: Taxonomy, *claims: dict[str, Any]) -> tuple[Claim, ...]:
    """Return claims of one work."""
    return small_atlas(taxonomy, {"a2024one": {"claims": [BASE | claim for claim in claims]}}).work("a2024one").claims


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([{}], "not checked; no field inferred"),
        ([{"inferred": ["models"]}], "not checked; 1 of 5 fields inferred"),
        ([{"inferred": ["models.m", "node", "statement"]}], "not checked; 3 of 5 fields inferred"),
        ([{"checked": [FIRST]}], "checked; no field inferred"),
        ([{"checked": [FIRST, FIRST]}], "checked; no field inferred"),
        ([{"checked": [FIRST, SECOND]}], "checked twice; no field inferred"),
        ([{"checked": [FIRST, SECOND]}, {"checked": [FIRST]}], "checked, 1 of 2 claims twice; no field inferred"),
        ([{"checked": [FIRST, SECOND]}, {"inferred": ["stages"]}], "1 of 2 claims checked; 1 of 10 fields inferred"),
        ([{"input_datasets": ["e"]}, {"stages": []}], "not checked; no field inferred"),
    ],
)
def test_the_mark_says_it_in_words(taxonomy: Taxonomy, claims: list[dict[str, Any]], words: str) -> None:
    standing = standing_of(claims_of(taxonomy, *claims))
    assert standing is not None
    assert standing.words == words


def test_only_fields_that_a_claim_has_are_counted(taxonomy: Taxonomy) -> None:
    standing = standing_of(claims_of(taxonomy, {"stages": []}, {"input_datasets": ["e"], "acquired_from": ["web"]}))
    assert standing is not None
    assert standing.field_count == 4 + 7


def test_a_work_without_claims_has_no_mark() -> None:
    assert standing_of([]) is None


def test_each_field_says_what_it_rests_on(taxonomy: Taxonomy) -> None:
    evidence = [
        {"source": "abstract", "states": ["stages", "models.m"]},
        {"source": "paper", "where": "Table 1", "states": ["models", "node"]},
        {"source": "code", "where": "README"},
    ]
    (claim,) = claims_of(
        taxonomy, {"models": ["m", "n"], "evidence": evidence, "inferred": ["node", "models.n"], "acquired_from": ["web"]}
    )
    found = {}
    for each in field_standings(claim):
        stated, perhaps = ([item.source.value for item in items] for items in (each.stated_by, each.perhaps_by))
        found[each.field] = (each.is_inferred, each.inferred_values, stated, perhaps)
    assert found == {
        "node": (True, (), [], []),
        "stages": (False, (), ["abstract"], []),
        "models": (False, ("n",), ["abstract", "paper"], []),
        "datasets": (False, (), [], ["code"]),
        "acquired_from": (False, (), [], ["code"]),
        "statement": (False, (), [], ["code"]),
    }
