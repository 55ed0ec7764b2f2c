"""Candidates: found papers without those that are known or were rejected, ranked, each with the entry that it would become.

A paper that lacks what an entry needs stays in the list without one, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from codev.atlas import Atlas
from codev.bib.read.citation import Citation
from codev.contribute.draft import Draft, make_draft
from codev.contribute.propose import Proposals, propose
from codev.contribute.rewrite import rewritten
from codev.contribute.suggest import Suggester
from codev.contribute.watch.screen import Screened, screen
from codev.errors import WrongUseError
from codev.ids import find_arxiv, find_doi
from codev.model.rejected import REJECTED_PATH, RejectedFile, RejectedPaper
from codev.model.same_work import Identity, KnownWorks, title_words
from codev.store.layout import SourceFile
from codev.store.yaml_out import canonical_text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper that may belong here.

    Attributes:
        id: Its arXiv id, or its DOI where it has none.
        citation: What its source says of it.
        screened: Its place, and what speaks for it.
        proposals: What its classification may be.
        draft: The entry that it would become; None where it lacks something.
        lacks: What it lacks.
    """

    id: str
    citation: Citation
    screened: Screened
    proposals: Proposals
    draft: Draft | None
    lacks: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the candidate as plain data."""
        return {
            "id": self.id,
            "title": self.citation.title,
            "seen_at": self.citation.seen_at,
            "score": round(self.screened.score, 4),
            "terms": list(self.screened.terms),
            "like": list(self.screened.like),
            "nodes": [node.leaf for node in self.proposals.nodes],
            "path": self.draft.path if self.draft is not None else None,
            "lacks": self.lacks or None,
        }


@dataclass(frozen=True, slots=True)
class Watched:
    """What became of the papers that were found.

    Attributes:
        candidates: The likeliest, in this order.
        found: How many papers were named, the same one counted once.
        known: How many of them are works of the knowledge base.
        rejected: How many were rejected before.
    """

    candidates: tuple[Candidate, ...]
    found: int
    known: int
    rejected: int


def name_of(citation: Citation) -> str | None:
    """Return the id by which a paper is accepted or rejected; None where it has neither arXiv id nor DOI."""
    return citation.arxiv or citation.doi


def choose(atlas: Atlas, citations: Iterable[Citation], *, day: str, limit: int) -> Watched:
    """Return the likeliest candidates among papers that were found.

    Args:
        atlas: The knowledge base.
        citations: The papers.
        day: The day of today, as ISO 8601.
        limit: How many candidates at the most.

    Raises:
        WrongUseError: No work is classified.
    """
    known, rejected, seen = KnownWorks(atlas.works.values()), KnownWorks(), KnownWorks()
    for paper in atlas.taxonomy.rejected:
        rejected.add(_identity_of(paper))
    new: list[Citation] = []
    counts = {"known": 0, "rejected": 0, "found": 0}
    for citation in citations:
        name = name_of(citation)
        identity = citation.identity()
        if name is None or seen.find(identity) is not None:
            continue
        seen.add(replace(identity, key=name))
        counts["found"] += 1
        if known.find(identity) is not None:
            counts["known"] += 1
        elif rejected.find(identity) is not None:
            counts["rejected"] += 1
        else:
            new.append(citation)
    ranked = screen(atlas, [citation.title for citation in new])[:limit]
    return Watched(tuple(_drafted(atlas, new, ranked, day)), **counts)


def _drafted(atlas: Atlas, papers: Sequence[Citation], ranked: Sequence[Screened], day: str) -> Iterable[Candidate]:
    """Yield ranked papers with proposals and drafts."""
    suggester = Suggester(atlas) if ranked else None
    taken: set[str] = set()
    for each in ranked:
        citation = papers[each.index]
        proposals = propose(atlas, citation.title, citation.abstract or "", suggester)
        draft, lacks = None, ""
        try:
            draft = make_draft(atlas, citation, added=day, proposals=proposals, taken=taken)
            taken.add(draft.work.key)
        except WrongUseError as error:
            lacks = error.message
        yield Candidate(name_of(citation) or "", citation, each, proposals, draft, lacks)


def reject(atlas: Atlas, name: str, *, title: str, why: str, day: str) -> str:
    """Return the text of `REJECTED_PATH` with one more paper.

    Args:
        atlas: The knowledge base.
        name: An arXiv id or a DOI, in whatever form.
        title: The paper's title.
        why: Why it does not belong.
        day: The day of today, as ISO 8601.

    Raises:
        WrongUseError: The id is none, the paper is a work of the knowledge base, or it was rejected before.
        KnowledgeBaseError: A value does not fit.
    """
    paper_id = id_of(name)
    arxiv = find_arxiv(paper_id)
    identity = Identity(title_words(title), (), title=title, arxiv=arxiv, doi=None if arxiv else paper_id)
    if (match := KnownWorks(atlas.works.values()).find(identity)) is not None:
        raise WrongUseError(
            f"{paper_id} is the work {match.key}", f"remove {atlas.paths[match.key]} first if it does not belong"
        )
    if any(paper.id.casefold() == paper_id.casefold() for paper in atlas.taxonomy.rejected):
        raise WrongUseError(f"{paper_id} is rejected already", f"see {REJECTED_PATH}")
    path = atlas.root / REJECTED_PATH
    file = SourceFile.at(REJECTED_PATH)
    given = path.read_text("utf-8") if path.exists() else canonical_text(RejectedFile(), file.kind, file.stem)

    def add(data: dict[str, Any]) -> dict[str, Any]:
        return {"rejected": [*data.get("rejected", ()), {"id": paper_id, "title": title, "why": why, "date": day}]}

    return rewritten(REJECTED_PATH, given, add)


def id_of(name: str) -> str:
    """Return the arXiv id or DOI in a text; a DOI of arXiv is the preprint's id.

    Args:
        name: An id or an address of one.

    Raises:
        WrongUseError: There is none.
    """
    found = find_arxiv(name) or find_doi(name)
    if found is None:
        raise WrongUseError(f"{name[:80]!r} is neither an arXiv id nor a DOI", "write it like 2407.08583")
    return found


def _identity_of(paper: RejectedPaper) -> Identity:
    """Return what tells a rejected paper from others."""
    arxiv = find_arxiv(paper.id)
    words = title_words(paper.title)
    return Identity(words, (), key=paper.id, title=paper.title, arxiv=arxiv, doi=None if arxiv else paper.id)
