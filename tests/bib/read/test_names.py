"""Lists of names, joined as BibTeX asks or as people do."""

from __future__ import annotations

import json
import time
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from codev.bib import PersonName, split_authors, to_bibtex, work_to_csl
from codev.bib.read.bibtex import read_bibtex
from codev.bib.read.csl import read_csl
from codev.bib.read.names import names_of, read_names
from codev.model import Work


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Liu, Haotian and Li, Chunyuan", ("Haotian Liu", "Chunyuan Li")),
        ("Haotian Liu and Chunyuan Li", ("Haotian Liu", "Chunyuan Li")),
        ("van der Maaten, Laurens", ("Laurens van der Maaten",)),
        ("King, Jr., Martin Luther", ("Martin Luther King Jr.",)),
        ("Frank G. {Bennett, Jr.} and Edwin V. {Bell, II}", ("Frank G. Bennett Jr.", "Edwin V. Bell II")),
        ("{\\'A}lvarez, Jos{\\'e}", ("José Álvarez",)),
        ("{DeepSeek-AI Team} and Ada Author", ("DeepSeek-AI Team", "Ada Author")),
        ("{Barnes and Noble}", ("Barnes and Noble",)),
        ("Bo Li*, Ada B. Author, Cy Dee and Ed F.", ("Bo Li", "Ada B. Author", "Cy Dee", "Ed F.")),
        ("Ada Author; Bob Other", ("Ada Author", "Bob Other")),
        ("{Orion Weller and Dawn J Lawrie}", ("Orion Weller", "Dawn J Lawrie")),
        ("Liu, Haotian and", ("Haotian Liu",)),
        ("and and ,", ()),
        ("", ()),
        ("Unbalanced} {Name", ("Unbalanced Name",)),
        # suffixes
        ("von Neumann, John, Jr.", ("John von Neumann Jr.",)),
        ("von Neumann, Jr., John", ("John von Neumann Jr.",)),
        ("King Jr., Martin Luther and Ada Author", ("Martin Luther King Jr.", "Ada Author")),
        ("Martin Luther King, Jr.", ("Martin Luther King Jr.",)),
        ("Martin Luther King Jr. and Robert L. Logan IV", ("Martin Luther King Jr.", "Robert L. Logan IV")),
        # lists that are joined otherwise
        ("Ada Author, Bob Other, and Cy Dee", ("Ada Author", "Bob Other", "Cy Dee")),
        ("Ada Author, Bob Other and Cy Dee", ("Ada Author", "Bob Other", "Cy Dee")),
        ("Ada Author, Bob Other, Cy Dee", ("Ada Author", "Bob Other", "Cy Dee")),
        ("Ada Author \\& Bob Other", ("Ada Author", "Bob Other")),
        ("Ada Author, Bob Other & Cy Dee", ("Ada Author", "Bob Other", "Cy Dee")),
        ("Quell, E., Brookman, K. A., & Falkner, M.", ("E. Quell", "K. A. Brookman", "M. Falkner")),
        ("Quell, E., Brookman, K.-A., Falkner, M., van Os, P.", ("E. Quell", "K.-A. Brookman", "M. Falkner", "P. van Os")),
        ("Quell E and van Brookman KA", ("E. Quell", "K. A. van Brookman")),
        ("Quell E, Brookman KA", ("E. Quell", "K. A. Brookman")),
        ("Haotian Liu and Karthik R", ("Haotian Liu", "Karthik R")),
        ("Haotian LI and Xin WU", ("Haotian LI", "Xin WU")),
        ("Garcia Marquez, Gabriel J. and Ada Author", ("Gabriel J. Garcia Marquez", "Ada Author")),
        ("Garcia Marquez, Gabriel and Author, Ada", ("Gabriel Garcia Marquez", "Ada Author")),
        # groups
        ("Gemini Team and : and Rohan Anil and Sebastian Borgeaud", ("Gemini Team", "Rohan Anil", "Sebastian Borgeaud")),
        ("OpenAI: and Josh Achiam", ("OpenAI", "Josh Achiam")),
        (
            "{{Google Research, Brain Team, and DeepMind Lab}} and Ada Author",
            ("Google Research, Brain Team, and DeepMind Lab", "Ada Author"),
        ),
        ("{{Institute for Data} and {Laboratory of Models}}", ("Institute for Data and Laboratory of Models",)),
        ("{Ada B. Author} and {Cy Dee}", ("Ada B. Author", "Cy Dee")),
        ("{Ada Author, Bob Other, Cy Dee}", ("Ada Author", "Bob Other", "Cy Dee")),
        # what stands around names
        (
            "Ada Author<sup>1,2</sup> and Bob Other$^{1}$ and Cy Dee\\thanks{Equal, and first}",
            ("Ada Author", "Bob Other", "Cy Dee"),
        ),
        ("Ren&eacute; O&rsquo;Brien; Zo&euml; Other", ("René O’Brien", "Zoë Other")),
        ("Ada Author AND Bob Other", ("Ada Author", "Bob Other")),
        ("{Hugging Face} and {Tencent AI Lab}", ("Hugging Face", "Tencent AI Lab")),
    ],
)
def test_names(value: str, names: tuple[str, ...]) -> None:
    assert read_names(value).names == names


