"""Names completed: initials where the family names agree, and lists that end in et al.; nothing where anything contradicts."""

from __future__ import annotations

from typing import Any

import pytest

from codev.bib.read.citation import Citation
from codev.contribute.refresh.names import completed_authors
from codev.model import Work


def work(*authors: str, **more: Any) -> Work:
    """Return a work of these authors."""
    plain: dict[str, Any] = {
        "key": "author2023things",
        "title": "Things",
        "year": 2023,
        "scope": "extended",
        "added": "2026-11-29",
    }
    return Work.model_validate(plain | {"authors": authors} | more, strict=False)


CASES: list[tuple[list[str], list[str], list[str] | None]] = [
    # The entry's names, the source's, and what the entry has then; None where nothing changes.
    (
        ["E. Bagdasaryan", "T.-Y. Hsieh", "B. Nassi", "V. Shmatikov"],
        ["Eugene Bagdasaryan", "Tsung-Yin Hsieh", "Ben Nassi", "Vitaly Shmatikov"],
        ["Eugene Bagdasaryan", "Tsung-Yin Hsieh", "Ben Nassi", "Vitaly Shmatikov"],
    ),
    (["H. Touvron", "M. Lachaux"], ["Hugo Touvron", "Marie-Anne Lachaux"], ["Hugo Touvron", "Marie-Anne Lachaux"]),
    (["H. Touvron", "Thibaut Lavril"], ["Hugo Touvron", "T. Lavril"], ["Hugo Touvron", "Thibaut Lavril"]),
    (["B. Roziere"], ["Baptiste Rozière"], ["Baptiste Roziere"]),
    (["J. Zico Kolter"], ["Jeremy Zico Kolter"], ["Jeremy Zico Kolter"]),
    (["A. F. Smeaton"], ["Alan F. Smeaton"], ["Alan F. Smeaton"]),
    (["Alan F. Smeaton"], ["Alan Smeaton"], None),
    (["A. F. Smeaton"], ["Alan Smeaton"], None),
    (["A. Smeaton"], ["A. F. Smeaton"], None),
    (["L. van der Maaten"], ["Laurens van der Maaten"], ["Laurens van der Maaten"]),
    (["L. Maaten"], ["Laurens van der Maaten"], None),
    (["H. Touvron"], ["Thibaut Lavril"], None),
    (["H. Touvron"], ["Tom Touvron"], None),
    (["Hugo Touvron", "T. Lavril"], ["Hanna Touvron", "Thibaut Lavril"], None),
    (["H. Touvron", "T. Lavril"], ["Hugo Touvron", "Gautier Izacard"], None),
    (["H. Touvron", "T. Lavril"], ["Hugo Touvron"], None),
    (["H. Touvron"], ["Hugo Touvron", "Thibaut Lavril"], None),
    (["OpenAI", "J. Achiam"], ["OpenAI", "Josh Achiam"], ["OpenAI", "Josh Achiam"]),
    (["J. Achiam"], ["OpenAI"], None),
    (["Josh Achiam"], ["Josh Achiam"], None),
    (["H. Touvron"], ["x" * 300 + " Touvron"], None),
    (["H. Touvron"], ["H" + "o" * 300 + " Touvron"], None),
]


@pytest.mark.parametrize(("own", "others", "completed"), CASES)
def test_initials_become_names(own: list[str], others: list[str], completed: list[str] | None) -> None:
    found = completed_authors(work(*own), Citation(authors=tuple(others)))
    assert (list(found.authors) if found else None) == completed


def test_the_family_name_that_an_entry_says_stays() -> None:
    own = work("B. Aguera y Arcas", "G. Las Casas", family_names=["Las Casas"])
    found = completed_authors(own, Citation(authors=("Blaise Aguera y Arcas", "Gil Las Casas"), family_names=("Las Casas",)))
    assert found is not None
    assert (found.authors, found.family_names) == (("Blaise Aguera y Arcas", "Gil Las Casas"), ("Las Casas",))


def test_a_list_that_ends_in_et_al_is_completed() -> None:
    own = work("Josh Achiam", "S. Adler", et_al=True)
    more = Citation(authors=("Josh Achiam", "Steven Adler", "Sandhini Agarwal", "Ana Las Casas"), family_names=("Las Casas",))
    found = completed_authors(own, more)
    assert found is not None
    assert found.authors == more.authors
    assert (found.family_names, found.et_al) == (("Las Casas",), False)
    for other in (
        Citation(authors=more.authors, et_al=True),
        Citation(authors=("OpenAI", *more.authors)),
        Citation(authors=("Josh Achiam",)),
    ):
        assert completed_authors(own, other) is None


def test_a_family_name_that_is_another_authors_makes_no_group_of_anybody() -> None:
    # What is said of "Ada Last" must not make a group of the author "Last Name"'s namesake, on either side.
    mine = work("A. Xu Wei", "Xu Wei", family_names=("Xu Wei",))
    theirs = Citation(title="Things", authors=("Ada Xu Wei", "Xu Wei"), family_names=("Xu Wei",))
    found = completed_authors(mine, theirs)
    assert found is not None
    assert found.authors == ("Ada Xu Wei", "Xu Wei")
