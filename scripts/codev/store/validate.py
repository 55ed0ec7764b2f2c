"""Plain data to records: pydantic's complaints in the words of a contributor, with what to write instead.

Every complaint about a file becomes a `Finding` at the line and column of the value; the first wrong field hides none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from codev.did_you_mean import did_you_mean, nearest
from codev.ids import ARXIV_PATTERN, CLAIM_ID_PATTERN, DOI_PATTERN, SLUG_PATTERN, WORK_KEY_PATTERN, slugify
from codev.limits.files import FINDINGS_PER_FILE_MAX
from codev.limits.records import NUMBER_DIGITS_MAX
from codev.model.fields import (
    CLAIM_FIELDS,
    CLAIM_PART_PATTERN,
    DAY_PATTERN,
    FIELD_NAME_PATTERN,
    PARAGRAPH_PATTERN,
    SECTION_PATTERN,
    UNSEEN_CHARACTER,
    URL_PATTERN,
    VERSION_PATTERN,
    Record,
)
from codev.model.references import Location, inner_records
from codev.store.findings import Finding, Severity, more_findings
from codev.store.yaml_in import Document, Position
from codev.unseen import name_of

FORMS = {
    SLUG_PATTERN: ("an id", "use lower-case letters, digits and hyphens, such as data-filter"),
    WORK_KEY_PATTERN: ("a work key", "write it like wu2023nextgpt: family name, year, first word of the title"),
    CLAIM_ID_PATTERN: ("a claim id", "write it like wu2023nextgpt.1: the work's key, a full stop, a number"),
    ARXIV_PATTERN: ("an arXiv id", "write it like '2407.08583', without version and address"),
    DOI_PATTERN: ("a DOI", "write it like 10.1109/TPAMI.2025.3576835, without address"),
    DAY_PATTERN: ("a day", "write it like '2026-11-25': year, month, day"),
    CLAIM_PART_PATTERN: (
        "a field of a claim, or one value of a field",
        "write a field, such as models, or a value after a full stop, such as models.gpt-4",
    ),
    VERSION_PATTERN: ("a version", "write it like v2"),
    FIELD_NAME_PATTERN: ("the name of a field", "write it as it stands before the colon, such as licence"),
    SECTION_PATTERN: ("a place in the survey", "write it like 3.1.1, 'Table 2' or 'Figure 1'"),
}
"""What a value of each pattern is called, and how it is written."""


@dataclass(frozen=True, slots=True)
class _Complaint:
    """What is wrong with a value, before its place is known."""

    code: str
    message: str
    fix: str
    about_key: bool = False


def validate_data(record: type[Record], data: str, document: Document, path: str) -> tuple[Record | None, list[Finding]]:
    """Return the record that a file holds, or what is wrong with it.

    Args:
        record: The model of the whole file.
        data: The file's data as JSON text.
        document: The same with its positions.
        path: The file, relative to the root, for the findings.
    """
    try:
        return record.model_validate_json(data), []
    except ValidationError as error:
        items = error.errors(include_url=False)
    old = next((item for item in items if item["loc"][-3:-2] == ("checked",) and item["loc"][-1] == "on"), None)
    if old is not None:
        # One finding in place of what every field of an old entry would give.
        position = document.key_position(tuple(old["loc"]))
        message = "the entry follows an older version of the data model"
        return None, [
            Finding(path, position.line, position.column, "old-format", Severity.ERROR, message, "run 'codev migrate'")
        ]
    findings = []
    for item in items[:FINDINGS_PER_FILE_MAX]:
        complaint = _complain(record, item)
        position = _position(document, complaint, tuple(item["loc"]))
        findings.append(
            Finding(path, position.line, position.column, complaint.code, Severity.ERROR, complaint.message, complaint.fix)
        )
    if len(items) > FINDINGS_PER_FILE_MAX:
        rest = items[FINDINGS_PER_FILE_MAX:]
        line = document.position(tuple(rest[0]["loc"])).line
        findings.append(more_findings(path, line, len(rest)))
    return None, findings


def _position(document: Document, complaint: _Complaint, location: Location) -> Position:
    """Return where a complaint is about."""
    return document.key_position(location) if complaint.about_key else document.position(location)


def _complain(record: type[Record], item: Any) -> _Complaint:
    """Return pydantic's complaint about one value in words."""
    location: Location = tuple(item["loc"])
    name = next((str(step) for step in reversed(location) if isinstance(step, str)), "the file")
    special = _SPECIAL.get(item["type"])
    if special is not None:
        return special(record, location, name, item)
    shown = _shown(item.get("input"))
    message = f"{name}: {shown} does not fit: {item['msg'].lower()}"
    return _Complaint("wrong-value", message, "see the schema reference, or the field's description in your editor")


