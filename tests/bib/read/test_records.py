"""Records of DataCite, OpenAlex and DBLP: stored ones, what they say besides, and values of every wrong kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev.bib.read.citation import Citation
from codev.bib.read.records import read_datacite, read_dblp, read_openalex
from codev.errors import WrongUseError
from codev.limits.records import LABEL_CHARACTERS_MAX, TITLE_CHARACTERS_MAX
from codev.limits.texts import ABSTRACT_CHARACTERS_MAX, AUTHORS_MAX, SEARCH_HITS_MAX

FIXTURES = Path(__file__).parents[2] / "fixtures/contribute"


def stored(name: str) -> Any:
    """Return a stored answer as plain data."""
    return json.loads((FIXTURES / name).read_bytes())


def datacite(**changes: Any) -> Any:
    """Return DataCite's stored answer with other attributes."""
    answer = stored("datacite-arxiv.json")
    answer["data"]["attributes"] |= changes
    return answer


def openalex(**changes: Any) -> Any:
    """Return OpenAlex's stored answer with other values."""
    return stored("openalex.json") | changes


def test_a_preprint_at_datacite_names_the_version_that_was_published() -> None:
    related = {"relationType": "IsVersionOf", "relatedIdentifierType": "DOI", "relatedIdentifier": "10.1109/TPAMI.2025.3576835"}
    assert read_datacite(datacite()).doi is None
    assert read_datacite(datacite(relatedIdentifiers=[related])).doi == "10.1109/TPAMI.2025.3576835"
    assert read_datacite(datacite(relatedIdentifiers=[related | {"relationType": "Cites"}])).doi is None
    elsewhere = read_datacite(datacite(doi="10.5281/zenodo.2", relatedIdentifiers=[related]))
    assert (elsewhere.doi, elsewhere.arxiv) == ("10.5281/zenodo.2", None)


def test_a_journal_at_datacite() -> None:
    container = {"type": "Journal", "title": "Trans. Mach. Learn. Res.", "volume": "3", "firstPage": "1", "lastPage": "20"}
    citation = read_datacite(
        datacite(doi="10.5281/x", container=container, creators=[{"name": "A Group", "nameType": "Organizational"}])
    )
    assert (citation.venue, citation.volume, citation.pages, citation.authors) == ("TMLR", "3", "1-20", ("A Group",))


def test_openalex_joins_a_preprint_and_what_was_published() -> None:
    place = {
        "version": "publishedVersion",
        "landing_page_url": "https://doi.org/10.1109/x",
        "source": {"display_name": "IEEE Transactions on Pattern Analysis and Machine Intelligence", "type": "journal"},
    }
    biblio = {"volume": "47", "issue": "10", "first_page": "8415", "last_page": "8434"}
    at_arxiv = stored("openalex.json")["locations"]
    citation = read_openalex(openalex(doi="https://doi.org/10.1109/x", locations=[place, *at_arxiv], biblio=biblio))
    assert (citation.arxiv, citation.doi, citation.venue) == ("2304.08485", "10.1109/x", "IEEE TPAMI")
    assert (citation.volume, citation.number, citation.pages) == ("47", "10", "8415-8434")
    assert read_openalex(openalex(locations=[place, *at_arxiv])).venue == "IEEE TPAMI", "the DOI may still be the preprint's"


def test_openalex_tells_of_what_was_retracted_and_cut() -> None:
    citation = read_openalex(openalex(is_retracted=True, is_authors_truncated=True))
    assert "retracted" in citation.remarks[-1]
    assert citation.et_al
    assert not read_openalex(openalex()).remarks


def test_a_page_that_is_not_the_service_s_own_is_not_linked() -> None:
    assert read_openalex(openalex(id="https://evil.example/W1")).seen_at is None
    answer = stored("dblp.json")
    answer["result"]["hits"]["hit"][0]["info"]["url"] = "javascript:alert(1)"
    assert read_dblp(answer)[0].seen_at is None


def test_dblp_s_numbers_of_persons_are_no_part_of_names() -> None:
    [citation] = read_dblp(stored("dblp.json"))
    assert citation.authors == ("Haotian Liu", "Chunyuan Li", "Qingyang Wu", "Yong Jae Lee")
    assert (citation.title, citation.venue, citation.year) == ("Visual Instruction Tuning", "NeurIPS", 2023)
    answer = stored("dblp.json")
    answer["result"]["hits"]["hit"] *= SEARCH_HITS_MAX
    assert len(read_dblp(answer)) == SEARCH_HITS_MAX / 2


READERS: dict[str, Callable[[Any], list[Citation]]] = {
    "datacite-arxiv.json": lambda data: [read_datacite(data)],
    "openalex.json": lambda data: [read_openalex(data)],
    "dblp.json": read_dblp,
}
WRONG = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.just("x" * 100_000),
    st.just("<script>alert(1)</script>\u202e\x00\x1b[31m"),
    st.just([]),
    st.just({}),
    st.lists(st.one_of(st.none(), st.text(max_size=5), st.just({"name": 3, "title": [[]], "source": 1})), max_size=3),
)


def places_in(data: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the place of every value in plain data."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place, *(inner for key, value in members for inner in places_in(value, (*place, key)))]


@pytest.mark.parametrize("name", READERS)
@settings(deadline=None)
@given(choice=st.data())
def test_a_value_of_any_wrong_kind_is_absent_or_cleaned(name: str, choice: st.DataObject) -> None:
    data = stored(name)
    *path, last = choice.draw(st.sampled_from(places_in(data)[1:]))
    holder = data
    for step in path:
        holder = holder[step]
    holder[last] = choice.draw(WRONG)
    try:
        citations = READERS[name](data)
    except WrongUseError:
        return
    for citation in citations:
        assert len(citation.title) <= TITLE_CHARACTERS_MAX
        assert len(citation.authors) <= AUTHORS_MAX
        assert all(len(author) <= LABEL_CHARACTERS_MAX for author in citation.authors)
        assert len(citation.abstract or "") <= ABSTRACT_CHARACTERS_MAX
        shown = (citation.title, citation.venue or "", citation.pages or "", *citation.authors)
        assert all(text.isprintable() and "\u202e" not in text for text in shown)


@pytest.mark.parametrize("data", [None, [], "x", {"data": []}, {"result": {"hits": 3}}])
def test_what_is_no_record_is_refused(data: Any) -> None:
    for read in READERS.values():
        with pytest.raises(WrongUseError):
            read(data)


def test_an_abstract_that_never_ends_does() -> None:
    citation = read_openalex(openalex(abstract_inverted_index={"w" * 5000: [0, 10**9, -1, True, "x"], "b": list(range(10**5))}))
    assert len(citation.abstract or "") <= ABSTRACT_CHARACTERS_MAX
