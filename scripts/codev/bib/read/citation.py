"""What a bibliography says of one work, whatever its format: the common result of reading BibTeX, arXiv, Crossref and forms.

A `Citation` holds cleaned values only; what could not be cleaned is left out and said in its `remarks`, so that nothing is lost
silently.  It is not yet an entry: `codev.contribute` makes one of it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from codev.ids import arxiv_year
from codev.limits.records import LABEL_CHARACTERS_MAX, URL_CHARACTERS_MAX
from codev.limits.texts import NAME_CHARACTERS_MAX
from codev.model.fields import URL_PATTERN, YEAR_MAX, YEAR_MIN
from codev.model.same_work import Identity, title_words
from codev.model.venues import canonical_venue

CitationSource = Literal["bibtex", "arxiv", "datacite", "openalex", "crossref", "dblp", "doi", "form"]
"""Where a citation was read."""

SOURCE_NAMES: dict[CitationSource, str] = {
    "arxiv": "arXiv",
    "datacite": "DataCite",
    "openalex": "OpenAlex",
    "crossref": "Crossref",
    "dblp": "DBLP",
    "doi": "the DOI resolver",
}
"""What the services that answer are called."""

WITHDRAWN = "the work was withdrawn or retracted"
"""How the remark on such a work begins."""

YEARLESS_VENUE = "the venue stands without its year"
"""How the remark begins on a venue whose year nobody says: the citation's year is the preprint's."""

_WITHDRAWN_TITLE = re.compile(
    r"\W{0,3}(withdrawn|retracted|retraction|withdrawal|removed)\b( article| paper| note)?\W{0,2}[:\].-]", re.IGNORECASE
)
_WITHDRAWN = re.compile(
    r"\b(this|the) (paper|article|work|submission|manuscript|version|preprint) (has been|was|is|had to be) (temporarily )?"
    r"(withdrawn|retracted)|^\W{0,3}(withdrawn|retracted)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One work as a bibliography describes it, cleaned.

    Attributes:
        title: In Unicode, on one line.
        authors: "Given Family", in the printed order.
        family: The first author's family name, for the key.
        family_names: What the entry has to say of family names (`codev.model.Work.family_names`).
        et_al: Whether the list ends in "and others".
        year: The printed year, or None.
        venue: In canonical form, without the year; None where none is named.
        volume: Volume of the journal or proceedings.
        number: Number within the volume.
        pages: Pages.
        arxiv: The arXiv id, without version.
        doi: The DOI, without resolver; never that of an arXiv preprint.
        url: An address that may be linked.
        abstract: The abstract that was read; None where none was.
        source: Where it was read.
        seen_at: The page on which id and abstract were seen; None where they came from a file.
        remarks: What could not be used, and what a person should look at.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    family: str = ""
    family_names: tuple[str, ...] = ()
    et_al: bool = False
    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    abstract: str | None = None
    source: CitationSource = "bibtex"
    seen_at: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def first_year(self) -> int | None:
        """The year of first publication: that of the preprint where it came first."""
        if self.arxiv is None:
            return self.year
        preprint = arxiv_year(self.arxiv)
        # Without a venue of its own a work cannot be older than its preprint, whatever the bibliography prints.
        return preprint if self.year is None or self.venue in (None, "arXiv") else min(preprint, self.year)

    @property
    def venue_year(self) -> int | None:
        """The year in which the venue published it, where the preprint came first."""
        if self.venue in (None, "arXiv") or self.year is None or self.year == self.first_year:
            return None
        return self.year

    @property
    def lacking(self) -> tuple[str, ...]:
        """What no entry can do without and the citation does not say."""
        needed = {"title": self.title, "authors": self.authors, "year": self.first_year}
        return tuple(name for name, value in needed.items() if not value)

    @property
    def leads_to_work(self) -> bool:
        """Whether anything says where the work can be read."""
        return bool(self.arxiv or self.doi or self.url)

    def identity(self) -> Identity:
        """Return what tells the work from others."""
        authors = self.authors or ((self.family,) if self.family else ())
        return Identity(
            title_words(self.title),
            authors,
            title=self.title,
            arxiv=self.arxiv,
            doi=self.doi,
            venue=self.venue,
            year=self.year,
            volume=self.volume,
            number=self.number,
        )

    def filled_from(self, other: Citation) -> Citation:
        """Return this citation with what it lacks taken from another one of the same work.

        Args:
            other: What another source says of the work.
        """
        names = ("title", "year", "volume", "number", "pages", "arxiv", "doi", "url", "abstract", "seen_at")
        lacking = {name: getattr(other, name) for name in names if not getattr(self, name) and getattr(other, name)}
        if not self.authors or (self.et_al and not other.et_al and len(other.authors) > len(self.authors)):
            lacking |= {name: getattr(other, name) for name in ("authors", "family_names", "et_al")}
            lacking |= {"family": other.family or self.family}
        # A preprint server is where a work was read, not where it was published, once a venue is known.
        if other.venue and self.venue in (None, "arXiv"):
            lacking |= {"venue": other.venue}
            if other.venue != "arXiv" and other.year:
                lacking |= {"year": other.year}
        return replace(self, **lacking, remarks=tuple(dict.fromkeys((*self.remarks, *other.remarks))))


def withdrawal(title: str, *others: str) -> str | None:
    """Return a remark on a work that its authors or publisher took back, or None.

    Args:
        title: Publishers write it before the title.
        others: Comment and abstract, in which authors say it on arXiv.
    """
    found = _WITHDRAWN_TITLE.match(title) or next(filter(None, (_WITHDRAWN.search(text) for text in others)), None)
    if found is None:
        return None
    return f"{WITHDRAWN} ({found.group().strip(' :[]')!r}): do not add it, or say so under 'notes'"


def read_venue(printed: str) -> str | None:
    """Return a venue's name in the form that entries use, at most `LABEL_CHARACTERS_MAX` characters; None for an empty one.

    Of a longer one the last phrases go, which hold the place and the date: a name never ends within a word.
    """
    name = canonical_venue(one_line(printed)[:NAME_CHARACTERS_MAX])
    if name is None or len(name) <= LABEL_CHARACTERS_MAX:
        return name
    cut = name[: LABEL_CHARACTERS_MAX + 1]
    ends = [found.start() for found in re.finditer(r"[,.:;](?= )", cut)] or [found.start() for found in re.finditer(" ", cut)]
    return canonical_venue(cut[: ends[-1]] if ends else cut[:LABEL_CHARACTERS_MAX])


def one_line(text: str) -> str:
    """Return a text on one line, composed, without control characters and doubled spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Zs") else letter for letter in composed)
    # Format characters (soft hyphens, direction marks) are invisible and may disguise a text; surrogates cannot be written.
    visible = "".join(letter for letter in visible if unicodedata.category(letter) not in ("Cf", "Cs", "Cn", "Co"))
    return " ".join(visible.split())