def _unknown_key(record: type[Record], location: Location, name: str, item: Any) -> _Complaint:
    """Complain about a key that no field has."""
    fields = _fields_at(record, location[:-1])
    fix = did_you_mean(nearest(name, fields), f"the keys here are {', '.join(fields)}")
    return _Complaint("unknown-key", f"the key {_shown(name)} is not known", fix, about_key=True)


def _missing_key(record: type[Record], location: Location, name: str, item: Any) -> _Complaint:
    """Complain about a field that must be given."""
    return _Complaint("missing-key", f"the key {name!r} is missing", f"add '{name}: …'")


def _wrong_pattern(record: type[Record], location: Location, name: str, item: Any) -> _Complaint:
    """Complain about text that does not follow its grammar."""
    pattern = item["ctx"]["pattern"]
    text = str(item["input"])
    shown = _shown(text)
    if pattern == URL_PATTERN:
        return _Complaint("wrong-url", f"{name}: {shown} is not an address that may be linked", "give an http or https address")
    if pattern == PARAGRAPH_PATTERN:
        wrong = (each for each in enumerate(text, 1) if not re.fullmatch(PARAGRAPH_PATTERN, each[1]))
        place, letter = next(wrong, (len(text), "\n"))
        what = "a line break" if letter in "\n\r\x85\u2028\u2029" else f"the character {name_of(letter)}"
        return _Complaint(
            "wrong-text", f"{name}: the text holds {what} at place {place}", "write one paragraph, with plain spaces"
        )
    what, fix = FORMS.get(pattern, ("in the right form", "see the field's description in your editor"))
    if pattern == CLAIM_PART_PATTERN and (near := nearest(text.partition(".")[0], CLAIM_FIELDS, limit=1)) and near[0] != text:
        fix = f"did you mean {near[0]}? {fix[0].upper()}{fix[1:]}"
    if pattern == SLUG_PATTERN and slugify(text):
        fix = fix.replace("data-filter", slugify(text))
    return _Complaint("wrong-form", f"{name}: {shown} is not {what}", fix)


def _unseen_character(record: type[Record], location: Location, name: str, item: Any) -> _Complaint:
    """Complain about a character that nobody sees."""
    about = item["ctx"]
    message = f"{name}: the text holds the character {about['name']} at place {about['place']}, which nobody sees"
    return _Complaint("wrong-text", message, "remove it, or write what is meant")


def _not_listed(record: type[Record], location: Location, name: str, item: Any) -> _Complaint:
    """Complain about a word that is not one of a closed list."""
    allowed = [word.strip(" '") for word in item["ctx"]["expected"].replace(" or ", ", ").split(",")]
    near = nearest(str(item["input"]), allowed, limit=1)
    fix = f"did you mean {near[0]}? (one of {', '.join(allowed)})" if near else f"write one of {', '.join(allowed)}"
    return _Complaint("wrong-word", f"{name}: {_shown(item['input'])} is not one of the words for it", fix)


