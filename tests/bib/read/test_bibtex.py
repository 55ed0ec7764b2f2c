"""BibTeX in: every entry of a file is accounted for, whatever is broken about it, and its fields mean what people mean."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codev.bib.read.bibtex import BibtexFile, decode_bibtex, read_bibtex
from codev.bib.read.bibtex_fields import citation_of
from codev.errors import WrongUseError

LLAVA = """@article{liu2023llava,
  title={Visual Instruction Tuning}, author={Liu, Haotian and Li, Chunyuan}, year={2023}, journal={CoRR},
  volume={abs/2304.08485}
}"""


def lines_of(file: BibtexFile) -> list[int]:
    """Return the lines of all entries, read or broken."""
    return sorted([entry.line for entry in file.entries] + [entry.line for entry in file.broken])


def test_a_real_file_is_read_whole(repository: Path) -> None:
    raw = (repository / "tests/fixtures/contribute/lmms-eval.bib").read_bytes()
    file = read_bibtex(raw)
    assert len(file.entries) + len(file.broken) == len(re.findall(rb"^\s*@\w+\{", raw, re.MULTILINE)) == 38
    assert not file.broken
    assert all(entry.citation.title and entry.citation.first_year for entry in file.entries)
    # It holds "author = {...}": that names nobody.
    assert [entry.key for entry in file.entries if not entry.citation.authors] == ["xmodbench2025"]
    by_key = {entry.key: entry.citation for entry in file.entries}
    assert by_key["lmms_eval2024"].authors[:2] == ("Bo Li", "Peiyuan Zhang")
    assert by_key["plou2025falconeye"].arxiv == "2503.19850"


@pytest.mark.parametrize(
    ("text", "read", "broken"),
    [
        (LLAVA, [1], []),
        ("@article(a, title={Paren}, year=2020)", [1], []),
        ("@article{a, title={Not closed, year=2020}\n@misc{b, title={Next}}", [2], [1]),
        ('@article{a, title="Not closed, year=2020}\n@misc{b, title={Next}}', [2], [1]),
        ("@article{a, title={At the end\n", [], [1]),
        ("@misc{a, title={One}}\n@misc{a, title={Same key}}", [1, 2], []),
        ("@misc{a, title={One}, title={Twice}}", [1], []),
        ("@misc{, title={No key}}", [1], []),
        ("@misc{a}", [1], []),
        ("@misc{a title={No comma}}", [], [1]),
        ("@ article{a, title={A space}}", [], [1]),
        ("@misc{a, title={One}} @misc{b, title={Same line}}\n", [1, 1], []),
        ('@comment{anything at all}\n@preamble{"\\newcommand{"}\n@misc{b, title={x}}', [3], []),
        ("@string{x = {never closed}\n@misc{b, title={x}}", [2], []),
        ("no entry at all, mail a@b.org", [], []),
        ("", [], []),
    ],
)
def test_every_entry_is_accounted_for(text: str, read: list[int], broken: list[int]) -> None:
    file = read_bibtex(text)
    assert [entry.line for entry in file.entries] == read
    assert [entry.line for entry in file.broken] == broken
    assert all(entry.reason for entry in file.broken)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.sampled_from(["@article{k,", "@misc(", "title=", "{", "}", '"', ",", "#", "\\", "%", "=", "\n", " a ", "$", "é"])
    )
)
def test_no_text_raises_or_loses_an_entry(pieces: list[str]) -> None:
    text = "".join(pieces)
    file = read_bibtex(text)
    starts = {
        text.count("\n", 0, found.start()) + 1 for found in re.finditer(r"^[ \t]*@(article|misc)[{(]", text, re.MULTILINE)
    }
    assert starts <= set(lines_of(file))


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["title", "author", "year", "url", "doi", "eprint", "journal", "pages"]), st.text(max_size=60)
    )
)
def test_no_field_raises(fields: dict[str, str]) -> None:
    citation = citation_of("article", fields)
    assert "\n" not in citation.title
    assert all(len(name) <= 120 for name in citation.authors)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (b"\xef\xbb\xbf@misc{a, title={Mark}}", "Mark"),
        ("@misc{a, title={Müller}}".encode("latin-1"), "Müller"),
        ("@misc{a, title={Müller}}".encode("utf-16"), "Müller"),
        (b"@misc{a,\r\ntitle={Two\r\nlines}}", "Two lines"),
        (b"@misc{a, title={Null\x00byte}}", "Null byte"),
    ],
)
def test_encodings(raw: bytes, title: str) -> None:
    assert read_bibtex(raw).entries[0].citation.title == title


def test_a_wrong_encoding_is_said() -> None:
    _, remarks = decode_bibtex(b"fine\n\xfc")
    assert remarks[0].startswith("line 2 is not UTF-8")


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(WrongUseError, match="no text"):
        read_bibtex(b"\x89PNG\r\n\x00\x00\xff\xfe\xfd")


MACROS = """@string{cvpr = "Proc. of the IEEE/CVF Conference on Computer Vision and Pattern Recognition"}
@STRING(name = {Ada } # "Author")
@inproceedings{a, title = {A}, author = NAME, booktitle = cvpr # { (CVPR) }, year = 2024, month = jun}"""


def test_string_macros_are_resolved_and_joined() -> None:
    citation = read_bibtex(MACROS).entries[0].citation
    assert (citation.venue, citation.authors, citation.year) == ("CVPR", ("Ada Author",), 2024)


def test_a_macro_that_names_itself_ends() -> None:
    assert read_bibtex("@string{a = a # a}\n@misc{x, title = a # {b}}").entries[0].citation.title == "aab"


def test_crossref_gives_what_is_lacking_and_no_authors() -> None:
    text = """@inproceedings{a, title={A paper}, author={Ada Author}, crossref={P}}
@proceedings{p, title={ICML 2023}, year={2023}, editor={Ed Itor}, doi={10.1000/volume}}"""
    citation = read_bibtex(text).entries[0].citation
    assert (citation.venue, citation.year, citation.authors, citation.doi) == ("ICML", 2023, ("Ada Author",), None)


def test_a_crossref_that_leads_nowhere_or_in_a_circle_is_harmless() -> None:
    circle = read_bibtex("@misc{a, title={A}, crossref={b}}\n@misc{b, title={B}, crossref={a}}")
    assert [entry.citation.title for entry in circle.entries] == ["A", "B"]
    lost = read_bibtex("@misc{a, title={A}, crossref={nobody}}").entries[0].citation
    assert "'nobody'" in lost.remarks[0]


def test_a_missing_comma_is_said() -> None:
    citation = read_bibtex("@misc{a, title={A title} year={2020}}").entries[0].citation
    assert citation.title == "A title"
    assert "comma is missing" in citation.remarks[0]


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ({"eprint": "2304.08485", "archiveprefix": "arXiv"}, "2304.08485"),
        ({"eprint": "arXiv:2304.08485v2"}, "2304.08485"),
        ({"eprint": "2304.08485"}, "2304.08485"),
        ({"eprint": "12345", "eprinttype": "jstor"}, None),
        ({"journal": "arXiv preprint arXiv:2304.08485"}, "2304.08485"),
        ({"journal": "CoRR", "volume": "abs/2304.08485"}, "2304.08485"),
        ({"journal": "ArXiv", "volume": "abs/cs/0101001"}, "cs/0101001"),
        ({"url": "https://arxiv.org/pdf/2304.08485v1.pdf"}, "2304.08485"),
        ({"doi": "10.48550/arXiv.2304.08485"}, "2304.08485"),
        ({"note": "arXiv:2304.08485"}, "2304.08485"),
        ({"publisher": "arXiv:2304.08485"}, "2304.08485"),
        ({"journal": "Nature", "volume": "2304", "pages": "1234.5678"}, None),
        ({"url": "https://example.org/2304.08485"}, None),
    ],
)
def test_arxiv_ids_are_found_where_people_write_them(fields: dict[str, str], arxiv: str | None) -> None:
    assert citation_of("article", fields).arxiv == arxiv


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"doi": "https://doi.org/10.1109/TPAMI.2025.3576835"}, "doi", "10.1109/TPAMI.2025.3576835"),
        ({"doi": "{10.1000/a_b}"}, "doi", "10.1000/a_b"),
        ({"url": "https://doi.org/10.1000/xyz"}, "doi", "10.1000/xyz"),
        ({"doi": "10.48550/arXiv.2304.08485"}, "doi", None),
        ({"url": "\\url{https://example.org/a\\_b}"}, "url", "https://example.org/a_b"),
        ({"url": "javascript:alert(1)"}, "url", None),
        ({"howpublished": "\\url{https://example.org}"}, "url", "https://example.org"),
        ({"date": "2023-05-01"}, "year", 2023),
        ({"year": "{in press}"}, "year", None),
        ({"year": "9999"}, "year", None),
        ({"pages": "12--34"}, "pages", "12-34"),
        ({"title": "{LLaVA}", "subtitle": "Large"}, "title", "LLaVA: Large"),
        ({"title": '100% {\\"U}ber \\& $\\alpha$'}, "title", "100% Über & α"),
    ],
)
def test_fields_are_cleaned(fields: dict[str, str], name: str, value: object) -> None:
    assert getattr(citation_of("article", fields), name) == value


