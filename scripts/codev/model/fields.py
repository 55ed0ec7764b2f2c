"""The kinds of field that records are made of: text, ids, addresses, dates; and the base of every record.

A value that does not fit is refused by pydantic with a message that the check turns into a finding.  Records are frozen,
refuse unknown keys, and are compared by value.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from codev.ids import ARXIV_PATTERN, CLAIM_ID_PATTERN, DOI_PATTERN, SLUG_PATTERN, WORK_KEY_PATTERN
from codev.limits.records import (
    CLAIM_PART_CHARACTERS_MAX,
    DOI_CHARACTERS_MAX,
    FIELD_NAME_CHARACTERS_MAX,
    ID_CHARACTERS_MAX,
    LABEL_CHARACTERS_MAX,
    SENTENCE_CHARACTERS_MAX,
    TITLE_CHARACTERS_MAX,
    URL_CHARACTERS_MAX,
)
from codev.unseen import find_unseen, name_of

URL_PATTERN = r"^https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?([/?#][^\s<>\"`\\\x00-\x1f\x7f]*)?$"
"""What a page may link to: http and https only, since ``javascript:`` and ``data:`` could run in the reader's page, and no user
name before the host, which could pass for the host."""

YEAR_MIN, YEAR_MAX = 1900, 2100

PARAGRAPH_PATTERN = r"^[^\x00-\x1f\x7f-\xa0\u2000-\u200b\u200e\u200f\u2028-\u202f\u2060\u2066-\u2069\ufeff]*$"
"""Text on one line as it looks: no control characters, which terminals obey; no spaces of odd or no width, which make one name
two; no marks that turn the direction of writing, which show a text as another one (https://trojansource.codes).  `_seen` adds
what no pattern can tell."""

UNSEEN_CHARACTER = "unseen_character"
"""What pydantic calls the complaint about a character that nobody sees."""

DAY_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
"""A day, as ISO 8601."""

SECTION_PATTERN = r"^([0-9]+(\.[0-9]+){0,3}|Table [0-9]+|Figure [0-9]+)$"
"""A section of the survey, or one of its tables and figures."""


CLAIM_LISTS = ("stages", "capabilities", "modalities", "models", "datasets", "input_datasets", "acquired_from")
"""The fields of a claim that hold several values."""

CLAIM_FIELDS = ("node", *CLAIM_LISTS, "statement")
"""The fields of a claim that evidence can state or leave open."""

CLAIM_PART_PATTERN = rf"^(node|statement|({'|'.join(CLAIM_LISTS)})(\.[^\s.]([^\x00-\x1f\x7f]*\S)?)?)$"
"""A field of a claim, or one value of a field: ``models``, ``models.gpt-4``."""

FIELD_NAME_PATTERN = r"^[a-z]+[0-9]?(_[a-z]+)*$"
"""The name of a field, as it stands before the colon."""

VERSION_PATTERN = r"^v[1-9][0-9]?$"
"""A version of a preprint, as arXiv writes it.  https://info.arxiv.org/help/arxiv_identifier.html"""


class Record(BaseModel):
    """The base of every record: frozen, strict, no unknown keys.

    Attributes:
        compact: Whether the YAML shows the record on one line, ``{id: coco, basis: recalled}``.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, str_strip_whitespace=True, use_attribute_docstrings=True
    )

    compact: ClassVar[bool] = False


def share_field_names(record: Record, known: dict[frozenset[str], set[str]]) -> None:
    """Let a record, and all records in it, name the fields that are set by one set for all that set the same ones.

    pydantic makes a set for each record, which takes as much memory as its values; nothing changes it, as records are frozen.

    Args:
        record: The record.
        known: The sets so far, to which this one's are added.
    """
    names = record.__pydantic_fields_set__
    object.__setattr__(record, "__pydantic_fields_set__", known.setdefault(frozenset(names), names))
    for name in _fields_of_records(type(record)):
        value = record.__dict__[name]
        for each in value if isinstance(value, tuple) else (value,):
            if each is not None:
                share_field_names(each, known)


@cache
def _fields_of_records(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that hold another record, or several."""

    def holds_records(annotation: Any) -> bool:
        return any(map(holds_records, get_args(annotation))) or (
            isinstance(annotation, type) and issubclass(annotation, Record)
        )

    return tuple(name for name, field in kind.model_fields.items() if holds_records(field.annotation))


OWN_KIND = "artifact of its own kind"
"""What a field of a model refers to where it holds models, and a field of a dataset where it holds datasets."""


@dataclass(frozen=True, slots=True)
class Refers:
    """Stands at a field whose values name something else: ``Annotated[Slug, Refers("stage")]``.

    Attributes:
        to: What they name: a vocabulary of `codev.model.vocabularies`, ``capability`` for a term of either list, ``work``,
            ``model``, ``dataset``, ``family``, ``section`` (of the survey), or `OWN_KIND`.
        called: What the check calls such a value, where that is not the name of the vocabulary.
    """

    to: str
    called: str = ""


def _checked_date(text: str) -> str:
    """Return the text unchanged when it is a day of the calendar."""
    dt.date.fromisoformat(text)
    return text


Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=ID_CHARACTERS_MAX)]
"""The id of a term or an artifact."""

