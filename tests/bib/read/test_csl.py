"""CSL-JSON in: Crossref's and DataCite's answers, and values of the wrong kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
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


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_values_of_any_kind_never_raise_otherwise(record: dict[str, object]) -> None:
    citation = read_csl({**record, "title": "A title"})
    assert citation.title.startswith("A title")
