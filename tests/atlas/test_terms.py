"""The terms that claims name, and what the survey's sections are about."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.atlas.terms import and_above, section_order
from codev.model import Taxonomy
from small import produces, small_atlas, trains

SECTIONS = [
    ("3", ["3"]),
    ("3.1.1", ["3.1.1", "3.1", "3"]),
    ("4.10", ["4.10", "4"]),
    ("Table 2", ["Table 2"]),
]


@pytest.mark.parametrize(("section", "expected"), SECTIONS)
def test_a_section_lies_in_those_above(section: str, expected: list[str]) -> None:
    assert and_above(section) == expected


def test_sections_stand_in_the_order_of_the_survey() -> None:
    listed = ["3.10", "Table 2", "4", "3.2", "3", "3.2.1", "Table 1"]
    assert sorted(listed, key=section_order) == ["3", "3.2", "3.2.1", "3.10", "4", "Table 1", "Table 2"]


@pytest.fixture(scope="module")
def atlas(taxonomy: Taxonomy) -> Atlas:
    """Three works: one that the survey has, and two that name a family's models."""
    survey = [{"source": "survey", "section": "3.2.1"}]
    return small_atlas(
        taxonomy,
        {
            "a2024one": {
                "scope": "surveyed",
                "survey": {"references": [1], "sections": ["3.2.1", "2.3", "Table 2"]},
                "models": [{"id": "llava-x", "family": "llava"}, "loner"],
                "datasets": ["heap"],
                "claims": [
                    trains("llava-x", "heap", capabilities=["retrieval"], evidence=survey),
                    trains("loner", "heap", modalities=["image", "text"], acquired_from=["web"]),
                ],
            },
            "b2025two": {"claims": [produces("llava-x", "heap", capabilities=["retrieval"])]},
        },
    )


INDEX = [
    ("stage:finetune", ("a2024one.1", "a2024one.2", "b2025two.1")),
    ("enhanced:retrieval", ("a2024one.1",)),
    ("leveraged:retrieval", ("b2025two.1",)),
    ("modality:image", ("a2024one.2",)),
    ("source:web", ("a2024one.2",)),
    ("family:llava", ("a2024one.1", "b2025two.1")),
    ("section:3.2.1", ("a2024one.1",)),
    ("section:3", ("a2024one.1",)),
]


@pytest.mark.parametrize(("term", "claims"), INDEX)
def test_claims_by_term(atlas: Atlas, term: str, claims: tuple[str, ...]) -> None:
    assert atlas.claims_by_term[term] == claims


def test_no_other_term_is_named(atlas: Atlas) -> None:
    assert set(atlas.claims_by_term) == {*(term for term, _ in INDEX), "modality:text", "section:3.2"}


def test_works_are_cited_in_the_sections_above_too(atlas: Atlas) -> None:
    assert dict(atlas.works_by_section) == dict.fromkeys(("2", "2.3", "3", "3.2", "3.2.1", "Table 2"), ("a2024one",))


def test_models_by_family(atlas: Atlas) -> None:
    assert dict(atlas.models_by_family) == {"llava": ("llava-x",)}


def test_a_section_is_called_after_its_widest_node_or_its_vocabulary(atlas: Atlas) -> None:
    names = atlas.names_by_section
    assert names["3.2.1"] == "Data condensation"
    assert names["2.1"] == "Paradigms"
    assert names["8"] == "Roadmap"
    assert names["2.3"] == ""
    assert "Table 2" not in names
    assert list(names) == sorted(names, key=section_order)
