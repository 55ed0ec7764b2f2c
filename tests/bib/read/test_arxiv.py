"""arXiv's answers: a stored one, what is missing in others, and what a hostile one cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev.bib.read.arxiv import read_arxiv
from codev.errors import WrongUseError

ENTRY = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:a="http://arxiv.org/schemas/atom"><entry>
<id>http://arxiv.org/abs/{id}</id><published>{published}</published><title>{title}</title>
<author><name>Ada Author</name></author>{more}</entry></feed>"""


def entry(identifier: str = "2304.08485v1", title: str = "T", published: str = "2023-04-17", more: str = "") -> bytes:
    """Return an answer with one entry."""
    return ENTRY.format(id=identifier, title=title, published=published, more=more).encode()


def test_a_stored_answer(repository: Path) -> None:
    citation = read_arxiv((repository / "tests/fixtures/contribute/arxiv.atom.xml").read_bytes())
    assert citation is not None
    assert (citation.title, citation.arxiv, citation.first_year) == ("Visual Instruction Tuning", "2304.08485", 2023)
    assert citation.authors == ("Haotian Liu", "Chunyuan Li", "Qingyang Wu", "Yong Jae Lee")
    assert (citation.venue, citation.seen_at, citation.family) == ("NeurIPS", "https://arxiv.org/abs/2304.08485", "Liu")
    assert citation.abstract is not None
    assert "\n" not in citation.abstract


@pytest.mark.parametrize(
    ("more", "venue", "year"),
    [
        ("<a:comment>Accepted at CVPR 2024</a:comment>", "CVPR", 2024),
        ("<a:comment>Submitted to CVPR 2024</a:comment>", "arXiv", 2023),
        ("<a:comment>12 pages</a:comment>", "arXiv", 2023),
        ("<a:journal_ref>Advances in Neural Information Processing Systems 36 (2023)</a:journal_ref>", "NeurIPS", 2023),
        ("<a:journal_ref>Some Unknown Journal 3 (2024)</a:journal_ref>", "arXiv", 2023),
    ],
)
def test_only_a_known_venue_is_taken_from_free_text(more: str, venue: str, year: int) -> None:
    citation = read_arxiv(entry(more=more))
    assert citation is not None
    assert (citation.venue, citation.year) == (venue, year)


def test_an_unknown_reference_is_a_remark() -> None:
    citation = read_arxiv(entry(more="<a:journal_ref>Some Journal 3</a:journal_ref>"))
    assert citation is not None
    assert "Some Journal 3" in citation.remarks[0]


@pytest.mark.parametrize(
    "raw",
    [
        b'<feed xmlns="http://www.w3.org/2005/Atom"/>',
        entry(identifier="http://arxiv.org/api/errors#incorrect_id"),
        entry(title=" "),
        entry(identifier="nonsense"),
    ],
)
def test_no_work(raw: bytes) -> None:
    assert read_arxiv(raw) is None


BOMB = b"""<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&b;</title></entry></feed>"""
OUTSIDE = b"""<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&x;</title></entry></feed>"""


@pytest.mark.parametrize("raw", [BOMB, OUTSIDE, b"<html/>", b"not XML", b"", b"<feed>" * 300])
def test_what_is_no_feed_is_refused(raw: bytes) -> None:
    with pytest.raises(WrongUseError):
        read_arxiv(raw)
