"""Names of authors: split as BibTeX does, groups left whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.bib.names import PersonName, split_authors, split_name, split_of_works

CASES = {
    # as entries have them
    "Lin Chen": PersonName("Chen", "Lin"),
    "Samir Yitzhak Gadre": PersonName("Gadre", "Samir Yitzhak"),
    "J. Z. Kolter": PersonName("Kolter", "J. Z."),
    "P.-P. Vázquez": PersonName("Vázquez", "P.-P."),
    "Łukasz Kuciński": PersonName("Kuciński", "Łukasz"),
    "Leandro von Werra": PersonName("Werra", "Leandro", "von"),
    "George van den Driessche": PersonName("Driessche", "George", "van den"),
    "Diego de Las Casas": PersonName("Las Casas", "Diego", "de"),
    "Jean de Dieu Nyandwi": PersonName("Nyandwi", "Jean de Dieu"),
    "Blaise Aguera y Arcas": PersonName("Aguera y Arcas", "Blaise"),
    "OpenAI": PersonName("OpenAI"),
    # other forms that a contributor may write
    "Werra, Leandro von": PersonName("Werra", "Leandro von"),
    "von Werra, Leandro": PersonName("Werra", "Leandro", "von"),
    "Robert L. Logan IV": PersonName("Logan", "Robert L.", "", "IV"),
    "Sammy Davis, Jr.": PersonName("Davis", "Sammy", "", "Jr."),
    "Gemini Team": PersonName("Gemini Team"),
    "LLaMA Team, AI @ Meta": PersonName("LLaMA Team, AI @ Meta"),
    "Procter and Gamble": PersonName("Procter and Gamble"),
    "  Lin   Chen ": PersonName("Chen", "Lin"),
    "{a": PersonName("{a"),
    "中村 太郎": PersonName("太郎", "中村"),
}


@pytest.mark.parametrize(("name", "parts"), CASES.items(), ids=CASES)
def test_split(name: str, parts: PersonName) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("name", "said", "parts"),
    [
        ("Gabriel García Márquez", "García Márquez", PersonName("García Márquez", "Gabriel")),
        ("Luc Van Gool", "Van Gool", PersonName("Van Gool", "Luc")),
        ("Bartolomé de las Casas Perez", "de las Casas Perez", PersonName("Casas Perez", "Bartolomé", "de las")),
        ("Diego de Las Casas", "Las Casas", PersonName("Las Casas", "Diego", "de")),
        ("Gabriel García Márquez Jr.", "García Márquez", PersonName("García Márquez", "Gabriel", "", "Jr.")),
        ("Hugging Face", "Hugging Face", PersonName("Hugging Face")),
        ("Lin Chen", "García Márquez", PersonName("Chen", "Lin")),
    ],
)
def test_split_as_the_entry_says(name: str, said: str, parts: PersonName) -> None:
    assert split_name(name, (said,)) == parts


def test_a_person_called_like_anothers_family_is_no_group(facts_atlas: Atlas) -> None:
    work = next(iter(facts_atlas.works.values()))
    names = ("García Márquez", "Ana García Márquez", "Hugging Face")
    changed = work.model_copy(update={"authors": names, "family_names": ("García Márquez", "Hugging Face")})
    expected = [PersonName("Márquez", "García"), PersonName("García Márquez", "Ana"), PersonName("Hugging Face")]
    assert split_authors(changed) == expected
    assert [split_of_works(name, [changed]) for name in names] == expected


def test_family_first() -> None:
    assert split_name("Leandro von Werra").family_first == "von Werra, Leandro"
    assert split_name("Robert L. Logan IV").family_first == "Logan, IV, Robert L."
    assert split_name("OpenAI").family_first == "OpenAI"


def test_group() -> None:
    assert split_name("Gemini Team").is_group
    assert not split_name("Lin Chen").is_group


def test_every_author_keeps_every_word(atlas: Atlas) -> None:
    for name in atlas.works_by_author:
        parts = split_name(name)
        together = f"{parts.given} {parts.particle} {parts.family} {parts.suffix}"
        assert " ".join(together.split()) == name


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60))
def test_any_text_splits_and_loses_no_letter(name: str) -> None:
    parts = split_name(name)
    given = sorted(letter for letter in name if letter.isalnum())
    kept = sorted(letter for letter in f"{parts.given}{parts.particle}{parts.family}{parts.suffix}" if letter.isalnum())
    assert kept == given
