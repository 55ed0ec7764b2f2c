"""How well each part of the taxonomy is founded: for every subsection, what its claims rest on and whether its sources agree.

Figures for curators: where to check first, and where the survey's text, its table and the maintained list see things alike.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from codev.atlas import Atlas
from codev.query.answers.disagreements import classifications
from codev.query.questions import Question
from codev.query.rows import AnswerRow, Counted, columns


@dataclass(frozen=True, slots=True)
class CoverageRow(Counted, AnswerRow):
    """How well one subsection is founded."""

    columns = columns(
        "node",
        "work_count=works",
        "claim_count=claims",
        "inferred",
        "statement_inferred",
        "weak",
        "doubt",
        "checked",
        "agreed",
        "compared",
        "agreement",
    )

    node: str
    works: tuple[str, ...]
    """Works with a claim on or below the node."""
    claims: tuple[str, ...]
    """Claims on or below the node."""
    inferred: int
    """Claims with a field that no evidence states."""
    statement_inferred: int
    """Claims whose sentence says more than their evidence."""
    weak: int
    """Claims that rest on a third party's summary, a dataset card or memory only."""
    doubt: int
    """Claims in doubt."""
    checked: int
    """Claims that somebody compared with the abstract or another source."""
    agreed: int
    """Works that every source that classifies them puts here, of those that two or more sources classify."""
    compared: int
    """Works that two or more sources classify, one of them here."""

    @property
    def agreement(self) -> float | None:
        """``agreed / compared``, from 0 to 1; None where nothing can be compared."""
        return round(self.agreed / self.compared, 4) if self.compared else None


@Question(
    name="coverage",
    label="Each part of the taxonomy",
    sentence="How good is the evidence for each part of the taxonomy?",
    about="It counts the claims "
    "with a field that no evidence states, with a statement that says more than its evidence, with weak evidence only, in "
    "doubt, and compared with a source; and the works that all sources classify here. 'codev query evidence' and 'codev query "
    "claims --doubt yes' list these claims.",
    row=CoverageRow,
    examples={"All approaches and roles": {}},
    empty="The taxonomy has no approaches and roles.",
)
def coverage(atlas: Atlas) -> list[CoverageRow]:
    """Return how well each subsection is founded, in the order of the tree.

    Args:
        atlas: The knowledge base.
    """
    agreed, compared = Counter[str](), Counter[str]()
    for work in atlas.works.values():
        said = [frozenset(nodes) for nodes in classifications(atlas, work).values() if nodes]
        if len(said) > 1:
            compared.update(frozenset[str]().union(*said))
            agreed.update(frozenset[str].intersection(*said))
    rows = []
    for node in atlas.tree.subsections:
        claims = [atlas.claims[claim_id] for claim_id in atlas.claims_by_node[node]]
        rows.append(
            CoverageRow(
                node=node,
                works=tuple(atlas.works_by_node[node]),
                claims=tuple(claim.id for claim in claims),
                inferred=sum(bool(claim.inferred) for claim in claims),
                statement_inferred=sum(claim.is_statement_inferred for claim in claims),
                weak=sum(all(item.source.is_weak for item in claim.evidence) for claim in claims),
                doubt=sum(claim.doubt is not None for claim in claims),
                checked=sum(bool(claim.checked) for claim in claims),
                agreed=agreed[node],
                compared=compared[node],
            )
        )
    return rows