@pytest.mark.parametrize(
    "value",
    [
        "Liu, Haotian and others",
        "Haotian Liu and et al.",
        "Haotian Liu, et al.",
        "Haotian Liu et al",
        "Liu, Haotian et al.",
        "Haotian Liu and ...",
    ],
)
def test_and_others(value: str) -> None:
    found = read_names(value)
    assert (found.names, found.et_al) == (("Haotian Liu",), True)


@pytest.mark.parametrize(
    ("value", "family"),
    [
        ("Laurens van der Maaten", "Maaten"),
        ('M{\\"u}ller, Ada', "Müller"),
        ("García Márquez, Gabriel", "García Márquez"),
        ("{Ada B. Author} and Bob Other", "Author"),
        ("Martin Luther King Jr.", "King"),
        ("{OpenAI}", "openai"),
        ("{The DatologyAI Team}", "datologyai"),
        ("{2nd Institute of Models}", "2nd"),
        ("", ""),
    ],
)
def test_the_first_family_name_is_kept_for_the_key(value: str, family: str) -> None:
    assert read_names(value).family == family


def test_what_was_guessed_is_said() -> None:
    assert "not joined by 'and'" in read_names("Ada Author, Bob Other, Cy Dee").remarks[0]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("García Márquez, Gabriel and Liu, Haotian", ("García Márquez",)),
        ("Van Gool, Luc and van der Maaten, Laurens", ("Van Gool",)),
        ("de Las Casas, Diego", ()),
        ("Aguera y Arcas, Blaise", ()),
        ("{Hugging Face}", ("Hugging Face",)),
        ("{Barnes and Noble}", ("Barnes and Noble",)),
        ("{National Institute of Standards and Technology}", ()),
        ("{Advanced Air and Ground Research Team}", ("Advanced Air and Ground Research Team",)),
        ("Gemini Team and Ada Author", ()),
    ],
)
def test_what_an_entry_has_to_say_of_family_names(value: str, said: tuple[str, ...]) -> None:
    assert read_names(value).family_names == said


_PARTS = st.text(st.sampled_from("abcdeéøžABCDÉŁ"), min_size=2, max_size=8).map(str.capitalize)
_PEOPLE = st.builds(
    lambda given, family, particle: PersonName(" ".join(family), " ".join(given), particle),
    st.lists(_PARTS, min_size=1, max_size=3),
    st.lists(_PARTS, min_size=1, max_size=3),
    st.sampled_from(["", "van", "von der", "de la"]),
)


@given(st.lists(_PEOPLE, min_size=1, max_size=5))
def test_what_we_write_of_families_is_read_back(people: list[PersonName]) -> None:
    families = {each.whole_family for each in people}
    # An entry cannot say that "Ed Ce" is the family name of one author, and "Ed" a given name of another.
    for each in people:
        others = families - {each.family, each.whole_family}
        assume(not any(f" {each.as_read}".endswith(f" {said}") for said in others))
    names = names_of(people)
    work = Work.model_validate_json(
        json.dumps(
            {
                "key": "a2025a",
                "title": "A",
                "authors": names.names,
                "family_names": names.family_names,
                "year": 2025,
                "url": "https://example.org/",
                "scope": "extended",
                "added": "2026-11-29",
            }
        )
    )
    assert [each.family_first for each in split_authors(work)] == [each.family_first for each in people]
    (entry,) = read_bibtex(to_bibtex([work])).entries
    assert (entry.citation.authors, entry.citation.family_names) == (work.authors, work.family_names)
    csl = read_csl(work_to_csl(work))
    assert (csl.authors, csl.family_names) == (work.authors, work.family_names)


@given(st.lists(st.text(st.sampled_from("abAB é.-{}, "), max_size=12), max_size=5))
def test_no_letter_of_a_name_is_lost(pieces: list[str]) -> None:
    kept = Counter(letter for letter in "".join(read_names(" and ".join(pieces)).names) if letter.isalnum())
    assert not Counter(letter for letter in "".join(pieces) if letter.isalnum()) - kept


@pytest.mark.parametrize(
    "worst",
    ["{", "}", " and ", "a, ", "a b, ", "a;", " & ", "\\", "{a} ", "A, A., ", "A BC, ", "et al ", "^1", "<i>", "and ", "II, "],
)
def test_long_lists_take_no_noticeable_time(worst: str) -> None:
    start = time.process_time()
    read_names(worst * (100_000 // len(worst)))
    assert time.process_time() - start < 20
