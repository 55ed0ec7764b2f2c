"""What an entry gains from the answers of the services: published since, completed names, pages and DOI.

What is lacking is added, a venue or DOI of arXiv's gives way to the published one, initials to full names.  Nothing else that
a curator wrote is changed: where an answer says something else, or is about another work, that is a remark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from codev.bib.read.citation import SOURCE_NAMES, WITHDRAWN, YEARLESS_VENUE, Citation, CitationSource
from codev.contribute.refresh.names import completed_authors
from codev.ids import find_arxiv
from codev.model import Work
from codev.model.same_work import Identity, KnownWorks, identity_of
from codev.model.venues import find_venue, is_series

_VENUE_FIRST: tuple[CitationSource, ...] = ("dblp", "crossref", "openalex", "datacite", "doi", "arxiv")
"""Whose word on the venue counts first: DBLP's people look at proceedings, on arXiv authors write a comment."""

_NAMES_FIRST: tuple[CitationSource, ...] = ("arxiv", "dblp", "openalex", "datacite", "doi", "crossref")
"""Whose names count first: authors write their own on arXiv."""


@dataclass(frozen=True, slots=True)
class Update:
    """One field of an entry that changes.

    Attributes:
        field: The field.
        before: Its value until now, as plain data; None where it had none.
        after: Its new value; None where it goes.
        source: Who says so.
        seen_at: Where that can be seen.
    """

    field: str
    before: Any
    after: Any
    source: CitationSource
    seen_at: str | None

    def as_dict(self) -> dict[str, Any]:
        """Return the update as plain data."""
        return {
            "field": self.field,
            "before": self.before,
            "after": self.after,
            "source": SOURCE_NAMES[self.source],
            "seen_at": self.seen_at,
        }

    def __str__(self) -> str:
        """Return what changes and who says so, in one phrase."""
        told = f"{SOURCE_NAMES[self.source]}" + (f", {self.seen_at}" if self.seen_at else "")
        if self.field == "authors":
            changed = [name for name in self.after if name not in self.before]
            shown = ", ".join(changed[:3]) + (f" and {len(changed) - 3:,} more" if len(changed) > 3 else "")
            return f"names completed: {shown} ({told})"
        before = "" if self.before is None else f"{self.before} becomes "
        return f"{self.field}: {before}{'nothing' if self.after is None else self.after} ({told})"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the answers about one work change in its entry.

    Attributes:
        updates: The fields that change.
        remarks: What a person should look at.
    """

    updates: tuple[Update, ...]
    remarks: tuple[str, ...]


def compare(work: Work, answers: Sequence[Citation]) -> Comparison:
    """Return what an entry gains from answers about its work.

    Args:
        work: The work.
        answers: What the services say, each of its own source.
    """
    known = KnownWorks()
    known.add(_identity(work))
    remarks: list[str] = []
    same: list[Citation] = []
    for answer in answers:
        match = known.find(answer.identity())
        if match is not None and not match.conflict:
            same.append(answer)
            continue
        why = match.conflict if match is not None else f"its title is {answer.title!r}"
        remarks.append(f"{_told(answer)} may be of another work: {why}")
    updates = [*_of_venue(work, same, remarks), *_of_authors(work, same)]
    if not any(word in note.casefold() for note in work.notes for word in ("withdrawn", "retracted")):
        # Said once under 'notes', it need not be said every month.
        remarks += (f"{_told(answer)}: {said}" for answer in same for said in answer.remarks if said.startswith(WITHDRAWN))
    return Comparison(tuple(updates), tuple(dict.fromkeys(remarks)))


def _identity(work: Work) -> Identity:
    """Return what tells the work from others; the DOI of its preprint is no other work's."""
    plain = work.model_copy(update={"doi": None}) if _is_preprint_doi(work.doi) else work
    return identity_of(plain)


