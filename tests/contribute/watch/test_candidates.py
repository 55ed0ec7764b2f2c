"""Candidates: what is known, rejected or named twice is gone; the others are ranked and drafted; the list is harmless."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from codev import Atlas
from codev.bib.read.citation import Citation
from codev.contribute.watch.candidates import choose, reject
from codev.contribute.watch.listed import CHARACTERS_MAX, FORM_ADDRESS, LIST_MARK, REASON, as_markdown, plain
from codev.contribute.write import write_all
from codev.errors import CodevError, WrongUseError
from codev.model.rejected import REJECTED_PATH
from codev.site.pages.entry_form import ADDRESS

DAY = "2026-11-29"


def paper(arxiv: str | None, title: str, **fields: object) -> Citation:
    """Return a paper as a source names it."""
    given = {"authors": ("Ada Author",), "family": "Author", "year": 2026, "venue": "arXiv", "arxiv": arxiv, **fields}
    return Citation(title=title, **given)  # type: ignore[arg-type]


NEW = paper("2611.00001", "A benchmark of hallucination in multimodal large language models", abstract="We test video.")
OTHER = paper("2611.00002", "Graph neural networks for fraud detection")
KNOWN = paper("2304.08485", "Visual Instruction Tuning", authors=("Haotian Liu",))


def test_known_and_repeated_papers_are_gone(facts_atlas: Atlas) -> None:
    nameless = paper(None, "No id")
    watched = choose(facts_atlas, [OTHER, KNOWN, NEW, NEW, nameless], day=DAY, limit=10)
    assert [each.id for each in watched.candidates] == ["2611.00001", "2611.00002"]
    assert (watched.found, watched.known, watched.rejected) == (3, 1, 0)


def test_a_candidate_has_an_entry_with_proposals(facts_atlas: Atlas) -> None:
    [first] = choose(facts_atlas, [OTHER, NEW], day=DAY, limit=1).candidates
    assert first.draft is not None
    assert first.draft.path == "papers/2026/author2026benchmark.yaml"
    assert f"# - id: {first.draft.work.key}.1\n#   node: {first.proposals.nodes[0].leaf}" in first.draft.text
    assert first.as_dict()["nodes"][0] == first.proposals.nodes[0].leaf


def test_two_candidates_never_share_a_key(facts_atlas: Atlas) -> None:
    twin = paper("2611.00003", "A benchmark of something else entirely for vision-language models")
    paths = {each.draft.path for each in choose(facts_atlas, [NEW, twin], day=DAY, limit=10).candidates if each.draft}
    assert len(paths) == 2


def test_a_paper_that_lacks_something_stays_in_the_list(facts_atlas: Atlas) -> None:
    watched = choose(facts_atlas, [paper("2611.00001", NEW.title, authors=(), family="")], day=DAY, limit=10)
    [only] = watched.candidates
    assert only.draft is None
    assert "authors" in only.lacks
    text = as_markdown(facts_atlas, watched, since=dt.date(2026, 11, 21), until=dt.date(2026, 11, 29))
    assert plain(only.lacks) in text
    assert re.findall(r"- \[ \] (\w+) `2611\.00001`", text) == ["reject"]


@pytest.mark.parametrize(("doi", "boxes"), [("10.1145/1.2", ["accept", "reject"]), ("10.1145/1`2", [])])
def test_a_paper_without_an_arxiv_id_goes_by_its_doi(facts_atlas: Atlas, doi: str, boxes: list[str]) -> None:
    watched = choose(facts_atlas, [paper(None, NEW.title, doi=doi)], day=DAY, limit=1)
    text = as_markdown(facts_atlas, watched, since=dt.date(2026, 11, 21), until=dt.date(2026, 11, 29))
    assert f"<https://doi.org/{doi}>" in text
    assert re.findall(r"- \[ \] (\w+) `10", text) == boxes


def test_what_was_rejected_is_not_shown_again(base: Path) -> None:
    atlas = Atlas.load(base)
    write_all(base, {REJECTED_PATH: reject(atlas, "https://arxiv.org/abs/2611.00002v3", title=OTHER.title, why="No.", day=DAY)})
    again = Atlas.load(base)
    text = reject(again, "10.1000/xyz", title="Another", why="Text only.", day=DAY)
    assert text.index("2611.00002") < text.index("10.1000/xyz")
    watched = choose(again, [OTHER, NEW, paper("2611.09999", OTHER.title)], day=DAY, limit=10)
    assert [each.id for each in watched.candidates] == ["2611.00001"]
    assert watched.rejected == 1


@pytest.mark.parametrize(
    ("name", "why", "told"),
    [
        ("2304.08485", "No.", "is the work liu2023visual"),
        ("nonsense", "No.", "neither an arXiv id nor a DOI"),
        ("2611.00002", "", "why"),
        ("2611.00002", "two\nlines", "why"),
    ],
)
def test_what_cannot_be_rejected(facts_atlas: Atlas, name: str, why: str, told: str) -> None:
    with pytest.raises(CodevError, match=told):
        reject(facts_atlas, name, title="A paper", why=why, day=DAY)


def test_nothing_is_rejected_twice(base: Path) -> None:
    write_all(base, {REJECTED_PATH: reject(Atlas.load(base), "2611.00002", title=OTHER.title, why="No.", day=DAY)})
    with pytest.raises(WrongUseError, match="rejected already"):
        reject(Atlas.load(base), "arXiv:2611.00002v2", title=OTHER.title, why="No.", day=DAY)


def test_a_stranger_s_title_is_only_text(facts_atlas: Atlas) -> None:
    hostile = "[click](javascript:x) <img src=x> @everyone `code` | https://evil.org #1 ![i](x) multimodal"
    watched = choose(facts_atlas, [paper("2611.00001", hostile)], day=DAY, limit=1)
    text = as_markdown(facts_atlas, watched, since=dt.date(2026, 11, 21), until=dt.date(2026, 11, 29))
    assert text.startswith(LIST_MARK)
    assert "https://arxiv.org/abs/2611.00001" in text
    for raw in ("[click", "<img", "`code", "[i"):
        assert f"\\{raw}" in text
        assert not re.search(rf"(?<!\\){re.escape(raw)}", text.replace("`codev watch", "")), raw
    assert "@everyone" not in text
    # What a box accepts is the paper's id only, in the form that the workflow's script reads.
    assert re.findall(r"^ +- \[ \] accept `(.*)`$", text, re.MULTILINE) == ["2611.00001"]
    assert re.findall(r"^ +- \[ \] reject `(.*)`: (.*)$", text, re.MULTILINE) == [("2611.00001", REASON)]
    assert "https://evil" not in text
    assert "\n" not in plain("a\n# b\r\nc")


def test_the_list_fits_an_issue(facts_atlas: Atlas) -> None:
    papers = [paper(f"2611.{number:05d}", f"Multimodal paper {number} " + "word " * 70) for number in range(150)]
    watched = choose(facts_atlas, papers, day=DAY, limit=150)
    text = as_markdown(facts_atlas, watched, since=dt.date(2026, 11, 21), until=dt.date(2026, 11, 29))
    assert len(text) <= CHARACTERS_MAX
    listed = re.findall(r"^\d+\. ", text, re.MULTILINE)
    assert listed[0] == "1. "
    assert len(listed) < 150
    assert f", {len(listed)} in all, the likeliest first" in text


def test_the_list_says_what_became_of_all(facts_atlas: Atlas) -> None:
    watched = replace(choose(facts_atlas, [OTHER, KNOWN, NEW], day=DAY, limit=1), found=30, known=7, rejected=2)
    text = as_markdown(facts_atlas, watched, since=dt.date(2026, 11, 21), until=dt.date(2026, 11, 29))
    assert "30 papers of 2026-11-21 to 2026-11-29 were found; 7 are known and 2 were rejected before." in text
    assert ", 1 in all, the likeliest first" in text
    assert "`codev watch accept ID` adds one, `codev watch reject ID --why …` turns one down" in text


def test_a_paper_is_opened_in_the_form_of_the_site(facts_atlas: Atlas) -> None:
    title = "[x](y) *Multimodal*_models_~ & more"
    watched = choose(facts_atlas, [paper("2611.00001", title)], day=DAY, limit=1)
    since, until = dt.date(2026, 11, 21), dt.date(2026, 11, 29)
    assert "open in the form" not in as_markdown(facts_atlas, watched, since=since, until=until)
    text = as_markdown(facts_atlas, watched, since=since, until=until, site_url="https://atlas.example/")
    [link] = re.findall(r"\[open in the form\]\(https://atlas\.example/([\w/?&=%.-]*)\)", text)
    address, _, query = link.partition("?")
    assert address == FORM_ADDRESS == ADDRESS
    assert parse_qs(query) == {"arxiv": ["2611.00001"], "title": [title]}
    assert "_" not in link
