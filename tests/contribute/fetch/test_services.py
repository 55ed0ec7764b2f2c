"""Who is asked for what, in which order, and what each answer keeps of its source."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from codev.contribute.fetch import FetchError
from codev.contribute.fetch.services import ARXIV_IDS_MAX
from codev.errors import WrongUseError
from played_services import FIXTURES, Line, stored

ARXIV, DATACITE, OPENALEX, CROSSREF, DBLP, RESOLVER = (
    "export.arxiv.org",
    "api.datacite.org",
    "api.openalex.org",
    "api.crossref.org",
    "dblp.org",
    "doi.org",
)
EMPTY = httpx.Response(200, content=b'<feed xmlns="http://www.w3.org/2005/Atom"/>')
SEEN = {
    ARXIV: ("arxiv", "https://arxiv.org/abs/2304.08485"),
    DATACITE: ("datacite", "https://doi.org/10.48550/arxiv.2304.08485"),
    OPENALEX: ("openalex", "https://openalex.org/W1"),
}


def test_arxiv() -> None:
    line = Line({ARXIV: stored(ARXIV)})
    with line.fetcher() as fetcher:
        citation = fetcher.arxiv("https://arxiv.org/abs/2304.08485v2")
    assert citation.title == "Visual Instruction Tuning"
    assert dict(line.asked[0].url.params) == {"id_list": "2304.08485", "max_results": "1"}
    assert line.hosts == [ARXIV], "the comment names the venue: DBLP need not be asked"


@pytest.mark.parametrize("answers", [ARXIV, DATACITE, OPENALEX])
def test_whichever_answers(answers: str) -> None:
    order = list(SEEN)
    before = order[: order.index(answers)]
    line = Line({host: httpx.Response(503) for host in before} | {host: stored(host) for host in order if host not in before})
    with line.fetcher() as fetcher:
        citation = fetcher.preprint("2304.08485")
    assert list(dict.fromkeys(line.hosts)) == [*before, answers]
    assert (citation.source, citation.seen_at) == SEEN[answers]
    assert citation.authors == ("Haotian Liu", "Chunyuan Li", "Qingyang Wu", "Yong Jae Lee")
    assert (citation.arxiv, citation.doi, citation.first_year) == ("2304.08485", None, 2023)
    assert (citation.abstract or "").startswith("We tune a model on instructions")
    assert [f"{host} answers 503" in " ".join(citation.remarks) for host in before] == [True] * len(before)


def test_the_venue_is_dblp_s_where_nobody_else_names_one() -> None:
    line = Line({DATACITE: stored(DATACITE), ARXIV: httpx.Response(503), DBLP: stored(DBLP)})
    with line.fetcher() as fetcher:
        citation = fetcher.arxiv("2304.08485")
    assert (citation.source, citation.venue, citation.year) == ("datacite", "NeurIPS", 2023)
    assert any("https://dblp.org/rec/conf/nips/LiuLWL23a" in remark for remark in citation.remarks)
    assert unquote(line.asked[-1].url.params["q"]) == "Visual Instruction Tuning"


def test_without_dblp_the_preprint_is_an_answer_all_the_same() -> None:
    line = Line({ARXIV: httpx.Response(503), DATACITE: stored(DATACITE), DBLP: httpx.Response(500)})
    with line.fetcher() as fetcher:
        citation = fetcher.arxiv("2304.08485")
    assert citation.venue == "arXiv"
    assert any("dblp.org answers 500" in remark for remark in citation.remarks)


def test_what_arxiv_does_not_know_nobody_is_asked_for() -> None:
    line = Line({ARXIV: EMPTY, DATACITE: stored(DATACITE)})
    with line.fetcher() as fetcher, pytest.raises(FetchError, match="knows no work"):
        fetcher.arxiv("2304.08485")
    assert line.hosts == [ARXIV]


def test_many_preprints_are_asked_for_together() -> None:
    line = Line({ARXIV: stored(ARXIV)})
    ids = [f"2304.{number:05d}" for number in range(8400, 8400 + ARXIV_IDS_MAX + 1)]
    with line.fetcher() as fetcher:
        found = fetcher.preprints([*ids, *ids])
    assert list(found) == ["2304.08485"]
    assert [len(request.url.params["id_list"].split(",")) for request in line.asked] == [ARXIV_IDS_MAX, 1]


def test_a_doi_is_asked_for_at_crossref_first() -> None:
    line = Line({CROSSREF: stored(CROSSREF)})
    with line.fetcher() as fetcher:
        citation = fetcher.doi("https://doi.org/10.1109/TPAMI.2025.3576835")
    assert (citation.venue, citation.source) == ("IEEE TPAMI", "crossref")
    assert str(line.asked[0].url) == "https://api.crossref.org/works/10.1109%2FTPAMI.2025.3576835"
    assert line.hosts == [CROSSREF]


def test_the_agency_is_asked_where_nobody_else_knows_the_doi() -> None:
    moved = httpx.Response(302, headers={"location": "https://data.crosscite.org/10.5281/zenodo.1234567"})
    csl = httpx.Response(200, content=(FIXTURES / "datacite.json").read_bytes())
    line = Line({RESOLVER: moved, "data.crosscite.org": csl})
    with line.fetcher() as fetcher:
        citation = fetcher.doi("10.5281/zenodo.1234567")
    assert (citation.title, citation.source) == ("A Dataset of Things", "doi"), "which agency it was is not known"
    assert line.hosts == [CROSSREF, DATACITE, OPENALEX, RESOLVER, "data.crosscite.org"]


def test_a_doi_that_leads_to_another_is_told_of() -> None:
    line = Line({CROSSREF: stored(CROSSREF)})
    with line.fetcher() as fetcher:
        citation = fetcher.doi("10.1000/x")
    assert citation.doi == "10.1109/TPAMI.2025.3576835"
    assert any("answers 10.1000/x with the DOI 10.1109/TPAMI.2025.3576835" in remark for remark in citation.remarks)


def test_the_doi_of_a_preprint_is_asked_for_at_arxiv() -> None:
    line = Line({ARXIV: stored(ARXIV)})
    with line.fetcher() as fetcher:
        assert fetcher.doi("10.48550/arXiv.2304.08485").arxiv == "2304.08485"


def test_an_unknown_doi_is_said_to_be() -> None:
    with Line().fetcher() as fetcher, pytest.raises(FetchError, match="is unknown"):
        fetcher.doi("10.1000/x")


@pytest.mark.parametrize("name", ["nonsense", "", "../etc"])
def test_what_is_no_id_is_not_asked_for(name: str) -> None:
    line = Line()
    with line.fetcher() as fetcher:
        with pytest.raises(WrongUseError, match="arXiv id"):
            fetcher.arxiv(name)
        with pytest.raises(WrongUseError, match="DOI"):
            fetcher.doi(name)
    assert line.asked == []


def dblp(*changes: dict[str, Any]) -> httpx.Response:
    """Return DBLP's stored answer with its first hit once for each change, changed."""
    answer = json.loads((FIXTURES / "dblp.json").read_bytes())
    hits = answer["result"]["hits"]
    hits["hit"] = [{"info": hits["hit"][0]["info"] | change} for change in changes]
    return httpx.Response(200, content=json.dumps(answer).encode())


