"""Merging: names become aliases, claims move, what differs stays visible, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev import Atlas
from codev.contribute.merge import merge
from codev.errors import CodevError
from copied import new_findings


def merged(base: Path, kept: str, other: str) -> Atlas:
    """Merge two things in a copy and return what it holds then."""
    here = Atlas.load(base)
    merge(here, kept, other).write(here.root)
    assert new_findings(base) == []
    return Atlas.load(base)


def test_models_become_one(base: Path, part_atlas: Atlas) -> None:
    after = merged(base, "model:clip", "model:openclip")
    assert "openclip" not in after.models
    assert after.model("OpenCLIP").id == "clip"
    both = {*part_atlas.claims_by_model.get("clip", ()), *part_atlas.claims_by_model.get("openclip", ())}
    assert set(after.claims_by_model["clip"]) == both
    note = after.models["clip"].note or ""
    assert "developer also given as LAION" in note
    assert after.introducer("model", "clip") == "radford2021learning"
    assert all(origin.id != "clip" for origin in after.models["clip"].derived_from)


def test_what_a_work_introduces_stays_with_it(base: Path, part_atlas: Atlas) -> None:
    kept = next(
        each
        for each in part_atlas.datasets
        if part_atlas.introducer("dataset", each) is None and not part_atlas.datasets[each].table2
    )
    after = merged(base, f"dataset:{kept}", "dataset:pixmo")
    assert after.introducer("dataset", kept) == "deitke2024molmo"
    assert after.dataset("PixMo").id == kept
    assert set(after.claims_by_dataset[kept]) == {
        *part_atlas.claims_by_dataset.get(kept, ()),
        *part_atlas.claims_by_dataset["pixmo"],
    }


def test_works_become_one_and_every_claim_is_kept(base: Path, part_atlas: Atlas) -> None:
    after = merged(base, "work:deitke2024molmo", "clark2026molmo2")
    work, before = after.works["deitke2024molmo"], part_atlas.works["deitke2024molmo"]
    other = part_atlas.works["clark2026molmo2"]
    assert work.claims[: len(before.claims)] == before.claims
    assert [claim.statement for claim in work.claims[len(before.claims) :]] == [claim.statement for claim in other.claims]
    assert "clark2026molmo2" not in after.works
    notes = " ".join(work.notes)
    assert "The claim clark2026molmo2.1 of clark2026molmo2 is deitke2024molmo.3 now." in work.notes
    assert other.title in notes
    assert all(name in notes for name in other.authors)
    assert set(after.models) == set(part_atlas.models)
    assert set(after.datasets) == set(part_atlas.datasets)


def test_the_survey_s_facts_survive_a_merge(base: Path, part_atlas: Atlas) -> None:
    after = merged(base, "work:deitke2024molmo", "liu2023visual")
    work = after.works["deitke2024molmo"]
    assert work.scope == part_atlas.works["liu2023visual"].scope
    assert work.survey == part_atlas.works["liu2023visual"].survey
    assert "seen_at was https://" in " ".join(work.notes)


def test_a_declaration_moves_to_the_work_that_introduces_it(base: Path, part_atlas: Atlas) -> None:
    name, dataset = next(
        (name, each)
        for name, each in part_atlas.datasets.items()
        if each.lineage_only and each.size and part_atlas.introducer("dataset", name) is None
    )
    after = merged(base, "work:liu2023visual", f"dataset:{name}")
    assert after.introducer("dataset", name) == "liu2023visual"
    assert after.datasets[name] == dataset.model_copy(update={"lineage_only": False})
    # The work introduces the rest as before, and nothing else differs.
    assert set(after.datasets) == set(part_atlas.datasets)
    assert after.claims == part_atlas.claims
    assert after.introducer("model", "llava") == "liu2023visual"


@pytest.mark.parametrize(
    ("kept", "other", "message"),
    [
        ("model:clip", "model:clip", "same already"),
        ("model:clip", "dataset:coco", "one kind"),
        ("work:liu2023visual", "model:clip", "radford2021learning introduces the model clip"),
        ("work:liu2023visual", "node:data-filter", "one kind"),
        ("node:data-filter", "node:data-mapper", "only artifacts and works"),
        ("model:clip", "model:clippy-nothing", "no model"),
    ],
)
def test_what_makes_no_sense_is_refused(part_atlas: Atlas, kept: str, other: str, message: str) -> None:
    with pytest.raises(CodevError, match=message):
        merge(part_atlas, kept, other)
