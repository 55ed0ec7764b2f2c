"""Works and claims selected by facets.

A facet of a claim (node, stage, model …) holds on one and the same claim: ``node=data-filter&stage=pretrain`` selects works
with a claim that is both, so that a cell of the RQ1 matrix and the selection behind it are the same works.  Facets of the work
(year, scope, author, venue, work) hold on the work.  A work without claims is selected while no facet of a claim is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from codev.atlas import Atlas
from codev.model import Claim, Work
from codev.query.facet_values import Facets
from codev.query.facets import FACETS
from codev.query.terms import fold

Test = Callable[[Any], bool]
"""Says whether a claim, or a work, has what one facet asks for."""


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
        claims = list(work.claims)
        for test in self._claim_tests:
            claims = [claim for claim in claims if test(claim)]
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
