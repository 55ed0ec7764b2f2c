"""The vocabulary: directions, the tree of nodes, stages, capabilities and the survey's own tables that are not works.

Each class ending in ``File`` is one YAML file under ``taxonomy/``.  A term is referred to from a field whose vocabulary is
known, so ids need be unique only within one vocabulary.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from codev.model.artifact import ArtifactsFile
from codev.model.audit import Audit, AuditsFile
from codev.model.double import DoubleEntry
from codev.model.fields import Label, ModalityId, NodeId, ParentId, Record, Section, Sentence, Slug, StageId, WorkReference
from codev.model.rejected import REJECTED_PATH, RejectedFile, RejectedPaper

FORMAT = 2
"""The version of the data model (DESIGN §2) that this code reads and writes."""

TRAINING_STAGES = ("pretrain", "pretrain-projector", "finetune")
"""The stages at which data change a model's weights (DESIGN §3)."""

DirectionId = Literal["data4model", "model4data"]
"""The two directions of co-development: RQ1 and RQ2."""


class Term(Record):
    """What every term has."""

    id: Slug
    """Unique within its vocabulary."""
    name: Label
    """How it is shown."""


class SoughtTerm(Term):
    """A term that people look for under several names."""

    aliases: tuple[Label, ...] = ()
    """Other names by which people look for it; one may lead to a term of each vocabulary."""


class GrowingTerm(SoughtTerm):
    """A term of a vocabulary that grows with the field: the survey's own terms, and those that this project added."""

    since: Literal["atlas"] | None = None
    """``atlas`` for a term that the survey does not have and this project added, since three works or more need it."""

    @property
    def is_added(self) -> bool:
        """Whether the survey does not have the term."""
        return self.since is not None


class Direction(Term):
    """One of the two directions, and the research question that it answers."""

    id: DirectionId
    """``data4model`` or ``model4data``."""
    question: Literal["RQ1", "RQ2"]
    """The research question's short name."""
    asks: Sentence
    """The research question."""


class Node(GrowingTerm):
    """A node of the tree: objective, approach or role, and what they divide into."""

    parent: ParentId | None = None
    """The node above; absent at the top, which names its direction."""
    direction: DirectionId | None = None
    """At the top only: the direction."""
    section: Section | None = None
    """The survey's section; absent where the atlas added the term."""
    definition: Sentence
    """What belongs here."""
    formal: Label | None = None
    """The survey's set notation for a role (§5): D the dataset, w the model."""
    effect: Literal["degrades"] | None = None
    """``degrades`` for attacks: what the data can break."""


class Stage(GrowingTerm):
    """A stage of an MLLM's lifecycle, in order."""

    printed: Label | None = None
    """What the survey's Table 2 prints."""
    section: Section | None = None
    """The survey's section; absent where the atlas added the term."""
    definition: Sentence
    """What belongs here."""


class DefinedTerm(GrowingTerm):
    """A term with a definition: component, capability, modality."""

    definition: Sentence
    """What is meant."""
    section: Section | None = None
    """The survey's section, where it has one."""


class AcquisitionSource(DefinedTerm):
    """Where data come from."""

    printed: Label | None = None
    """What the survey's Table 2 prints."""


class Paradigm(Term):
    """A paradigm of co-development (survey §2.1)."""

    section: Section
    """The survey's section."""
    definition: Sentence
    """In short."""
    explanation: Sentence
    """At length."""
    works: tuple[WorkReference, ...] = ()
    """The works that the survey names for it."""


class NotApplicableRule(Record):
    """Cells of node × stage × modality that cannot exist.  An empty list stands for every term of its vocabulary."""

    id: Slug
    """Names the rule."""
    nodes: tuple[NodeId, ...] = ()
    """Nodes, descendants included."""
    stages: tuple[StageId, ...] = ()
    """Stages."""
    modalities: tuple[ModalityId, ...] = ()
    """Modalities."""
    reason: Sentence
    """Why there can be nothing there."""


class RoadmapItem(Term):
    """A direction of future work that the survey names (§8)."""

    section: Section
    """The survey's section."""
    parent: Literal["infrastructure", "externally-boosted", "self-boosted"]
    """The part of §8 that it belongs to."""
    summary: Sentence
    """What the survey asks for."""
    works: tuple[WorkReference, ...] = ()
    """The works that the survey cites there."""
    nodes: tuple[NodeId, ...] = ()
    """Nodes where works on it would be classified; chosen by this project."""


class Family(SoughtTerm):
    """A family of models, for which dependence can be asked."""

    developer: Label | None = None
    """Who makes them, where that is one."""


class ComparedSurveys(Record):
    """A row of the survey's Table 1: surveys of one kind."""

    modality: Literal["multi-modal", "uni-modal"]
    """What they cover."""
    perspective: Literal["model-centric", "data-centric", "data-model co-development"]
    """Where they stand."""
    taxonomy_basis: Label
    """What they arrange works by."""
    highlights: Sentence
    """What they are good for."""
    works: tuple[WorkReference, ...] = ()
    """The surveys; empty for the row of the survey itself."""


class DirectionsFile(Record):
    """``taxonomy/directions.yaml``."""

    directions: tuple[Direction, ...]
    """The two directions."""


