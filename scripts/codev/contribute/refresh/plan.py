"""Which services are asked about which entries, and what is to be written then.

arXiv is asked for a hundred preprints at once, DBLP where a work was published, Crossref for the pages of a DOI.  What went
wrong is told once, and the other services are asked all the same.  A change that would break a rule of the check is not made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from codev.atlas import Atlas
from codev.bib.read.citation import Citation
from codev.contribute.fetch import Fetcher, FetchError
from codev.contribute.fetch.services import ARXIV_IDS_MAX
from codev.contribute.refresh.compare import Update, compare
from codev.contribute.rename import Rewrite
from codev.contribute.rewrite import Change, require_rules_kept, rewritten
from codev.errors import CodevError
from codev.ids import find_arxiv
from codev.model import Work

FAILURES_TOLD_MAX = 10
"""Requests without an answer that are told one by one."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """What the services know that entries do not.

    Attributes:
        updates: The fields that change, by the work's key.
        rewrite: What is to be written, with everything that a person should know.
    """

    updates: Mapping[str, Sequence[Update]]
    rewrite: Rewrite

    def as_list(self) -> list[dict[str, Any]]:
        """Return every update as plain data."""
        return [{"work": key, **each.as_dict()} for key, updates in self.updates.items() for each in updates]


def plan_refresh(
    atlas: Atlas, keys: Iterable[str], fetcher: Fetcher, progress: Callable[[int, int], None] | None = None
) -> Refresh:
    """Return what the services know that entries do not.

    Args:
        atlas: The knowledge base.
        keys: The works to look at; without any, all.
        fetcher: Asks the services.
        progress: Told how many of how many works are done.

    Raises:
        UnknownNameError: There is no work of a key.
        FetchError: Not one service answered.
    """
    works = [atlas.work(key) for key in dict.fromkeys(keys)] or list(atlas.works.values())
    asker = _Asker(fetcher, works)
    updates: dict[str, Sequence[Update]] = {}
    texts: dict[str, str] = {}
    told: list[str] = []
    for done, work in enumerate(works, 1):
        compared = compare(work, asker.ask(work))
        told += (f"{work.key}: {remark}" for remark in compared.remarks)
        if compared.updates:
            try:
                texts[atlas.paths[work.key]] = _changed(atlas, work, compared.updates)
                updates[work.key] = compared.updates
                told += (f"{work.key}: {each}" for each in compared.updates)
            except CodevError as error:
                told.append(f"{work.key}: not changed, since {error.message}")
        if progress is not None:
            progress(done, len(works))
    failures = list(asker.failures)[:FAILURES_TOLD_MAX]
    if failures and not asker.answers_count:
        raise FetchError(f"nobody answers: {failures[0]}", "try again later")
    if len(asker.failures) > FAILURES_TOLD_MAX:
        failures.append(f"and {len(asker.failures) - FAILURES_TOLD_MAX:,} more requests that led to nothing")
    return Refresh(updates, Rewrite(texts, remarks=(*told, *failures), read=atlas.sources))


@dataclass(slots=True)
class _Asker:
    """Asks about works one by one, for what is known of their preprints together."""

    fetcher: Fetcher
    works: Sequence[Work]
    failures: dict[str, None] = field(default_factory=dict)
    """What went wrong, each once."""
    answers_count: int = 0
    """How many times a service answered."""
    _preprints: dict[str, Citation] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def ask(self, work: Work) -> list[Citation]:
        """Return what the services say of a work, each of its own source."""
        answers: list[Citation] = []
        if work.arxiv is not None and (preprint := self._preprint(work.arxiv)) is not None:
            answers.append(preprint)
        if work.venue in (None, "arXiv") or work.pages is None:
            answers += self._got(partial(self.fetcher.published, work.title, work.authors))
        published = (each.doi for each in answers if each.doi)
        doi = work.doi if work.doi and not find_arxiv(work.doi) else next(published, None)
        if doi is not None and (doi != work.doi or work.pages is None or work.arxiv is None):
            answers += self._got(partial(self.fetcher.doi, doi))
        return answers

    def _preprint(self, arxiv: str) -> Citation | None:
        """Return what is known of a preprint; those of the next hundred works are asked for with it."""
        if arxiv not in self._asked:
            ids = [work.arxiv for work in self.works if work.arxiv and work.arxiv not in self._asked]
            some = ids[ids.index(arxiv) :][:ARXIV_IDS_MAX]
            self._asked.update(some)
            try:
                self._preprints |= self.fetcher.preprints(some)
                self.answers_count += 1
            except FetchError as error:
                self.failures[error.message] = None
                # One by one, the other services know them too.
                found = (answer for each in some for answer in self._got(partial(self.fetcher.preprint, each)))
                self._preprints |= {answer.arxiv: answer for answer in found if answer.arxiv}
        return self._preprints.get(arxiv)

    def _got(self, ask: Callable[[], Citation | None]) -> list[Citation]:
        """Return an answer, or nothing; what went wrong is remembered."""
        try:
            answer = ask()
        except CodevError as error:
            self.failures[error.message] = None
            return []
        self.answers_count += 1
        return [answer] if answer is not None else []


def _changed(atlas: Atlas, work: Work, updates: Sequence[Update]) -> str:
    """Return the new text of an entry; comments stay.

    Raises:
        CodevError: The entry would become wrong.
    """
    path = atlas.paths[work.key]
    text = (atlas.root / path).read_text(encoding="utf-8")
    new = rewritten(path, text, _with(updates))
    require_rules_kept(path, text, new)
    return new


def _with(updates: Sequence[Update]) -> Change:
    """Return the change that updates make in an entry's data."""

    def change(data: dict[str, Any]) -> dict[str, Any]:
        gone = {each.field for each in updates if each.after is None}
        kept = {name: value for name, value in data.items() if name not in gone}
        return kept | {each.field: each.after for each in updates if each.after is not None}

    return change
