"""CSL-JSON in: Crossref's and DataCite's answers, and values of the wrong kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codev.bib.read.csl import read_csl
from codev.errors import WrongUseError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    "title",
    "author",
    "issued",
    "container-title",
    "DOI",
    "URL",
    "relation",
    "event",
    "abstract",
    "page",
    "volume",
    "type",
]


def stored(repository: Path, name: str) -> object:
    """Return a stored answer."""
    data: object = json.loads((repository / "tests/fixtures/contribute" / name).read_text("utf-8"))
    return data


def test_crossref(repository: Path) -> None:
    citation = read_csl(stored(repository, "crossref.json"))
    assert citation.title.startswith("The Synergy Between Data and Multi-Modal Large")
    assert citation.authors == ("Ada Author", "A Group")
    assert (citation.venue, citation.volume, citation.number, citation.pages) == ("IEEE TPAMI", "47", "10", "8415-8434")
    assert (citation.arxiv, citation.doi, citation.first_year, citation.venue_year) == (
        "2407.08583",
        "10.1109/TPAMI.2025.3576835",
        2024,
        2025,
    )
    assert citation.abstract == "A sentence & another."


def test_datacite(repository: Path) -> None:
    citation = read_csl(stored(repository, "datacite.json"), "datacite")
    assert citation.authors == ("Eve Example", "The Consortium")
    assert (citation.year, citation.doi, citation.venue, citation.source) == (2024, "10.5281/zenodo.1234567", None, "datacite")


def test_the_doi_of_a_preprint_is_its_arxiv_id() -> None:
    citation = read_csl({"title": "T", "DOI": "10.48550/arXiv.2304.08485", "author": [{"name": "A B"}]})
    assert (citation.arxiv, citation.doi, citation.venue) == ("2304.08485", None, "arXiv")


@pytest.mark.parametrize("data", [None, [], "text", {}, {"message": 3}, {"title": []}, {"title": True}])
def test_what_names_no_work_is_refused(data: object) -> None:
    with pytest.raises(WrongUseError):
        read_csl(data)


# Drawing nested values takes seconds on a busy machine, which says nothing of what is read.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_values_of_any_kind_never_raise_otherwise(record: dict[str, object]) -> None:
    citation = read_csl({**record, "title": "A title"})
    assert citation.title.startswith("A title")


TITLES = {
    "Scaling with <i>in vivo</i> H<sub>2</sub>O": "Scaling with in vivo H2O",
    "M<sup>3</sup>Pairs: <scp>LLaVA</scp>": "M^3Pairs: LLaVA",
    "Things &amp;amp; More &amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt;": "Things & More x",
    "$\\mathbf{M}^3$Pairs and \\(k\\)-means": "M^3Pairs and k-means",
    "Over 50% of R&D at ~$5": "Over 50% of R&D at ~$5",
    "<mml:math>\n <mml:mi>k</mml:mi>\n</mml:math>-means\n   clustering": "k-means clustering",
}


@pytest.mark.parametrize(("printed", "title"), TITLES.items())
def test_titles(printed: str, title: str) -> None:
    assert read_csl({"title": [printed]}).title == title


@pytest.mark.parametrize(
    ("record", "venue"),
    [
        ({"container-title": ["Lecture Notes in Computer Science", "Computer Vision – ECCV 2024"]}, "ECCV"),
        ({"container-title": ["Computer Vision – ECCV 2024", "Lecture Notes in Computer Science"]}, "ECCV"),
        ({"container-title": ["Lecture Notes in Computer Science"], "event": {"name": "ACCV 2024"}}, "ACCV"),
        ({"container-title": ["Communications in Computer and Information Science", "Data of Images"]}, "Data of Images"),
        ({"container-title": ["Lecture Notes in Computer Science"]}, "Lecture Notes in Computer Science"),
        ({"container-title": "Geo &amp; Data"}, "Geo & Data"),
        ({}, None),
    ],
)
def test_a_series_is_no_venue(record: dict[str, object], venue: str | None) -> None:
    assert read_csl({"title": "T", **record}).venue == venue


@pytest.mark.parametrize(
    ("record", "year", "said"),
    [
        ({"issued": {"date-parts": [[None]]}, "created": {"date-parts": [[2024, 5, 1]]}}, 2024, "registered"),
        ({"issued": {"date-parts": [[2025]]}, "created": {"date-parts": [[2024]]}}, 2025, ""),
        ({"issued": {"date-parts": [[2025]]}, "published-online": {"date-parts": [["2024"]]}}, 2024, ""),
        ({"posted": {"date-parts": [[2023, 1]]}}, 2023, ""),
        ({"issued": {"raw": "2024-05"}}, 2024, ""),
        ({"published": "2023"}, 2023, ""),
        ({"accepted": {"date-time": "2022-01-01T00:00:00Z"}}, 2022, "accepted"),
        ({}, None, ""),
    ],
)
def test_years(record: dict[str, object], year: int | None, said: str) -> None:
    citation = read_csl({"title": "T", **record})
    assert citation.year == year
    assert (said in " ".join(citation.remarks)) if said else citation.remarks == ()


@pytest.mark.parametrize(
    ("person", "name", "family", "said"),
    [
        ({"given": "Gabriel", "family": "García Márquez"}, "Gabriel García Márquez", "García Márquez", ("García Márquez",)),
        ({"given": "Laurens", "family": "van der Maaten"}, "Laurens van der Maaten", "Maaten", ()),
        ({"given": "Martin Luther", "family": "King Jr."}, "Martin Luther King Jr.", "King", ()),
        (
            {"given": "John", "family": "Neumann", "non-dropping-particle": "von", "suffix": "III"},
            "John von Neumann III",
            "Neumann",
            (),
        ),
        ({"name": "Institute of Data and Models"}, "Institute of Data and Models", "institute", ()),
        ({"literal": "Barnes and Noble"}, "Barnes and Noble", "barnes", ("Barnes and Noble",)),
        ({"literal": "Author, Ada"}, "Ada Author", "Author", ()),
        ({"name": "Ada B. Author"}, "Ada B. Author", "Author", ()),
        ({"family": "Zo&euml;"}, "Zoë", "zoe", ()),
    ],
)
def test_names(person: dict[str, str], name: str, family: str, said: tuple[str, ...]) -> None:
    citation = read_csl({"title": "T", "author": [person, {"name": ":"}]})
    assert (citation.authors, citation.family, citation.family_names) == ((name,), family, said)


@pytest.mark.parametrize("title", ["WITHDRAWN: A Title", "[Retracted] A Title", "RETRACTED ARTICLE: A Title"])
def test_withdrawn_works_are_told_of(title: str) -> None:
    assert "withdrawn" in read_csl({"title": title}).remarks[0]
    assert read_csl({"title": "Withdrawn consent and data"}).remarks == ()
