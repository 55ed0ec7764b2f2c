"""Lists of names, joined as BibTeX asks or as people do."""

from __future__ import annotations

import pytest

from codev.bib.read.names import read_names


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
    ],
)
def test_names(value: str, names: tuple[str, ...]) -> None:
    assert read_names(value).names == names


@pytest.mark.parametrize("value", ["Liu, Haotian and others", "Haotian Liu and et al."])
def test_and_others(value: str) -> None:
    found = read_names(value)
    assert (found.names, found.et_al) == (("Haotian Liu",), True)


@pytest.mark.parametrize(
    ("value", "family"),
    [("Laurens van der Maaten", "Maaten"), ('M{\\"u}ller, Ada', "Müller"), ("{OpenAI}", "OpenAI"), ("", "")],
)
def test_the_first_family_name_is_kept_for_the_key(value: str, family: str) -> None:
    assert read_names(value).family == family


def test_what_was_guessed_is_said() -> None:
    assert "not joined by 'and'" in read_names("Ada Author, Bob Other, Cy Dee").remarks[0]
