"""Names of authors, split into given and family name, particle and suffix.

Entries hold names as they are read, "Given Family".  BibTeX's own rules, as bibtexparser implements them, do the splitting: a
word in lower case begins the particle.  A group ("Gemini Team", "OpenAI") stays whole, and so does what no rule fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bibtexparser.middlewares.names import parse_single_name_into_parts

_GROUP_WORDS = frozenset(
    ["team", "group", "lab", "labs", "consortium", "collaboration", "project", "research", "inc.", "institute", "community"]
)
"""Last words, in lower case, of names that are a group's."""

SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")
"""Suffixes, which BibTeX would take for the family name where no comma stands before them."""

_GIVEN_WITH_PARTICLE = re.compile(r"\b(Jean) (de) (Dieu)\b")
"""A given name with a lower-case word that is no particle of the family's."""

_FAMILY_WITH_AND = re.compile(r"(\S+) (y|i|e) (\S+)$")
"""Iberian family names joined by "and", as in "Aguera y Arcas"."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts.

    Attributes:
        family: The family name without particle, or the whole name of a group.
        given: Given names or initials; empty for a group.
        particle: "von", "de" and the like; empty where there is none.
        suffix: "Jr.", "III" and the like; empty where there is none.
    """

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def is_group(self) -> bool:
        """Whether the name has no parts: that of a group, or a person's only name."""
        return not self.given and not self.particle

    @property
    def family_first(self) -> str:
        """The name as lists are sorted: "von Werra, Leandro"."""
        family = f"{self.particle} {self.family}".strip()
        return ", ".join(part for part in (family, self.suffix, self.given) if part)


@lru_cache(maxsize=65536)
def split_name(name: str) -> PersonName:
    """Split a name as it is read into its parts.

    Args:
        name: "Given Family", as `codev.model.Work.authors` holds it; "Family, Given" is understood too.

    Returns:
        The parts; a name that cannot be split is the family name, whole.
    """
    text = " ".join(name.split())
    words = text.split(" ")
    if len(words) == 1 or words[-1].casefold() in _GROUP_WORDS or re.search(r"[{}\\\"&@0-9]|\band\b", text):
        return PersonName(family=text)
    suffix = SUFFIX.search(text)
    bare = text[: suffix.start()] if suffix else text
    # Spaces that do not part the name's parts are hidden from BibTeX's rules by ones that do not break.
    bound = _GIVEN_WITH_PARTICLE.sub("\\1\u00a0\\2\u00a0\\3", bare)
    if "," not in bound:
        bound = _FAMILY_WITH_AND.sub("\\1\u00a0\\2\u00a0\\3", bound)
    parts = parse_single_name_into_parts(bound, strict=False)
    family = _plain(parts.last)
    if not family or (len(parts.jr) > 0 and suffix):
        return PersonName(family=text)
    return PersonName(family, _plain(parts.first), _plain(parts.von), suffix.group(1) if suffix else _plain(parts.jr))


def _plain(words: list[str]) -> str:
    """Return words in one string, with ordinary spaces."""
    return " ".join(words).replace("\u00a0", " ").strip()
