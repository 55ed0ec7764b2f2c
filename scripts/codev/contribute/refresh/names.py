"""Initials to full names, and lists that end in et al. to whole ones, where a source has the same people in the same order.

The entry's own spelling of family names stays.  Where one family name differs, or one given name contradicts another, nothing
of the list is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from codev.bib.names import PersonName, split_authors, split_listed
from codev.bib.read.citation import Citation
from codev.ids import ascii_fold
from codev.limits.records import LABEL_CHARACTERS_MAX
from codev.model import Work


@dataclass(frozen=True, slots=True)
class Authors:
    """A list of authors, as an entry holds it.

    Attributes:
        authors: "Given Family", in order.
        family_names: What the entry says of family names.
        et_al: Whether there are more.
    """

    authors: tuple[str, ...]
    family_names: tuple[str, ...]
    et_al: bool


def completed_authors(work: Work, answer: Citation) -> Authors | None:
    """Return the authors of a work with what a source knows besides; None where that is nothing, or where the two do not fit.

    Args:
        work: The work.
        answer: What the source says of it.
    """
    own = split_authors(work)
    others = split_listed(answer.authors, answer.family_names)
    is_longer = work.et_al and not answer.et_al and len(others) > len(own)
    if not is_longer and (answer.et_al or len(others) != len(own)):
        return None
    completed: list[str] = []
    for name, mine, theirs in zip(work.authors, own, others, strict=False):
        if not _is_one_person(mine, theirs):
            return None
        full = replace(mine, given=theirs.given).as_read
        takes = _is_fuller(theirs.given, mine.given) and len(full) <= LABEL_CHARACTERS_MAX
        # Where the family name would then be read otherwise, a person has to say where it begins.
        rest = (other for other in work.authors if other != name)
        takes = takes and split_listed((full, *rest), work.family_names)[0].whole_family == mine.whole_family
        completed.append(full if takes else name)
    if is_longer:
        more = answer.authors[len(own) :]
        said = (each for each in answer.family_names if any(name.endswith(each) for name in more))
        return Authors((*completed, *more), tuple(dict.fromkeys((*work.family_names, *said))), et_al=False)
    if tuple(completed) == work.authors:
        return None
    return Authors(tuple(completed), work.family_names, work.et_al)


def _is_one_person(mine: PersonName, theirs: PersonName) -> bool:
    """Return whether two names agree: the same family name, and given names of which one may be the other's initials."""
    if ascii_fold(mine.whole_family).replace(" ", "") != ascii_fold(theirs.whole_family).replace(" ", ""):
        return False
    own, others = _given_words(mine.given), _given_words(theirs.given)
    return all(_fits(one, other) for one, other in zip(own, others, strict=False))


def _is_fuller(theirs: str, mine: str) -> bool:
    """Return whether given names say each initial in full, and drop none."""
    own, others = _given_words(mine), _given_words(theirs)
    return (
        any(len(word) == 1 for word in own)
        and len(others) >= len(own)
        and sum(len(word) > 1 for word in others) > sum(len(word) > 1 for word in own)
    )


def _fits(word: str, other: str) -> bool:
    """Return whether two given names are the same, or one is the other's initial."""
    return word == other or (min(len(word), len(other)) == 1 and word[0] == other[0])


def _given_words(given: str) -> list[str]:
    """Return given names and initials, folded: "T.-Y." and "JD" in capitals are two initials each."""
    words: list[str] = []
    for part in given.replace(".", ". ").replace("-", " ").split():
        plain = ascii_fold(part)
        words += list(plain) if part.isupper() and len(plain) <= 3 else [plain] if plain else []
    return words
