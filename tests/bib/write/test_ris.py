"""RIS: what is written, rispy reads back."""

from __future__ import annotations

import re
from typing import Any

import pytest
import rispy

from codev import Atlas
from codev.bib import split_name, to_ris, work_to_ris


@pytest.fixture(scope="module")
def references(atlas: Atlas) -> dict[str, dict[str, Any]]:
    """All works of the knowledge base, written and read back."""
    return {reference["id"]: reference for reference in rispy.loads(to_ris(atlas.works.values()))}


def test_every_work_comes_back(atlas: Atlas, references: dict[str, dict[str, Any]]) -> None:
    assert list(references) == list(atlas.works)


def test_content_comes_back(atlas: Atlas, references: dict[str, dict[str, Any]]) -> None:
    for key, work in atlas.works.items():
        reference = references[key]
        assert reference["title"] == work.title
        assert reference["authors"] == [split_name(name).family_first for name in work.authors]
        assert reference["year"] == str(work.venue_year or work.year)
        assert reference.get("doi") == work.doi
        assert reference.get("accession_number") == (f"arXiv:{work.arxiv}" if work.arxiv else None)
        assert reference.get("volume") == work.volume
        assert reference["type_of_reference"] in {"UNPB", "CONF", "JOUR", "ELEC"}
        assert bool(reference.get("notes")) == work.et_al


def test_every_line_is_a_field(atlas: Atlas) -> None:
    lines = to_ris(atlas.works.values()).splitlines()
    assert [line for line in lines if line and not re.match(r"[A-Z][A-Z0-9]  - ", line)] == []


def test_one_work(facts_atlas: Atlas) -> None:
    assert work_to_ris(facts_atlas.works["fernandez2023large"]).splitlines()[:2] == ["TY  - JOUR", "ID  - fernandez2023large"]


def test_no_works() -> None:
    assert to_ris([]) == ""
