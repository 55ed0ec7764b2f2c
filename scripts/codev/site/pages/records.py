"""Pages about the record itself: where sources disagree, and what rests on thin evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from codev.atlas import Atlas
from codev.model.fields import CLAIM_FIELDS
from codev.query import DisagreementRow, EvidenceRow, coverage, disagreements, thin_evidence
from codev.query.answers import disagreements as differences
from codev.query.answers import evidence
from codev.query.terms import short_name
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


FOLDED_FROM = 16
"""Lists shorter than this stand open; longer ones are folded by approach and role, so that they can be scanned."""

RowT = TypeVar("RowT", bound=DisagreementRow | EvidenceRow)


def by_part(atlas: Atlas, rows: Sequence[RowT]) -> list[tuple[str, list[RowT]]]:
    """Return rows by the approach or role that they are about, in the order of the tree; what is about none comes last.

    Args:
        atlas: The knowledge base.
        rows: Rows of a claim; those that name none are filed under the first claim of their work.

    Returns:
        The name of each part with its rows; a short list is one part without a name.
    """
    if len(rows) < FOLDED_FROM:
        return [("", list(rows))] if rows else []
    found: dict[str | None, list[RowT]] = {}
    for row in rows:
        name = row.claim if isinstance(row, DisagreementRow) else row.subject
        claim = atlas.claims.get(name or "")
        if claim is None and row.work is not None:
            claim = next(iter(atlas.works[row.work].claims), None)
        part = None if claim is None else atlas.tree.subsection_of(claim.node) or claim.node
        found.setdefault(part, []).append(row)
    parts = [(short_name(atlas.tree[node].name), found[node]) for node in atlas.tree if node in found]
    return [*parts, ("Of no approach or role", found[None])] if None in found else parts


def disagreements_page(renderer: Renderer) -> Page:
    """Return the page of disagreements.

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
        parts=[
            (kind, *words, by_kind[kind], by_part(renderer.atlas, by_kind[kind]))
            for kind, words in differences.KINDS.items()
            if kind in by_kind
        ],
        sources={field: title for field, (title, _) in differences.CLASSIFYING_SOURCES.items()},
    )
    return page_of_section(
        "The record",
        "disagreements/",
        "Disagreements",
        f"{len(rows)} places where the survey, its table, its list and the papers differ, or a claim is in doubt.",
        body,
    )


def evidence_page(renderer: Renderer) -> Page:
    """Return the page of thin evidence.

    Args:
        renderer: Templates and knowledge base.
    """
    rows = thin_evidence(renderer.claimed)
    parts = [
        (
            kind,
            *words,
            "origin" if kind == "origin" else "claim",
            THIN_FACETS.get(kind, {}),
            (own := [row for row in rows if row.kinds[0] == kind]),
            by_part(renderer.claimed, own),
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
        all_count=len(renderer.claimed.claims),
        founded=coverage(renderer.claimed),
    )
    return page_of_section(
        "The record",
        "evidence/",
        "Thin evidence",
        f"{len(rows)} claims and origins with weak evidence: inferred fields, memory, or a third party's summary.",
        body,
    )
