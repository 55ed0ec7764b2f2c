"""The survey's own facts stand in the real knowledge base for ever, whatever is added to it or corrected beside them.

They are compared with the frozen knowledge base (``tests/fixtures/facts_base``), which was made from the facts and held to
them digest by digest.  What curators may correct is left out: wordings, notes, nodes of other claims, names written in full.
"""

from __future__ import annotations

from typing import Any

import pytest

from codev import Atlas
from codev.bib import split_name
from codev.model import Claim, EvidenceSource, Record, Work
from codev.model.artifact import Table2Row
from codev.query import classifications

OF_THE_SURVEY = frozenset([EvidenceSource.SURVEY, EvidenceSource.SURVEY_TABLE, EvidenceSource.SURVEY_LIST])


@pytest.fixture(scope="module")
def cited(facts_atlas: Atlas) -> list[Work]:
    """The works that the survey cites, as the facts have them."""
    return [work for work in facts_atlas.works.values() if work.survey]


def printed(work: Work) -> dict[str, Any]:
    """Return a reference as the survey prints it: what an entry says otherwise is a correction, kept beside it."""
    said = work.survey.printed.model_dump(exclude_defaults=True) if work.survey and work.survey.printed else {}
    names = said.get("authors", work.authors)
    reference = {"year": work.venue_year or work.year, "venue": work.venue, "volume": work.volume, "number": work.number}
    return {**reference, "pages": work.pages, **said, "authors": [split_name(name).family for name in names]}


def test_every_reference_of_the_survey_is_one_work(atlas: Atlas, cited: list[Work]) -> None:
    works = [work for work in atlas.works.values() if work.survey]
    assert {work.key for work in cited} <= {work.key for work in works}
    references = [number for work in works if work.survey for number in work.survey.references]
    assert sorted(references) == list(range(1, 266))


def test_works_keep_where_and_why_the_survey_cites_them(atlas: Atlas, cited: list[Work]) -> None:
    for was in cited:
        work = atlas.works[was.key]
        assert work.scope == was.scope
        assert was.survey is not None
        assert work.survey is not None
        assert work.survey.references == was.survey.references
        assert work.survey.sections == was.survey.sections
        assert [use.section for use in work.survey.background] == [use.section for use in was.survey.background]


def test_works_keep_what_the_maintained_list_says(atlas: Atlas, cited: list[Work]) -> None:
    for was in cited:
        work = atlas.works[was.key]
        assert was.survey is not None
        assert work.survey is not None
        assert work.survey.maintained_list == was.survey.maintained_list


def test_references_are_kept_as_printed(atlas: Atlas, cited: list[Work]) -> None:
    # What the survey does not print, such as the pages of a work that it knew as a preprint, may be added.
    lost = {
        (was.key, name): (value, now[name])
        for was in cited
        for now in [printed(atlas.works[was.key])]
        for name, value in printed(was).items()
        if value is not None and value != now[name]
    }
    assert lost == {}, "keep the printed value under survey.printed"


def test_claims_of_the_survey_keep_their_ids_and_their_place_in_it(atlas: Atlas, facts_atlas: Atlas) -> None:
    def places(claim: Claim) -> set[tuple[Any, ...]]:
        return {(item.source, item.section, item.table) for item in claim.evidence if item.source in OF_THE_SURVEY}

    for claim_id, was in facts_atlas.claims.items():
        if places(was):
            assert places(was) <= places(atlas.claims[claim_id]), claim_id


def test_works_stay_under_the_subsections_of_the_survey(atlas: Atlas, facts_atlas: Atlas, cited: list[Work]) -> None:
    for was in cited:
        now = classifications(atlas, atlas.works[was.key])
        for source, subsections in classifications(facts_atlas, was).items():
            if source != "paper":
                assert set(subsections) <= set(now[source]), (was.key, source)


def test_table_2_stands_row_for_row(atlas: Atlas, facts_atlas: Atlas) -> None:
    def rows(each: Atlas) -> dict[int, Table2Row]:
        return {row.row: row for dataset in each.datasets.values() for row in dataset.table2}

    assert rows(atlas) == rows(facts_atlas)
    assert sorted(rows(atlas)) == list(range(1, 55))


def test_table_1_stands_row_for_row(atlas: Atlas, facts_atlas: Atlas) -> None:
    assert atlas.taxonomy.surveys == facts_atlas.taxonomy.surveys
    assert len(atlas.taxonomy.surveys) == 10


def test_the_roadmap_and_the_paradigms_stand_as_the_survey_has_them(atlas: Atlas, facts_atlas: Atlas) -> None:
    for items in ("roadmap", "paradigms"):
        was, now = (
            {each.id: each.model_dump(exclude={"nodes"}) for each in getattr(base.taxonomy, items)}
            for base in (facts_atlas, atlas)
        )
        assert {name: now.get(name) for name in was} == was
    assert len(facts_atlas.taxonomy.roadmap) == 14


VOCABULARIES = {
    # what the survey says of a term: everything but the definition, which somebody may word better
    "nodes": ("id", "name", "parent", "direction", "section"),
    "directions": ("id", "name"),
    "stages": ("id", "name", "section"),
    "components": ("id", "name"),
    "enhanced": ("id",),
    "leveraged": ("id",),
    "modalities": ("id",),
    "acquisition_sources": ("id",),
}


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_vocabularies_keep_the_terms_of_the_survey_in_its_order(atlas: Atlas, facts_atlas: Atlas, vocabulary: str) -> None:
    def terms(base: Atlas) -> list[tuple[Any, ...]]:
        listed: tuple[Record, ...] = getattr(base.taxonomy, vocabulary)
        return [tuple(getattr(term, field) for field in VOCABULARIES[vocabulary]) for term in listed]

    was = terms(facts_atlas)
    assert [term for term in terms(atlas) if term in was] == was


def test_the_facts_are_whole(facts_atlas: Atlas, cited: list[Work]) -> None:
    """What the frozen knowledge base was made from: 381 works, 694 claims, 54 rows of Table 2, 91 nodes."""
    assert (len(facts_atlas.works), len(facts_atlas.claims), len(facts_atlas.tree)) == (381, 694, 91)
    assert [sum(work.scope == scope for work in cited) for scope in ("surveyed", "background")] == [209, 55]
    assert (len(facts_atlas.models), len(facts_atlas.datasets)) == (364, 361)
