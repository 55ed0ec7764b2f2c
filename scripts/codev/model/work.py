"""A work and its claims: what one file under ``papers/`` holds.

The claim is the unit of classification: one sentence that can be checked, with what it rests on.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from codev.limits.records import CLAIM_PAIRS_MAX, CLAIM_VALUES_MAX, CLAIMS_MAX
from codev.model.artifact import Dataset, Model
from codev.model.evidence import Checked, Evidence
from codev.model.fields import (
    ArxivId,
    BadgeId,
    CapabilityId,
    ClaimId,
    ClaimPart,
    DatasetName,
    Day,
    Doi,
    Label,
    ModalityId,
    ModelName,
    NodeId,
    Record,
    Section,
    Sentence,
    SourceId,
    StageId,
    Title,
    Url,
    WorkKey,
    Year,
)

NAME_WORDS_MAX = 2
"""Words of a name before the colon of a title: "DataComp", "Data-Juicer 2.0"; what is longer is mostly a sentence."""


class Scope(StrEnum):
    """How a work stands to the survey."""

    SURVEYED = "surveyed"
    """The survey classifies it."""
    BACKGROUND = "background"
    """The survey cites it only as background."""
    EXTENDED = "extended"
    """Newer than, or not in, the survey."""


class JudgedParadigm(StrEnum):
    """A curator's judgement of an extended work, shown beside what the graph derives."""

    SELF_BOOSTED = "self-boosted"
    """The model under training improves its own data (survey §2.1)."""
    EXTERNALLY_BOOSTED = "externally-boosted"
    """Another model or people improve the data (survey §2.1)."""
    NONE = "none"
    """Neither."""


class ArxivFrom(StrEnum):
    """Where an arXiv id was found."""

    SURVEY = "survey"
    """Printed in the survey."""
    LOOKED_UP = "looked-up"
    """Seen on a page about the work."""
    LOOKED_UP_OR_RECALLED = "looked-up-or-recalled"
    """Looked up or recalled; which of the two was not recorded."""


class Claim(Record):
    """One classification of a work: a sentence that can be checked, and what it rests on."""

    id: ClaimId
    """The work's key, a full stop and a number; stored, never reused or renumbered."""
    node: NodeId
    """The taxonomy node; the direction follows from it."""
    stages: tuple[StageId, ...] = Field(default=(), max_length=CLAIM_VALUES_MAX)
    """Stages of the model's lifecycle; empty means not stated."""
    capabilities: tuple[CapabilityId, ...] = Field(default=(), max_length=CLAIM_VALUES_MAX)
    """Data to model: capabilities enhanced or measured.  Model to data: capabilities that the acting model draws on."""
    modalities: tuple[ModalityId, ...] = Field(default=(), max_length=CLAIM_VALUES_MAX)
    """Modalities of the data."""
    models: tuple[ModelName, ...] = Field(default=(), max_length=CLAIM_VALUES_MAX)
    """Data to model: those that learn from, are prompted with or are measured by the data.  Model to data: those that act."""
    datasets: tuple[DatasetName, ...] = Field(default=(), max_length=CLAIM_VALUES_MAX)
    """Data to model: the data.  Model to data: what comes out."""
    input_datasets: tuple[DatasetName, ...] = Field(default=(), max_length=CLAIM_VALUES_MAX)
    """What the acting model works on, judges or reads."""
    acquired_from: tuple[SourceId, ...] = ()
    """Where acquired data come from."""
    statement: Sentence
    """The claim itself, one sentence."""
    evidence: tuple[Evidence, ...] = ()
    """What it rests on; the check asks for at least one."""
    inferred: tuple[ClaimPart, ...] = ()
    """The fields that no item of evidence states, whole (``models``) or one value (``models.gpt-4``): shown as unverified."""
    doubt: Sentence | None = None
    """Why it may be wrong."""
    checked: tuple[Checked, ...] = ()
    """Who compared it with what, and when."""

    @model_validator(mode="after")
    def _makes_few_pairs(self) -> Claim:
        pairs = len(self.models) * (len(self.datasets) + len(self.input_datasets))
        if pairs > CLAIM_PAIRS_MAX:
            raise ValueError(
                f"its models and datasets make {pairs:,} pairs, more than {CLAIM_PAIRS_MAX}; name those that the claim is about"
            )
        return self

    @property
    def is_statement_inferred(self) -> bool:
        """Whether the sentence says more than its evidence."""
        return "statement" in self.inferred

    @property
    def is_unverified(self) -> bool:
        """Whether nothing by the survey's or the work's authors was seen."""
        return all(item.source.is_weak for item in self.evidence)

    @property
    def is_checked_twice(self) -> bool:
        """Whether two people compared it."""
        return len({each.by for each in self.checked}) > 1

    @property
    def inferred_fields(self) -> tuple[str, ...]:
        """The fields that are inferred, whole or in one of their values."""
        return tuple(dict.fromkeys(each.partition(".")[0] for each in self.inferred))

    def inferred_values(self, field: str) -> tuple[str, ...]:
        """Return the values of a field that are inferred one by one.

        Args:
            field: The field.
        """
        return tuple(value for name, dot, value in (each.partition(".") for each in self.inferred) if dot and name == field)

    def infers(self, field: str, value: str | None = None) -> bool:
        """Return whether no evidence states a field, or one of its values.

        Args:
            field: The field.
            value: The value; without one, the whole field is meant.
        """
        return field in self.inferred or (value is not None and f"{field}.{value}" in self.inferred)

    def holds(self, part: str) -> bool:
        """Return whether the claim has a field, or a value of it.

        Args:
            part: As in ``inferred``: ``models`` or ``models.gpt-4``.
        """
        field, dot, value = part.partition(".")
        held = getattr(self, field)
        return value in held if dot else bool(held)


