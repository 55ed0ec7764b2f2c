"""Pages about the record itself: where sources disagree, and what rests on thin evidence."""

from __future__ import annotations

from collections.abc import Iterator

from codev.model.fields import CLAIM_FIELDS
from codev.query import DisagreementRow, coverage, disagreements, thin_evidence
from codev.query.answers import disagreements as differences
from codev.query.answers import evidence
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section

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
        parts=[(kind, *words, by_kind[kind]) for kind, words in differences.KINDS.items() if kind in by_kind],
        sources={field: title for field, (title, _) in differences.CLASSIFYING_SOURCES.items()},
    )
    yield page_of_section(
        "The record",
        "disagreements/",
        "Disagreements",
        f"{len(rows)} places where the survey, its table, its list and the papers differ, or a claim is in doubt.",
        body,
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
        for kind, words in evidence.KINDS.items()
    ]
    unverified_share = len(rows) - sum(row.kinds == ("origin",) for row in rows)
    body = renderer.render(
        "evidence.md.jinja",
        "evidence/",
        parts=parts,
        claim_count=unverified_share,
        founded=coverage(renderer.atlas),
    )
    return page_of_section(
        "The record",
        "evidence/",
        "Thin evidence",
        f"{len(rows)} claims and origins with weak evidence: inferred fields, memory, or a third party's summary.",
        body,
    )