@pytest.mark.parametrize(
    ("kind", "fields", "volume", "number"),
    [
        ("inproceedings", {"booktitle": "NeurIPS", "volume": "36"}, "36", None),
        ("inproceedings", {"booktitle": "Proceedings of the AAAI", "volume": "38", "number": "5"}, "38", "5"),
        ("article", {"journal": "IJCV", "volume": "123", "issue": "1"}, "123", "1"),
        ("article", {"journal": "CoRR", "volume": "abs/2304.08485"}, None, None),
        ("misc", {"number": "arXiv:2304.08485"}, None, None),
        ("phdthesis", {"school": "ETH", "number": "7"}, None, None),
    ],
)
def test_volumes_are_those_of_what_appears_in_volumes(
    kind: str, fields: dict[str, str], volume: str | None, number: str | None
) -> None:
    citation = citation_of(kind, fields)
    assert (citation.volume, citation.number) == (volume, number)


@pytest.mark.parametrize(("publisher", "venue"), [("NeurIPS", "NeurIPS"), ("Curran Associates, Inc.", None), ("IEEE", None)])
def test_a_readme_s_publisher_may_be_a_venue(publisher: str, venue: str | None) -> None:
    assert citation_of("misc", {"publisher": publisher, "year": "2023"}).venue == venue


