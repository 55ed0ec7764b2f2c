"""Lists of names to "Given Family", the form in which entries hold names.

The grammar of one name is BibTeX's (First von Last; von Last, First; von Last, Jr, First), read by bibtexparser.  Lists that
are joined otherwise are the task of `codev.bib.read.name_lists`.  A name that breaks the grammar is kept as it stands rather
than dropped; what holds neither letter nor digit, such as arXiv's ":" after a group, is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from codev.bib.name_parts import name_parts
from codev.bib.names import PersonName, split_name
from codev.bib.read.latex import plain_text
from codev.bib.read.markup import without_html
from codev.bib.read.name_lists import INITIALS, braced, is_person_in_braces, parted, split_list
from codev.ids import first_word
from codev.limits.records import LABEL_CHARACTERS_MAX
from codev.limits.texts import AUTHORS_MAX, NAME_CHARACTERS_MAX, NAME_LIST_CHARACTERS_MAX
from codev.model.people import SUFFIX, SUFFIX_ALONE, is_group_name, is_list_like

_MARKS = re.compile(
    r"[*†‡§¶]|<sup>[0-9a-z*,†‡ ]{0,20}</sup>|\^(?:\{[0-9*, ]{1,20}\}|[0-9](?:,[0-9])*)|\\(?:thanks|footnote)\{[^{}]{0,300}\}"
)
"""Marks of footnotes, such as those of equal contribution, and their texts: no part of a name."""


@dataclass(frozen=True, slots=True)
class Names:
    """The authors of a work.

    Attributes:
        names: "Given Family", in order.
        family: The first author's family name, of a group the word by which it is known; empty where there is no author.
        family_names: Family names of several words and names of groups, where the name alone does not tell.
        et_al: Whether the list ends in "and others".
        remarks: What a person should look at.
    """

    names: tuple[str, ...] = ()
    family: str = ""
    family_names: tuple[str, ...] = ()
    et_al: bool = False
    remarks: tuple[str, ...] = ()


def read_names(value: str) -> Names:
    """Return the names in a BibTeX author or editor field.

    Args:
        value: Names joined by " and ", braces and LaTeX as in the file.
    """
    pieces, et_al, remarks = split_list(_unmarked(" ".join(value[:NAME_LIST_CHARACTERS_MAX].split())))
    parts = [_read_name(piece[:NAME_CHARACTERS_MAX]) for piece in pieces]
    return names_of(_unturned(parts, remarks), et_al=et_al, remarks=remarks)


def names_of(parts: Iterable[PersonName], *, et_al: bool = False, remarks: Iterable[str] = ()) -> Names:
    """Return names that are split already as entries hold them.

    Args:
        parts: The names; those without a letter or digit are dropped.
        et_al: Whether more authors follow.
        remarks: What is known to be odd already.
    """
    said = list(remarks)
    people = [each for each in parts if any(letter.isalnum() for letter in each.as_read)]
    if len(people) > AUTHORS_MAX:
        said.append(f"only the first {AUTHORS_MAX:,} authors were kept")
    kept = people[:AUTHORS_MAX]
    return Names(
        names=tuple(each.as_read[:LABEL_CHARACTERS_MAX].strip() for each in kept),
        family=key_name(kept[0]) if kept else "",
        family_names=tuple(dict.fromkeys(filter(None, map(_to_be_said, kept)))),
        et_al=et_al or len(people) > AUTHORS_MAX,
        remarks=tuple(dict.fromkeys(said)),
    )


def name_as_read(name: str) -> PersonName:
    """Return a name that a source gives as it is read, "Given Family", in its parts.

    Args:
        name: The name, perhaps with LaTeX or HTML.
    """
    return split_name(plain_text(_unmarked(name[:NAME_CHARACTERS_MAX])).strip(" ,;:"))


def key_name(name: PersonName) -> str:
    """Return what a work's key calls its first author: the family name, of a group the first word that says something."""
    return first_word(name.family) if name.is_group else name.family


def _unmarked(text: str) -> str:
    """Return names without HTML and the marks of footnotes, which may be written as HTML."""
    return _MARKS.sub("", without_html(_MARKS.sub("", text)))


def _read_name(piece: str) -> PersonName:
    """Return a name of a BibTeX list in its parts."""
    stripped = piece.strip(" ,;:")
    inner = braced(stripped)
    # A name wholly in braces is a group's, {LAION} or {DeepSeek-AI Team}, unless its initials show a person.
    if inner is not None and not is_person_in_braces(inner):
        return PersonName(plain_text(stripped).strip(" ,;:"))
    text = stripped if inner is None else inner
    commas = parted(text)
    suffix = ""
    if len(commas) in (2, 3) and SUFFIX_ALONE.fullmatch(commas[-1]):
        # "von Neumann, John, Jr." and "Martin Luther King, Jr.": BibTeX asks for the suffix in the middle.
        *rest, suffix = commas
        text = ", ".join(rest)
    elif len(commas) == 1 and (found := SUFFIX.search(text)):
        text, suffix = text[: found.start()], found.group(1)
    parts = name_parts(text)
    name = PersonName(*(plain_text(" ".join(words)) for words in (parts.last, parts.first, parts.von, parts.jr)))
    name = replace(name, suffix=name.suffix or suffix)
    if parts.von and parts.von[-1] in ("y", "i", "e"):
        # "Aguera y Arcas, Blaise": the word joins two names, and is no particle.
        name = replace(name, family=name.whole_family, particle="")
    if len(commas) == 1 and inner is None and "{" not in text:
        # What no comma parts is read as entries are: "Blaise Aguera y Arcas", "Gemini Team".
        name = split_name(name.as_read)
    # Frank G. {Bennett, Jr.} is "Frank G. Bennett Jr." in an entry, whose names hold no comma.
    if not name.suffix and (found := SUFFIX.search(name.family)):
        name = replace(name, family=name.family[: found.start()], suffix=found.group(1))
    return name


def _unturned(names: list[PersonName], remarks: list[str]) -> list[PersonName]:
    """Return names as they are read where all are written as medical journals do: "Quell E, Brookman KA"."""
    turned = [INITIALS.fullmatch(each.as_read) for each in names]
    if len(names) < 2 or not all(turned) or not (len(names) > 2 or any(len(each[2]) == 1 for each in turned if each)):
        if len(names) == 1 and turned[0]:
            remarks.append(f"the name {names[0].as_read!r} looks like 'Family Initials': write 'Given Family'")
        return names
    remarks.append("the names looked like 'Family Initials' and were turned round: 'Quell E' became 'E. Quell'")
    return [replace(split_name(f"X {each[1]}"), given=" ".join(f"{letter}." for letter in each[2])) for each in turned if each]


def _to_be_said(name: PersonName) -> str | None:
    """Return what an entry has to say of a name, or None where the name alone tells its parts."""
    text = name.as_read[:LABEL_CHARACTERS_MAX].strip()
    if name.is_group:
        return text if not split_name(text).is_group or (is_list_like(text) and not is_group_name(text)) else None
    return name.whole_family if split_name(text) != name else None