@pytest.mark.parametrize(
    ("changes", "venue"),
    [
        ([{}], "NeurIPS"),
        ([{"venue": "IEEE Trans. Pattern Anal. Mach. Intell.", "year": "2025"}, {}], "NeurIPS"),
        ([{"venue": "ACL (Findings)"}], "Findings of ACL"),
        ([{"venue": "ACL (1)"}], "ACL"),
        ([{"venue": ["ECCV (3)", "Another"]}], "ECCV"),
        ([{"venue": "Trans. Mach. Learn. Res.", "type": "Journal Articles"}], "TMLR"),
        ([{"venue": "Journal of Frogs"}], None),
        ([{"venue": "CoRR", "type": "Informal and Other Publications"}], None),
        ([{"title": "Improved Visual Instruction Tuning."}], None),
        ([{"authors": {"author": {"text": "Ada Author"}}}], None),
        ([{"authors": {"author": {"text": "Haotian Liu 0002"}}}], "NeurIPS"),
        ([{"title": None}, {"title": ["x"]}, {"authors": 3}, {"year": {}}], "NeurIPS"),
        ([], None),
    ],
)
def test_what_dblp_knows_has_to_be_the_work_and_published(changes: list[dict[str, Any]], venue: str | None) -> None:
    with Line({DBLP: dblp(*changes)}).fetcher() as fetcher:
        published = fetcher.published("Visual Instruction Tuning", ["Haotian Liu", "Chunyuan Li"])
    assert (published.venue if published else None) == venue


def test_a_title_without_words_is_not_asked_for() -> None:
    line = Line()
    with line.fetcher() as fetcher:
        assert fetcher.published("???", ["A B"]) is None
        assert fetcher.published("Title", []) is None
    assert line.asked == []