class BackgroundUse(Record):
    """Why the survey cites a work as background."""

    section: Section
    """Where the citation stands."""
    why: Sentence
    """What it is cited for."""


class Printed(Record):
    """What the survey's reference list prints where it differs from the entry: errors kept visible."""

    year: Year | None = None
    """The printed year."""
    venue: Label | None = None
    """The printed venue."""
    volume: Label | None = None
    """The printed volume."""
    number: Label | None = None
    """The printed number."""
    pages: Label | None = None
    """The printed pages."""
    authors: tuple[Label, ...] = ()
    """The printed authors."""


class MaintainedList(Record):
    """What the list that the survey's authors maintain says of a work."""

    badges: tuple[BadgeId, ...] = ()
    """Its tags: taxonomy nodes."""
    sections: tuple[Section, ...] = ()
    """The sections under which it files the work."""
    since: Year | None = None
    """The year in which the list gained the work, where that was after the survey."""


class SurveyUse(Record):
    """How the survey uses a work."""

    references: tuple[Annotated[int, Field(ge=1)], ...]
    """Its reference numbers; one work has two."""
    sections: tuple[Section, ...] = ()
    """The sections and tables that cite it."""
    background: tuple[BackgroundUse, ...] = ()
    """The citations that are background only."""
    printed: Printed | None = None
    """What the reference list prints differently."""
    maintained_list: MaintainedList | None = None
    """What the maintained list says."""


class Links(Record):
    """Pages about a work besides its own address."""

    code: Url | None = None
    """Source code."""
    project: Url | None = None
    """The project's page."""
    dataset: Url | None = None
    """Its data."""
    model: Url | None = None
    """Its weights."""
    demo: Url | None = None
    """A demonstration."""
    video: Url | None = None
    """A talk or film."""


class Introduces(Record):
    """The artifacts that a work introduces."""

    models: tuple[Model, ...] = ()
    """Models."""
    datasets: tuple[Dataset, ...] = ()
    """Datasets."""


class Work(Record):
    """A surveyed, background or extended work."""

    key: WorkKey
    """The name of the entry and of its file."""
    title: Title
    """The title as published."""
    authors: tuple[Label, ...] = Field(min_length=1)
    """In the published order, "Given Family"; initials where no more is known."""
    family_names: tuple[Label, ...] = ()
    """Family names of several words, such as "García Márquez", and groups' whole names, where the last word would mislead."""
    et_al: bool = False
    """Whether there are more authors than listed."""
    year: Year
    """The year of first publication, preprint included."""
    venue: Label | None = None
    """Where it is published, without the year: ``NeurIPS``, ``arXiv``."""
    venue_year: Year | None = None
    """The year of that publication, where it is not the first."""
    volume: Label | None = None
    """Volume of the journal or proceedings."""
    number: Label | None = None
    """Number within the volume."""
    pages: Label | None = None
    """Pages."""
    arxiv: ArxivId | None = None
    """The arXiv id, without version."""
    arxiv_from: ArxivFrom | None = None
    """Where the arXiv id was found."""
    doi: Doi | None = None
    """The DOI, without resolver."""
    url: Url | None = None
    """Where the work can be read, when neither arXiv id nor DOI leads there."""
    links: Links | None = None
    """Code, project page, data and the like."""
    scope: Scope
    """How it stands to the survey."""
    survey: SurveyUse | None = None
    """How the survey uses it; absent for extended works."""
    maintained_list: MaintainedList | None = None
    """What the survey's maintained list says of an extended work that it gained later."""
    seen_at: Url | None = None
    """Where an extended work's id and abstract were seen."""
    judged_paradigm: JudgedParadigm | None = None
    """The curator's judgement of an extended work."""
    introduces: Introduces | None = None
    """Models and datasets that it introduces."""
    claims: tuple[Claim, ...] = Field(default=(), max_length=CLAIMS_MAX)
    """Its classifications."""
    notes: tuple[Sentence, ...] = ()
    """What a curator should know."""
    added: Day
    """The day on which the entry came into the knowledge base."""

    @property
    def byline(self) -> str:
        """Who wrote it, in a few words: one name, two, or the first of more."""
        return f"{self.authors[0]} et al." if self.et_al or len(self.authors) > 2 else " and ".join(self.authors)

    @property
    def cited_as(self) -> str:
        """How people speak of it: "Samir Yitzhak Gadre et al. 2023"."""
        return f"{self.byline} {self.year}"

    @property
    def name(self) -> str | None:
        """The name that its title begins with, before a colon: "DataComp"; None where that is a sentence, or there is none."""
        before, colon, _ = self.title.partition(": ")
        return before if colon and len(before.split()) <= NAME_WORDS_MAX else None

    @property
    def listed(self) -> MaintainedList | None:
        """What the survey's maintained list says of it, whether the list had it with the survey or gained it later."""
        return self.maintained_list or (self.survey.maintained_list if self.survey is not None else None)
