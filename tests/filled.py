"""Records with every field filled, made from the models' schemas: a new field is filled as soon as it is in the model.

Texts and numbers are counted, so that no two are the same; nothing here is knowledge.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from codev.ids import ARXIV_PATTERN, CLAIM_ID_PATTERN, DOI_PATTERN, SLUG_PATTERN, WORK_KEY_PATTERN
from codev.model import Claim, Node, Record, Taxonomy, Work
from codev.model.double import DOUBLE_FOLDER
from codev.model.fields import (
    CLAIM_PART_PATTERN,
    DAY_PATTERN,
    FIELD_NAME_PATTERN,
    PARAGRAPH_PATTERN,
    SECTION_PATTERN,
    URL_PATTERN,
    VERSION_PATTERN,
    YEAR_MIN,
)
from codev.model.taxonomy import FORMAT

R = TypeVar("R", bound=Record)
Data = dict[str, Any]

KEY = "filled2024work"

SHAPES = {
    SLUG_PATTERN: "filled-{}",
    WORK_KEY_PATTERN: "filled{}work",
    CLAIM_ID_PATTERN: f"{KEY}.{{}}",
    ARXIV_PATTERN: "2401.{}",
    DOI_PATTERN: "10.1234/filled.{}",
    URL_PATTERN: "https://example.org/filled/{}?a=b&c=d",
    DAY_PATTERN: "{:.4}-02-03",
    SECTION_PATTERN: "3.1.{}",
    CLAIM_PART_PATTERN: "models.Filled-{}",
    VERSION_PATTERN: "v{:.2}",
    FIELD_NAME_PATTERN: "name",
    f"{ARXIV_PATTERN}|{DOI_PATTERN}": "10.1234/rejected.{}",
    PARAGRAPH_PATTERN: "Filled “{}”: ünïcode, #hash & 'quote'",
}
"""A text of each shape that fields ask for; the number goes into it."""

PLACES: tuple[Data, ...] = (
    {"source": "survey", "table": None},
    {"source": "survey-table", "section": None},
    {"source": "paper", "section": None, "table": None},
)
"""What is given of evidence: a place in the survey stands only with the kind of evidence that it is a place of."""


ORIGINS: Mapping[str, tuple[Data, ...]] = {
    "Model": ({"model": None, "basis": "seen", "as": "weights"}, {"model": None, "basis": "seen", "as": "teacher"}),
    "Dataset": ({"model": None, "basis": "seen", "as": "filtered"}, {"id": None, "basis": "seen", "as": "filter"}),
}
"""What is given of the parents of an artifact: what a parent can be depends on its kind."""


class Filler:
    """Fills records; no two of its texts and numbers are the same."""

    def __init__(self) -> None:
        """Begin to count."""
        self._numbers = itertools.count(10_001)
        self._years = itertools.count(YEAR_MIN)

    def filled(self, record: type[R], **given: Any) -> R:
        """Return a record with all its fields filled.

        Args:
            record: Its class.
            given: Fields whose values are given; None leaves one out.
        """
        schema = record.model_json_schema()
        return record.model_validate_json(json.dumps(self._object(schema, schema.get("$defs", {}), given)))

    def _object(self, schema: Data, defs: Data, given: Data) -> Data:
        """Return an object with every property."""
        parents = {name: ORIGINS[schema["title"]] for name in schema["properties"] if name == "derived_from"}
        given = {name: [self._object(defs["Origin"], defs, each) for each in parents[name]] for name in parents} | given
        data: Data = {
            name: given[name] if name in given else self._value(each, defs) for name, each in schema["properties"].items()
        }
        if schema["title"] == "Audit":
            counts: Data = data["sentences"]
            data |= _counts_that_add_up(sum(counts.values()))
        return {name: value for name, value in data.items() if value is not None}

    def _value(self, schema: Data, defs: Data) -> Any:
        """Return a value that fits a schema and is not the default."""
        if "$ref" in schema:
            named = defs[schema["$ref"].rpartition("/")[2]]
            return self._value(named | {name: value for name, value in schema.items() if name == "default"}, defs)
        if "anyOf" in schema:
            return self._value(schema["anyOf"][0], defs)
        if "enum" in schema:
            return next(each for each in schema["enum"] if each != schema.get("default"))
        makers: dict[str, Callable[[], Any]] = {
            "object": lambda: self._object(schema, defs, {}),
            "array": lambda: self._array(schema["items"], defs),
            "boolean": lambda: True,
            "integer": lambda: next(self._years if "maximum" in schema else self._numbers),
            "string": lambda: schema.get("const") or SHAPES[schema["pattern"]].format(str(next(self._numbers))),
        }
        return makers[schema["type"]]()

    def _array(self, items: Data, defs: Data) -> list[Any]:
        """Return two items; all of a closed list, and evidence of several kinds."""
        if "enum" in items:
            return list(items["enum"])
        if items.get("$ref", "").endswith("/Evidence"):
            return [self._object(defs["Evidence"], defs, each) for each in PLACES]
        return [self._value(items, defs) for _ in range(2)]


def _counts_that_add_up(claim_count: int) -> Data:
    """Return what an audit found of nodes and fields: its counts are of as many claims as its sentences."""
    nodes = {"arguable": 1_000, "wrong": 200, "not_judged": 30}
    fields = {"judged": 5 * claim_count, "not_stated": 4}
    return {"nodes": {"fits": claim_count - sum(nodes.values()), **nodes}, "fields_stated": fields}


def filled_work(filler: Filler, node: str) -> Work:
    """Return a work with every field filled, its claim under a node that there is."""
    claim = filler.filled(Claim, id=f"{KEY}.1", node=node).model_dump(mode="json", exclude_none=True)
    return filler.filled(Work, key=KEY, claims=[claim])


def filled_taxonomy(filler: Filler) -> Taxonomy:
    """Return a vocabulary with every field filled; its nodes are a tree; a curator wrote `filled_work` again."""
    top = filler.filled(Node, parent=None).model_dump(mode="json", exclude_none=True)
    below = filler.filled(Node, parent=top["id"], direction=None).model_dump(mode="json", exclude_none=True)
    work = filled_work(filler, below["id"]).model_dump(mode="json", exclude_none=True)
    double = {"path": f"{DOUBLE_FOLDER}{KEY}.a.yaml", "entry": work}
    return filler.filled(Taxonomy, nodes=[top, below], double_entries=[double], format=FORMAT)


def unfilled_fields(records: Iterable[Record]) -> set[str]:
    """Return the fields that no record of its class within some records states, as ``Class.field``."""
    stated: dict[type[Record], set[str]] = {}
    for record in records:
        _note(record, stated)
    return {f"{kind.__name__}.{name}" for kind, names in stated.items() for name in kind.model_fields if name not in names}


def _note(record: Record, stated: dict[type[Record], set[str]]) -> None:
    """Note what a record and those within it state."""
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if value != field.default:
            stated.setdefault(type(record), set()).add(name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Record):
                _note(each, stated)