def clean_title(text: str) -> str:
    """Return a title without the marks that a bibliography leaves in it: braces, backslashes, a full stop at its end.

    Args:
        text: A title in Unicode, on one line.
    """
    plain = re.sub(r"[{}\\]", "", text)
    return re.sub(r"(?<!\.)\.$", "", plain.strip()).strip()


def clean_url(text: str) -> str | None:
    r"""Return an address that may be linked, or None.

    Args:
        text: An address, perhaps in ``\url{…}`` or without scheme.
    """
    plain = text.strip().strip("<>").replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").replace("\\#", "#")
    found = re.search(r"https?://[^\s<>\"`\\{}]+", plain)
    address = found.group() if found else ""
    return address if 0 < len(address) <= URL_CHARACTERS_MAX and re.match(URL_PATTERN, address) else None


def clean_year(text: str) -> int | None:
    """Return the first year in a text that a work can be of, or None: ``{2023}``, ``2023-05-01``, ``May 2023``, ``[2023]``."""
    for digits in re.findall(r"(?<![0-9])[12][0-9]{3}(?![0-9])", text):
        if YEAR_MIN <= int(digits) <= min(YEAR_MAX, dt.datetime.now(dt.UTC).year + 2):
            return int(digits)
    return None


def clean_pages(text: str) -> str | None:
    """Return pages with a plain hyphen between numbers, as entries write them: ``8748--8763`` gives ``8748-8763``."""
    plain = re.sub(r"(?:(?<!\s)\s++)?+[-–—‒−]++\s*+", "-", one_line(text)).strip("-, ")
    return plain[:LABEL_CHARACTERS_MAX] or None
