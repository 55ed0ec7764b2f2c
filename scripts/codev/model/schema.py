"""JSON Schema of the YAML files, for editors; generated from the models and the vocabulary, never written by hand.

The files in ``taxonomy/schema/`` are what `schema_texts` returns; the check finds those that are stale.  Fields that hold terms
list them with their definitions, so that an editor offers nodes, stages and capabilities; names of models and datasets are too
many and change too often.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from codev.model.fields import Record
from codev.model.taxonomy import TAXONOMY_FILES, Taxonomy, Term
from codev.model.work import Work

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect that pydantic writes.  https://docs.pydantic.dev/latest/concepts/json_schema/"""

_FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "nodes": (("Claim", "node"), ("MaintainedList", "badges"), ("RoadmapItem", "nodes"), ("NotApplicableRule", "nodes")),
    "stages": (("Claim", "stages"), ("Table2Row", "stages"), ("NotApplicableRule", "stages")),
    "capabilities": (("Claim", "capabilities"),),
    "modalities": (
        ("Claim", "modalities"),
        ("NotApplicableRule", "modalities"),
        *((record, name) for record in ("Model", "Dataset", "Modalities", "Table2Row") for name in ("input", "output")),
    ),
    "acquisition_sources": (("Claim", "acquired_from"), ("Table2Row", "other_sources")),
}
"""The fields that hold terms, by vocabulary: record and field.  A node's parent may be one that is only being written."""


def schema_texts(taxonomy: Taxonomy) -> dict[str, str]:
    """Return the text of every schema file by its name, such as ``work.schema.json``.

    Args:
        taxonomy: The vocabulary whose terms the schemas list; its artifacts do not matter.
    """
    texts = {}
    for stem, plain in _plain_schemas().items():
        schema = copy.deepcopy(plain)
        records = {**schema.get("$defs", {}), schema["title"]: schema}
        for vocabulary, places in _FIELDS.items():
            listed = _listed(_terms(taxonomy, vocabulary))
            for record, name in places:
                field = records.get(record, {}).get("properties", {}).get(name)
                if field is not None and listed:
                    field.get("items", field).update(listed)
        texts[f"{stem}.schema.json"] = json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=False) + "\n"
    return texts


@cache
def _plain_schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas as the models give them, by the file's stem."""
    schemas = {"work": _record_schema(Work, "papers/<year>/<key>.yaml")}
    return schemas | {stem: _record_schema(record, f"taxonomy/{stem}.yaml") for stem, record in TAXONOMY_FILES.items()}


def _record_schema(record: type[Record], title: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file."""
    schema = record.model_json_schema()
    return {"$schema": SCHEMA_DIALECT, **schema, "title": title}


def _terms(taxonomy: Taxonomy, vocabulary: str) -> Iterable[Term]:
    """Return the terms of a vocabulary; capabilities are those of both directions."""
    if vocabulary == "capabilities":
        return (*taxonomy.enhanced, *taxonomy.leveraged)
    terms: Iterable[Term] = getattr(taxonomy, vocabulary)
    return terms


def _listed(terms: Iterable[Term]) -> dict[str, list[str]]:
    """Return terms as a schema lists them, each id once: editors show a description beside each.

    See https://code.visualstudio.com/docs/languages/json#_json-schemas-and-settings for ``enumDescriptions``.
    """
    found: dict[str, list[str]] = {}
    for term in terms:
        found.setdefault(term.id, []).append(f"{term.name}: {getattr(term, 'definition', '')}")
    return {"enum": list(found), "enumDescriptions": [" / ".join(texts) for texts in found.values()]} if found else {}