class NodesFile(Record):
    """``taxonomy/nodes.yaml``."""

    nodes: tuple[Node, ...]
    """The tree, a parent before its children."""


class StagesFile(Record):
    """``taxonomy/stages.yaml``."""

    stages: tuple[Stage, ...]
    """In the order of an MLLM's life."""


class ComponentsFile(Record):
    """``taxonomy/components.yaml``."""

    components: tuple[DefinedTerm, ...]
    """Parts of an MLLM (survey §2.4)."""


class CapabilitiesFile(Record):
    """``taxonomy/capabilities.yaml``."""

    enhanced: tuple[DefinedTerm, ...]
    """Data to model: what data enhance, or a benchmark measures."""
    leveraged: tuple[DefinedTerm, ...]
    """Model to data: what the acting model draws on."""


class ModalitiesFile(Record):
    """``taxonomy/modalities.yaml``."""

    modalities: tuple[DefinedTerm, ...]
    """Modalities of data."""


class ParadigmsFile(Record):
    """``taxonomy/paradigms.yaml``."""

    paradigms: tuple[Paradigm, ...]
    """Paradigms of co-development."""


class AcquisitionSourcesFile(Record):
    """``taxonomy/acquisition-sources.yaml``."""

    acquisition_sources: tuple[AcquisitionSource, ...]
    """Where data come from."""


class NotApplicableFile(Record):
    """``taxonomy/not-applicable.yaml``."""

    rules: tuple[NotApplicableRule, ...]
    """Which cells of the gaps map cannot exist."""


class RoadmapFile(Record):
    """``taxonomy/roadmap.yaml``."""

    roadmap: tuple[RoadmapItem, ...]
    """The survey's §8."""


class SurveysFile(Record):
    """``taxonomy/surveys.yaml``."""

    surveys: tuple[ComparedSurveys, ...]
    """The survey's Table 1."""


class FamiliesFile(Record):
    """``taxonomy/families.yaml``."""

    families: tuple[Family, ...]
    """Families of models."""


class FormatFile(Record):
    """``taxonomy/format.yaml``."""

    format: Annotated[int, Field(ge=1)]
    """The version of the data model that the files follow; ``codev migrate`` brings older ones up to date."""


class Taxonomy(Record):
    """All that is not an entry: the vocabulary, one field a file, the audits, entries of a second curator, rejected papers."""

    directions: tuple[Direction, ...] = ()
    nodes: tuple[Node, ...] = ()
    stages: tuple[Stage, ...] = ()
    components: tuple[DefinedTerm, ...] = ()
    enhanced: tuple[DefinedTerm, ...] = ()
    leveraged: tuple[DefinedTerm, ...] = ()
    modalities: tuple[DefinedTerm, ...] = ()
    paradigms: tuple[Paradigm, ...] = ()
    acquisition_sources: tuple[AcquisitionSource, ...] = ()
    rules: tuple[NotApplicableRule, ...] = ()
    roadmap: tuple[RoadmapItem, ...] = ()
    surveys: tuple[ComparedSurveys, ...] = ()
    families: tuple[Family, ...] = ()
    audits: tuple[Audit, ...] = ()
    double_entries: tuple[DoubleEntry, ...] = ()
    rejected: tuple[RejectedPaper, ...] = ()
    format: int = 1
    artifacts: ArtifactsFile = Field(default_factory=ArtifactsFile)


TAXONOMY_FILES: dict[str, type[Record]] = {
    "directions": DirectionsFile,
    "nodes": NodesFile,
    "stages": StagesFile,
    "components": ComponentsFile,
    "capabilities": CapabilitiesFile,
    "modalities": ModalitiesFile,
    "paradigms": ParadigmsFile,
    "acquisition-sources": AcquisitionSourcesFile,
    "not-applicable": NotApplicableFile,
    "roadmap": RoadmapFile,
    "surveys": SurveysFile,
    "families": FamiliesFile,
    "audits": AuditsFile,
    "rejected": RejectedFile,
    "format": FormatFile,
    "artifacts": ArtifactsFile,
}
"""Every file that is no entry by its stem, and what it holds; `vocabulary_path` says where it is."""

NEEDED_FILES = frozenset(TAXONOMY_FILES) - {"audits", "rejected"}
"""The files that every knowledge base has: entries refer to what they hold; nobody need have audited or rejected anything."""


def vocabulary_path(stem: str) -> str:
    """Return where a file of `TAXONOMY_FILES` is, relative to the root.

    Args:
        stem: The file's name without ending.
    """
    return REJECTED_PATH if stem == "rejected" else f"taxonomy/{stem}.yaml"


def assemble_taxonomy(files: dict[str, Record], double_entries: tuple[DoubleEntry, ...] = ()) -> Taxonomy:
    """Return the vocabulary that the files make up.

    Args:
        files: Records by file stem, as in `TAXONOMY_FILES`; a missing one leaves its part empty.
        double_entries: What several curators wrote of one work, in the order of the files.
    """
    parts: dict[str, object] = {"double_entries": double_entries}
    for stem, record in files.items():
        if stem == "artifacts":
            parts["artifacts"] = record
        else:
            parts.update({name: getattr(record, name) for name in type(record).model_fields})
    return Taxonomy.model_construct(**parts)  # type: ignore[arg-type]
