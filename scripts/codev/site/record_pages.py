"""Pages about the record itself: where sources disagree, and what rests on thin evidence."""

from __future__ import annotations

from collections.abc import Iterator

from codev.query import DisagreementRow, coverage, disagreements, thin_evidence
from codev.query.facets import CLAIM_FIELDS
from codev.site.environment import Renderer
from codev.site.page import Page

DISAGREEMENT_PARTS: tuple[tuple[str, str, str], ...] = (
    (
        "classification",
        "Sources classify differently",
        "Where the sources classify a work under different subsections. A source that says nothing is not counted.",
    ),
    ("doubt", "Claims in doubt", "Why a claim may be wrong, in its curator's words."),
    ("note", "Notes on what the survey cites", "Where the survey and a paper differ, and what else a curator should know."),
    ("paradigm", "Derived and judged paradigm differ", "The graph shows another paradigm than the curator judged."),
    (
        "chain-missing",
        "A judged paradigm without a chain",
        "The curator judged a paradigm, but the claims contain no chain that shows it: something is missing.",
    ),
)
"""The kinds of disagreement in the order of the page: id, heading, explanation."""

THIN_WORDS: dict[str, tuple[str, str]] = {
    "unverified": ("Nothing by the authors was seen", "From memory, or from a third party's summary only."),
    "weak": ("Weak sources only", "A dataset card, a third party's summary, or memory."),
    "doubt": ("In doubt", "The curator says why it may be wrong."),
    "statement": ("The sentence says more than its evidence", "The statement is among the inferred fields."),
    "field": ("Another field is inferred", "Stages, capabilities, names or other fields that no evidence states."),
    "origin": ("Recalled origin", "What an artifact was made from, from memory."),
}
"""The ways in which evidence is thin (`codev.query.evidence.KINDS`), the worst first: heading and explanation."""


THIN_FACETS: dict[str, dict[str, str | list[str]]] = {
    "unverified": {"evidence": "unverified"},
    "weak": {"evidence": "weak"},
    "doubt": {"doubt": "yes"},
    "statement": {"inferred": "statement"},
    "field": {"inferred": [field for field in CLAIM_FIELDS if field != "statement"]},
}
"""The facets that ask for the claims whose evidence is thin in one way; an origin is no claim."""


def record_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield the pages of disagreements and of thin evidence.

    Args:
        renderer: Templates and knowledge base.
    """
    rows = disagreements(renderer.atlas)
    by_kind: dict[str, list[DisagreementRow]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    body = renderer.render(
        "disagreements.md.jinja",
        "disagreements/",
        parts=[(kind, heading, text, by_kind[kind]) for kind, heading, text in DISAGREEMENT_PARTS if kind in by_kind],
    )
    yield Page(
        address="disagreements/",
        title="Disagreements",
        description=f"{len(rows)} places where the survey, its table, its list and the papers differ, or a claim is in doubt.",
        body=body,
        section="The record",
        facets={"kind": ["Page"]},
    )
    yield _thin_page(renderer)


def _thin_page(renderer: Renderer) -> Page:
    """Return the page of thin evidence."""
    rows = thin_evidence(renderer.atlas)
    parts = [
        (
            kind,
            *words,
            "origin" if kind == "origin" else "claim",
            THIN_FACETS.get(kind, {}),
            [row for row in rows if row.kinds[0] == kind],
            sum(kind in row.kinds for row in rows),
        )
        for kind, words in THIN_WORDS.items()
    ]
    unverified_share = len(rows) - sum(row.kinds == ("origin",) for row in rows)
    body = renderer.render(
        "evidence.md.jinja", "evidence/", parts=parts, claim_count=unverified_share, founded=coverage(renderer.atlas)
    )
    return Page(
        address="evidence/",
        title="Thin evidence",
        description=f"{len(rows)} claims and origins with weak evidence: inferred fields, memory, or a third party's summary.",
        body=body,
        section="The record",
        facets={"kind": ["Page"]},
    )
