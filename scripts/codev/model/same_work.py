"""Whether two works are one: by arXiv id, by DOI, by a title that is the same or nearly so.

The check, ``codev add``, ``codev import`` and the explorer all ask here, so that they give the same answer.  Ids decide; a near
title is a question to a person.  Preprint and published version are one work.  What speaks against it all the same is said:
bibliographies have wrong ids, and many works are called "Introduction".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from codev.ids import ascii_fold
from codev.model.work import Work

TITLE_SIMILARITY_MIN = 88.0
"""Titles less alike than this (0-100, folded) are not compared word by word."""

WORD_SIMILARITY_MIN = 75.0
"""Two words this alike (0-100) may be one word with a typing error."""

TITLE_LETTERS_MIN = 12
"""Shorter titles must be equal: "Qwen-VL" and "Qwen2-VL" differ in one letter of seven."""

END_LETTERS = 16
"""Titles are compared where their first or last letters, this many, are the same: a typing error leaves one end as it is, and
30,000 titles need no 450 million comparisons."""

BLOCK_MAX = 50
"""Blocks of more titles than this are no evidence of likeness and are passed over; of more works with one and the same title, a
work is compared with the first and with those of its year, this many each."""

SIMILAR_TITLE_MIN = 92.0
"""From this ratio (0-100) on, two folded titles of the same first author may be one work's: it lets a dropped word pass, and
keeps "LLaVA-1.5" from "LLaVA-1.6" (tests/model/test_same_work.py)."""

OTHER_TITLE_MAX = 60.0
"""Below this ratio two folded titles are of different works, whatever their ids say: a work that changed its name between
preprint and publication mostly kept more of it, and its first author."""

YEARS_APART_MIN = 2
"""One venue does not publish a work twice.  Bibliographies are often one year off, as Google Scholar is for NeurIPS."""

_NUMBER = re.compile("[0-9]+")
_SMALL_WORDS = frozenset(["a", "an", "the", "of", "on", "in", "for", "and", "to", "with", "via", "from", "by", "at"])

LIMITS = {
    "titleSimilarityMin": TITLE_SIMILARITY_MIN,
    "wordSimilarityMin": WORD_SIMILARITY_MIN,
    "titleLettersMin": TITLE_LETTERS_MIN,
    "endLetters": END_LETTERS,
    "blockMax": BLOCK_MAX,
    "similarTitleMin": SIMILAR_TITLE_MIN,
    "smallWords": sorted(_SMALL_WORDS),
}
"""The figures and words of this rule for the script that follows it in the browser (site/frontend/src/entry/same-work.ts)."""


class Sameness(StrEnum):
    """Why two works are taken for one."""

    ARXIV = "arXiv id"
    """The same arXiv id."""
    DOI = "DOI"
    """The same DOI."""
    TITLE = "title"
    """The same title, but for case, accents, punctuation and small words."""
    NEAR_TITLE = "near title"
    """The same title but for the spelling of a word, and an author in common."""
    SIMILAR_TITLE = "similar title"
    """Most of the title, and the same first author.  Two works may well be called so: the check says nothing."""


@dataclass(frozen=True, slots=True)
class Match:
    """A work that is known already.

    Attributes:
        key: The known work's key.
        why: What the two share.
        conflict: What speaks against it; empty where nothing does.
        has_common_author: Whether an author's name is in both entries.
    """

    key: str
    why: Sameness
    conflict: str = ""
    has_common_author: bool = True

    @property
    def is_by_id(self) -> bool:
        """Whether the two share an arXiv id or a DOI."""
        return self.why in (Sameness.ARXIV, Sameness.DOI)

    @property
    def is_by_similar_title(self) -> bool:
        """Whether the two are only nearly called the same: a question to a person."""
        return self.why in (Sameness.NEAR_TITLE, Sameness.SIMILAR_TITLE)


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a work from others, as an entry or a bibliography says it.

    Attributes:
        words: What `title_words` makes of its title.
        authors: Its authors, in the printed order; empty where nobody is named.
        key: Its key; empty where it has none yet.
        title: Its title, where it can be shown.
        arxiv: Its arXiv id.
        doi: Its DOI.
        venue: Where it was published.
        year: The year that a reference shows.
        volume: Volume of the journal or proceedings.
        number: Number within the volume.
    """

    words: tuple[str, ...]
    authors: tuple[str, ...]
    key: str = ""
    title: str = ""
    arxiv: str | None = None
    doi: str | None = None
    venue: str | None = None
    year: int | None = None
    volume: str | None = None
    number: str | None = None

    @property
    def letters(self) -> str:
        """The title's letters and digits."""
        return "".join(self.words)

    @property
    def family(self) -> str:
        """The last word of the first author's name, folded: what "Given Family" and "Family" have in common."""
        return ascii_fold(self.authors[0]).rpartition(" ")[2] if self.authors else ""

    def shares_author(self, other: Identity) -> bool:
        """Return whether an author's name is in both; initials say too little."""
        return not _name_words(self).isdisjoint(_name_words(other))


