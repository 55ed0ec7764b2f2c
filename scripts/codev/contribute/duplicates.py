"""Whether a work is in the knowledge base already: by arXiv id, by DOI, by a title that is the same or nearly so.

Ids decide; a near title is a question to a person, except in its strictest form.  Preprint and published version are one work.
What speaks against it all the same is said: bibliographies carry wrong ids, and many works are called "Introduction".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from codev.bib.citation_in import Citation
from codev.bib.reference import publication_year
from codev.ids import ascii_fold
from codev.model import Work

TITLE_SIMILARITY_MIN = 92.0
"""From this ratio (0-100) on, two folded titles are one work's: it lets a dropped article, a plural or a typing error pass, and
keeps "LLaVA-1.5" from "LLaVA-1.6" (tests/contribute/test_duplicates.py)."""

TITLE_LENGTH_MIN = 12
"""Shorter folded titles must be equal: "Qwen-VL" and "Qwen2-VL" differ in one letter of seven."""

BLOCK_MAX = 200
"""Titles of one family name with one word in common, of which no more are compared: beyond that the word tells nothing."""

OTHER_TITLE_MAX = 60.0
"""Below this ratio two folded titles are of different works, whatever their ids say: a work that changed its name between
preprint and publication mostly kept more of it, and its first author."""

YEARS_APART_MIN = 2
"""One venue does not publish a work twice.  Bibliographies are often one year off, as Google Scholar is for NeurIPS."""


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
        conflict: What speaks against it; empty where nothing does.
    """

    key: str
    why: Sameness
    conflict: str = ""

    @property
    def is_by_id(self) -> bool:
        """Whether the two share an arXiv id or a DOI."""
        return self.why in (Sameness.ARXIV, Sameness.DOI)

    @property
    def is_near(self) -> bool:
        """Whether the two are only nearly called the same: a question to a person."""
        return self.why is Sameness.NEAR_TITLE


class KnownWorks:
    """The works of a knowledge base, to be asked about by what identifies a work; grows as works are added."""

    def __init__(self, works: Iterable[Work] = ()) -> None:
        """Index works.

        Args:
            works: All works that are known.
        """
        self._by_arxiv: dict[str, str] = {}
        self._by_doi: dict[str, str] = {}
        self._by_title: dict[str, list[str]] = {}
        self._works: dict[str, Work] = {}
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
        self._works[work.key] = work
        if work.arxiv:
            self._by_arxiv.setdefault(work.arxiv, work.key)
        if work.doi:
            self._by_doi.setdefault(work.doi.casefold(), work.key)
        title = _folded(work.title)
        if title:
            self._by_title.setdefault(title, []).append(work.key)
            self._titles[work.key] = title
            family = _last_word(work.authors[0])
            for word in set(title.split()):
                self._blocks.setdefault((family, word), []).append(work.key)

    def find(self, citation: Citation) -> Match | None:
        """Return the known work that a citation is of, or None; of several with one title the one that nothing speaks against.

        Args:
            citation: What a bibliography says.
        """
        title = _folded(citation.title)
        if citation.arxiv and (key := self._by_arxiv.get(citation.arxiv)):
            return Match(key, Sameness.ARXIV, self._other_title(citation, title, key))
        if citation.doi and (key := self._by_doi.get(citation.doi.casefold())):
            return Match(key, Sameness.DOI, self._other_title(citation, title, key))
        alike = [
            Match(key, Sameness.TITLE, _conflict(citation, self._works[key]))
            for key in self._by_title.get(title, ())[:BLOCK_MAX]
            if title
        ]
        if alike:
            return min(alike, key=lambda match: bool(match.conflict))
        return self._near(citation, title)

    def _other_title(self, citation: Citation, title: str, key: str) -> str:
        """Return that title and first author differ from those of a work with the same id, or nothing."""
        work = self._works[key]
        if not title or is_same_first_author(citation, work):
            return ""
        is_other = fuzz.ratio(title, self._titles.get(key, ""), score_cutoff=OTHER_TITLE_MAX) == 0
        return f"title and first author differ ({work.title!r}, {work.authors[0]})" if is_other else ""

    def _near(self, citation: Citation, title: str) -> Match | None:
        """Return the known work of nearly the same title and the same first author."""
        family = _last_word(citation.family)
        if len(title) < TITLE_LENGTH_MIN or not family:
            return None
        blocks = (self._blocks.get((family, word), []) for word in set(title.split()))
        candidates = {key for block in blocks if len(block) <= BLOCK_MAX for key in block}
        best: tuple[float, str] | None = None
        for key in sorted(candidates):
            ratio = fuzz.ratio(title, self._titles[key], score_cutoff=TITLE_SIMILARITY_MIN)
            if ratio and (best is None or ratio > best[0]) and _numbers(title) == _numbers(self._titles[key]):
                best = (ratio, key)
        return Match(best[1], Sameness.NEAR_TITLE, _conflict(citation, self._works[best[1]])) if best else None


def is_same_first_author(citation: Citation, work: Work) -> bool:
    """Return whether a citation and a work begin with the same name; initials stand for any name, and no name for any too."""
    if not citation.authors:
        return True
    given, known = ascii_fold(citation.authors[0]), ascii_fold(work.authors[0])
    family = ascii_fold(citation.family) or given
    return given == known or family.split()[-1:] == known.split()[-1:]


def _conflict(citation: Citation, work: Work) -> str:
    """Return what speaks against a citation and a work of the same title being one, or nothing."""
    if citation.arxiv and work.arxiv and citation.arxiv != work.arxiv:
        return f"the arXiv ids differ ({citation.arxiv}, {work.arxiv})"
    if citation.doi and work.doi and citation.doi.casefold() != work.doi.casefold():
        return f"the DOIs differ ({citation.doi}, {work.doi})"
    if not is_same_first_author(citation, work):
        return f"the first authors differ ({citation.authors[0]}, {work.authors[0]})"
    year = publication_year(work)
    is_one_venue = citation.venue == work.venue not in (None, "arXiv")
    if is_one_venue and citation.year is not None and abs(citation.year - year) >= YEARS_APART_MIN:
        return f"{work.venue} published the one in {citation.year}, the other in {year}"
    for name, one, other in (("volume", citation.volume, work.volume), ("number", citation.number, work.number)):
        if is_one_venue and one and other and one != other:
            return f"the {name}s of {work.venue} differ ({one}, {other})"
    return ""


def _folded(title: str) -> str:
    """Return a title without what bibliographies write differently: case, accents, punctuation, hyphens."""
    return ascii_fold(title.replace("-", " ").replace(":", " "))


def _last_word(name: str) -> str:
    """Return the last word of a name, folded: what "Given Family" and "Family" have in common."""
    return " ".join(ascii_fold(name).split()[-1:])


def _numbers(title: str) -> list[str]:
    """Return the words of a folded title that hold a digit: "qwen2 vl" is not "qwen vl"."""
    return [word for word in title.split() if any(letter.isdigit() for letter in word)]
