"""Refreshing a copy of the knowledge base on stored answers: who is asked, what is written, and what is told."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import httpx
import pytest

from codev import Atlas
from codev.contribute.fetch import FetchError
from codev.contribute.refresh import Refresh, plan_refresh
from codev.contribute.refresh.plan import FAILURES_TOLD_MAX
from codev.errors import UnknownNameError
from codev.model import Work
from codev.store.layout import SourceFile
from codev.store.read import read_bytes
from copied import new_findings
from played_services import FIXTURES, Line, stored

ARXIV, DBLP, CROSSREF = "export.arxiv.org", "dblp.org", "api.crossref.org"
LLAVA = "papers/2023/liu2023visual.yaml"
NO_HITS = httpx.Response(200, content=b'{"result": {"hits": {"@total": "0"}}}')


@pytest.fixture
def preprint(base: Path) -> Path:
    """A copy in which LLaVA is not published yet, with comments that a curator wrote."""
    path = base / LLAVA
    text = path.read_text("utf-8").replace("venue: NeurIPS\nvolume: '36'\n", "# where it stands\nvenue: arXiv  # so far\n")
    assert "so far" in text
    path.write_text(text.replace("authors: [Haotian Liu,", "authors: [H. Liu,"), "utf-8")
    return base


def entry(work: Work, comment: str = "") -> str:
    """Return arXiv's entry on a work, as the knowledge base has it."""
    names = "".join(f"<author><name>{escape(name)}</name></author>" for name in work.authors)
    return (
        f"<entry><id>http://arxiv.org/abs/{work.arxiv}v1</id><published>{work.year}-01-02T00:00:00Z</published>"
        f'<title>{escape(work.title)}</title>{names}<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">'
        f"{escape(comment)}</arxiv:comment></entry>"
    )


def feed(works: Sequence[Work], comment: str = "") -> httpx.Response:
    """Return an answer of arXiv about works."""
    entries = "".join(entry(work, comment) for work in works)
    return httpx.Response(200, content=f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode())


def refreshed(root: Path, line: Line, *keys: str) -> Refresh:
    """Return what a refresh of a copy finds."""
    with line.fetcher() as fetcher:
        return plan_refresh(Atlas.load(root), keys, fetcher)


def quiet() -> httpx.Response:
    """Return arXiv's stored answer without the comment that names the venue."""
    content = re.sub(rb"<arxiv:comment.*</arxiv:comment>", b"", stored(ARXIV).content)
    return httpx.Response(200, content=content)


def test_a_preprint_that_was_published_since(preprint: Path) -> None:
    line = Line({ARXIV: quiet(), DBLP: stored(DBLP)})
    found = refreshed(preprint, line, "liu2023visual")
    assert line.hosts == [ARXIV, DBLP]
    assert {each.field: (each.before, each.after, each.source) for each in found.updates["liu2023visual"]} == {
        "venue": ("arXiv", "NeurIPS", "dblp"),
        "authors": (
            ["H. Liu", "Chunyuan Li", "Qingyang Wu", "Yong Jae Lee"],
            ["Haotian Liu", "Chunyuan Li", "Qingyang Wu", "Yong Jae Lee"],
            "arxiv",
        ),
    }
    assert "venue: arXiv" in (preprint / LLAVA).read_text(), "nothing is written before somebody looked"
    found.rewrite.write(preprint)
    text = (preprint / LLAVA).read_text()
    assert "# where it stands\nvenue: NeurIPS  # so far\n" in text
    assert "authors: [Haotian Liu, Chunyuan Li" in text
    assert new_findings(preprint) == []
    assert refreshed(preprint, Line({ARXIV: quiet(), DBLP: stored(DBLP)}), "liu2023visual").updates == {}


def test_what_says_nothing_new_changes_nothing(whole_base: Path) -> None:
    works = [each for each in Atlas.load(whole_base).works.values() if each.arxiv][:150]
    line = Line({ARXIV: [feed(works[:100]), feed(works[100:])], DBLP: NO_HITS})
    found = refreshed(whole_base, line, *(each.key for each in works))
    assert (found.updates, found.rewrite.texts, found.rewrite.remarks) == ({}, {}, ())
    assert line.hosts.count(ARXIV) == 2
    assert line.slept[0] == 2.0, "DBLP is given its pause"


