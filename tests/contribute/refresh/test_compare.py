"""What an entry gains: what it lacks, and never another value in place of a curator's without saying so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from codev.bib.read.citation import WITHDRAWN, YEARLESS_VENUE, Citation
from codev.contribute.refresh.compare import compare
from codev.model import Work

DBLP = Citation(
    title="Things of Frogs",
    authors=("Ada Author", "Bob Other"),
    year=2024,
    venue="CVPR",
    pages="1-10",
    doi="10.1109/frog",
    source="dblp",
    seen_at="https://dblp.org/rec/conf/cvpr/AuthorO24",
)
CROSSREF = replace(DBLP, source="crossref", seen_at="https://doi.org/10.1109/frog", volume="7")
ARXIV = replace(DBLP, source="arxiv", arxiv="2301.00001", venue="arXiv", year=2023, doi=None, pages=None)


def work(**more: Any) -> Work:
    """Return a work that is a preprint, or what is said."""
    plain: dict[str, Any] = {
        "key": "author2023things",
        "title": "Things of Frogs",
        "authors": ["Ada Author", "Bob Other"],
        "year": 2023,
        "venue": "arXiv",
        "arxiv": "2301.00001",
        "scope": "extended",
        "added": "2026-11-29",
    }
    given = {name: value for name, value in (plain | more).items() if value is not None}
    return Work.model_validate(given, strict=False)


def changes(own: Work, *answers: Citation) -> dict[str, Any]:
    """Return what changes, by field."""
    return {each.field: each.after for each in compare(own, answers).updates}


PUBLISHED = {"venue": "CVPR", "venue_year": 2024, "pages": "1-10", "doi": "10.1109/frog"}
CASES: list[tuple[dict[str, Any], list[Citation], dict[str, Any], str]] = [
    # The entry, the answers, what changes, and what a remark says; nothing where there is none.
    ({}, [ARXIV], {}, ""),
    ({}, [ARXIV, DBLP], PUBLISHED, ""),
    ({}, [ARXIV, CROSSREF, DBLP], PUBLISHED | {"volume": "7"}, ""),
    ({"venue": None}, [DBLP], PUBLISHED, ""),
    ({"venue": None, "arxiv": None, "url": "https://a.example/"}, [DBLP], PUBLISHED, ""),
    ({"year": 2024, "arxiv": None}, [DBLP], {name: PUBLISHED[name] for name in ("venue", "pages", "doi")}, ""),
    ({"doi": "10.48550/arXiv.2301.00001"}, [ARXIV, DBLP], PUBLISHED, ""),
    # What a curator wrote stays.
    ({"venue": "CVPR", "venue_year": 2024, "pages": "3-4", "doi": "10.1109/frog"}, [DBLP], {}, ""),
    ({"venue": "ICCV", "venue_year": 2023}, [DBLP], {}, "names the venue CVPR 2024, the entry ICCV 2023"),
    ({"venue": "CVPR", "venue_year": 2023}, [DBLP], {"pages": "1-10", "doi": "10.1109/frog"}, "CVPR 2024, the entry CVPR 2023"),
    ({"venue": "CVPR", "doi": "10.1109/toad"}, [DBLP], {}, "the DOIs differ"),
    ({"venue": "CVPR Workshops", "venue_year": 2024}, [DBLP], {}, ""),
    # The year of the venue is added where the entry has none.
    ({"venue": "CVPR", "pages": "1-2", "doi": "10.1109/frog"}, [DBLP], {"venue_year": 2024}, ""),
    ({"venue": "CVPR", "pages": "1-2", "doi": "10.1109/frog"}, [replace(CROSSREF, volume=None)], {}, ""),
    # What may not be true is left to a person.
    ({}, [replace(DBLP, year=2022)], {}, "names the venue 'CVPR' 2022"),
    ({}, [replace(DBLP, year=None)], {}, "'CVPR' without a year"),
    ({}, [replace(DBLP, venue="J. Frogs")], {}, "names the venue 'J. Frogs' 2024"),
    ({}, [replace(ARXIV, venue="CVPR", remarks=(f"{YEARLESS_VENUE} ('CVPR')",))], {}, "names the venue 'CVPR' 2023"),
    ({}, [replace(CROSSREF, venue="Lecture Notes in Computer Science")], {}, "Lecture Notes"),
    ({}, [replace(DBLP, title="Toads", authors=("Eve Else",))], {}, "may be of another work: its title is 'Toads'"),
    ({}, [replace(ARXIV, title="Toads", authors=("Eve Else",))], {}, "title and first author differ"),
    # Crossref names venues in full.
    ({}, [replace(CROSSREF, venue="Journal of Frogs", volume=None)], PUBLISHED | {"venue": "Journal of Frogs"}, ""),
    # DBLP's word counts before the authors' comment, and the difference is told.
    ({}, [replace(ARXIV, venue="ECCV", year=2024), DBLP], PUBLISHED, "names the venue ECCV 2024, the entry CVPR 2024"),
    ({}, [replace(ARXIV, venue="CVPR", year=2024)], {"venue": "CVPR", "venue_year": 2024}, ""),
    # A title that changed between preprint and publication is the same work by its id.
    ({}, [replace(ARXIV, title="Frogs and Their Things", venue="CVPR", year=2024)], {"venue": "CVPR", "venue_year": 2024}, ""),
]


@pytest.mark.parametrize(("entry", "answers", "changed", "told"), CASES)
def test_what_changes(entry: dict[str, Any], answers: list[Citation], changed: dict[str, Any], told: str) -> None:
    own = work(**entry)
    assert changes(own, *answers) == changed
    remarks = compare(own, answers).remarks
    assert told in " ".join(remarks)
    assert bool(remarks) == bool(told)


def test_every_change_names_its_source_and_what_was_there() -> None:
    first, *_ = compare(work(), [ARXIV, DBLP]).updates
    assert (first.field, first.before, first.after, first.source) == ("venue", "arXiv", "CVPR", "dblp")
    assert str(first) == "venue: arXiv becomes CVPR (DBLP, https://dblp.org/rec/conf/cvpr/AuthorO24)"
    assert first.as_dict()["source"] == "DBLP"


def test_names_are_completed_by_the_first_source_that_can() -> None:
    own = work(authors=["A. Author", "Bob Other"])
    [update] = [each for each in compare(own, [DBLP, ARXIV]).updates if each.field == "authors"]
    assert (update.source, update.after) == ("arxiv", ["Ada Author", "Bob Other"])
    assert str(update) == f"names completed: Ada Author (arXiv, {ARXIV.seen_at})"
    more = replace(ARXIV, authors=("Ada Author", "Bob Other", "Cy Third"))
    assert changes(work(et_al=True), more) == {"authors": list(more.authors), "et_al": None}


@pytest.mark.parametrize(
    ("notes", "is_told"),
    [([], True), (["It was withdrawn in 2024."], False), (["Retracted by the journal."], False), (["Not so."], True)],
)
def test_a_withdrawn_work_is_told_until_its_notes_say_so(notes: list[str], is_told: bool) -> None:
    taken_back = replace(ARXIV, remarks=(f"{WITHDRAWN} ('withdrawn'): do not add it",))
    assert any(WITHDRAWN in remark for remark in compare(work(notes=notes), [taken_back]).remarks) == is_told