def _of_venue(work: Work, answers: Sequence[Citation], remarks: list[str]) -> Iterator[Update]:
    """Yield what changes of venue, its year, volume, number, pages and DOI."""
    named = (each for each in answers if each.venue not in (None, "arXiv") and _is_usable(work, each, remarks))
    usable = sorted(named, key=lambda each: _VENUE_FIRST.index(each.source))
    if not usable:
        return
    venue, since = work.venue, work.venue_year
    if venue in (None, "arXiv"):
        venue, since = usable[0].venue, usable[0].year
        yield _update(work, "venue", venue, usable[0])
        if since != work.year:
            yield _update(work, "venue_year", since, usable[0])
    elif since is None:
        later = [each for each in usable if each.venue == venue and each.source == "dblp" and each.year != work.year]
        if later:
            since = later[0].year
            yield _update(work, "venue_year", since, later[0])
    since = since or work.year
    remarks += (
        f"{_told(each)} names the venue {each.venue} {each.year}, the entry {venue} {since}"
        for each in usable
        if not _is_same_venue(venue, each.venue) or (each.source == "dblp" and each.year != since)
    )
    yield from _details(work, [each for each in usable if each.venue == venue and each.source != "arxiv"])


def _details(work: Work, agreeing: Sequence[Citation]) -> Iterator[Update]:
    """Yield volume, number, pages and DOI where the entry lacks them, from answers that name its venue."""
    for name in ("volume", "number", "pages"):
        by = next((each for each in agreeing if getattr(each, name)), None)
        if getattr(work, name) is None and by is not None:
            yield _update(work, name, getattr(by, name), by)
    by = next((each for each in agreeing if each.doi and not _is_preprint_doi(each.doi)), None)
    if by is not None and (work.doi is None or _is_preprint_doi(work.doi)):
        yield _update(work, "doi", by.doi, by)


def _is_usable(work: Work, answer: Citation, remarks: list[str]) -> bool:
    """Return whether an answer's venue may stand in the entry; where a person has to look, a remark says so."""
    venue, year = answer.venue or "", answer.year
    # Crossref gives the full names of venues; what others abbreviate in their own way is not taken.
    is_named = find_venue(venue) is not None or (answer.source == "crossref" and not is_series(venue))
    if is_named and year is not None and year >= work.year and not _says(answer, YEARLESS_VENUE):
        return True
    if work.venue in (None, "arXiv"):
        remarks.append(f"{_told(answer)} names the venue {venue!r} {year or 'without a year'}: see whether it is the work's")
    return False


def _of_authors(work: Work, answers: Sequence[Citation]) -> Iterator[Update]:
    """Yield what changes of the list of authors."""
    for each in sorted(answers, key=lambda each: _NAMES_FIRST.index(each.source)):
        completed = completed_authors(work, each)
        if completed is None:
            continue
        yield Update("authors", list(work.authors), list(completed.authors), each.source, each.seen_at)
        if completed.family_names != work.family_names:
            yield _update(work, "family_names", list(completed.family_names), each)
        if work.et_al and not completed.et_al:
            yield Update("et_al", True, None, each.source, each.seen_at)
        return


def _update(work: Work, field: str, after: Any, by: Citation) -> Update:
    """Return the update of a field."""
    before = getattr(work, field)
    return Update(field, list(before) if isinstance(before, tuple) else before, after, by.source, by.seen_at)


def _is_same_venue(one: str | None, other: str | None) -> bool:
    """Return whether two names are of one venue, or one of a track or a workshop of the other."""
    first, second = sorted((one or "", other or ""), key=len)
    return second.startswith(first)


def _is_preprint_doi(doi: str | None) -> bool:
    """Return whether a DOI is that of a preprint at arXiv."""
    return doi is not None and find_arxiv(doi) is not None


def _says(answer: Citation, beginning: str) -> bool:
    """Return whether a remark of an answer begins so."""
    return any(remark.startswith(beginning) for remark in answer.remarks)


def _told(answer: Citation) -> str:
    """Return whose answer is meant."""
    return f"the record of {SOURCE_NAMES[answer.source]}" + (f" ({answer.seen_at})" if answer.seen_at else "")
