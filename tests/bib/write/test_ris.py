"""RIS: what is written, rispy reads back."""

from __future__ import annotations

import re
from typing import Any

import pytest
import rispy

from codev import Atlas
from codev.bib import publication_kind, split_authors, to_ris, work_to_ris
from codev.bib.write.ris import RIS_TYPES

ZOTERO_TYPES = {"UNPD": "manuscript", "CONF": "conferencePaper", "JOUR": "journalArticle", "ELEC": "webpage"}
"""What Zotero makes of the types that we write (importTypeMap and exportTypeMap of its RIS.js); others are articles to it."""


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
        assert reference["authors"] == [name.family_first for name in split_authors(work)]
        assert reference["year"] == str(work.venue_year or work.year)
        assert reference.get("doi") == work.doi
        assert reference.get("accession_number") == (f"arXiv:{work.arxiv}" if work.arxiv else None)
        assert reference.get("volume") == work.volume
        assert reference["type_of_reference"] == RIS_TYPES[publication_kind(work)]
        assert reference["type_of_reference"] in ZOTERO_TYPES
        assert (reference.get("type_of_work") == "Preprint") == (ZOTERO_TYPES[reference["type_of_reference"]] == "manuscript")
        assert bool(reference.get("notes")) == work.et_al


def test_every_line_is_a_field(atlas: Atlas) -> None:
    lines = to_ris(atlas.works.values()).splitlines()
    assert [line for line in lines if line and not re.match(r"[A-Z][A-Z0-9]  - ", line)] == []


def test_one_work(facts_atlas: Atlas) -> None:
    assert work_to_ris(facts_atlas.works["fernandez2023large"]).splitlines()[:2] == ["TY  - JOUR", "ID  - fernandez2023large"]


def test_no_works() -> None:
    assert to_ris([]) == ""
