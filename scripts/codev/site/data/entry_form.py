"""What the form that writes an entry reads: an entry's schema, what the check says of its values, and the works of the base.

The fields are those of the JSON Schema that editors use; beside it stands what a schema cannot say: what a field refers to,
which records are written on one line, which capabilities belong to which direction.  The works come in a file of their own,
which is read when a title or an id is typed.  Bytes are the same for the same knowledge base.
"""

from __future__ import annotations

import json
from typing import Any

from codev.atlas import Atlas
from codev.check.works import NO_NAME, NO_TITLE, WORDS_MIN
from codev.ids import INSIGNIFICANT
from codev.limits.records import STATEMENT_CHARACTERS_MAX
from codev.model.evidence import PLACED, EvidenceSource
from codev.model.fields import CLAIM_FIELDS, PARAGRAPH_PATTERN, URL_PATTERN
from codev.model.people import GROUP_WORDS
from codev.model.references import inner_records, own_references
from codev.model.same_work import LIMITS
from codev.model.schema import records_within, schema_texts
from codev.model.vocabularies import CAPABILITIES
from codev.model.work import Work
from codev.site.data.table_parts import FOLDER, encode
from codev.store.validate import FORMS
from codev.store.yaml_out import FLOW_ITEM_MAX, WIDTH, schema_comment

FORM_FILE = f"{FOLDER}/entry.json"
"""What the form needs at once."""

WORKS_FILE = f"{FOLDER}/entry-works.json"
"""What tells works from each other."""


def form_file(atlas: Atlas) -> tuple[str, bytes]:
    """Return the fields of an entry, and what is said of their values: the file's path and its content.

    Args:
        atlas: The knowledge base; of its works, only the venues are read.
    """
    taxonomy, tree = atlas.taxonomy, atlas.tree
    venues = {venue: len(keys) for venue, keys in atlas.works_by_venue.items()}
    form = {
        "schema": _marked(json.loads(schema_texts(taxonomy)["work.schema.json"])),
        "firstLine": schema_comment("work", "").strip(),
        "style": {"width": WIDTH, "flowItemMax": FLOW_ITEM_MAX},
        "forms": FORMS,
        "urlPattern": URL_PATTERN,
        "textPattern": PARAGRAPH_PATTERN,
        "claimFields": CLAIM_FIELDS,
        "capabilities": {
            direction: {"name": each.name, "ids": [term.id for term in each.terms(taxonomy)]}
            for direction, each in CAPABILITIES.items()
        },
        "nodes": {node: {"direction": tree.direction(node), "path": list(tree.path(node))} for node in tree},
        "impossible": [rule.model_dump(mode="json") for rule in taxonomy.rules],
        "sources": {
            "placed": sorted(PLACED),
            "weak": [each for each in EvidenceSource if each.is_weak],
            "survey": [each for each in EvidenceSource if each.is_of_survey],
        },
        "statement": {"charactersMax": STATEMENT_CHARACTERS_MAX, "wordsMin": WORDS_MIN},
        "noName": NO_NAME.pattern,
        "noTitle": NO_TITLE.pattern,
        "insignificant": sorted(INSIGNIFICANT),
        "groupWords": sorted(GROUP_WORDS),
        "sameWork": LIMITS,
        "venues": sorted(venues, key=lambda venue: (-venues[venue], venue)),
    }
    return FORM_FILE, encode(form)


def _marked(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an entry with what a form and a writer of YAML need besides, under keys that begin with ``x-``."""
    parts = {**schema["$defs"], Work.__name__: schema}
    for record in records_within(Work):
        part = parts[record.__name__]
        if record.compact:
            part["x-compact"] = True
        if kind := getattr(record, "artifact_kind", ""):
            part["x-kind"] = kind
        for path, to, _ in own_references(record):
            name = record.model_fields[path[0]].alias or path[0]
            part["properties"][name]["x-refers"] = to
        for name, _, is_list in inner_records(record):
            part["properties"][name]["x-record"] = "list" if is_list else "one"
    return schema


def works_file(atlas: Atlas) -> tuple[str, bytes]:
    """Return what tells works from each other, in lists side by side, authors numbered: the file's path and its content.

    Args:
        atlas: The knowledge base.
    """
    works = list(atlas.works.values())
    numbers: dict[str, int] = {}
    authors = [[numbers.setdefault(name, len(numbers)) for name in work.authors] for work in works]
    told = {
        "keys": [work.key for work in works],
        "titles": [work.title for work in works],
        "arxiv": {row: work.arxiv for row, work in enumerate(works) if work.arxiv},
        "doi": {row: work.doi for row, work in enumerate(works) if work.doi},
        "names": list(numbers),
        "authors": authors,
    }
    return WORKS_FILE, encode(told)
