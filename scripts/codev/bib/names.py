"""Names of authors, split into given and family name, particle and suffix.

Entries hold names as they are read, "Given Family".  BibTeX's own rules, as bibtexparser implements them, do the splitting: a
word in lower case begins the particle.  Where a family name has several words the entry says so (``family_names``).  A group
("Gemini Team", "OpenAI") stays whole, and so does what no rule fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from codev.bib.name_parts import name_parts
from codev.model import Work
from codev.model.people import SUFFIX, is_group_name

_GIVEN_WITH_PARTICLE = re.compile(r"\b(Jean) (de) (Dieu)\b")
"""A given name with a lower-case word that is no particle of the family's."""

_FAMILY_WITH_AND = re.compile(r"(?<!\S)(\S++) (y|i|e) (\S++)$")
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
    def whole_family(self) -> str:
        """The family name with its particle."""
        return f"{self.particle} {self.family}".strip()

    @property
    def family_first(self) -> str:
        """The name as lists are sorted: "von Werra, Leandro"."""
        return ", ".join(part for part in (self.whole_family, self.suffix, self.given) if part)

    @property
    def as_read(self) -> str:
        """The name as entries write it: "Leandro von Werra"."""
        return " ".join(part for part in (self.given, self.particle, self.family, self.suffix) if part)


def split_authors(work: Work) -> list[PersonName]:
    """Return the authors of a work in their parts, as the entry says where family names begin.

    Args:
        work: The work.
    """
    return split_listed(work.authors, work.family_names)


def split_listed(names: Sequence[str], family_names: Sequence[str]) -> list[PersonName]:
    """Return the names of one list in their parts.

    Args:
        names: The authors of one work, in order.
        family_names: What is said of the family names of that list, as `codev.model.Work.family_names`.
    """
    return [split_name(name, _said_of(name, names, family_names)) for name in names]


def split_of_works(name: str, works: Iterable[Work]) -> PersonName:
    """Return a name in its parts, as the entries of the works that bear it say.

    Args:
        name: An author.
        works: The author's works.
    """
    return split_name(
        name, tuple(dict.fromkeys(said for work in works for said in _said_of(name, work.authors, work.family_names)))
    )


def _said_of(name: str, names: Sequence[str], family_names: Sequence[str]) -> tuple[str, ...]:
    """Return what is said of family names as it concerns one author.

    A name under 'family_names' with which another author's name ends is that author's: it does not make a group of an author
    who is called so in full.
    """
    if name in family_names and any(SUFFIX.sub("", other).endswith(f" {name}") for other in names):
        return tuple(said for said in family_names if said != name)
    return tuple(family_names)


@lru_cache(maxsize=65536)
def split_name(name: str, family_names: tuple[str, ...] = ()) -> PersonName:
    """Split a name as it is read into its parts.

    Args:
        name: "Given Family", as `codev.model.Work.authors` holds it; "Family, Given" is understood too.
        family_names: What the entry says of family names, as `codev.model.Work.family_names`.

    Returns:
        The parts; a name that cannot be split is the family name, whole.
    """
    text = " ".join(name.split())
    if text in family_names:
        return PersonName(family=text)
    suffix = SUFFIX.search(text)
    bare = text[: suffix.start()] if suffix else text
    for said in sorted(family_names, key=len, reverse=True):
        if bare.endswith(f" {said}"):
            particle, family = parted_family(said)
            given = bare.removesuffix(said).split()
            # Another author's "Las Casas" is no reason to take the "de" of "Diego de Las Casas" for a given name.
            while len(given) > 1 and given[-1][:1].islower():
                particle = f"{given.pop()} {particle}".strip()
            return PersonName(family, " ".join(given), particle, suffix.group(1) if suffix else "")
    words = text.split(" ")
    if len(words) == 1 or is_group_name(text) or re.search(r"[{}\\\"&@0-9]|\band\b", text):
        return PersonName(family=text)
    # Spaces that do not part the name's parts are hidden from BibTeX's rules by ones that do not break.
    bound = _GIVEN_WITH_PARTICLE.sub("\\1\u00a0\\2\u00a0\\3", bare)
    if "," not in bound:
        bound = _FAMILY_WITH_AND.sub("\\1\u00a0\\2\u00a0\\3", bound)
    parts = name_parts(bound)
    family = _plain(parts.last)
    if not family or (len(parts.jr) > 0 and suffix):
        return PersonName(family=text)
    return PersonName(family, _plain(parts.first), _plain(parts.von), suffix.group(1) if suffix else _plain(parts.jr))


def parted_family(said: str) -> tuple[str, str]:
    """Return the particle and the rest of a family name: "de Las Casas" gives "de" and "Las Casas"."""
    words = said.split(" ")
    capital = next((place for place, word in enumerate(words) if not word[:1].islower()), 0)
    return " ".join(words[:capital]), " ".join(words[capital:])


def _plain(words: list[str]) -> str:
    """Return words in one string, with ordinary spaces."""
    return " ".join(words).replace("\u00a0", " ").strip()
