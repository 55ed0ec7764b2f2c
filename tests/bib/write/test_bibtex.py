"""BibTeX: what is written, bibtexparser reads back, work by work and field by field."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from codev import Atlas
from codev.bib import split_name, to_bibtex, work_to_bibtex
from codev.model import Work

_BACK = LatexNodes2Text(math_mode="text", strict_latex_spaces=True)


def read(text: str) -> dict[str, Entry]:
    """Return the entries of a BibTeX text by key, names split, the rest in LaTeX; fails on anything unreadable."""
    library = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert library.failed_blocks == []
    assert library.comments == []
    return {entry.key: entry for entry in library.entries}


def plain(latex: str) -> str:
    """Return the text of LaTeX, as entries have it."""
    text = _BACK.latex_to_text(latex).replace("ˆ", "^").replace("\u00a0", " ")
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.fixture(scope="module")
def entries(atlas: Atlas) -> dict[str, Entry]:
    """All works of the knowledge base, written and read back."""
    return read(to_bibtex(atlas.works.values()))


def test_every_work_comes_back(atlas: Atlas, entries: dict[str, Entry]) -> None:
    assert list(entries) == list(atlas.works)


def test_titles_years_and_ids_come_back(atlas: Atlas, entries: dict[str, Entry]) -> None:
    for key, work in atlas.works.items():
        entry = entries[key]
        assert plain(entry["title"]) == work.title
        assert entry["year"] == str(work.venue_year or work.year)
        assert entry.get("eprint") is None if work.arxiv is None else entry["eprint"] == work.arxiv
        assert entry.get("doi") is None if work.doi is None else entry["doi"] == work.doi


def test_authors_come_back(atlas: Atlas, entries: dict[str, Entry]) -> None:
    for key, work in atlas.works.items():
        names = entries[key]["author"]
        if work.et_al:
            assert names.pop().last == ["others"]
        assert len(names) == len(work.authors)
        for parts, name in zip(names, work.authors, strict=True):
            expected = split_name(name)
            assert plain(" ".join(parts.last)) == expected.family
            assert plain(" ".join(parts.first)) == expected.given
            assert plain(" ".join(parts.von)) == expected.particle


ENTRY_TYPES = {
    "chen2023sharegpt4v": "misc",
    "jia2024gpt4mts": "inproceedings",
    "fernandez2023large": "article",
    "openai2024sora": "misc",
}


@pytest.mark.parametrize(("key", "entry_type"), ENTRY_TYPES.items())
def test_entry_types(facts_atlas: Atlas, key: str, entry_type: str) -> None:
    assert read(work_to_bibtex(facts_atlas.works[key]))[key].entry_type == entry_type


def test_fields_of_each_type(atlas: Atlas, entries: dict[str, Entry]) -> None:
    for key, entry in entries.items():
        fields = set(entry.fields_dict)
        assert {"title", "author", "year"} <= fields
        assert ("journal" in fields) == (entry.entry_type == "article"), key
        assert ("booktitle" in fields) == (entry.entry_type == "inproceedings"), key
        assert ("eprint" in fields) == ("archiveprefix" in fields)
        assert "primaryclass" not in fields


def test_one_work(facts_atlas: Atlas) -> None:
    assert work_to_bibtex(facts_atlas.works["jia2024gpt4mts"]) == (
        "@inproceedings{jia2024gpt4mts,\n"
        "  title = {{GPT4MTS}: Prompt-Based Large Language Model for Multimodal Time-Series Forecasting},\n"
        "  author = {Jia, Furong and Wang, Kevin and Zheng, Yixiang and Cao, Defu and Liu, Yan},\n"
        "  booktitle = {AAAI},\n"
        "  year = {2024},\n"
        "  volume = {38},\n"
        "  number = {21},\n"
        "  pages = {23343--23351},\n"
        "  doi = {10.1609/aaai.v38i21.30383},\n"
        "  url = {https://ojs.aaai.org/index.php/AAAI/article/view/30383}\n"
        "}\n"
    )


def test_no_works() -> None:
    assert to_bibtex([]) == ""


_LINE = st.text(
    st.sampled_from("abcXYZ012 {}\\\"'@#$%^&_~,=-–éöŁ中<>|`") | st.characters(max_codepoint=0x17F, categories=["Lu", "Ll"]),
    min_size=1,
    max_size=50,
).filter(lambda text: any(letter.isalnum() for letter in text))


@given(title=_LINE, author=_LINE, venue=_LINE, pages=_LINE, et_al=st.booleans())
def test_hostile_fields_stay_in_their_place(title: str, author: str, venue: str, pages: str, *, et_al: bool) -> None:
    fields: dict[str, Any] = {"title": title, "authors": [author, "Lin Chen"], "venue": venue, "pages": pages, "et_al": et_al}
    base = {"key": "chen2023x", "year": 2023, "scope": "extended", "added": "2026-01-01", "url": "https://a.org/x{y"}
    work = Work.model_validate(base | fields, strict=False)
    entry = read(work_to_bibtex(work))["chen2023x"]
    assert len(entry["author"]) == 2 + et_al
    assert plain(entry["title"]) == " ".join(work.title.split())
    assert plain(" ".join(entry["author"][1].last)) == "Chen"
    assert entry["url"] == "https://a.org/x%7By"
