"""Proposals: known names, words for modalities, terms of like claims, each with a reason."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.contribute.propose import propose


def test_every_proposal_is_a_term_and_says_why(facts_atlas: Atlas) -> None:
    found = propose(facts_atlas, "A GPT-4V annotated video dataset", "Built on COCO with LLaVA-1.5 for instruction tuning.")
    known = {
        "stages": {term.id for term in facts_atlas.taxonomy.stages},
        "modalities": {term.id for term in facts_atlas.taxonomy.modalities},
        "capabilities": {term.id for term in (*facts_atlas.taxonomy.enhanced, *facts_atlas.taxonomy.leveraged)},
        "models": set(facts_atlas.models),
        "datasets": set(facts_atlas.datasets),
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
def test_only_names_as_they_are_written_are_found(facts_atlas: Atlas, title: str, names: set[str]) -> None:
    assert {each.id for each in propose(facts_atlas, title).models} == names


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("FrogBench: Jumping Frogs in Video", "dataset"),
        ("Frog-5M: Frogs at Scale", "dataset"),
        ("FrogSet: A Large Dataset of Frogs", "dataset"),
        ("FrogEval: A Diagnostic Benchmark for Frogs", "dataset"),
        ("FrogVLM: Pruning a Dataset of Frogs", ""),
        ("FrogVLM: Better Language Models", ""),
    ],
)
def test_what_is_new_is_a_dataset_where_the_title_says_so(facts_atlas: Atlas, title: str, kind: str) -> None:
    assert propose(facts_atlas, title).new_kind == kind


@pytest.mark.parametrize(
    ("title", "declared"),
    [
        ("MMMU: A Massive Benchmark", (("dataset", "mmmu"),)),
        ("ImageBind One Embedding Space to Bind Them All", (("model", "imagebind"),)),
        ("LLaVA: introduced by a work already", ()),
        ("Image things", ()),
    ],
)
def test_a_title_may_begin_with_what_is_declared_without_a_paper(
    facts_atlas: Atlas, title: str, declared: tuple[tuple[str, str], ...]
) -> None:
    assert propose(facts_atlas, title).declared == declared


def test_language_models_are_no_text(facts_atlas: Atlas) -> None:
    assert [each.id for each in propose(facts_atlas, "Large Language Models see Frogs").modalities] == []
    assert [each.id for each in propose(facts_atlas, "Frogs in Language").modalities] == ["text"]


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
def test_the_name_of_something_new(facts_atlas: Atlas, title: str, name: str) -> None:
    assert propose(facts_atlas, title).new_name == name
