"""JSON Schemas of what tools take and give, derived from the questions, their facets and the types of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from codev.atlas import Atlas
from codev.limits.interfaces import PAGE_ROWS_MAX
from codev.query import AnswerRow, Question
from codev.query.facet_kinds import Facet
from codev.query.facets import FACETS
from codev.query.questions import Parameter

JsonSchema = dict[str, Any]

PAGE_SIZE = 20
"""So many rows are returned where nobody asks for another number: an assistant reads every one of them."""

IN_FULL = frozenset(["works", "claims"])
"""The questions whose tools say of every facet what it asks for; the others name them only: an assistant reads all tools."""

PAGING: Mapping[str, JsonSchema] = {
    "cursor": {"type": "string", "description": "Where to go on: next_cursor of the answer before, with the same arguments."},
    "page_size": {
        "type": "integer",
        "minimum": 1,
        "maximum": PAGE_ROWS_MAX,
        "default": PAGE_SIZE,
        "description": "Rows at once.",
    },
}
"""The arguments of every tool that returns rows."""


def input_schema(question: Question, atlas: Atlas) -> JsonSchema:
    """Return what the tool of a question takes.

    Args:
        question: The question.
        atlas: The knowledge base whose values are listed.
    """
    properties = {each.name: _parameter(each, atlas) for each in question.parameters}
    for name in question.facets:
        properties[name] = _facet(FACETS[name], atlas, question)
    return arguments({**properties, **PAGING}, question.needs)


def arguments(properties: Mapping[str, JsonSchema], required: tuple[str, ...] = ()) -> JsonSchema:
    """Return the schema of a tool's arguments.

    Args:
        properties: The schema of each.
        required: Those without which the tool cannot be called.
    """
    schema: JsonSchema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return schema | ({"required": list(required)} if required else {})


def _parameter(about: Parameter, atlas: Atlas) -> JsonSchema:
    """Return the schema of a parameter."""
    if about.bounds:
        low, high = about.bounds
        return {"type": "integer", "minimum": low, "maximum": high, "description": about.help}
    choices = about.choices_in(atlas)
    value: JsonSchema = {"type": "string"} | ({"enum": list(choices)} if choices and not callable(about.choices) else {})
    schema = {"type": "array", "items": value} if about.many else value
    named = [f"{value}: {name}" for value, name in choices.items() if name.lower() != value] if "enum" in value else []
    said = f"{about.help} {'; '.join(named)}." if named else about.help
    return schema | {"description": said} | ({"default": about.default} if about.default else {})


def _facet(facet: Facet, atlas: Atlas, question: Question) -> JsonSchema:
    """Return the schema of a facet: one value, or several of which any will do."""
    is_full = question.name in IN_FULL
    value: JsonSchema = {"type": "string"}
    if is_full and facet.shape == "terms":
        value["enum"] = list(facet.names(atlas))
    if question.one_value:
        return value | {"description": facet.help}
    said = f"{facet.label}. {facet.help}" if is_full else facet.label
    return {"type": "array", "items": value, "description": said}


def row_schema(row: type[AnswerRow]) -> JsonSchema:
    """Return what a row holds: its fields, and the counts that its columns show.

    Args:
        row: The type of the rows.
    """
    properties = {name: _of_type(kind) for name, kind in row.types().items()}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _of_type(kind: Any) -> JsonSchema:
    """Return the schema of a field's type; of rows inside rows only that they are objects, since they hold counts too."""
    schema = TypeAdapter(kind).json_schema(mode="serialization")
    if "$defs" in schema:
        text = {"type": "object"}
        whole: JsonSchema = _without_references(schema, schema["$defs"], text)
        return whole
    return schema


def _without_references(schema: Any, known: Mapping[str, JsonSchema], instead: JsonSchema) -> Any:
    """Return a schema whose references stand written out; an object is one of any kind."""
    if isinstance(schema, list):
        return [_without_references(each, known, instead) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        meant = known[schema["$ref"].rpartition("/")[2]]
        return instead if "properties" in meant else meant
    return {name: _without_references(each, known, instead) for name, each in schema.items() if name != "$defs"}


STRINGS: JsonSchema = {"type": "array", "items": {"type": "string"}}
_CLAIM: JsonSchema = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "statement": {"type": "string"},
        "evidence": STRINGS,
        "trust": {"type": "string", "description": "Who checked it, how many fields are inferred, what is weak."},
        "inferred": STRINGS,
        "doubt": {"type": ["string", "null"]},
        "page": {"type": "string"},
    },
    "required": ["id", "statement", "evidence", "trust", "inferred", "doubt", "page"],
}


def output_schema(row: JsonSchema, more: Mapping[str, JsonSchema] | None = None) -> JsonSchema:
    """Return what a tool gives (`codev.assistant.reply`).

    Args:
        row: The schema of a row.
        more: The schemas of what stands beside the rows.
    """
    properties: JsonSchema = {
        "says": {"type": "string", "description": "The answer in words: what was meant, what is cut, what is not known."},
        "rows": {"type": "array", "items": row},
        "total": {"type": "integer", "description": "Rows in all."},
        "next_cursor": {"type": ["string", "null"], "description": "Give it as cursor to go on; null at the end."},
        "claims": {"type": "array", "items": _CLAIM, "description": "The claims behind these rows, with their evidence."},
        "pages": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "The page of each thing that the rows name.",
        },
        "page": {"type": ["string", "null"], "description": "The page of the whole answer."},
        **(more or {}),
    }
    return {"type": "object", "properties": properties, "required": list(properties)}
