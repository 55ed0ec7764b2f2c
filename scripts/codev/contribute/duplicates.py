"""Whether a work is in the knowledge base already: by arXiv id, by DOI, by a title that is the same or nearly so.

Ids decide; a near title is a question to a person, except in its strictest form.  Preprint and published version are one work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from codev.bib.citation_in import Citation
from codev.ids import ascii_fold
from codev.model import Work

TITLE_SIMILARITY_MIN = 92.0
"""From this ratio (0-100) on, two folded titles are one work's: it lets a dropped article, a plural or a typing error pass, and
keeps "LLaVA-1.5" from "LLaVA-1.6" (tests/contribute/test_duplicates.py)."""

TITLE_LENGTH_MIN = 12
"""Shorter folded titles must be equal: "Qwen-VL" and "Qwen2-VL" differ in one letter of seven."""

BLOCK_MAX = 200
"""Titles of one family name with one word in common, of which no more are compared: beyond that the word tells nothing."""


class Sameness(StrEnum):
    """Why two works are taken for one."""

    ARXIV = "arXiv id"
    """The same arXiv id."""
    DOI = "DOI"
    """The same DOI."""
    TITLE = "title"
    """The same title, but for case, accents and punctuation."""
    NEAR_TITLE = "near title"
    """Nearly the same title, and the same first author's family name."""


@dataclass(frozen=True, slots=True)
class Match:
    """A work that is known already.

    Attributes:
        key: The known work's key.
        why: What the two share.
    """

    key: str
    why: Sameness


class KnownWorks:
    """The works of a knowledge base, to be asked about by what identifies a work; grows as works are added."""

    def __init__(self, works: Iterable[Work] = ()) -> None:
        """Index works.

        Args:
            works: All works that are known.
        """
        self._by_arxiv: dict[str, str] = {}
        self._by_doi: dict[str, str] = {}
        self._by_title: dict[str, str] = {}
        # Keys by the first author's family name and a word of the title: only such works can be nearly the same.
        self._blocks: dict[tuple[str, str], list[str]] = {}
        self._titles: dict[str, str] = {}
        for work in works:
            self.add(work)

    def add(self, work: Work) -> None:
        """Let a work be known from now on.

        Args:
            work: The work.
        """
        if work.arxiv:
            self._by_arxiv.setdefault(work.arxiv, work.key)
        if work.doi:
            self._by_doi.setdefault(work.doi.casefold(), work.key)
        title = _folded(work.title)
        if title:
            self._by_title.setdefault(title, work.key)
            self._titles[work.key] = title
            family = _last_word(work.authors[0])
            for word in set(title.split()):
                self._blocks.setdefault((family, word), []).append(work.key)

    def find(self, citation: Citation) -> Match | None:
        """Return the known work that a citation is of, or None.

        Args:
            citation: What a bibliography says.
        """
        if citation.arxiv and (key := self._by_arxiv.get(citation.arxiv)):
            return Match(key, Sameness.ARXIV)
        if citation.doi and (key := self._by_doi.get(citation.doi.casefold())):
            return Match(key, Sameness.DOI)
        title = _folded(citation.title)
        if title and (key := self._by_title.get(title)):
            return Match(key, Sameness.TITLE)
        return self._near(title, _last_word(citation.family))

    def _near(self, title: str, family: str) -> Match | None:
        """Return the known work of nearly the same title and the same first author."""
        if len(title) < TITLE_LENGTH_MIN or not family:
            return None
        blocks = (self._blocks.get((family, word), []) for word in set(title.split()))
        candidates = {key for block in blocks if len(block) <= BLOCK_MAX for key in block}
        best: tuple[float, str] | None = None
        for key in sorted(candidates):
            ratio = fuzz.ratio(title, self._titles[key], score_cutoff=TITLE_SIMILARITY_MIN)
            if ratio and (best is None or ratio > best[0]) and _numbers(title) == _numbers(self._titles[key]):
                best = (ratio, key)
        return Match(best[1], Sameness.NEAR_TITLE) if best else None


def is_same_first_author(citation: Citation, work: Work) -> bool:
    """Return whether a citation and a work begin with the same name; initials stand for any name, and no name for any too."""
    if not citation.authors:
        return True
    given, known = ascii_fold(citation.authors[0]), ascii_fold(work.authors[0])
    family = ascii_fold(citation.family) or given
    return given == known or family.split()[-1:] == known.split()[-1:]


def _folded(title: str) -> str:
    """Return a title without what bibliographies write differently: case, accents, punctuation, hyphens."""
    return ascii_fold(title.replace("-", " ").replace(":", " "))


def _last_word(name: str) -> str:
    """Return the last word of a name, folded: what "Given Family" and "Family" have in common."""
    return " ".join(ascii_fold(name).split()[-1:])


def _numbers(title: str) -> list[str]:
    """Return the words of a folded title that hold a digit: "qwen2 vl" is not "qwen vl"."""
    return [word for word in title.split() if any(letter.isdigit() for letter in word)]
