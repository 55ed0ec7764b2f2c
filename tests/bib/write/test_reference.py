"""Kinds of publication, years, pages and addresses."""

from __future__ import annotations

from typing import Any

import pytest

from codev import Atlas
from codev.bib.write.reference import PublicationKind, container, page_range, publication_kind, publication_year, work_address
from codev.model import Work


def make_work(**fields: Any) -> Work:
    """Return a small work with the given fields."""
    base = {"key": "chen2023x", "title": "X", "authors": ["Lin Chen"], "year": 2023, "scope": "extended", "added": "2026-01-01"}
    return Work.model_validate(base | fields, strict=False)


KINDS = [
    ({"venue": "arXiv", "arxiv": "2311.12793"}, PublicationKind.PREPRINT),
    ({"arxiv": "2311.12793"}, PublicationKind.PREPRINT),
    ({"url": "https://openai.com/sora"}, PublicationKind.WEB),
    ({"venue": "CVPR"}, PublicationKind.PROCEEDINGS),
    ({"venue": "CVPR Workshops"}, PublicationKind.PROCEEDINGS),
    ({"venue": "AAAI", "volume": "38", "number": "16"}, PublicationKind.PROCEEDINGS),
    ({"venue": "NeurIPS Datasets and Benchmarks Track"}, PublicationKind.PROCEEDINGS),
    ({"venue": "An unknown meeting"}, PublicationKind.PROCEEDINGS),
    ({"venue": "XYZ"}, PublicationKind.PROCEEDINGS),
    ({"venue": "XYZ", "number": "3"}, PublicationKind.JOURNAL),
    ({"venue": "IEEE TPAMI"}, PublicationKind.JOURNAL),
    ({"venue": "Proceedings of the VLDB Endowment"}, PublicationKind.JOURNAL),
    ({"venue": "Applied Sciences"}, PublicationKind.JOURNAL),
    ({"venue": "Computer"}, PublicationKind.JOURNAL),
]


@pytest.mark.parametrize(("fields", "kind"), KINDS)
def test_kind(fields: dict[str, Any], kind: PublicationKind) -> None:
    assert publication_kind(make_work(**fields)) is kind


JOURNALS = {
    "Proceedings of the VLDB Endowment",
    "PACMMOD",
    "Journal of Artificial Intelligence Research",
    "IEEE Transactions on Artificial Intelligence",
    "IEEE TPAMI",
    "Foundations and Trends® in Computer Graphics and Vision",
    "Computer",
    "Business & Information Systems Engineering",
    "Applied Sciences",
    "ACM Computing Surveys",
}


def test_the_journals_of_the_survey(facts_atlas: Atlas) -> None:
    cited = [work for work in facts_atlas.works.values() if work.scope != "extended"]
    journals = {work.venue for work in cited if publication_kind(work) is PublicationKind.JOURNAL}
    assert journals == JOURNALS


def test_year_is_that_of_the_venue() -> None:
    assert publication_year(make_work(venue="CVPR", venue_year=2024)) == 2024
    assert publication_year(make_work(venue="CVPR")) == 2023


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("265-279", ("265", "279")),
        ("1539–1550", ("1539", "1550")),
        ("1--36", ("1", "36")),
        ("12208", ("12208", None)),
        ("1-2-3", ("1-2-3", None)),
        (None, None),
    ],
)
def test_pages(pages: str | None, expected: tuple[str, str | None] | None) -> None:
    assert page_range(make_work(pages=pages)) == expected


def test_address() -> None:
    assert work_address(make_work(url="https://a.org/b", arxiv="2311.12793")) == "https://a.org/b"
    assert work_address(make_work(arxiv="2311.12793", doi="10.1145/1")) == "https://arxiv.org/abs/2311.12793"
    assert work_address(make_work(doi="10.1145/1")) == "https://doi.org/10.1145/1"
    assert work_address(make_work()) is None


def test_container() -> None:
    assert container(make_work(venue="CVPR")) == "CVPR"
    assert container(make_work(venue="arXiv", arxiv="2311.12793")) is None
