"""What exports say of the knowledge base as a whole, and the names of its things on the web of data."""

from __future__ import annotations

from collections.abc import Mapping

from codev.atlas import Atlas
from codev.ids import ArtifactKind
from codev.model.vocabularies import VOCABULARIES

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

ARTIFACT_FOLDERS: Mapping[ArtifactKind, str] = {"model": "models", "dataset": "datasets"}
"""The folder of the site in which each kind of artifact has its pages."""

_PAGE_FOLDERS: Mapping[str, str] = {
    "work": "works",
    "node": "taxonomy",
    "section": "sections",
    **{str(kind): folder for kind, folder in ARTIFACT_FOLDERS.items()},
    **{each.name: each.folder for each in VOCABULARIES.values() if each.folder},
}


def stem_of(identifier: str) -> str:
    """Return what the page of an id is called; ``index`` would be taken for the folder's own page."""
    return "index-" if identifier == "index" else identifier


def page_of(kind: str, identifier: str) -> str | None:
    """Return the way from the exports, which the site keeps in ``downloads/``, to the page of a thing.

    The name of a thing (`IRI_BASE`) holds anywhere and leads nowhere; with this way beside it, a file that is read from a
    published site leads to that site's page, whatever the site's address.

    Args:
        kind: What the id is unique in, such as ``work``, ``claim``, ``model``, ``node`` or ``stage``.
        identifier: The id; of a variant, ``clip@gadre2023datacomp``, the page is that of the model.

    Returns:
        None for a thing that has no page.
    """
    if kind == "claim":
        return f"../works/{stem_of(identifier.rpartition('.')[0])}/#{identifier}"
    folder = _PAGE_FOLDERS.get(kind)
    return f"../{folder}/{stem_of(identifier.partition('@')[0])}/" if folder else None


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