NodeId = Annotated[Slug, Refers("node")]
"""The id of a taxonomy node."""

ParentId = Annotated[Slug, Refers("node", "parent")]
"""The id of the node above a node; a rule of its own checks it."""

BadgeId = Annotated[Slug, Refers("node", "badge")]
"""The id of a node by which the maintained list tags a work."""

StageId = Annotated[Slug, Refers("stage")]
"""The id of a stage."""

CapabilityId = Annotated[Slug, Refers("capability")]
"""The id of a capability, of the list that the claim's direction asks for."""

ModalityId = Annotated[Slug, Refers("modality")]
"""The id of a modality."""

ModelId = Annotated[Slug, Refers("model")]
"""The id of a model."""

SourceId = Annotated[Slug, Refers("acquisition source")]
"""The id of an acquisition source."""

FamilyId = Annotated[Slug, Refers("family")]
"""The id of a family of artifacts."""

DatasetId = Annotated[Slug, Refers("dataset")]
"""The id of a dataset."""

OwnKindId = Annotated[Slug, Refers(OWN_KIND)]
"""The id of a model in a model, of a dataset in a dataset."""

WorkKey = Annotated[str, StringConstraints(pattern=WORK_KEY_PATTERN, max_length=ID_CHARACTERS_MAX)]
"""The key of a work."""

WorkReference = Annotated[WorkKey, Refers("work")]
"""The key of another work."""

ClaimId = Annotated[str, StringConstraints(pattern=CLAIM_ID_PATTERN, max_length=ID_CHARACTERS_MAX + 5)]
"""The id of a claim."""


def _seen(text: str) -> str:
    """Return a text in which every character is seen.

    Raises:
        PydanticCustomError: A character is not.
    """
    place = find_unseen(text)
    if place is not None:
        raise PydanticCustomError(
            UNSEEN_CHARACTER,
            "the character {name} at place {place} is not seen",
            {"name": name_of(text[place]), "place": place + 1},
        )
    return text


Label = Annotated[
    str,
    Field(coerce_numbers_to_str=True, strict=False),
    StringConstraints(min_length=1, max_length=LABEL_CHARACTERS_MAX, pattern=PARAGRAPH_PATTERN),
    AfterValidator(_seen),
]
"""A name or other short text on one line."""

FieldName = Annotated[str, StringConstraints(pattern=FIELD_NAME_PATTERN, max_length=FIELD_NAME_CHARACTERS_MAX)]
"""The name of a field."""

ModelName = Annotated[Label, Refers("model")]
"""The id, name or alias of a model."""

DatasetName = Annotated[Label, Refers("dataset")]
"""The id, name or alias of a dataset."""

PrintedModel = Annotated[Label, Refers("model", "printed model")]
"""The name of a model, or other words that the survey prints in its place."""

ClaimPart = Annotated[str, StringConstraints(pattern=CLAIM_PART_PATTERN, max_length=CLAIM_PART_CHARACTERS_MAX)]
"""A field of a claim, or one of its values as the claim writes it, after a full stop."""

Version = Annotated[str, StringConstraints(pattern=VERSION_PATTERN)]
"""A version of a preprint or of a page: ``v2``."""

Title = Annotated[
    str,
    Field(coerce_numbers_to_str=True, strict=False),
    StringConstraints(min_length=1, max_length=TITLE_CHARACTERS_MAX, pattern=PARAGRAPH_PATTERN),
    AfterValidator(_seen),
]
"""The title of a work."""

Sentence = Annotated[
    str, StringConstraints(min_length=1, max_length=SENTENCE_CHARACTERS_MAX, pattern=PARAGRAPH_PATTERN), AfterValidator(_seen)
]
"""One or a few sentences; the check, not the model, says when a statement is too long."""

ArxivId = Annotated[str, StringConstraints(pattern=ARXIV_PATTERN)]
"""An arXiv id without version."""

Doi = Annotated[str, StringConstraints(pattern=DOI_PATTERN, max_length=DOI_CHARACTERS_MAX)]
"""A DOI without resolver."""

Url = Annotated[str, StringConstraints(max_length=URL_CHARACTERS_MAX, pattern=URL_PATTERN), AfterValidator(_seen)]
"""An http or https address."""

Day = Annotated[str, StringConstraints(pattern=DAY_PATTERN), AfterValidator(_checked_date)]
"""A day, as ISO 8601: ``2026-11-25``."""

Year = Annotated[int, Field(ge=YEAR_MIN, le=YEAR_MAX)]
"""A year of the common era."""

Section = Annotated[
    str,
    Field(coerce_numbers_to_str=True, strict=False),
    StringConstraints(pattern=SECTION_PATTERN),
    Refers("section"),
]
"""A place in the survey: ``3.1.1`` or ``Table 2``."""

Count = Annotated[int, Field(ge=0)]
"""A number of things."""
