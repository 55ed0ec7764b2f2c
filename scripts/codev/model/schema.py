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
from codev.model.references import inner_records, own_references
from codev.model.taxonomy import TAXONOMY_FILES, Taxonomy, Term, vocabulary_path
from codev.model.vocabularies import vocabularies_of
from codev.model.work import Work

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect that pydantic writes.  https://docs.pydantic.dev/latest/concepts/json_schema/"""


def schema_texts(taxonomy: Taxonomy) -> dict[str, str]:
    """Return the text of every schema file by its name, such as ``work.schema.json``.

    Args:
        taxonomy: The vocabulary whose terms the schemas list; its artifacts do not matter.
    """
    texts = {}
    for stem, plain in _plain_schemas().items():
        schema = copy.deepcopy(plain)
        parts = {**schema.get("$defs", {}), _TYPES[stem].__name__: schema}
        for record in records_within(_TYPES[stem]):
            for path, to, _ in own_references(record):
                lists = vocabularies_of(to)
                field = parts[record.__name__]["properties"][path[0]]
                # The file in which terms are declared does not list them: a new one is not wrong.
                if lists and lists[0].stem != stem:
                    field.get("items", field).update(_listed(term for each in lists for term in each.terms(taxonomy)))
        texts[f"{stem}.schema.json"] = json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=False) + "\n"
    return texts


_TYPES: dict[str, type[Record]] = {"work": Work, **TAXONOMY_FILES}


@cache
def _plain_schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas as the models give them, by the file's stem."""
    places = {stem: vocabulary_path(stem) for stem in TAXONOMY_FILES} | {"work": "papers/<year>/<key>.yaml"}
    return {stem: _record_schema(record, places[stem]) for stem, record in _TYPES.items()}


@cache
def records_within(record: type[Record]) -> frozenset[type[Record]]:
    """Return the records that stand anywhere within a record, itself included."""
    return frozenset([record]).union(*(records_within(inner) for _, inner, _ in inner_records(record)))


def _record_schema(record: type[Record], title: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file."""
    schema = record.model_json_schema()
    return {"$schema": SCHEMA_DIALECT, **schema, "title": title}


def _listed(terms: Iterable[Term]) -> dict[str, list[str]]:
    """Return terms as a schema lists them, each id once: editors show a description beside each.

    See https://code.visualstudio.com/docs/languages/json#_json-schemas-and-settings for ``enumDescriptions``.
    """
    found: dict[str, list[str]] = {}
    for term in terms:
        found.setdefault(term.id, []).append(f"{term.name}: {getattr(term, 'definition', '')}")
    return {"enum": list(found), "enumDescriptions": [" / ".join(texts) for texts in found.values()]} if found else {}
