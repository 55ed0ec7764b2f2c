"""Duplicates: what makes two works one, and what does not."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.bib.citation_in import Citation
from codev.contribute.duplicates import KnownWorks, Sameness


@pytest.fixture(scope="module")
def known(atlas: Atlas) -> KnownWorks:
    """The works of the real knowledge base."""
    return KnownWorks(atlas.works.values())


@pytest.mark.parametrize(
    ("citation", "key", "why"),
    [
        (Citation(title="Another title", arxiv="2304.08485"), "liu2023visual", Sameness.ARXIV),
        (Citation(title="visual instruction-tuning"), "liu2023visual", Sameness.TITLE),
        (Citation(title="Visual Instruction Tunning", family="Liu"), "liu2023visual", Sameness.NEAR_TITLE),
    ],
)
def test_known_works_are_found(known: KnownWorks, citation: Citation, key: str, why: Sameness) -> None:
    match = known.find(citation)
    assert match is not None
    assert (match.key, match.why) == (key, why)


@pytest.mark.parametrize(
    "citation",
    [
        Citation(title="Visual Instruction Tunning", family="Smith"),
        Citation(title="Video Instruction Tuning", family="Liu"),
        Citation(title=""),
        Citation(title="Qwen3-VL", family="Bai"),
    ],
)
def test_other_works_are_not(known: KnownWorks, citation: Citation) -> None:
    assert known.find(citation) is None


def test_versions_are_told_apart_by_their_number(atlas: Atlas) -> None:
    model = atlas.works["liu2023visual"].model_copy(update={"title": "A Long Title About LLaVA-1.5 and Others", "arxiv": None})
    known = KnownWorks([model])
    assert known.find(Citation(title="A Long Title About LLaVA-1.6 and Others", family="Liu")) is None
    assert known.find(Citation(title="A Long Title About LLaVA-1.5 and Other", family="Liu")) is not None


def test_no_work_of_the_knowledge_base_is_taken_for_another(atlas: Atlas) -> None:
    known = KnownWorks()
    for work in atlas.works.values():
        family = work.authors[0].split()[-1]
        match = known.find(Citation(title=work.title, authors=work.authors, family=family, arxiv=work.arxiv, doi=work.doi))
        assert match is None, f"{work.key} is taken for {match.key}"
        known.add(work)
