"""Models and datasets: what works introduce, use and derive from one another.

Declared once, in the entry of the work that introduces it or in ``taxonomy/artifacts.yaml``.  Access, licence, developer
and address rest on memory unless ``verified`` names the field.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator

from codev.ids import ArtifactKind
from codev.model.evidence import EvidenceSource
from codev.model.fields import (
    Count,
    DatasetId,
    FamilyId,
    FieldName,
    Label,
    ModalityId,
    ModelId,
    OwnKindId,
    PrintedModel,
    Record,
    Sentence,
    Slug,
    SourceId,
    StageId,
    Url,
    Year,
)


class Access(StrEnum):
    """Who can use an artifact."""

    OPEN = "open"
    """Anyone can download it (datasets)."""
    OPEN_WEIGHTS = "open-weights"
    """Anyone can download the weights (models)."""
    GATED = "gated"
    """To be asked for."""
    CLOSED = "closed"
    """Kept by its makers, at most served."""
    UNKNOWN = "unknown"
    """Not established."""


RECALLED_FIELDS = ("access", "licence", "developer", "source")
"""The fields of an artifact that rest on memory unless ``verified`` names them (README of the facts)."""


class Basis(StrEnum):
    """What a ``derived_from`` rests on."""

    CLAIM = "claim"
    """A claim of the knowledge base says so."""
    SEEN = "seen"
    """A page that was seen says so."""
    RECALLED = "recalled"
    """From memory: unverified."""


class TakenAs(StrEnum):
    """What a parent became in its child."""

    WEIGHTS = "weights"
    """Model of a model: training began with its weights."""
    ENCODER = "encoder"
    """Model of a model: it is the encoder, or another part that is not trained further."""
    TEACHER = "teacher"
    """Model of a model: the child learned from what it puts out."""
    MERGED = "merged"
    """Of either kind: one of several that were put together."""
    FILTERED = "filtered"
    """Dataset of a dataset: a choice of its samples."""
    TRANSLATED = "translated"
    """Dataset of a dataset: in another language."""
    EXTENDED = "extended"
    """Dataset of a dataset: with more samples."""
    ANNOTATED = "annotated"
    """Dataset of a dataset: its samples with other texts, labels or questions."""
    FILTER = "filter"
    """Model of a dataset: it chose the samples."""
    CAPTIONER = "captioner"
    """Model of a dataset: it described the samples."""


_OF_MODELS = frozenset([TakenAs.WEIGHTS, TakenAs.ENCODER, TakenAs.TEACHER, TakenAs.MERGED])
_OF_DATASETS = frozenset([TakenAs.MERGED, TakenAs.FILTERED, TakenAs.TRANSLATED, TakenAs.EXTENDED, TakenAs.ANNOTATED])
_BY_MODELS = frozenset([TakenAs.FILTER, TakenAs.CAPTIONER])


class Origin(Record):
    """One thing that an artifact was built on or from: of its own kind, or the model that made a dataset what it is."""

    model_config = ConfigDict(serialize_by_alias=True)

    compact = True

    id: OwnKindId | None = None
    """The parent's id: a model of a model, a dataset of a dataset."""
    model: ModelId | None = None
    """Of a dataset, in place of the id: the model that filtered or captioned it."""
    basis: Basis
    """What this rests on."""
    taken_as: TakenAs | None = Field(default=None, alias="as")
    """What the parent became in the child, where that is known."""
    source: EvidenceSource | None = None
    """Where a page was seen: what kind of page; a third party's is weak."""
    where: Sentence | None = None
    """The place on that page, or which page it is."""
    url: Url | None = None
    """Where that page can be read."""

    @model_validator(mode="after")
    def _is_whole(self) -> Origin:
        """Refuse an origin without parent or with two, and a page that nobody saw."""
        if (self.id is None) == (self.model is None):
            raise ValueError("a parent has an 'id', or is a 'model'; give one of the two")
        if self.model is not None and self.taken_as not in _BY_MODELS:
            raise ValueError(
                "a model is the parent of a dataset as what chose or described it; add 'as: filter' or 'as: captioner'"
            )
        if self.model is None and self.taken_as in _BY_MODELS:
            raise ValueError(f"'as: {self.taken_as}' is said of a model; write 'model: …' in place of 'id: …'")
        if self.basis is not Basis.SEEN and (self.source or self.where or self.url):
            raise ValueError("'source', 'where' and 'url' tell of a page that was seen; write 'basis: seen', or remove them")
        return self

    @property
    def is_unverified(self) -> bool:
        """Whether it rests on memory, or on a third party's page only."""
        return self.basis is Basis.RECALLED or (self.source is not None and self.source.is_weak)


class Size(Record):
    """How much a dataset holds."""

    compact = True

    count: Count | None = None
    """The number of units; absent where none is stated."""
    unit: Label
    """What is counted, in the plural."""
    as_stated: Label
    """The size as its source writes it."""
    why: Sentence | None = None
    """With a corrected size: what was wrong."""


class Modalities(Record):
    """What goes in and what comes out, corrected."""

    compact = True

    input: tuple[ModalityId, ...]
    """Modalities of the input."""
    output: tuple[ModalityId, ...]
    """Modalities of the output."""
    why: Sentence
    """What was wrong with the printed ones."""


