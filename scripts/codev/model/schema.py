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
from typing import Any, get_args

from codev.model.fields import Record, references
from codev.model.taxonomy import TAXONOMY_FILES, Taxonomy, Term
from codev.model.work import Work

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect that pydantic writes.  https://docs.pydantic.dev/latest/concepts/json_schema/"""

_LISTS = {
    "node": ("nodes",),
    "stage": ("stages",),
    "capability": ("enhanced", "leveraged"),
    "modality": ("modalities",),
    "acquisition source": ("acquisition_sources",),
}
"""The lists of the taxonomy that the terms of a vocabulary are from; the fields that hold terms say which (`references`)."""


def schema_texts(taxonomy: Taxonomy) -> dict[str, str]:
    """Return the text of every schema file by its name, such as ``work.schema.json``.

    Args:
        taxonomy: The vocabulary whose terms the schemas list; its artifacts do not matter.
    """
    texts = {}
    for stem, plain in _plain_schemas().items():
        schema = copy.deepcopy(plain)
        parts = {**schema.get("$defs", {}), _TYPES[stem].__name__: schema}
        for record in _records(_TYPES[stem]):
            for name, vocabulary in references(record):
                field = parts[record.__name__]["properties"][name]
                field.get("items", field).update(_listed(_terms(taxonomy, vocabulary)))
        texts[f"{stem}.schema.json"] = json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=False) + "\n"
    return texts


_TYPES: dict[str, type[Record]] = {"work": Work, **TAXONOMY_FILES}


@cache
def _plain_schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas as the models give them, by the file's stem."""
    places = {stem: f"taxonomy/{stem}.yaml" for stem in TAXONOMY_FILES} | {"work": "papers/<year>/<key>.yaml"}
    return {stem: _record_schema(record, places[stem]) for stem, record in _TYPES.items()}


@cache
def _records(record: type[Record]) -> frozenset[type[Record]]:
    """Return the records that stand anywhere within a record, itself included."""
    found = {record}
    for field in record.model_fields.values():
        for part in (field.annotation, *get_args(field.annotation)):
            if isinstance(part, type) and issubclass(part, Record):
                found |= _records(part)
    return frozenset(found)


def _record_schema(record: type[Record], title: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file."""
    schema = record.model_json_schema()
    return {"$schema": SCHEMA_DIALECT, **schema, "title": title}


def _terms(taxonomy: Taxonomy, vocabulary: str) -> Iterable[Term]:
    """Return the terms of a vocabulary; capabilities are those of both directions."""
    return (term for name in _LISTS[vocabulary] for term in getattr(taxonomy, name))


def _listed(terms: Iterable[Term]) -> dict[str, list[str]]:
    """Return terms as a schema lists them, each id once: editors show a description beside each.

    See https://code.visualstudio.com/docs/languages/json#_json-schemas-and-settings for ``enumDescriptions``.
    """
    found: dict[str, list[str]] = {}
    for term in terms:
        found.setdefault(term.id, []).append(f"{term.name}: {getattr(term, 'definition', '')}")
    return {"enum": list(found), "enumDescriptions": [" / ".join(texts) for texts in found.values()]} if found else {}