def _wrong_kind(what: str, fix: str) -> Callable[[type[Record], Location, str, Any], _Complaint]:
    """Return a complaint about a value of the wrong kind."""

    def complain(record: type[Record], location: Location, name: str, item: Any) -> _Complaint:
        value = item["input"]
        if value is None:
            advice = "fill it in" if _is_required(record, location) else "fill it in, or leave the key out"
            return _Complaint("wrong-type", f"{name} has no value", advice)
        if what == "a whole number" and isinstance(value, str) and re.fullmatch(rf"-?[0-9]{{{NUMBER_DIGITS_MAX + 1},}}", value):
            return _Complaint(
                "wrong-value", f"{name}: {_shown(value)} is out of range", f"write at most {NUMBER_DIGITS_MAX} digits"
            )
        return _Complaint("wrong-type", f"{name}: {_shown(value)} is not {what}", fix)

    return complain


def _wrong_length(record: type[Record], location: Location, name: str, item: Any) -> _Complaint:
    """Complain about text or a list that is too long or too short."""
    if item["type"].endswith("too_short"):
        advice = "fill it in" if _is_required(record, location) else "fill it in, or leave the key out"
        return _Complaint("wrong-length", f"{name} is empty", advice)
    limit = item["ctx"]["max_length"]
    unit = "characters" if item["type"].startswith("string") else "items"
    return _Complaint("wrong-length", f"{name} has more than {limit} {unit}", "shorten it")


def _own_words(record: type[Record], location: Location, name: str, item: Any) -> _Complaint:
    """Pass on the sentence of a validator of ours."""
    sentence = str(item["ctx"]["error"])
    what, _, fix = sentence.partition("; ")
    return _Complaint("wrong-value", f"{name}: {what}", fix or "correct it")


def _out_of_range(record: type[Record], location: Location, name: str, item: Any) -> _Complaint:
    """Complain about a number that is too small or too great."""
    fix = f"write {item['ctx']['ge']} or more" if "ge" in item["ctx"] else f"write {item['ctx']['le']} or less"
    return _Complaint("wrong-value", f"{name}: {_shown(item['input'])} is out of range", fix)


_SPECIAL: dict[str, Callable[[type[Record], Location, str, Any], _Complaint]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "string_pattern_mismatch": _wrong_pattern,
    "enum": _not_listed,
    "literal_error": _not_listed,
    "string_type": _wrong_kind("text", "write text, in quotes if YAML takes it for something else"),
    "int_type": _wrong_kind("a whole number", "write digits only, without quotes"),
    "int_from_float": _wrong_kind("a whole number", "write digits only, without quotes"),
    "bool_type": _wrong_kind("true or false", "write true or false, without quotes"),
    "tuple_type": _wrong_kind("a list", "write [one, two], or one '- item' a line"),
    "model_type": _wrong_kind("a group of keys", "write 'key: value' lines, indented"),
    "model_attributes_type": _wrong_kind("a group of keys", "write 'key: value' lines, indented"),
    "string_too_short": _wrong_length,
    "string_too_long": _wrong_length,
    "too_short": _wrong_length,
    "too_long": _wrong_length,
    "value_error": _own_words,
    UNSEEN_CHARACTER: _unseen_character,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
}


def _record_at(record: type[Record], location: Location) -> type[Record]:
    here = record
    for step in location:
        if isinstance(step, str):
            here = next((inner for name, inner, _ in inner_records(here) if name == step), here)
    return here


def _fields_at(record: type[Record], location: Location) -> list[str]:
    return [field.alias or name for name, field in _record_at(record, location).model_fields.items()]


def _is_required(record: type[Record], location: Location) -> bool:
    """Return whether the value at a location must be given: a field without default, or an item of a list."""
    last = location[-1]
    if not isinstance(last, str):
        return True
    field = _record_at(record, location[:-1]).model_fields.get(last)
    return field is not None and field.is_required()


def _shown(value: object) -> str:
    """Return a value as it is shown in a message: quoted, cut to 60 characters, control characters escaped."""
    text = repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…" + text[-1]