class Table2Row(Record):
    """One row of the survey's Table 2, as printed and normalised."""

    row: Annotated[int, Field(ge=1)]
    """Its place in the table, counted from 1."""
    name: Label
    """The printed name."""
    reference: Annotated[int, Field(ge=1)]
    """The printed reference number."""
    modality_printed: Label
    """The printed modality, such as ``Image-Text``."""
    input: tuple[ModalityId, ...]
    """The printed input modalities, as terms."""
    output: tuple[ModalityId, ...]
    """The printed output modalities, as terms."""
    sources_printed: Label
    """The printed sources, such as ``GPT-4V, Web, Merge``."""
    source_models: tuple[PrintedModel, ...] = ()
    """The models among the sources, spelled one way; some, such as ``MLLMs``, name no one model."""
    other_sources: tuple[SourceId, ...] = ()
    """The other sources, as acquisition sources."""
    stages: tuple[StageId, ...]
    """The stages ticked."""
    quantity_printed: Label
    """The printed quantity."""
    quantity: Count | None = None
    """The quantity as a number."""
    quantity_range: tuple[Count, ...] = Field(default=(), max_length=2)
    """The least and the greatest quantity where a range is printed."""
    objective: Sentence
    """What the data are for, in our words."""
    model_in_the_loop: bool
    """Whether the table lists it among the data made with models."""


class Artifact(Record):
    """What models and datasets have in common.

    Attributes:
        artifact_kind: The id space that it lives in.
    """

    artifact_kind: ClassVar[ArtifactKind]

    id: Slug
    """Unique among models, or among datasets."""
    name: Label
    """The name as its makers write it."""
    aliases: tuple[Label, ...] = ()
    """Other spellings and names; each leads to this artifact only."""
    family: FamilyId | None = None
    """The family that dependence can be asked for, such as ``gpt``."""
    developer: Label | None = None
    """Who made it."""
    year: Year | None = None
    """The year in which it appeared."""
    access: Access = Access.UNKNOWN
    """Who can use it."""
    licence: Label | None = None
    """Its licence, as an SPDX id where there is one."""
    input: tuple[ModalityId, ...] = ()
    """Modalities that go in."""
    output: tuple[ModalityId, ...] = ()
    """Modalities that come out."""
    source: Url | None = None
    """Where it is published."""
    derived_from: tuple[Origin, ...] = ()
    """What it was built on or from: models for a model; for a dataset, datasets and the models that chose or described it."""
    variant_of: OwnKindId | None = None
    """The artifact that this one is a version of."""
    distinct_from: tuple[OwnKindId, ...] = ()
    """Other artifacts whose names differ from its own in spelling only."""
    verified: tuple[FieldName, ...] = ()
    """The fields that a work or a page that was seen confirms."""
    note: Sentence | None = None
    """What a reader should know."""

    @model_validator(mode="after")
    def _fits_kind(self) -> Artifact:
        """Refuse what a parent of this kind cannot be, and a verified field that is not there."""
        allowed = _OF_MODELS if self.artifact_kind == "model" else _OF_DATASETS | _BY_MODELS
        for origin in self.derived_from:
            if origin.model is not None and self.artifact_kind == "model":
                raise ValueError("a parent of a model is named under 'id'; write 'id: …' in place of 'model: …'")
            if origin.taken_as is not None and origin.taken_as not in allowed:
                raise ValueError(f"'as: {origin.taken_as}' is not said of a {self.artifact_kind}; {_one_of(allowed)}")
        for name in self.verified:
            if name == "verified" or not getattr(self, name, None):
                raise ValueError(f"'verified' names {name}, which is not given; fill it in, or take the name out")
        return self

    def is_recalled(self, name: str) -> bool:
        """Return whether a field may rest on memory: one of the four that mostly do, and no page that was seen confirms it.

        Args:
            name: The field.
        """
        return name in RECALLED_FIELDS and name not in self.verified


def _one_of(words: frozenset[TakenAs]) -> str:
    """Return what may be written under ``as``."""
    return f"write one of {', '.join(sorted(words))}"


class Model(Artifact):
    """A model, or an agent system that acts like one."""

    artifact_kind = "model"

    kind: Literal["model", "system", "method", "unnamed"] = "model"
    """``system`` for agents and pipelines that act like one model, ``method`` for an algorithm or recipe, ``unnamed`` for
    whatever models works use without a name: each work's is another one."""


class Dataset(Artifact):
    """A dataset or a benchmark."""

    artifact_kind = "dataset"

    kind: Literal["dataset", "unnamed"] = "dataset"
    """``unnamed`` where a work's data has no name of its own."""
    purpose: Literal["training", "benchmark", "both"] | None = None
    """What it is for."""
    size: Size | None = None
    """How much it holds, as stated."""
    size_corrected: Size | None = None
    """The size to use where the stated one is wrong."""
    modalities_corrected: Modalities | None = None
    """The modalities to use where the printed ones are wrong."""
    covers: tuple[DatasetId, ...] = ()
    """The members, where the name is a family's."""
    lineage_only: bool = False
    """Whether it stands here only as a parent of others."""
    table2: tuple[Table2Row, ...] = ()
    """Its rows in the survey's Table 2."""

    @property
    def best_size(self) -> Size | None:
        """The corrected size, or the stated one."""
        return self.size_corrected or self.size

    @property
    def best_input(self) -> tuple[str, ...]:
        """The corrected input modalities, or the stated ones."""
        return self.modalities_corrected.input if self.modalities_corrected else self.input

    @property
    def best_output(self) -> tuple[str, ...]:
        """The corrected output modalities, or the stated ones."""
        return self.modalities_corrected.output if self.modalities_corrected else self.output


class ArtifactsFile(Record):
    """``taxonomy/artifacts.yaml``: the artifacts that no entry introduces."""

    models: tuple[Model, ...] = ()
    """Models."""
    datasets: tuple[Dataset, ...] = ()
    """Datasets."""