def title_words(title: str) -> tuple[str, ...]:
    """Return the words of a title, folded, without small ones.

    Args:
        title: As printed.
    """
    return tuple(word for word in ascii_fold(title).split() if word not in _SMALL_WORDS)


def identity_of(work: Work) -> Identity:
    """Return what tells a work of the knowledge base from others."""
    return Identity(
        title_words(work.title),
        work.authors,
        work.key,
        work.title,
        work.arxiv,
        work.doi,
        work.venue,
        work.venue_year or work.year,
        work.volume,
        work.number,
    )


class KnownWorks:
    """Works to be asked about by what identifies a work; grows as works are added."""

    def __init__(self, works: Iterable[Work] = ()) -> None:
        """Index works.

        Args:
            works: All works that are known.
        """
        self._known: dict[str, Identity] = {}
        self._by_arxiv: dict[str, str] = {}
        self._by_doi: dict[str, str] = {}
        self._by_letters: dict[str, list[str]] = {}
        # Of a title that very many works have, those beyond the first: a journal's "Calendar" is told by its year.
        self._crowded: dict[tuple[str, int | None], list[str]] = {}
        # Keys by what nearly the same titles have in common.
        self._blocks: dict[tuple[str, ...], dict[str, None]] = {}
        for work in works:
            self.add(identity_of(work))

    def add(self, work: Identity) -> None:
        """Let a work be known from now on.

        Args:
            work: The work; with a key.
        """
        self._known[work.key] = work
        if work.arxiv:
            self._by_arxiv.setdefault(work.arxiv, work.key)
        if work.doi:
            self._by_doi.setdefault(work.doi.casefold(), work.key)
        if work.words:
            first = self._by_letters.setdefault(work.letters, [])
            listed = first if len(first) < BLOCK_MAX else self._crowded.setdefault((work.letters, work.year), [])
            listed.append(work.key)
            for block in _blocks(work):
                self._blocks.setdefault(block, {})[work.key] = None

    def find(self, work: Identity) -> Match | None:
        """Return the known work that a work is, or None.

        Args:
            work: What an entry or a bibliography says.
        """
        for why, key in (
            (Sameness.ARXIV, self._by_arxiv.get(work.arxiv or "")),
            (Sameness.DOI, self._by_doi.get((work.doi or "").casefold())),
        ):
            if key is not None:
                return Match(key, why, _other_title(work, self._known[key]), work.shares_author(self._known[key]))
        return self.find_title(work)

    def find_title(self, work: Identity) -> Match | None:
        """Return the known work of the same, nearly the same or a similar title, or None; ids are not looked at.

        Of several with one title it is the one that nothing speaks against.

        Args:
            work: What an entry or a bibliography says.
        """
        if not work.words:
            return None
        of_year = self._crowded.get((work.letters, work.year), ())[:BLOCK_MAX]
        same = [self._match(work, key, Sameness.TITLE) for key in (*self._by_letters.get(work.letters, ()), *of_year)]
        if same:
            return min(same, key=lambda match: (not match.has_common_author, bool(match.conflict)))
        blocks = (self._blocks.get(block, ()) for block in _blocks(work))
        candidates = {key for block in blocks if len(block) <= BLOCK_MAX for key in block}
        ranked = sorted((-_likeness(work, self._known[key]), key) for key in candidates)
        for likeness, key in ranked:
            if likeness == 0 or not work.shares_author(self._known[key]):
                continue
            if _is_respelled(work.words, self._known[key].words):
                return self._match(work, key, Sameness.NEAR_TITLE)
            if -likeness >= SIMILAR_TITLE_MIN and work.family == self._known[key].family:
                return self._match(work, key, Sameness.SIMILAR_TITLE)
        return None

    def _match(self, work: Identity, key: str, why: Sameness) -> Match:
        known = self._known[key]
        return Match(key, why, _conflict(work, known), work.shares_author(known))


