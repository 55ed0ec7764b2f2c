"""The parts of a name by BibTeX's rules, as bibtexparser gives them, sooner for the names that need none of the rules.

Most names are words that begin with a capital of the Latin alphabet.  bibtexparser looks at each letter of them in turn, and a
build of the site splits tens of thousands.
"""

from __future__ import annotations

import re

from bibtexparser.middlewares.names import NameParts, parse_single_name_into_parts

_WORD = r"[A-Z][^\s~\\{},]*+"
_WORDS = rf"{_WORD}(?: {_WORD})*+"
_GIVEN_FAMILY = re.compile(rf"\A{_WORDS}\Z")
_FAMILY_COMMA_GIVEN = re.compile(rf"\A({_WORDS}), ({_WORDS})\Z")


def name_parts(name: str) -> NameParts:
    """Return the parts of one name, the same as `parse_single_name_into_parts` gives without being strict.

    Args:
        name: "Given Family" or "Family, Given", as BibTeX reads it.
    """
    if _GIVEN_FAMILY.match(name):
        *first, last = name.split(" ")
        return NameParts(first=first, last=[last])
    if parted := _FAMILY_COMMA_GIVEN.match(name):
        return NameParts(first=parted[2].split(" "), last=parted[1].split(" "))
    return parse_single_name_into_parts(name, strict=False)
