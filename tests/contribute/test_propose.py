"""Proposals: known names, words for modalities, terms of like claims, each with a reason."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.contribute.propose import propose


def test_every_proposal_is_a_term_and_says_why(atlas: Atlas) -> None:
    found = propose(atlas, "A GPT-4V annotated video dataset", "Built on COCO with LLaVA-1.5 for instruction tuning.")
    known = {
        "stages": {term.id for term in atlas.taxonomy.stages},
        "modalities": {term.id for term in atlas.taxonomy.modalities},
        "capabilities": {term.id for term in (*atlas.taxonomy.enhanced, *atlas.taxonomy.leveraged)},
        "models": set(atlas.models),
        "datasets": set(atlas.datasets),
    }
    for name, ids in known.items():
        for proposal in getattr(found, name):
            assert proposal.id in ids
            assert proposal.reason
    assert {each.id for each in found.models} >= {"gpt-4v"}
    assert {each.id for each in found.datasets} >= {"coco"}
    assert {each.id for each in found.modalities} >= {"video"}


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("We align images and text", set()),
        ("ALIGN and CLIP compared", {"align", "clip"}),
        ("What MLLMs and LLMs can do", set()),
        ("Clipping and flickering", set()),
    ],
)
def test_only_names_as_they_are_written_are_found(atlas: Atlas, title: str, names: set[str]) -> None:
    assert {each.id for each in propose(atlas, title).models} == names


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("LLaVA-NextThing: A Model", "LLaVA-NextThing"),
        ("CLIP: known already", ""),
        ("On the matter: a study", ""),
        ("No colon at all", ""),
        ("A very long beginning of a title: and so on", ""),
    ],
)
def test_the_name_of_something_new(atlas: Atlas, title: str, name: str) -> None:
    assert propose(atlas, title).new_name == name