def test_lines_are_right_after_a_backslash_at_a_line_s_end_and_for_the_same_entry_twice() -> None:
    entry = "@misc{a, title={A}, year={2020}}\n"
    file = read_bibtex("stray\\\n\n" + entry + "\n" + entry + "@misc{b, title={B\\\n}}\n@misc{c, title={never closed")
    assert [each.line for each in file.entries] == [3, 5, 6]
    assert [each.line for each in file.broken] == [8]


def test_a_volume_is_no_work() -> None:
    text = "@inproceedings{a, crossref={b}, title={A}}\n@proceedings{b, booktitle={CVPR}, year={2024}}"
    entries = read_bibtex(text).entries
    assert [(entry.key, entry.is_work) for entry in entries] == [("a", True), ("b", False)]


def test_the_year_is_that_of_the_preprint_where_it_came_first() -> None:
    citation = citation_of("inproceedings", {"eprint": "2304.08485", "year": "2024", "booktitle": "CVPR"})
    assert (citation.first_year, citation.venue_year) == (2023, 2024)
    preprint = citation_of("article", {"journal": "arXiv preprint arXiv:2304.08485", "year": "2024"})
    assert (preprint.first_year, preprint.venue_year) == (2023, None)


@pytest.mark.slow
def test_fifty_thousand_entries_are_read_and_all_accounted_for() -> None:
    fields = 'title = {{A Title of Number {0}}},\n author = {{M{{\\"u}}ller, Ada and Other, Bob}},\n year = 2020'
    # Every thousandth entry lacks its closing brace.
    endings = ("" if number % 1000 == 0 else "}" for number in range(50_000))
    text = "\n\n".join(f"@article{{k{number},\n {fields.format(number)}{ending}" for number, ending in enumerate(endings))
    file = read_bibtex(text)
    assert (len(file.entries), len(file.broken)) == (49_950, 50)
    assert file.entries[0].citation.authors == ("Ada Müller", "Bob Other")


MISSING_COMMAS = {
    '@article{a,\n title = "A"\n year = 2024,\n author={B C}\n}': ["line 2"],
    "@article{a,\n title = {A},\n year = 2024\n author={B C}\n}": ["line 3"],
    "@article{a,\n title = {A},\n month = may\n author={B C},\n year=2024\n}": ["line 3"],
    "@article{a,\n title = {A}\n author={B C}\n\n year={2024}\n}": ["line 2", "line 3"],
    "@article{a, title = {A} author={B C} year={2024}}": ["line 1", "line 1"],
}


@pytest.mark.parametrize(("text", "lines"), MISSING_COMMAS.items())
def test_a_missing_comma_is_named_at_its_line_and_what_follows_is_read(text: str, lines: list[str]) -> None:
    citation = read_bibtex(text).entries[0].citation
    assert (citation.title, citation.authors, citation.year) == ("A", ("B C",), 2024)
    assert [remark.partition(":")[0] for remark in citation.remarks] == lines


def test_what_looks_like_a_field_within_a_value_stays_there() -> None:
    citation = read_bibtex('@string{x = {X}}\n@misc{a, title = {A b = {c}} # x # " d = e", year = 2024}').entries[0].citation
    assert (citation.title, citation.remarks) == ("A b = cX d = e", ())


def test_a_broken_entry_names_the_line_of_the_fault() -> None:
    assert read_bibtex("@misc{a,\n title = {A},\n author {B}\n}").broken[0].reason.startswith("line 3: ")


@pytest.mark.parametrize("worst", ["{a} b=", "x y=", '"a" b = ', "a={b} ", "{a}\n", "a "])
def test_long_values_take_no_noticeable_time(worst: str) -> None:
    start = time.process_time()
    read_bibtex("@article{a,\n title = " + worst * (100_000 // len(worst)) + "\n}")
    assert time.process_time() - start < 10
