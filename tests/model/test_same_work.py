"""Duplicates: what makes two works one, and what does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from codev import Atlas
from codev.bib.read.citation import Citation
from codev.model.same_work import KnownWorks, Sameness, identity_of


@pytest.fixture(scope="module")
def known(facts_atlas: Atlas) -> KnownWorks:
    """The works of the real knowledge base."""
    return KnownWorks(facts_atlas.works.values())


@pytest.mark.parametrize(
    ("citation", "key", "why"),
    [
        (Citation(title="Another title", arxiv="2304.08485"), "liu2023visual", Sameness.ARXIV),
        (Citation(title="visual instruction-tuning"), "liu2023visual", Sameness.TITLE),
        (Citation(title="The visual instruction tuning"), "liu2023visual", Sameness.TITLE),
        (Citation(title="Visual Instruction Tunning", family="Liu"), "liu2023visual", Sameness.NEAR_TITLE),
        (
            Citation(title="Visual Instruction Tunning", authors=("Ada Smith", "Chunyuan Li")),
            "liu2023visual",
            Sameness.NEAR_TITLE,
        ),
        (
            Citation(title="Learning Transferable Models From Natural Language Supervision", family="Radford"),
            "radford2021learning",
            Sameness.SIMILAR_TITLE,
        ),
    ],
)
def test_known_works_are_found(known: KnownWorks, citation: Citation, key: str, why: Sameness) -> None:
    match = known.find(citation.identity())
    assert match is not None
    assert (match.key, match.why) == (key, why)
    assert match.is_by_similar_title is (why in (Sameness.NEAR_TITLE, Sameness.SIMILAR_TITLE))


@pytest.mark.parametrize(
    "citation",
    [
        Citation(title="Visual Instruction Tunning", family="Smith"),
        Citation(title="Learning Transferable Models From Natural Language Supervision", family="Smith"),
        Citation(title="Video Instruction Tuning", family="Liu"),
        Citation(title=""),
        Citation(title="Qwen3-VL", family="Bai"),
    ],
)
def test_other_works_are_not(known: KnownWorks, citation: Citation) -> None:
    assert known.find(citation.identity()) is None


@pytest.mark.parametrize(
    ("changes", "conflict"),
    [
        ({}, ""),
        ({"arxiv": "2311.99999"}, "arXiv ids differ"),
        ({"authors": ("Ada Smith",), "family": "Smith"}, "first authors differ"),
        ({"year": 2026}, "NeurIPS published the one in 2026, the other in 2023"),
        ({"year": 2024}, ""),
        ({"year": 2026, "venue": "CVPR"}, ""),
        ({"volume": "37"}, "the volumes of NeurIPS differ"),
    ],
)
def test_what_speaks_against_a_same_title_is_said(known: KnownWorks, changes: dict[str, Any], conflict: str) -> None:
    citation = Citation("Visual Instruction Tuning", ("Haotian Liu",), "Liu", year=2023, venue="NeurIPS", volume="36")
    match = known.find(replace(citation, **changes).identity())
    assert match is not None
    assert (match.key, match.why) == ("liu2023visual", Sameness.TITLE)
    assert (conflict in match.conflict) if conflict else not match.conflict


def test_a_wrong_id_is_told_by_title_and_author(known: KnownWorks) -> None:
    other = Citation("Frogs in Ponds", ("Ada Frog",), "Frog", arxiv="2304.08485")
    match = known.find(other.identity())
    assert match is not None
    assert "title and first author differ" in match.conflict
    renamed = known.find(replace(other, authors=("Haotian Liu",), family="Liu").identity())
    assert renamed is not None
    assert renamed.conflict == ""


def test_of_several_works_with_one_title_the_right_one_is_found(facts_atlas: Atlas) -> None:
    one = facts_atlas.works["liu2023visual"].model_copy(update={"arxiv": None, "title": "Editorial"})
    two = one.model_copy(update={"key": "frog2023editorial", "authors": ("Ada Frog",)})
    match = KnownWorks([one, two]).find(Citation("Editorial", ("Ada Frog",), "Frog").identity())
    assert match is not None
    assert (match.key, match.conflict) == ("frog2023editorial", "")


def test_versions_are_told_apart_by_their_number(facts_atlas: Atlas) -> None:
    model = facts_atlas.works["liu2023visual"].model_copy(
        update={"title": "A Long Title About LLaVA-1.5 and Others", "arxiv": None}
    )
    known = KnownWorks([model])
    assert known.find(Citation(title="A Long Title About LLaVA-1.6 and Others", family="Liu").identity()) is None
    assert known.find(Citation(title="A Long Title About LLaVA-1.5 and Other", family="Liu").identity()) is not None


def test_no_work_of_the_knowledge_base_is_taken_for_another(atlas: Atlas) -> None:
    known = KnownWorks()
    for work in atlas.works.values():
        own = identity_of(work)
        match = known.find(own)
        assert match is None, f"{work.key} is taken for {match.key}"
        known.add(own)
