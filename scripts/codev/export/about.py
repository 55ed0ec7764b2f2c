"""What exports say of the knowledge base as a whole, and the names of its things on the web of data."""

from __future__ import annotations

from codev.atlas import Atlas

NAME = "codev-atlas"
TITLE = "CoDev Atlas"
DESCRIPTION = (
    "How multi-modal data and multi-modal large language models develop each other: an evidence-backed knowledge base."
)
LICENCE_ID = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the data, as LICENSE-DATA says."""

SURVEY_TITLE = "The Synergy between Data and Multi-Modal Large Language Models: A Survey from Co-Development Perspective"
SURVEY_URL = "https://arxiv.org/abs/2407.08583"
"""The survey whose classification the knowledge base starts from."""

IRI_BASE = "urn:codev-atlas:"
"""Names that hold wherever the site is published: no address is presumed (DESIGN §9)."""


def term_iri(vocabulary: str, term_id: str) -> str:
    """Return the name of a term: ``urn:codev-atlas:node:data-filter``.

    Args:
        vocabulary: What the id is unique in, such as ``node`` or ``stage``.
        term_id: The term's id.
    """
    return f"{IRI_BASE}{vocabulary}:{term_id}"


def work_iri(key: str) -> str:
    """Return the name of a work: ``urn:codev-atlas:work:wu2023nextgpt``."""
    return f"{IRI_BASE}work:{key}"


def sizes(atlas: Atlas) -> str:
    """Return the size of the knowledge base in words."""
    return (
        f"{len(atlas.works):,} works, {len(atlas.claims):,} claims, {len(atlas.models):,} models, "
        f"{len(atlas.datasets):,} datasets, {len(atlas.tree):,} taxonomy nodes"
    )
