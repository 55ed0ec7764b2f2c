"""Small knowledge bases made in a test, so that what a rule does can be seen whole.

The vocabulary is the real one; the works are invented and never leave the test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from codev import Atlas
from codev.model import Taxonomy, Work
from codev.model.artifact import ArtifactsFile

EVIDENCE = [{"source": "abstract"}]


def small_atlas(taxonomy: Taxonomy, works: Mapping[str, Any], artifacts: Mapping[str, Any] | None = None) -> Atlas:
    """Return a knowledge base of a few works.

    Args:
        taxonomy: The vocabulary; its artifacts are left out.
        works: By key: ``claims`` (each a mapping; id, statement and evidence are filled in), ``models`` and ``datasets`` that
            it introduces, and any other field of a work.
        artifacts: ``models`` and ``datasets`` that no work introduces.
    """
    file = ArtifactsFile.model_validate_json(
        _json({kind: [_artifact(each) for each in listed] for kind, listed in (artifacts or {}).items()})
    )
    made = [_work(key, dict(fields)) for key, fields in works.items()]
    return Atlas(Path("nowhere"), taxonomy.model_copy(update={"artifacts": file}), made)


def _work(key: str, fields: dict[str, Any]) -> Work:
    """Return a work from what matters in it."""
    claims = [
        {"id": f"{key}.{number}", "statement": f"Claim {number} of {key}.", "evidence": EVIDENCE, **claim}
        for number, claim in enumerate(fields.pop("claims", []), 1)
    ]
    introduced = {kind: [_artifact(each) for each in fields.pop(kind, [])] for kind in ("models", "datasets")}
    plain = {
        "key": key,
        "title": f"The work {key}",
        "authors": ["Ada Author"],
        "year": int("".join(filter(str.isdigit, key))[:4]),
        "scope": "extended",
        "added": "2026-01-01",
        "introduces": introduced,
        "claims": claims,
        **fields,
    }
    return Work.model_validate_json(_json(plain))


def _artifact(each: Mapping[str, Any] | str) -> dict[str, Any]:
    """Return an artifact from its id or its fields."""
    fields = {"id": each} if isinstance(each, str) else dict(each)
    return {"name": fields["id"].upper(), **fields}


def _json(data: Any) -> str:
    """Return data as JSON: strict records take lists from JSON only."""
    import json

    return json.dumps(data)


def trains(model: str, *datasets: str, stages: Sequence[str] = ("finetune",), **more: Any) -> dict[str, Any]:
    """Return a claim that datasets train a model."""
    return {"node": "data-acquisition", "stages": list(stages), "models": [model], "datasets": list(datasets), **more}


def evaluates(model: str, *datasets: str, **more: Any) -> dict[str, Any]:
    """Return a claim that datasets measure a model."""
    return {"node": "visual-understanding", "stages": ["evaluation"], "models": [model], "datasets": list(datasets), **more}


def produces(model: str, *datasets: str, inputs: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    """Return a claim that a model produces datasets."""
    claim = {"node": "annotation", "stages": ["finetune"], "models": [model], "datasets": list(datasets)}
    return {**claim, "input_datasets": list(inputs), **more}


def derived(artifact_id: str, *parents: str, basis: str = "seen", **more: Any) -> dict[str, Any]:
    """Return an artifact that is built on or from others."""
    return {"id": artifact_id, "derived_from": [{"id": parent, "basis": basis} for parent in parents], **more}
