"""The page that says in plain words how far the atlas can be trusted, each figure beside what it counts."""

from __future__ import annotations

from collections.abc import Iterator

from codev.model import COMPARED_NAMES, EVIDENCE_NAMES
from codev.query import agreement
from codev.query.answers.agreement import LEVELS
from codev.query.answers.evidence import KINDS
from codev.query.facets import FIELD_NAMES
from codev.query.stats import statistics
from codev.show.words import MARKS
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section
from codev.site.pages.records import THIN_FACETS

ADDRESS = "trust/"
"""Where the page is."""

TITLE = "How far to trust this"


def trust_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield the page.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas = renderer.atlas
    figures = statistics(atlas)
    body = renderer.render(
        "trust.md.jinja",
        ADDRESS,
        title=TITLE,
        figures=figures,
        compared=[
            (name, "", number, {"checked": kind.value})
            for kind, name in COMPARED_NAMES.items()
            if (number := figures["claims_checked_against"][kind.value])
        ],
        sources=[
            (name, MARKS["weak"].meaning if kind.is_weak else "", number, {"evidence": kind.value})
            for kind, name in EVIDENCE_NAMES.items()
            if (number := figures["claims_by_evidence"][kind.value])
        ],
        care=[
            (*KINDS[kind], figures[figure], THIN_FACETS[kind])
            for kind, figure in (("unverified", "claims_unverified"), ("doubt", "claims_in_doubt"))
        ],
        fields=[
            (field, FIELD_NAMES[field], number, figures["claims_by_field"][field])
            for field, number in figures["claims_inferred_by_field"].items()
        ],
        audits=atlas.taxonomy.audits,
        rows=agreement(atlas),
        levels=LEVELS,
    )
    yield page_of_section(
        "The record",
        ADDRESS,
        TITLE,
        f"How the {figures['claims']} claims came about, what they rest on, who checked them, what is inferred.",
        body,
    )