def test_a_withdrawn_work_is_told(base: Path) -> None:
    work = Atlas.load(base).works["bagdasaryan2023abusing"]
    line = Line({ARXIV: feed([work], "This paper has been withdrawn by the authors"), DBLP: NO_HITS})
    found = refreshed(base, line, work.key)
    assert found.updates == {}
    assert any(remark.startswith(f"{work.key}: ") and "withdrawn" in remark for remark in found.rewrite.remarks)


def test_without_arxiv_the_others_are_asked(preprint: Path) -> None:
    line = Line({ARXIV: httpx.Response(503), "api.datacite.org": stored("api.datacite.org"), DBLP: stored(DBLP)})
    found = refreshed(preprint, line, "liu2023visual")
    assert [each.source for each in found.updates["liu2023visual"]] == ["dblp", "dblp"]
    assert "export.arxiv.org answers 503" in " ".join(found.rewrite.remarks)


def test_a_doi_that_arxiv_names_is_looked_up_and_compared(base: Path) -> None:
    work = Atlas.load(base).works["bagdasaryan2023abusing"]
    with_doi = entry(work).replace(
        "</entry>", '<a:doi xmlns:a="http://arxiv.org/schemas/atom">10.1109/TPAMI.2025.3576835</a:doi></entry>'
    )
    answer = httpx.Response(200, content=f'<feed xmlns="http://www.w3.org/2005/Atom">{with_doi}</feed>'.encode())
    found = refreshed(base, Line({ARXIV: answer, DBLP: NO_HITS, CROSSREF: stored(CROSSREF)}), work.key)
    assert found.updates == {}
    assert any("may be of another work" in remark for remark in found.rewrite.remarks)


def test_a_change_that_would_break_a_rule_is_not_made(base: Path) -> None:
    work = Atlas.load(base).works["achiam2023gpt4"]
    assert work.et_al
    joined = work.model_copy(update={"authors": (*work.authors, "Ada Author; Bob Other")})
    found = refreshed(base, Line({ARXIV: feed([joined]), DBLP: NO_HITS}), work.key)
    assert (found.updates, found.rewrite.texts) == ({}, {})
    assert "not changed, since" in " ".join(found.rewrite.remarks)


def test_what_a_stranger_writes_is_bounded_and_cleaned(preprint: Path) -> None:
    answer = json.loads((FIXTURES / "dblp.json").read_bytes())
    answer["result"]["hits"]["hit"][0]["info"]["pages"] = "\u202e" * 50 + "x" * 5000
    line = Line({ARXIV: quiet(), DBLP: httpx.Response(200, content=json.dumps(answer).encode())})
    found = refreshed(preprint, line, "liu2023visual")
    found.rewrite.write(preprint)
    raw = read_bytes(preprint, SourceFile.at(LLAVA))
    assert isinstance(raw, bytes)
    assert "\u202e" not in raw.decode()
    assert new_findings(preprint) == []


def test_when_nobody_answers_it_is_an_error(base: Path) -> None:
    line = Line(dict.fromkeys([ARXIV, DBLP, CROSSREF, "api.datacite.org", "api.openalex.org"], httpx.Response(503)))
    with pytest.raises(FetchError, match="nobody answers"):
        refreshed(base, line, "liu2023visual", "bagdasaryan2023abusing")


def test_failures_are_told_but_not_all_of_them(base: Path) -> None:
    works = [each for each in Atlas.load(base).works.values() if each.arxiv and each.venue == "arXiv"][:40]
    line = Line({ARXIV: httpx.Response(403), DBLP: NO_HITS})
    found = refreshed(base, line, *(each.key for each in works))
    assert len(found.rewrite.remarks) == FAILURES_TOLD_MAX + 1
    assert "more requests" in found.rewrite.remarks[-1]
    assert line.hosts.count(ARXIV) == 2


def test_a_key_that_nothing_bears_is_refused_before_anybody_is_asked(base: Path) -> None:
    line = Line()
    with pytest.raises(UnknownNameError):
        refreshed(base, line, "nobody2023nothing")
    assert line.asked == []
