"""Works and claims selected by facets.

A facet of a claim (node, stage, model …) holds on one and the same claim: ``node=data-filter&stage=pretrain`` selects works
with a claim that is both, so that a cell of the RQ1 matrix and the selection behind it are the same works.  Facets of the work
(year, scope, author, venue, work) hold on the work.  A work without claims is selected while no facet of a claim is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from codev.atlas import Atlas
from codev.ids import work_of_claim
from codev.model import Claim, Work
from codev.query.asked import Facets
from codev.query.facets import FACETS
from codev.query.rows import Row, columns
from codev.query.terms import fold

Test = Callable[[Any], bool]
"""Says whether a claim, or a work, has what one facet asks for."""


@dataclass(frozen=True, slots=True)
class WorkRow(Row):
    """A work and how it is classified."""

    columns = columns("key", "title", "year", "scope", "venue", "claims_selected=claims", "nodes")

    key: str
    title: str
    year: int
    scope: str
    venue: str | None
    authors: tuple[str, ...]
    nodes: tuple[str, ...]
    """The nodes of all its claims."""
    claims: tuple[str, ...]
    """The claims that satisfy the facets; all of them where no facet of a claim is given."""
    models: tuple[str, ...]
    """Models that it introduces."""
    datasets: tuple[str, ...]
    """Datasets that it introduces."""

    @property
    def claims_selected(self) -> int:
        """The number of claims that satisfy the facets."""
        return len(self.claims)


@dataclass(frozen=True, slots=True)
class ClaimRow(Row):
    """A claim with its provenance."""

    columns = columns(
        "id", "node", "stages", "capabilities", "models", "datasets", "statement", "evidence", "inferred", "doubt"
    )

    id: str
    work: str
    direction: str
    node: str
    stages: tuple[str, ...]
    capabilities: tuple[str, ...]
    modalities: tuple[str, ...]
    models: tuple[str, ...]
    datasets: tuple[str, ...]
    input_datasets: tuple[str, ...]
    acquired_from: tuple[str, ...]
    statement: str
    evidence: tuple[str, ...]
    """In words, such as "Survey, text §3.1.1"."""
    inferred: tuple[str, ...]
    doubt: str | None
    unverified: bool
    """Whether the statement is inferred, or nothing by the survey's or the work's authors was seen."""
    checked: tuple[str, ...]
    """Who compared it with the abstract or another source, and when."""


def select_works(atlas: Atlas, facets: Facets = Facets()) -> list[WorkRow]:  # noqa: B008 - frozen
    """Return the works that satisfy facets, by key.

    Args:
        atlas: The knowledge base.
        facets: What they must have.

    Raises:
        WrongUseError: A facet names nothing; the message offers the nearest names.
    """
    selection = Selection(atlas, facets)
    rows = []
    for work in atlas.works.values():
        claims = selection.claims_of(work)
        if claims is not None:
            rows.append(_work_row(work, claims))
    return rows


def select_claims(atlas: Atlas, facets: Facets = Facets()) -> list[ClaimRow]:  # noqa: B008 - frozen
    """Return the claims that satisfy facets, in the order of works and entries.

    Args:
        atlas: The knowledge base.
        facets: What they must have.

    Raises:
        WrongUseError: A facet names nothing; the message offers the nearest names.
    """
    return [claim_row(atlas, claim) for claim in Selection(atlas, facets)]


def claim_row(atlas: Atlas, claim: Claim) -> ClaimRow:
    """Return a claim as a row."""
    return ClaimRow(
        id=claim.id,
        work=work_of_claim(claim.id),
        direction=atlas.direction_of(claim),
        node=claim.node,
        stages=claim.stages,
        capabilities=claim.capabilities,
        modalities=claim.modalities,
        models=claim.models,
        datasets=claim.datasets,
        input_datasets=claim.input_datasets,
        acquired_from=claim.acquired_from,
        statement=claim.statement,
        evidence=tuple(item.describe() for item in claim.evidence),
        inferred=claim.inferred,
        doubt=claim.doubt,
        unverified=claim.is_statement_inferred or claim.is_unverified,
        checked=tuple(f"{each.by}, {each.on}" for each in claim.checked),
    )


class Selection:
    """Facets understood against a knowledge base; iterating yields the claims that satisfy all of them."""

    def __init__(self, atlas: Atlas, facets: Facets) -> None:
        """Look up what the facets name.

        Args:
            atlas: The knowledge base.
            facets: What claims and works must have.

        Raises:
            WrongUseError: A facet names nothing.
        """
        self._atlas = atlas
        self._wanted = {
            name: frozenset(term for text in texts for term in FACETS[name].find(atlas, text))
            for name, texts in facets.given().items()
            if name != "text"
        }
        self._claim_tests = tuple(self._test(name) for name in self._wanted if FACETS[name].level == "claim")
        self._work_tests = tuple(self._test(name) for name in self._wanted if FACETS[name].level == "work")
        self._texts = tuple(tuple(fold(each).split()) for each in facets.text)

    def __iter__(self) -> Iterator[Claim]:
        """Yield the claims in the order of works and entries."""
        for work in self._atlas.works.values():
            if work.claims and all(test(work) for test in self._work_tests):
                yield from self._matching(work)

    def keeps(self, facet: str, term: str) -> bool:
        """Return whether a cell or row for a term is asked for: the facet names the term, or is not given.

        A claim at two stages is selected by either; a table by stages shows it at those that are asked for only.

        Args:
            facet: A facet's name.
            term: A value of it that a selected claim has.
        """
        return facet not in self._wanted or term in self._wanted[facet]

    @property
    def wanted(self) -> Mapping[str, frozenset[str]]:
        """The values that each facet names, by facet; a facet that is not given is absent."""
        return self._wanted

    def claims_of(self, work: Work) -> tuple[str, ...] | None:
        """Return the ids of a work's claims that satisfy the facets, or None where the work is not selected."""
        if not all(test(work) for test in self._work_tests):
            return None
        claims = tuple(claim.id for claim in self._matching(work))
        if claims:
            return claims
        return () if not self._claim_tests and self._has_text(searched_text(work)) else None

    def _matching(self, work: Work) -> list[Claim]:
        """Return the claims of a selected work that satisfy the facets of claims and the text."""
        claims = [claim for claim in work.claims if all(test(claim) for test in self._claim_tests)]
        if not self._texts or not claims:
            return claims
        header = searched_text(work)
        return [claim for claim in claims if self._has_text(f"{header}\n{fold(claim.statement)}")]

    def _test(self, name: str) -> Test:
        """Return the test whether a claim or a work has one of the values that a facet names."""
        atlas, values, wanted = self._atlas, FACETS[name].values, self._wanted[name]
        return lambda each: not wanted.isdisjoint(values(atlas, each))

    def _has_text(self, folded: str) -> bool:
        """Return whether all words of one of the texts stand in a folded text."""
        return not self._texts or any(all(word in folded for word in words) for words in self._texts)


def searched_text(work: Work) -> str:
    """Return what words are sought in besides statements, folded."""
    introduced = work.introduces
    names = [each.name for each in (*introduced.models, *introduced.datasets)] if introduced else []
    return fold("\n".join([work.key, work.title, *work.authors, work.venue or "", work.arxiv or "", *names]))


def _work_row(work: Work, claims: tuple[str, ...]) -> WorkRow:
    """Return a work as a row."""
    introduced = work.introduces
    return WorkRow(
        key=work.key,
        title=work.title,
        year=work.year,
        scope=work.scope.value,
        venue=work.venue,
        authors=work.authors,
        nodes=tuple(dict.fromkeys(claim.node for claim in work.claims)),
        claims=claims,
        models=tuple(each.id for each in introduced.models) if introduced else (),
        datasets=tuple(each.id for each in introduced.datasets) if introduced else (),
    )
