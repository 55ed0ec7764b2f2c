"""From the knowledge base back to the shape of the facts that it was made from.

Each function returns one row as the facts hold it, empty fields left out, so that its digest can be compared with the one that
was taken of the facts themselves.  Fields that were curated while converting (the wording of notes and doubts) are compared by
number or presence.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from codev import Atlas
from codev.model import Artifact, Claim, Dataset, Model, Work
from codev.model.artifact import Table2Row

PRINTED_SOURCES = {"existing-datasets": "merge", "human": "human", "web": "web", "simulator": "simulation"}
"""Our acquisition sources as the facts spell Table 2's."""

VENUES_WITHOUT_YEAR = {"arXiv", "ACM Multimedia"}
"""Venues of extended works that the facts print without a year."""


def digest(row: Any) -> str:
    """Return a short digest of a row, empty fields left out and keys sorted."""
    text = json.dumps(prune(row), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def prune(row: Any) -> Any:
    """Return a row without the fields that are empty."""
    if isinstance(row, dict):
        pruned = {key: prune(value) for key, value in row.items()}
        return {key: value for key, value in pruned.items() if value not in (None, [], {}, "", False)}
    return [prune(item) for item in row] if isinstance(row, list | tuple) else row


def work_row(work: Work) -> dict[str, Any]:
    """Return a work as ``works.jsonl`` has it."""
    survey = work.survey
    printed = survey.printed.model_dump(exclude_none=True) if survey and survey.printed else {}
    listed = survey.maintained_list if survey else None
    return {
        "key": work.key,
        "scope": work.scope.value,
        "refs": survey.references if survey else [],
        "title": work.title,
        "authors": work.authors,
        "et_al": work.et_al,
        "year": work.year,
        "year_printed": printed.get("year", (work.venue_year or work.year) if survey else work.year),
        "venue_printed": printed.get("venue", work.venue if survey else _dated_venue(work)),
        "volume": printed.get("volume", work.volume),
        "number": printed.get("number", work.number),
        "pages": printed.get("pages", work.pages),
        "arxiv": work.arxiv,
        "arxiv_from": work.arxiv_from.value.replace("-", " ") if work.arxiv_from else None,
        "doi": work.doi,
        "url": work.url,
        "cited_in": survey.sections if survey else [],
        "background": [use.model_dump() for use in survey.background] if survey else [],
        "has_list": listed is not None,
        "list": listed.model_dump() if listed else None,
        "notes": len(work.notes),
        "loop": work.judged_paradigm.value if work.judged_paradigm else None,
        "seen_at": work.seen_at,
    }


def claim_row(atlas: Atlas, claim: Claim) -> dict[str, Any]:
    """Return a claim as ``claims.jsonl`` has it."""
    row = claim.model_dump(mode="json", exclude={"doubt", "evidence", "checked"})
    return row | {
        "work": atlas.work_of(claim).key,
        "direction": atlas.direction_of(claim),
        "evidence": [item.model_dump(mode="json") for item in claim.evidence],
        "has_doubt": claim.doubt is not None,
    }


def _artifact_row(atlas: Atlas, artifact: Artifact) -> dict[str, Any]:
    """Return what models and datasets have in common."""
    row = artifact.model_dump(
        mode="json", include={"id", "name", "aliases", "family", "developer", "year", "access", "input", "output", "source"}
    )
    return row | {
        "introduced_by": atlas.introducer(artifact.artifact_kind, artifact.id),
        "derived_from": [origin.id for origin in artifact.derived_from],
        "derived_from_basis": {origin.id: origin.basis.value for origin in artifact.derived_from},
        "variant_of": artifact.variant_of,
        "has_note": artifact.note is not None,
        "license": artifact.licence,
    }


def model_row(atlas: Atlas, model: Model) -> dict[str, Any]:
    """Return a model as ``models.jsonl`` has it."""
    return _artifact_row(atlas, model) | {"kind": model.kind}


def dataset_row(atlas: Atlas, dataset: Dataset) -> dict[str, Any]:
    """Return a dataset as ``datasets.jsonl`` has it."""
    first = dataset.table2[0] if dataset.table2 else None
    return _artifact_row(atlas, dataset) | {
        "kind": dataset.kind,
        "purpose": dataset.purpose,
        "size": dataset.size.model_dump() if dataset.size else None,
        "size_fix": dataset.size_corrected.model_dump() if dataset.size_corrected else None,
        "modality_fix": dataset.modalities_corrected.model_dump() if dataset.modalities_corrected else None,
        "covers": dataset.covers,
        "lineage_only": dataset.lineage_only,
        "survey": {
            "ref": first.reference,
            "modality": first.modality_printed,
            "stages": first.stages,
            "source_models": first.source_models,
            "other_sources": [PRINTED_SOURCES[source] for source in first.other_sources],
        }
        if first
        else None,
    }


def table2_row(atlas: Atlas, dataset: Dataset, row: Table2Row) -> dict[str, Any]:
    """Return a row of Table 2 as ``table2.jsonl`` has it."""
    return {
        "name": row.name,
        "input_modalities": row.input,
        "output_modalities": row.output,
        "modality_as_printed": row.modality_printed,
        "source_models": row.source_models,
        "other_sources": [PRINTED_SOURCES[source] for source in row.other_sources],
        "sources_as_printed": row.sources_printed,
        "stages": row.stages,
        "quantity_as_printed": row.quantity_printed,
        "quantity": row.quantity,
        "quantity_range": row.quantity_range,
        "objective": row.objective,
        "model_in_the_loop": row.model_in_the_loop,
        "work": atlas.introducer("dataset", dataset.id),
        "dataset": dataset.id,
    }


def _dated_venue(work: Work) -> str | None:
    """Return the venue of an extended work as the facts print it, with its year."""
    if work.venue is None or work.venue in VENUES_WITHOUT_YEAR:
        return work.venue
    first, _, rest = work.venue.partition(" Datasets and")
    return f"{first} {work.venue_year or work.year}" + (f" Datasets and{rest}" if rest else "")
