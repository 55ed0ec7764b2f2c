"""What a classification rests on, and who compared it with what.

Every claim shows its evidence; which kinds are weak is said here once.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator

from codev.model.fields import ClaimPart, Count, Day, Label, Record, Section, Sentence, Url, Version


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
    REPORT = "report"
    """A technical report, post or announcement of the makers."""
    MODEL_CARD = "model-card"
    """The page under which a model is published; ``where`` says which."""
    DATASET_CARD = "dataset-card"
    """The page under which a dataset is published; ``where`` says which."""
    PROJECT_PAGE = "project-page"
    """The makers' own page about the work."""
    CODE = "code"
    """A page of the makers' repository, such as its README."""
    THIRD_PARTY_SUMMARY = "third-party-summary"
    """Somebody else's summary of the work."""
    RECALLED = "recalled"
    """Nothing was seen: from memory."""

    @property
    def is_weak(self) -> bool:
        """Whether it proves nothing by itself: what neither the makers nor the survey's authors wrote (DESIGN §2)."""
        return self in _WEAK

    @property
    def is_of_survey(self) -> bool:
        """Whether the survey, or the list that its authors maintain, says it."""
        return self.value.startswith("survey")


_WEAK = frozenset([EvidenceSource.THIRD_PARTY_SUMMARY, EvidenceSource.RECALLED])

PLACED = frozenset(
    each for each in EvidenceSource if not (each.is_weak or each.is_of_survey or each is EvidenceSource.ABSTRACT)
)
"""The kinds of which a work can have several pages or places: an item says which, under ``where`` or ``url``."""

EVIDENCE_NAMES: dict[EvidenceSource, str] = {
    EvidenceSource.SURVEY: "Survey, text",
    EvidenceSource.SURVEY_TABLE: "Survey, table",
    EvidenceSource.SURVEY_LIST: "Survey's maintained list",
    EvidenceSource.ABSTRACT: "Abstract",
    EvidenceSource.PAPER: "Paper",
    EvidenceSource.REPORT: "Makers' report",
    EvidenceSource.MODEL_CARD: "Model card",
    EvidenceSource.DATASET_CARD: "Dataset card",
    EvidenceSource.PROJECT_PAGE: "Project page",
    EvidenceSource.CODE: "Code repository",
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
    version: Version | None = None
    """Which version was read, where there are several: ``v2``."""
    states: tuple[ClaimPart, ...] = ()
    """The fields, or ``field.value``, of the claim that this item holds; empty where that was not recorded."""
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
        version = f", {self.version}" if self.version else ""
        return EVIDENCE_NAMES[self.source] + place + version + (f" ({self.where})" if self.where else "")


class Compared(StrEnum):
    """What a claim was compared with."""

    ABSTRACT = "abstract"
    """The whole abstract."""
    EXCERPT = "excerpt"
    """A part of the abstract, as far as a page shows it."""
    PAPER = "paper"
    """The full text, or a part of it."""
    REPORT = "report"
    """A technical report, post or announcement of the makers."""
    MODEL_CARD = "model-card"
    """The page of a model."""
    DATASET_CARD = "dataset-card"
    """The page of a dataset."""
    PROJECT_PAGE = "project-page"
    """The makers' own page about the work."""
    CODE = "code"
    """A page of the makers' repository."""
    SURVEY = "survey"
    """The survey's text, tables or maintained list."""
    THIRD_PARTY_SUMMARY = "third-party-summary"
    """Somebody else's summary."""

    def fits(self, source: EvidenceSource) -> bool:
        """Return whether evidence of a kind is what was compared with.

        Args:
            source: The kind of evidence.
        """
        if self is Compared.SURVEY:
            return source.is_of_survey
        return source.value == ("abstract" if self is Compared.EXCERPT else self.value)


COMPARED_NAMES: dict[Compared, str] = {
    each: {"excerpt": "Part of the abstract", "survey": "Survey"}.get(each.value) or EVIDENCE_NAMES[EvidenceSource(each.value)]
    for each in Compared
}
"""How each is called on pages and in tables."""


class Checked(Record):
    """Someone compared a claim with something."""

    compact = True

    by: Label = Field(examples=["A. Curator"])
    """Who compared."""
    date: Day
    """When."""
    against: tuple[Compared, ...] = Field(min_length=1)
    """What it was compared with."""
    note: Sentence | None = None
    """What was found."""

    def describe(self) -> str:
        """Return the check in words, such as "A. Curator, 2026-11-29: Abstract"."""
        return f"{self.by}, {self.date}: {', '.join(COMPARED_NAMES[each] for each in self.against)}"
