"""The figures of the knowledge base count claims one by one: each is counted once, however often it says a thing."""

from __future__ import annotations

from codev import Atlas
from codev.model import Compared, EvidenceSource, Taxonomy
from codev.model.fields import CLAIM_FIELDS
from codev.query.stats import statistics
from small import small_atlas


def test_figures_are_those_of_the_claims(facts_atlas: Atlas) -> None:
    figures, claims = statistics(facts_atlas), list(facts_atlas.claims.values())
    for direction in ("data4model", "model4data"):
        mine = [claim for claim in claims if facts_atlas.direction_of(claim) == direction]
        assert figures[f"claims_{direction}"] == len(mine) > 0
    assert figures["claims_data4model"] != figures["claims_model4data"]
    for source in EvidenceSource:
        resting = [claim for claim in claims if any(item.source is source for item in claim.evidence)]
        assert figures["claims_by_evidence"][source.value] == len(resting)
    for compared in Compared:
        checked = [claim for claim in claims if any(compared in check.against for check in claim.checked)]
        assert figures["claims_checked_against"][compared.value] == len(checked)
    for field in CLAIM_FIELDS:
        assert figures["claims_inferred_by_field"][field] == sum(field in claim.inferred_fields for claim in claims)


def test_works_are_counted_by_scope(facts_atlas: Atlas) -> None:
    figures = statistics(facts_atlas)
    wanted = {"works": 381, "surveyed": 209, "background": 55, "extended": 117, "survey_works": 264}
    assert {name: figures[name] for name in wanted} == wanted


def test_origins_are_counted_by_what_they_rest_on(taxonomy: Taxonomy) -> None:
    weak = next(each for each in EvidenceSource if each.is_weak and each is not EvidenceSource.RECALLED)
    strong = next(each for each in EvidenceSource if not each.is_weak)
    seen = [{"id": "a", "basis": "seen", "source": each.value} for each in (weak, strong, strong)]
    recalled = [{"id": "b", "basis": "recalled"}] * 4
    models = ["a", "b", {"id": "c", "name": "C", "derived_from": [*seen, *recalled]}]
    figures = statistics(small_atlas(taxonomy, {}, {"models": models}))
    assert [figures[name] for name in ("origins", "origins_recalled", "origins_weak")] == [7, 4, 1]


def test_who_changes_the_figures_changes_a_copy(facts_atlas: Atlas) -> None:
    figures = statistics(facts_atlas)
    before = dict(figures)
    figures["works"] = -1
    assert statistics(facts_atlas) == before


def test_claims_of_the_figures_say_things_twice(atlas: Atlas) -> None:
    """Else counting what is said, in place of claims, would go unnoticed on the real knowledge base."""
    figures, claims = statistics(atlas), list(atlas.claims.values())
    said = [item.source for claim in claims for item in claim.evidence]
    assert sum(figures["claims_by_evidence"].values()) == sum(len({item.source for item in claim.evidence}) for claim in claims)
    assert len(said) > sum(figures["claims_by_evidence"].values())
