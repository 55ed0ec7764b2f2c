"""What stands on thin evidence: claims with inferred fields, weak or unverified sources or a doubt, and origins nobody saw."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from codev.atlas import Atlas
from codev.graph import EdgeData, Relation, edges_of, graph_of
from codev.ids import work_of_claim
from codev.model import EVIDENCE_NAMES, Basis, Claim, EvidenceSource
from codev.query.facet_values import Facets
from codev.query.questions import ALL_FACETS, Answer, Parameter, Question
from codev.query.rows import AnswerRow, Words, columns
from codev.query.selection import Selection
from codev.query.terms import find_term

KINDS: Mapping[str, tuple[str, str]] = {
    "unverified": ("Nothing by the authors was seen", "From memory, or from a third party's summary only."),
    "weak": ("Weak sources only", "A third party's summary, or memory."),
    "doubt": ("In doubt", "The curator says why it may be wrong."),
    "statement": ("The sentence says more than its evidence", "The statement is among the inferred fields."),
    "field": ("Another field is inferred", "Stages, capabilities, names or other fields that no evidence states."),
    "unnoted": (
        "A number or name that no evidence was noted to state",
        "For other fields it was noted which evidence states them, but not for the sentence.",
    ),
    "origin": ("Unverified origin", "What an artifact was made from, from memory or a third party's page."),
}
"""The ways in which evidence is thin, the worst first: heading and explanation."""

_KIND_NAMES = {kind: heading for kind, (heading, _) in KINDS.items()}


@dataclass(frozen=True, slots=True)
class EvidenceRow(AnswerRow):
    """A claim or an origin that rests on less than one would wish."""

    value_names: ClassVar[Words] = {"kinds": _KIND_NAMES}
    columns = columns(
        "subject=claim", "statement", "work", "kinds=why the evidence is weak", "inferred=inferred fields", "evidence", "doubt"
    )

    subject: str
    """A claim's id, or ``dataset:x derived_from dataset:y``."""
    work: str | None
    """The work that makes the claim or introduces the artifact."""
    kinds: tuple[str, ...]
    """Why it is thin, the worst first: of `KINDS`."""
    inferred: tuple[str, ...]
    """The claim's fields that no evidence states."""
    evidence: tuple[str, ...]
    """What it rests on, in words."""
    doubt: str | None
    statement: str
    """The claim's sentence, or what the origin says."""


@Question(
    name="evidence",
    label="Thin evidence",
    sentence="Which claims have inferred fields, weak or recalled evidence?",
    row=EvidenceRow,
    facets=ALL_FACETS,
    parameters=(Parameter("kind", "Why the evidence is weak", "A kind of thin evidence.", choices=_KIND_NAMES),),
    examples={
        "Nothing by the authors was seen": {"kind": "unverified"},
        "Statements that say more than their evidence": {"scope": "extended", "kind": "statement"},
    },
    empty="All of these claims have evidence that was seen.",
)
def _answer(atlas: Atlas, facets: Facets, kind: str | None = None) -> Answer[EvidenceRow]:
    """Answer the question for thin evidence; where nothing is found, say of what that is true."""
    rows = thin_evidence(atlas, facets, kind)
    if rows or kind is None:
        return Answer(rows, "")
    wanted = find_term("kind of thin evidence", kind, KINDS)
    if wanted == "origin" and not facets.is_empty:
        return Answer(rows, "Facets ask for claims, and an origin is none: unverified origins are listed without facets.")
    others = len(thin_evidence(atlas, facets))
    also = f" In another way the evidence of {others:,} is weak." if others else ""
    return Answer(rows, f"Of none of these claims is it said: “{_KIND_NAMES[wanted]}”.{also}")


def thin_evidence(atlas: Atlas, facets: Facets = Facets(), kind: str | None = None) -> list[EvidenceRow]:  # noqa: B008 - frozen
    """Return claims and origins that rest on thin evidence, in the order of the knowledge base.

    Args:
        atlas: The knowledge base.
        facets: Which claims; with any facet, origins are left out, since facets speak of claims.
        kind: Only what is thin in one way: of `KINDS`.

    Raises:
        WrongUseError: A facet or the kind names nothing.
    """
    wanted = find_term("kind of thin evidence", kind, KINDS) if kind is not None else None
    thin = ((claim, thin_kinds(claim)) for claim in Selection(atlas, facets) if wanted != "origin")
    rows = [_claim_row(claim, kinds) for claim, kinds in thin if (wanted in kinds if wanted else kinds)]
    if facets.is_empty and wanted in {None, "origin"}:
        rows += _origin_rows(atlas)
    return rows


def thin_kinds(claim: Claim) -> tuple[str, ...]:
    """Return in which ways a claim's evidence is thin, the worst first: of `KINDS`; empty where it is not."""
    reasons = {
        "unverified": claim.is_unverified,
        "weak": all(item.source.is_weak for item in claim.evidence),
        "doubt": claim.doubt is not None,
        "statement": claim.is_statement_inferred,
        "field": any(field != "statement" for field in claim.inferred),
        "unnoted": _is_statement_unnoted(claim) and _NUMBER_OR_NAME.search(claim.statement) is not None,
    }
    return tuple(kind for kind in KINDS if reasons.get(kind))


def _is_statement_unnoted(claim: Claim) -> bool:
    """Return whether it was noted what the evidence of a claim states, and of no item that it states the sentence."""
    noted = [part for item in claim.evidence for part in item.states]
    return bool(noted) and "statement" not in noted and not claim.is_statement_inferred


_NUMBER_OR_NAME = re.compile(r"[0-9]|(?<=[a-z,;)] )[A-Z]|[A-Z][A-Za-z-]*[A-Z]")
"""A number, a capital letter within a sentence, or a word with two capitals, such as SAM or LLaVA."""


def _claim_row(claim: Claim, kinds: tuple[str, ...]) -> EvidenceRow:
    """Return a claim as a row."""
    return EvidenceRow(
        subject=claim.id,
        work=work_of_claim(claim.id),
        kinds=kinds,
        inferred=claim.inferred,
        evidence=tuple(item.describe() for item in claim.evidence),
        doubt=claim.doubt,
        statement=claim.statement,
    )


def _origin_rows(atlas: Atlas) -> list[EvidenceRow]:
    """Return the origins that are recalled, or that only a third party's page states."""
    graph = graph_of(atlas)
    return [
        _origin_row(graph.nodes[child]["work"], parent, child, data)
        for relation in (Relation.DERIVED_FROM, Relation.PRODUCES)
        for parent, child, data in edges_of(atlas, relation)
        if data["unverified"] and data["claim"] is None
    ]


def _origin_row(work: str | None, parent: str, child: str, data: EdgeData) -> EvidenceRow:
    """Return an origin as a row."""
    source = EvidenceSource.RECALLED if data["basis"] == Basis.RECALLED else EvidenceSource.THIRD_PARTY_SUMMARY
    return EvidenceRow(
        subject=f"{child} {data['relation']} {parent}",
        work=work,
        kinds=("origin",),
        inferred=(),
        evidence=(EVIDENCE_NAMES[source],),
        doubt=None,
        statement=f"{child.partition(':')[2]} is made from {parent.partition(':')[2]}.",
    )
