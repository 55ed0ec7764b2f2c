"""How many works and claims there are of what, year by year (DESIGN §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from codev.atlas import Atlas
from codev.ids import work_of_claim
from codev.model import Claim
from codev.query.answers.matrices import LEVELS, rows_by_node, works_of
from codev.query.facet_values import Facets
from codev.query.facets import FACETS
from codev.query.questions import ALL_FACETS, Parameter, Question
from codev.query.rows import AnswerRow, Counted, columns
from codev.query.selection import Selection
from codev.query.terms import find_term

DIMENSIONS = {
    name: name.capitalize()
    for name in (
        *(
            "direction",
            "subsection",
            "node",
            "stage",
            "enhanced",
            "leveraged",
            "capability",
            "modality",
            "model",
            "openness",
            "dataset",
        ),
    )
}
"""What can be followed over the years."""


@dataclass(frozen=True, slots=True)
class TrendRow(Counted, AnswerRow):
    """One term in one year."""

    columns = columns("year", "term", "work_count=works", "claim_count=claims")

    year: int
    """In which the works were first published."""
    by: str
    """What is followed: of `DIMENSIONS`."""
    term: str
    """The term, or ``not-stated``."""
    works: tuple[str, ...]
    claims: tuple[str, ...]


@Question(
    name="trends",
    sentence="How many works and claims are there each year?",
    row=TrendRow,
    facets=ALL_FACETS,
    parameters=(Parameter("by", "What to follow", "What is followed.", choices=DIMENSIONS, default="direction"),),
    examples={"By direction": {}, "Modalities that models work on": {"by": "modality", "direction": "model4data"}},
    empty="No claim has all of this.",
)
def trends(atlas: Atlas, facets: Facets = Facets(), by: str = "direction") -> list[TrendRow]:  # noqa: B008 - frozen
    """Return works and claims by year and term.

    Args:
        atlas: The knowledge base.
        facets: Which claims count; a facet that is followed leaves only the terms that it names.
        by: What to follow: of `DIMENSIONS`.

    Returns:
        Rows by year, then in the order of the vocabulary, ids of artifacts in alphabetical order.

    Raises:
        WrongUseError: A facet or the dimension names nothing.
    """
    dimension = find_term("dimension", by, DIMENSIONS)
    counted: dict[tuple[int, str], list[str]] = {}
    selection = Selection(atlas, facets)
    terms = _terms(atlas, dimension, selection)
    for claim in selection:
        year = atlas.works[work_of_claim(claim.id)].year
        for term in dict.fromkeys(terms(claim)):
            if dimension in LEVELS or selection.keeps(dimension, term):
                counted.setdefault((year, term), []).append(claim.id)
    rank = {term: number for number, term in enumerate(_order(atlas, dimension))}
    keys = sorted(counted, key=lambda key: (key[0], rank.get(key[1], len(rank)), key[1]))
    return [TrendRow(year, dimension, term, works_of(counted[year, term]), tuple(counted[year, term])) for year, term in keys]


def _terms(atlas: Atlas, dimension: str, selection: Selection) -> Callable[[Claim], Iterable[str]]:
    """Return what reads the terms of a claim."""
    if dimension in LEVELS:
        rows_of = rows_by_node(atlas, dimension, selection)
        return lambda claim: rows_of(claim.node)
    return partial(FACETS[dimension].values, atlas)


def _order(atlas: Atlas, dimension: str) -> Iterable[str]:
    """Return the terms in the order of their vocabulary, artifacts by id."""
    if dimension in {"model", "dataset"}:
        return atlas.models if dimension == "model" else atlas.datasets
    return FACETS["node" if dimension == "subsection" else dimension].names(atlas)
