"""Rules on what must be there once: works, statements, reference numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter

from codev.check.base import Base
from codev.check.clashes import clashes
from codev.check.rule import whole_rule
from codev.model.references import Location
from codev.model.same_work import Identity, KnownWorks, Sameness
from codev.store.findings import Problem, Severity
from codev.store.summary import WorkSummary


@whole_rule("duplicate-work-key")
def duplicate_work_key(base: Base) -> Iterator[Problem]:
    """Two works have one key.

    Why: If two entries have one key, only one of them is found.
    Wrong: papers/2023/liu2023visual.yaml and papers/2024/liu2023visual.yaml
    Right: one of the two; where both works exist, a letter added to the newer key: liu2023visualb
    """
    yield from _shared(base, lambda work: work.key, ("key",), "key", "merge the two entries, or add a letter to one key")


@whole_rule("duplicate-arxiv")
def duplicate_arxiv(base: Base) -> Iterator[Problem]:
    """Two works have one arXiv id.

    Why: One arXiv id is one work: preprint and published version share an entry.
    Wrong: arxiv: '2304.08485' in two entries
    Right: one entry, with the later venue under 'venue' and 'venue_year'
    """
    yield from _shared(base, lambda work: work.arxiv, ("arxiv",), "arXiv id", "merge the two entries, or correct the id")


@whole_rule("duplicate-doi")
def duplicate_doi(base: Base) -> Iterator[Problem]:
    """Two works have one DOI.

    Why: One DOI is one work.
    Wrong: doi: 10.1109/TPAMI.2025.3576835 in two entries
    Right: one entry
    """
    yield from _shared(base, lambda work: work.doi, ("doi",), "DOI", "merge the two entries, or correct the DOI")


@whole_rule("duplicate-title", severity=Severity.WARNING)
def duplicate_title(base: Base) -> Iterator[Problem]:
    """Two works have nearly the same title.

    Why: A work entered twice, from arXiv and from the proceedings, is counted twice everywhere.  Titles are taken for one
        when they differ in case, punctuation, small words or the spelling of a word, and an author's name is in both entries;
        numbers must be equal, so that version 1.5 and version 2 stay apart.
    Wrong: 'Visual Instruction Tuning' and 'Visual instruction-tuning', both by Liu
    Right: one entry; or titles as published, which differ
    """
    known = KnownWorks()
    paths: dict[str, str] = {}
    for entry in base.entries:
        own = Identity(entry.work.title_words, entry.work.authors, entry.work.key)
        match = known.find_title(own)
        if match is not None and match.has_common_author and match.why is not Sameness.SIMILAR_TITLE:
            for path, key, other in (
                (entry.path, match.key, paths[match.key]),
                (paths[match.key], entry.work.key, entry.path),
            ):
                message = f"the title is nearly that of {key} ({other})"
                yield Problem(("title",), message, "merge the two entries, or correct the title", path)
        known.add(own)
        paths[entry.work.key] = entry.path


@whole_rule("repeated-statement")
def repeated_statement(base: Base) -> Iterator[Problem]:
    """Two claims say the same.

    Why: A claim is one sentence about one work; the same words twice mean that one claim was copied and not yet rewritten.
    Wrong: the statement of liu2023visual.1 again in liu2023visual.2
    Right: what is true of this claim only
    """
    statements = [(entry, place, digest) for entry in base.entries for place, digest in enumerate(entry.work.statements)]
    for (entry, place, _), (other, other_place, _) in clashes(statements, itemgetter(2), itemgetter(0, 1)):
        where = "this entry" if other is entry else other.path
        message = f"the statement of claim {other_place + 1} of {where} says the same"
        yield Problem(("claims", place, "statement"), message, "say what is true of this claim only", entry.path)


@whole_rule("duplicate-reference")
def duplicate_reference(base: Base) -> Iterator[Problem]:
    """Two works have one reference number of the survey.

    Why: A number of the survey's reference list is one work.  (One work may have two numbers: 33 and 197 are the same.)
    Wrong: references: [12] in two entries
    Right: the number that the survey prints
    """
    numbers = [(entry, place, number) for entry in base.entries for place, number in enumerate(entry.work.references)]
    for (entry, place, number), (other, *_) in clashes(numbers, itemgetter(2), itemgetter(0, 1)):
        where = "twice in this entry" if other is entry else f"in {other.path} as well"
        yield Problem(("survey", "references", place), f"reference {number} stands {where}", "correct the number", entry.path)


@whole_rule("background-unexplained")
def background_unexplained(base: Base) -> Iterator[Problem]:
    """A background work does not say what it is cited for.

    Why: A background citation is not classified; a reader should still see why the survey names it.
    Wrong: scope: background without 'survey.background', and named by no item of the roadmap or of the comparison of surveys
    Right:
        background:
        - {section: 2.1, why: …}
    """
    if not base.stems >= {"roadmap", "surveys", "paradigms"}:
        return
    lists = (base.taxonomy.roadmap, base.taxonomy.surveys, base.taxonomy.paradigms)
    explained = {key for items in lists for item in items for key in item.works}
    for entry in base.entries:
        if entry.work.is_unexplained and entry.work.key not in explained:
            message = "the entry does not say why the survey cites the work"
            yield Problem(("scope",), message, "add 'background: - section: …, why: …' under 'survey'", entry.path)


def _shared(
    base: Base, value: Callable[[WorkSummary], str | None], location: Location, what: str, fix: str
) -> Iterator[Problem]:
    """Yield the works that share a value with another one."""
    for entry, other in clashes(base.entries, lambda entry: value(entry.work), id):
        message = f"the {what} {value(entry.work)} is that of {other.path} as well"
        yield Problem(location, message, fix, entry.path)
