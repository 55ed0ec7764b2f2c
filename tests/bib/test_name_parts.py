"""Names that need none of BibTeX's rules come apart as bibtexparser parts them; all others are left to it."""

from __future__ import annotations

import pytest
from bibtexparser.middlewares.names import NameParts, parse_single_name_into_parts
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.bib import name_parts as module
from codev.bib.name_parts import name_parts

WORDS = st.sampled_from(
    ["Ada", "O'Neil", "Jean-Luc", "J.", "JR", "de", "von", "Z", "İnan", "中", "{The Group}", "\\'Emile", "4D", "Jr.", "and", ""]
)
GAPS = st.sampled_from([" ", "  ", ", ", ",", "~", "\u00a0", "\t"])


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Ada Lovelace", ["Ada"], ["Lovelace"]),
        ("J.-P. O'Neil", ["J.-P."], ["O'Neil"]),
        ("Lovelace, Ada", ["Ada"], ["Lovelace"]),
        ("Las Casas, Diego M.", ["Diego", "M."], ["Las", "Casas"]),
        ("OpenAI", [], ["OpenAI"]),
    ],
)
def test_ordinary_names(name: str, first: list[str], last: list[str]) -> None:
    assert name_parts(name) == NameParts(first=first, last=last) == parse_single_name_into_parts(name, strict=False)


@given(st.lists(st.tuples(WORDS, GAPS), max_size=5))
def test_words_come_apart_as_the_library_parts_them(words: list[tuple[str, str]]) -> None:
    name = "".join(word + gap for word, gap in words)
    for each in (name, name.strip()):
        assert name_parts(each) == parse_single_name_into_parts(each, strict=False)


@given(st.text(alphabet=st.sampled_from("AbZé Ö.,'~\\{}-\u00a0\t1İǅ中")))
def test_letters_come_apart_as_the_library_parts_them(name: str) -> None:
    assert name_parts(name) == parse_single_name_into_parts(name, strict=False)


def test_nearly_all_authors_need_no_rule(facts_atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {name for work in facts_atlas.works.values() for name in work.authors}
    left: list[str] = []

    def noted(name: str, **_: bool) -> None:
        left.append(name)

    monkeypatch.setattr(module, "parse_single_name_into_parts", noted)
    for name in names:
        name_parts(name)
    assert len(left) < len(names) / 10
