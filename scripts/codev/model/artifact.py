"""Models and datasets: what works introduce, use and derive from one another.

Declared once, in the entry of the work that introduces it or in ``taxonomy/artifacts.yaml``.  Access, licence, developer
and address rest on memory unless ``verified`` names the field.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from codev.ids import ArtifactKind
from codev.model.fields import (
    Count,
    DatasetId,
    FamilyId,
    Label,
    ModalityId,
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


class Basis(StrEnum):
    """What a ``derived_from`` rests on."""

    CLAIM = "claim"
    """A claim of the knowledge base says so."""
    SEEN = "seen"
    """A page that was seen says so."""
    RECALLED = "recalled"
    """From memory: unverified."""


class Origin(Record):
    """One thing that an artifact was built on or from, of the artifact's own kind."""

    compact = True

    id: OwnKindId
    """The parent's id."""
    basis: Basis
    """What this rests on."""


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
    """What it was built on or from: models for a model, datasets for a dataset."""
    variant_of: OwnKindId | None = None
    """The artifact that this one is a version of."""
    verified: tuple[Literal["access", "licence", "developer", "source"], ...] = ()
    """The fields that a work or a page that was seen confirms; the others of these four are recalled."""
    note: Sentence | None = None
    """What a reader should know."""


class Model(Artifact):
    """A model, or an agent system that acts like one."""

    artifact_kind = "model"

    kind: Literal["model", "system"] = "model"
    """``system`` for agents and pipelines that act like one model."""


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
