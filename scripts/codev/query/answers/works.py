"""The works and the claims that have given facets, with their provenance."""

from __future__ import annotations

from dataclasses import dataclass

from codev.atlas import Atlas
from codev.ids import work_of_claim
from codev.model import Claim, Work
from codev.query.facet_values import Facets
from codev.query.questions import ALL_FACETS, Question
from codev.query.rows import AnswerRow, columns
from codev.query.selection import Selection


@dataclass(frozen=True, slots=True)
class WorkRow(AnswerRow):
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
class ClaimRow(AnswerRow):
    """A claim with its provenance."""

    columns = columns(
        "id",
        "statement",
        "node=approach or role",
        "stages",
        "capabilities",
        "models",
        "datasets",
        "evidence",
        "inferred",
        "unverified",
        "doubt",
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


@Question(
    name="works",
    sentence="Which works have these facets?",
    about="A facet given twice is OR, different facets are AND; facets of claims must "
    "hold for the same claim. A node includes the nodes below it.",
    row=WorkRow,
    facets=ALL_FACETS,
    examples={
        "Data filters in pre-training": {"node": "data-filter", "stage": "pretrain", "year": "2023..2025"},
        "GPT-4V as a data creator": {"role": "data-creator", "model": "gpt-4v"},
    },
    empty="No work has all of this.",
)
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


@Question(
    name="claims",
    sentence="Which claims have these facets?",
    row=ClaimRow,
    facets=ALL_FACETS,
    examples={"Claims on ShareGPT4V": {"dataset": "ShareGPT4V"}, "Claims in doubt": {"doubt": "yes"}},
    empty="No claim has all of this.",
)
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
        checked=tuple(each.describe() for each in claim.checked),
    )


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
