"""What a classification rests on.

Every claim shows its evidence; which kinds are weak is said here once.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator

from codev.model.fields import Count, Day, Label, Record, Section, Sentence, Url


class EvidenceSource(StrEnum):
    """The kinds of thing that a claim can rest on."""

    SURVEY = "survey"
    """A sentence of the survey's text; ``section`` says where."""
    SURVEY_TABLE = "survey-table"
    """A row of one of the survey's tables; ``table`` says which."""
    SURVEY_LIST = "survey-list"
    """The list of works that the survey's authors maintain."""
    ABSTRACT = "abstract"
    """The work's own abstract."""
    PAPER = "paper"
    """A place in the work's full text; ``where`` says which."""
    DATASET_CARD = "dataset-card"
    """The page under which a dataset is published; ``where`` says which."""
    THIRD_PARTY_SUMMARY = "third-party-summary"
    """Somebody else's summary of the work."""
    RECALLED = "recalled"
    """Nothing was seen: from memory."""

    @property
    def is_weak(self) -> bool:
        """Whether the kind is shown as weak evidence (README of the facts: dataset card, third party, recalled)."""
        return self in _WEAK

    @property
    def is_verified(self) -> bool:
        """Whether something by the survey's or the work's authors was seen."""
        return self not in _UNVERIFIED


_WEAK = frozenset([EvidenceSource.DATASET_CARD, EvidenceSource.THIRD_PARTY_SUMMARY, EvidenceSource.RECALLED])
_UNVERIFIED = frozenset([EvidenceSource.THIRD_PARTY_SUMMARY, EvidenceSource.RECALLED])

EVIDENCE_NAMES: dict[EvidenceSource, str] = {
    EvidenceSource.SURVEY: "Survey, text",
    EvidenceSource.SURVEY_TABLE: "Survey, table",
    EvidenceSource.SURVEY_LIST: "Survey's maintained list",
    EvidenceSource.ABSTRACT: "Abstract",
    EvidenceSource.PAPER: "Paper",
    EvidenceSource.DATASET_CARD: "Dataset card",
    EvidenceSource.THIRD_PARTY_SUMMARY: "Third party's summary",
    EvidenceSource.RECALLED: "Recalled",
}
"""How each kind is called on pages and in tables."""


class Evidence(Record):
    """One thing that a claim rests on."""

    compact = True

    source: EvidenceSource
    """The kind of evidence."""
    section: Section | None = None
    """The survey's section, with source ``survey``."""
    table: Count | None = None
    """The survey's table, with source ``survey-table``."""
    where: Label | None = None
    """The place: "Section 4.2, Table 3" of the paper, or the address of a card without its scheme."""
    url: Url | None = None
    """Where it can be read."""

    @model_validator(mode="after")
    def _place_fits_source(self) -> Evidence:
        """Refuse a survey section on an abstract and the like."""
        if self.section is not None and self.source is not EvidenceSource.SURVEY:
            raise ValueError("'section' is for source 'survey'; write the place under 'where'")
        if self.table is not None and self.source is not EvidenceSource.SURVEY_TABLE:
            raise ValueError("'table' is for source 'survey-table'; write the place under 'where'")
        return self

    def describe(self) -> str:
        """Return the evidence in words, such as "Survey, text §3.1.1"."""
        place = f" §{self.section}" if self.section else f" {self.table}" if self.table is not None else ""
        return EVIDENCE_NAMES[self.source] + place + (f" ({self.where})" if self.where else "")


class Checked(Record):
    """Someone compared a claim with the abstract, or with what the note names."""

    compact = True

    by: Label = Field(examples=["A. Curator"])
    """Who compared."""
    on: Day
    """When."""
    note: Sentence | None = None
    """What was found."""
