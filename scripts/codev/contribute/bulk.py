"""Many works at once from a BibTeX file: what happens to each entry, planned before anything is written.

Every entry of the file has exactly one outcome, with its line and the reason.  A known work gets only what it lacks; nothing
that an entry says is ever replaced.  What would not pass the check is reported, not written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from codev.atlas import Atlas
from codev.bib.read.bibtex import BibtexEntry, BibtexFile
from codev.bib.read.citation import Citation
from codev.contribute.draft import Draft, make_draft
from codev.contribute.propose import Proposals, propose
from codev.contribute.rewrite import Change, rewritten
from codev.contribute.suggest import Suggester
from codev.errors import CodevError
from codev.limits.texts import PROPOSALS_MAX
from codev.model import Work
from codev.model.same_work import KnownWorks, Match, identity_of

NO_ADDRESS = "no arXiv id, DOI or address"
"""How the reason begins where an entry names neither arXiv id nor DOI nor address: most entries of Google Scholar do not."""


class ImportStatus(StrEnum):
    """What happens to an entry of a BibTeX file."""

    NEW = "new"
    """It becomes an entry of the knowledge base."""
    MERGED = "merged"
    """The work is known and lacked something that the entry says."""
    KNOWN = "known"
    """The work is known, and the entry says nothing new."""
    REPEATED = "repeated"
    """An earlier entry of the file is of the same work."""
    REPORTED = "reported"
    """It cannot be used; the reason says what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens to one entry of a BibTeX file.

    Attributes:
        line: Where the entry begins.
        entry: Its key in the file.
        status: What happens to it.
        work: The work's key in the knowledge base; empty where it has none.
        reason: Why, in one phrase.
    """

    line: int
    entry: str
    status: ImportStatus
    work: str
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """Return the outcome as plain data."""
        return {"line": self.line, "entry": self.entry, "status": self.status.value, "work": self.work, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        outcomes: One for each entry of the file, in its order.
        new_texts: Entries to be written, by path.
        changed_texts: Entries that gain something, by path.
        remarks: What holds for the file as a whole.
    """

    outcomes: tuple[Outcome, ...]
    new_texts: dict[str, str] = field(default_factory=dict)
    changed_texts: dict[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _New:
    """A work of the file that is not known yet."""

    entry: BibtexEntry
    """The first entry of it."""
    draft: Draft
    """What the first entry alone makes."""
    citation: Citation
    """What all entries say of it."""


def plan_import(
    atlas: Atlas, file: BibtexFile, *, added: str, progress: Callable[[int, int], None] | None = None
) -> ImportPlan:
    """Return what an import of a file would do.

    Args:
        atlas: The knowledge base.
        file: What the file holds.
        added: The day of today, as ISO 8601.
        progress: Told how many of how many entries are done.
    """
    planner = _Planner(atlas, added)
    everything: Iterable[Any] = sorted((*file.entries, *file.broken), key=lambda each: each.line)
    count = len(file.entries) + len(file.broken)
    for done, each in enumerate(everything, 1):
        planner.take(each)
        if progress is not None:
            progress(done, 2 * count)
    planner.draft_new(lambda done, new: progress(count + done * count // max(new, 1), 2 * count) if progress else None)
    planner.merge_known()
    return ImportPlan(tuple(planner.outcomes), planner.new_texts, planner.changed_texts, file.remarks)


class _Planner:
    """Goes through a file's entries once, keeping what is new and what known works gain."""

    def __init__(self, atlas: Atlas, added: str) -> None:
        self._atlas = atlas
        self._added = added
        self._known = KnownWorks(atlas.works.values())
        self._in_file = KnownWorks()
        self._new: dict[str, _New] = {}
        self._renamed: dict[str, str] = {}
        self._gains: dict[str, dict[str, Any]] = {}
        self.outcomes: list[Outcome] = []
        self.new_texts: dict[str, str] = {}
        self.changed_texts: dict[str, str] = {}

    def take(self, each: Any) -> None:
        """Decide on one entry; new ones are drafted later, when all that the file says of them is known."""
        if not isinstance(each, BibtexEntry):
            self.outcomes.append(Outcome(each.line, each.key, ImportStatus.REPORTED, "", each.reason))
            return
        citation = each.citation
        problem = _problem(each)
        match = self._known.find(citation.identity()) if citation.title or citation.arxiv or citation.doi else None
        if match is not None:
            self.outcomes.append(self._known_outcome(each, match))
        elif (repeated := self._in_file.find(citation.identity())) is not None and _is_sure(repeated):
            self.outcomes.append(self._repeated_outcome(each, repeated))
        elif problem:
            self.outcomes.append(Outcome(each.line, each.key, ImportStatus.REPORTED, "", problem))
        else:
            self._keep(each)

    def _repeated_outcome(self, each: BibtexEntry, match: Match) -> Outcome:
        """Return what happens to an entry of a work that stands in the file already."""
        first = self._new[match.key]
        reason = f"the same {match.why} as in line {first.entry.line}"
        if match.conflict:
            reason = f"{reason}, but {match.conflict}; correct the one that is wrong"
            return Outcome(each.line, each.key, ImportStatus.REPORTED, "", reason)
        first.citation = first.citation.filled_from(each.citation)
        return Outcome(each.line, each.key, ImportStatus.REPEATED, match.key, reason)

    def _keep(self, each: BibtexEntry) -> None:
        """Keep a new work for drafting, so that the file's later entries are compared with it."""
        try:
            draft = make_draft(self._atlas, each.citation, added=self._added, taken=self._new)
        except CodevError as error:
            self.outcomes.append(Outcome(each.line, each.key, ImportStatus.REPORTED, "", str(error)))
            return
        if draft.findings:
            first = draft.findings[0]
            reason = f"{first.message}; {first.fix}{_remarks(each.citation)}"
            self.outcomes.append(Outcome(each.line, each.key, ImportStatus.REPORTED, "", reason))
            return
        self._in_file.add(identity_of(draft.work))
        self._new[draft.work.key] = _New(each, draft, each.citation)
        self.outcomes.append(Outcome(each.line, each.key, ImportStatus.NEW, draft.work.key, "; ".join(each.citation.remarks)))

    def draft_new(self, progress: Callable[[int, int], object]) -> None:
        """Draft the new works, with proposals where they are not too many."""
        suggester = Suggester(self._atlas) if self._new and len(self._new) <= PROPOSALS_MAX else None
        for done, (key, new) in enumerate(self._new.items(), 1):
            citation = new.citation
            proposals = propose(self._atlas, citation.title, citation.abstract or "", suggester) if suggester else None
            draft = new.draft
            if proposals is not None or citation is not new.entry.citation:
                draft = self._draft(citation, key, proposals) or self._draft(new.entry.citation, key, proposals) or draft
            self.new_texts[draft.path] = draft.text
            if draft.work.key != key:
                self._renamed[key] = draft.work.key
            progress(done, len(self._new))
        self.outcomes = [replace(each, work=self._renamed.get(each.work, each.work)) for each in self.outcomes]

    def _draft(self, citation: Citation, key: str, proposals: Proposals | None) -> Draft | None:
        """Return a draft, or None where a later entry of the file spoilt what the first one says.

        It bears the given key, unless a later entry told of an earlier preprint: then the key's year would be wrong.
        """
        is_earlier = citation.first_year != self._new[key].entry.citation.first_year
        keys = {"taken": {*self._new, *self._renamed.values()}} if is_earlier else {"key": key}
        try:
            draft = make_draft(self._atlas, citation, added=self._added, proposals=proposals, **keys)
        except CodevError:
            return None
        return None if draft.findings else draft

    def merge_known(self) -> None:
        """Write out the known works that gain something."""
        for key, gain in self._gains.items():
            path = self._atlas.paths[key]
            current = (Path(self._atlas.root) / path).read_text(encoding="utf-8")
            self.changed_texts[path] = rewritten(path, current, _with(gain))

    def _known_outcome(self, each: BibtexEntry, match: Match) -> Outcome:
        """Return what happens to an entry of a known work."""
        work = self._atlas.works[match.key]
        if match.conflict:
            reason = (
                f"it looks like {match.key} (same {match.why}), but {match.conflict}; use 'codev add' if it is another work"
            )
            return Outcome(each.line, each.key, ImportStatus.REPORTED, match.key, reason)
        earlier = self._gains.get(match.key, {})
        gain = {name: value for name, value in _gain(each.citation, work).items() if name not in earlier}
        if not gain:
            return Outcome(each.line, each.key, ImportStatus.KNOWN, match.key, f"the same {match.why}")
        self._gains[match.key] = earlier | gain
        told = ", ".join(f"{name} {value}" for name, value in gain.items())
        return Outcome(each.line, each.key, ImportStatus.MERGED, match.key, f"the same {match.why}; it gains {told}")


def _with(gain: dict[str, Any]) -> Change:
    """Return the change that adds values to an entry."""
    return lambda data: {**data, **gain}


def _is_sure(match: Match) -> bool:
    """Return whether two entries of a file are of one work: they share an id, or a title that nothing speaks against."""
    return match.is_by_id or (not match.is_by_similar_title and not match.conflict)


def _problem(each: BibtexEntry) -> str:
    """Return why an entry cannot become one of the knowledge base, or nothing."""
    citation = each.citation
    if not each.is_work:
        return f"@{each.kind} is a volume or a set, not a work; nothing to do"
    if citation.lacking:
        return f"no {' and no '.join(citation.lacking)}; add what is missing" + _remarks(citation)
    if not citation.leads_to_work:
        return f"{NO_ADDRESS}; add eprint, doi or url" + _remarks(citation)
    return ""


def _remarks(citation: Citation) -> str:
    """Return what else is odd about an entry, to be appended to a reason."""
    return f" ({'; '.join(citation.remarks)})" if citation.remarks else ""


def _gain(citation: Citation, work: Work) -> dict[str, Any]:
    """Return what a known work lacks and an entry says."""
    gain: dict[str, Any] = {}
    if not work.arxiv and citation.arxiv and citation.first_year is not None:
        # An id of another year would contradict the entry; a person has to look.
        fits = replace(citation, year=work.year, venue=work.venue or citation.venue).first_year == work.year
        gain |= {"arxiv": citation.arxiv} if fits else {}
    if not work.doi and citation.doi:
        gain["doi"] = citation.doi
    if not work.venue and citation.venue:
        gain["venue"] = citation.venue
    same_venue = citation.venue is not None and (work.venue or citation.venue) == citation.venue
    for name in ("volume", "number", "pages"):
        if same_venue and getattr(work, name) is None and getattr(citation, name):
            gain[name] = getattr(citation, name)
    if not (work.url or work.arxiv or work.doi or gain.get("arxiv") or gain.get("doi")) and citation.url:
        gain["url"] = citation.url
    return gain
