"""The rule on names of authors: one person who is spelled in two ways.

Different people share names, and "Bo-Wen Zhang" is not "Bowen Zhang".  Two spellings are therefore taken for one person only
where they differ in nothing but accents, capitals and full points, or where two works share most of their other authors.  Names
of one word are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from codev.check.base import Base, Entry
from codev.check.rule import whole_rule
from codev.ids import ascii_fold
from codev.store.findings import Problem, Severity

SHARED_AUTHORS_MIN = 3
"""Two works prove two spellings to be one person only where they share this many other authors, and more than half of the other
authors of the work that has fewer.  Measured on the 768 works of November 2026: each of the 33 pairs found was right; with half
instead of more than half "W. Zhang" (Weiming) was taken for Wenwei Zhang, with a quarter "Li Zhang" for Li Lyna Zhang."""

NAMES_KEPT = 1 << 15
"""Names that stay read from one check to the next, since the preview and the explorer check again and again."""


class _Name(NamedTuple):
    """A name that was read.

    Attributes:
        text: As written.
        given: The given names, folded; a hyphen joins two to one.
        short: First letter and family name: what all spellings of a name have in common.
    """

    text: str
    given: tuple[str, ...]
    short: str


@whole_rule("author-spelling", severity=Severity.NOTICE)
def author_spelling(base: Base) -> Iterator[Problem]:
    """One author is spelled in two ways.

    Why: Each spelling is an author of its own, so the works of one person are separated.  Two spellings are taken for one
        person where they differ in accents, capitals and full points only, or where two works share at least 3 other authors,
        and more than half of them.  Since people do share names this is a notice: the check passes.
    Wrong: authors: [D. Caffagni, …] where another work of the same group has 'Davide Caffagni'
    Right: authors: [Davide Caffagni, …], as the paper prints it
    """
    names = _read_names(base.entries)
    by_short: dict[str, list[_Name]] = {}
    for name in names.values():
        by_short.setdefault(name.short, []).append(name)
    pairs = [pair for spellings in by_short.values() if len(spellings) > 1 for pair in _candidates(spellings)]
    works: dict[str, list[int]] = {name.text: [] for pair in pairs for name in pair}
    for number, entry in enumerate(base.entries):
        for text in entry.work.authors:
            if text in works:
                works[text].append(number)
    shorts = {
        number: frozenset(names[text].short for text in base.entries[number].work.authors if text in names)
        for number in {number for numbers in works.values() for number in numbers}
    }
    for one, other in pairs:
        yield from _problems(base.entries, shorts, *_told(one, other, works), works)


def _read_names(entries: Sequence[Entry]) -> dict[str, _Name]:
    """Return every name that has a given and a family name, by its text."""
    names = map(_read_name, {text for entry in entries for text in entry.work.authors})
    return {name.text: name for name in names if name is not None}


@lru_cache(NAMES_KEPT)
def _read_name(text: str) -> _Name | None:
    """Return a name, or None where it is a single word."""
    joined = text.replace("-", "").replace(".", " ")
    # Most names are plain, and there are hundreds of thousands: these need no folding.
    words = joined.lower().split() if joined.replace(" ", "").isalpha() and joined.isascii() else ascii_fold(joined).split()
    return _Name(text, tuple(words[:-1]), f"{words[0][0]} {words[-1]}") if len(words) > 1 else None


def _candidates(names: Sequence[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Yield the pairs of spellings that may be of one person, among names with one first letter and family name."""
    initials = [name for name in names if len(name.given[0]) == 1]
    by_first: dict[str, list[_Name]] = {}
    for name in names:
        if len(name.given[0]) > 1:
            by_first.setdefault(name.given[0], []).append(name)
    full = [name for group in by_first.values() for name in group]
    for one, other in (*combinations(initials, 2), *product(initials, full)):
        if _fits(one.given, other.given):
            yield one, other
    for group in by_first.values():
        yield from ((one, other) for one, other in combinations(group, 2) if _fits(one.given, other.given))


def _fits(given: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether given names are the same where both have them: an initial fits a name, a middle name may be left out."""
    short, long = sorted((given, other), key=len)
    place = 0
    for word in short:
        while place < len(long) and not _fits_word(word, long[place]):
            if place == 0:
                return False
            place += 1
        if place == len(long):
            return False
        place += 1
    return True


def _fits_word(word: str, other: str) -> bool:
    """Return whether two given names are equal, or one is the initial of the other."""
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])


def _told(one: _Name, other: _Name, works: Mapping[str, Sequence[int]]) -> tuple[_Name, _Name]:
    """Return the spelling to be mended and the one to be written: the longer one, else the one of more works."""

    def weight(name: _Name) -> tuple[int, int, str]:
        return sum(map(len, name.given)), len(works[name.text]), name.text

    rare, usual = sorted((one, other), key=weight)
    return rare, usual


def _problems(
    entries: Sequence[Entry],
    shorts: Mapping[int, frozenset[str]],
    rare: _Name,
    usual: _Name,
    works: Mapping[str, Sequence[int]],
) -> Iterator[Problem]:
    """Yield a problem for each work whose spelling another work proves to be the other one's."""
    own_works, other_works = works[rare.text], works[usual.text]
    if not set(own_works).isdisjoint(other_works):
        return  # They wrote a paper together.
    fix = f"write {usual.text!r} in both where it is one person"
    is_same = _plain(rare.text) == _plain(usual.text)
    for number in own_works:
        shared, other = max((_shared(shorts[number], shorts[each], rare.short), -each) for each in other_works)
        if is_same or shared:
            proof = f", with {shared} of the other authors" if shared else ""
            message = f"{rare.text!r} is {usual.text!r} in {entries[-other].path}{proof}"
            yield Problem(("authors", entries[number].work.authors.index(rare.text)), message, fix, entries[number].path)


@lru_cache(NAMES_KEPT)
def _plain(text: str) -> str:
    """Return a name without accents, capitals and full points; hyphens stay: "Bo-Wen" and "Bowen" are two names."""
    return " ".join(ascii_fold(text.replace(".", " ").replace("-", "0")).split())


def _shared(shorts: frozenset[str], other: frozenset[str], own: str) -> int:
    """Return how many other authors two works share where that is proof, else 0."""
    shared = len(shorts & other) - 1 if own in shorts and own in other else 0
    fewest = min(len(shorts), len(other)) - 1
    return shared if shared >= SHARED_AUTHORS_MIN and 2 * shared > fewest else 0
