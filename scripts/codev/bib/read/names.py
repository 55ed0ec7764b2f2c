"""BibTeX's name lists to "Given Family", the form in which entries hold names.

The grammar is BibTeX's (First von Last; von Last, First; von Last, Jr, First), read by bibtexparser.  A name that breaks it is
kept as it stands rather than dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bibtexparser.middlewares.names import NameParts, parse_single_name_into_parts, split_multiple_persons_names

from codev.bib.names import SUFFIX
from codev.bib.read.citation import NAME_LENGTH_MAX
from codev.bib.read.latex import plain_text

AUTHORS_MAX = 3000
"""Names of one work that are read: the longest real lists, of particle physics, have fewer.
https://doi.org/10.1103/PhysRevLett.114.191803 (5,154 authors) is the known exception and ends in et al."""

NAME_LIST_LENGTH_MAX = 200_000
"""Characters of one list of names that are read."""


@dataclass(frozen=True, slots=True)
class Names:
    """The authors of a work.

    Attributes:
        names: "Given Family", in order.
        family: The first author's family name; empty where there is no author.
        et_al: Whether the list ends in "and others".
        remarks: What a person should look at.
    """

    names: tuple[str, ...] = ()
    family: str = ""
    et_al: bool = False
    remarks: tuple[str, ...] = ()


def read_names(value: str) -> Names:
    """Return the names in a BibTeX author or editor field.

    Args:
        value: Names joined by " and ", braces and LaTeX as in the file.
    """
    remarks: list[str] = []
    # An "and" that joins nothing, as a list that was cut off leaves it, is no name.
    text = re.sub(r"^(and\b[\s,]*)+|(\s+and)+[\s,]*$", "", " ".join(value[:NAME_LIST_LENGTH_MAX].split()))
    pieces = []
    for piece in split_multiple_persons_names(text):
        listed = _listed_otherwise(piece)
        if len(listed) > 1:
            remarks.append("the authors are not joined by 'and' as BibTeX asks; they were split where names seem to end")
        pieces += [each for each in listed if each.strip(" ,;{}")]
    et_al = False
    parts = []
    for piece in pieces[:AUTHORS_MAX]:
        if re.fullmatch(r"\W*(others|et\.? ?al\.?)\W*", piece, re.IGNORECASE):
            et_al = True
        else:
            parts.append(_read_name(piece))
    if len(pieces) > AUTHORS_MAX:
        et_al = True
        remarks.append(f"only the first {AUTHORS_MAX:,} authors were kept")
    kept = [(name[:NAME_LENGTH_MAX], family) for name, family in parts if name]
    return Names(tuple(name for name, _ in kept), kept[0][1] if kept else "", et_al, tuple(remarks))


def _read_name(piece: str) -> tuple[str, str]:
    """Return a name as "Given Family", and its family name."""
    # Marks of footnotes, such as those of equal contribution, are no part of a name.
    stripped = re.sub(r"[*†‡§¶]|\^\{?[0-9]\}?", "", piece).strip(" ,;")
    # A name wholly in braces is a group's: {LAION} or {DeepSeek-AI Team}.
    if stripped.startswith("{") and stripped.endswith("}") and stripped.count("{") == 1:
        group = plain_text(stripped)
        return group, group.split()[0] if group else ""
    parts: NameParts = parse_single_name_into_parts(stripped, strict=False)
    family = plain_text(" ".join(parts.last))
    # Frank G. {Bennett, Jr.} is "Frank G. Bennett Jr." in an entry, whose names hold no comma.
    return SUFFIX.sub(r" \1", plain_text(parts.merge_first_name_first)), family


def _listed_otherwise(piece: str) -> list[str]:
    """Return the names in a piece of a list that was joined otherwise than by "and"; the piece alone where it is one."""
    plain = piece.strip("{} ")
    if ";" in plain and not re.search(r"\\|&[a-z]+;", plain):
        return plain.split(";")
    # "Family, Jr, Given" has three parts too, but not three of several words.
    parts = [re.sub(r"^(and|\\?&)\s+", "", part.strip()) for part in plain.split(",") if part.strip()]
    if len(parts) >= 3 and all(" " in part for part in parts):
        return parts
    # {A B and C D}: braces around the whole list hide its "and" from BibTeX.
    if piece.startswith("{") and piece.endswith("}"):
        people = re.split(r"\s+and\s+", plain)
        if len(people) > 1 and all(re.fullmatch(r"[^\W\d_a-z]\S*( \S+){1,3}", person) for person in people):
            return people
    return [piece]