def _likeness(work: Identity, known: Identity) -> float:
    """Return how much alike two titles are (0-100); 0 where they cannot be one, such as those of two versions."""
    letters, others = work.letters, known.letters
    likeness = fuzz.ratio(letters, others, score_cutoff=TITLE_SIMILARITY_MIN)
    if likeness == 0 or min(len(letters), len(others)) < TITLE_LETTERS_MIN:
        return 0
    return likeness if _NUMBER.findall(letters) == _NUMBER.findall(others) else 0


def _is_respelled(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether two titles differ as two spellings of one title do."""
    only = [word for word in words if word not in others]
    other_only = [word for word in others if word not in words]
    if "".join(only) == "".join(other_only):
        return True
    return len(only) == len(other_only) and all(
        fuzz.ratio(left, right) >= WORD_SIMILARITY_MIN for left, right in zip(only, other_only, strict=True)
    )


def _blocks(work: Identity) -> Iterator[tuple[str, ...]]:
    """Yield what a title that is nearly the same shares at least one of."""
    letters = work.letters
    yield "begins", letters[:END_LETTERS]
    yield "ends", letters[-END_LETTERS:]
    # In a short title the two ends meet: one typing error may be in both.
    if len(letters) <= 2 * END_LETTERS and (family := work.family):
        for word in work.words:
            yield "holds", word, family


def _name_words(work: Identity) -> set[str]:
    """Return every word of the authors' names but initials, folded."""
    return {word for word in ascii_fold(" ".join(work.authors)).split() if len(word) > 1}


def _has_same_first_author(work: Identity, known: Identity) -> bool:
    """Return whether two works begin with the same name; initials stand for any name, and no name for any too."""
    return not work.authors or work.family == known.family


def _other_title(work: Identity, known: Identity) -> str:
    """Return that title and first author differ from those of a work with the same id, or nothing."""
    if not work.words or _has_same_first_author(work, known):
        return ""
    is_other = fuzz.ratio(work.letters, known.letters, score_cutoff=OTHER_TITLE_MAX) == 0
    return f"title and first author differ ({known.title!r}, {known.authors[0]})" if is_other else ""


def _conflict(work: Identity, known: Identity) -> str:
    """Return what speaks against two works of the same title being one, or nothing."""
    if work.arxiv and known.arxiv and work.arxiv != known.arxiv:
        return f"the arXiv ids differ ({work.arxiv}, {known.arxiv})"
    if work.doi and known.doi and work.doi.casefold() != known.doi.casefold():
        return f"the DOIs differ ({work.doi}, {known.doi})"
    if not _has_same_first_author(work, known):
        return f"the first authors differ ({work.authors[0]}, {known.authors[0]})"
    is_one_venue = work.venue == known.venue not in (None, "arXiv")
    if is_one_venue and work.year is not None and known.year is not None and abs(work.year - known.year) >= YEARS_APART_MIN:
        return f"{known.venue} published the one in {work.year}, the other in {known.year}"
    for name, one, other in (("volume", work.volume, known.volume), ("number", work.number, known.number)):
        if is_one_venue and one and other and one != other:
            return f"the {name}s of {known.venue} differ ({one}, {other})"
    return ""
