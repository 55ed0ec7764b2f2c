"""What tells a group's name from a person's: one list of words for the check, for the readers and for the writers.

"National Institute of Standards and Technology" is one author, "Ada Author and Bob Other" are two.  Where the words do not
tell, an entry says it under ``family_names``, with the whole name of the group.
"""

from __future__ import annotations

import re
from itertools import pairwise

GROUP_WORDS = frozenset(
    re.findall(
        r"\S+",
        """academy agency alliance association board bureau center centre college collaboration committee community
        company consortium corporation corp. council department foundation group groups inc. inc initiative institute
        institution institutes lab labs laboratory laboratories limited llc ltd ltd. ministry network office
        organisation organization project research society task-force team teams university""",
    )
)
"""Words, in lower case, that only names of groups hold, at their end or before "of", "for", "at" and "in"."""

_SUFFIXES = r"Jr\.?|Sr\.?|II|III|IV"

SUFFIX = re.compile(rf"(?:,|(?<!\s))\s++({_SUFFIXES})$")
"""A suffix at the end of a name: BibTeX would take it for the family name where no comma stands before it."""

SUFFIX_ALONE = re.compile(_SUFFIXES, re.IGNORECASE)
"""What may stand alone after a comma without being a given name."""

_JOINED = re.compile(r"(?<!\s)\s++(?:and|&)\s++|(?:(?<!\s)\s++)?+[,;]\s*+(?:and\s++)?")
_LIST_MARKS = re.compile(r"[,;&]|\band\b")


def is_group_name(name: str) -> bool:
    """Return whether a name is surely that of one group.

    Args:
        name: A name as it is read, on one line.

    Returns:
        Whether it has a word of `GROUP_WORDS` at its end or before "of", "for", "at" or "in".  Only what stands before a comma,
        a semicolon, "&" or "and" counts: "Ada Author and Example Team" is a list.
    """
    first = _JOINED.split(name, maxsplit=1)[0].casefold().split()
    if not first:
        return False
    before = (word for word, after in pairwise(first) if after in ("of", "for", "at", "in"))
    return first[-1] in GROUP_WORDS or not GROUP_WORDS.isdisjoint(before)


def is_list_like(name: str) -> bool:
    """Return whether a name holds what joins several: a comma, a semicolon, ``&`` or "and"."""
    return _LIST_MARKS.search(name) is not None
