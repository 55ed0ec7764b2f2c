"""arXiv's answers: a stored one, what is missing in others, and what a hostile one cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev.bib.read.arxiv import named_venue, read_arxiv
from codev.errors import WrongUseError

ENTRY = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:a="http://arxiv.org/schemas/atom"><entry>
<id>http://arxiv.org/abs/{id}</id><published>{published}</published><title>{title}</title>
<author><name>Ada Author</name></author>{more}</entry></feed>"""


def entry(identifier: str = "2304.08485v1", title: str = "T", published: str = "2023-04-17", more: str = "") -> bytes:
    """Return an answer with one entry."""
    return ENTRY.format(id=identifier, title=title, published=published, more=more).encode()


def test_a_stored_answer(repository: Path) -> None:
    [citation] = read_arxiv((repository / "tests/fixtures/contribute/arxiv.atom.xml").read_bytes())
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
    [citation] = read_arxiv(entry(more=more))
    assert (citation.venue, citation.year) == (venue, year)


def test_an_unknown_reference_is_a_remark() -> None:
    [citation] = read_arxiv(entry(more="<a:journal_ref>Some Journal 3</a:journal_ref>"))
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
    assert read_arxiv(raw) == []


BOMB = b"""<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&b;</title></entry></feed>"""
OUTSIDE = b"""<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&x;</title></entry></feed>"""


@pytest.mark.parametrize("raw", [BOMB, OUTSIDE, b"<html/>", b"not XML", b"", b"<feed>" * 300])
def test_what_is_no_feed_is_refused(raw: bytes) -> None:
    with pytest.raises(WrongUseError):
        read_arxiv(raw)


COMMENTS = {
    "Accepted by CVPR 2025": ("CVPR", 2025),
    "12 pages, 4 figures. CVPR 2025. Project page: https://example.org": ("CVPR", 2025),
    "ICLR'25 (oral)": ("ICLR", 2025),
    "To appear in TPAMI": ("IEEE TPAMI", None),
    "NeurIPS 2024 Datasets and Benchmarks Track": ("NeurIPS Datasets and Benchmarks Track", 2024),
    "camera-ready version for EMNLP 2024; code at https://github.com/a/b": ("EMNLP", 2024),
    "Submitted to ICLR 2025": None,
    "Under review at ICML 2025": None,
    "Accepted to the CVPR 2025 Workshop on Data": None,
    "Extended version of our ECCV 2022 paper. Accepted by IJCV": ("IJCV", None),
    "Winner of the CVPR 2024 challenge": None,
    "Uses the NeurIPS style": None,
    "arXiv 2024": None,
    "Work in progress": None,
    "": None,
}


@pytest.mark.parametrize(("comment", "venue"), COMMENTS.items())
def test_a_comment_may_name_the_venue(comment: str, venue: tuple[str, int | None] | None) -> None:
    assert named_venue(comment) == venue


def feed(**fields: str) -> bytes:
    """Return an answer with one entry."""
    named = [(name, text) for name, text in fields.items() if name in ("comment", "journal_ref")]
    own = "".join(f"<arxiv:{name}>{text}</arxiv:{name}>" for name, text in named)
    authors = "".join(f"<author><name>{name}</name></author>" for name in fields.get("authors", "Ada Author").split("|"))
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>'
        "<id>http://arxiv.org/abs/2501.99998v3</id><published>2025-01-02T00:00:00Z</published>"
        f"<title>{fields.get('title', 'T')}</title><summary>{fields.get('summary', 'S')}</summary>{authors}{own}</entry></feed>"
    ).encode()


def test_the_authors_of_a_collaboration() -> None:
    [citation] = read_arxiv(feed(authors="Gemini Team|:|Rohan Anil|Robert L. Logan IV"))
    assert citation.authors == ("Gemini Team", "Rohan Anil", "Robert L. Logan IV")
    assert citation.family == "gemini"


@pytest.mark.parametrize(
    "fields",
    [
        {"comment": "This paper has been withdrawn by the author due to an error in Section 3"},
        {"summary": "This submission was withdrawn because of a crucial mistake."},
        {"comment": "Withdrawn: see the new version"},
        {"title": "WITHDRAWN: A Title"},
    ],
)
def test_withdrawn_works_are_told_of(fields: dict[str, str]) -> None:
    [citation] = read_arxiv(feed(**fields))
    assert "withdrawn" in citation.remarks[0]


def test_an_unknown_venue_in_a_comment_is_shown_to_a_person() -> None:
    [citation] = read_arxiv(feed(comment="Accepted by Journal of Frogs"))
    assert citation.venue == "arXiv"
    assert "Accepted by Journal of Frogs" in citation.remarks[0]
    [plain] = read_arxiv(feed(comment="12 pages", summary="We study data that users withdrawn from the web left."))
    assert plain.remarks == ()


def test_many_works_come_in_one_answer() -> None:
    first = feed(title="One").removesuffix(b"</feed>")
    second = feed(title="Two").partition(b"<entry>")[2]
    assert [each.title for each in read_arxiv(first + b"<entry>" + second)] == ["One", "Two"]
