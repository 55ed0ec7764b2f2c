"""The kinds of node and edge in the co-development graph, and which of them carry lineage.

Every edge leads *from what was there first to what was made from it*: data to the model that they train, a model to the data
that it produces, a parent to what is derived from it, a model to its variant.  So "up" (what a thing was made from and by)
follows edges backwards and "down" (what was made with it) forwards, and a loop is a closed directed cycle (DESIGN §3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypedDict

from codev.model import DirectionId
from codev.model.taxonomy import TRAINING_STAGES


class NodeKind(StrEnum):
    """What a node of the graph stands for."""

    WORK = "work"
    """A paper; named ``work:<key>``."""
    MODEL = "model"
    """A model or a variant of one; named ``model:<id>`` or ``model:<id>@<work>``."""
    DATASET = "dataset"
    """A dataset; named ``dataset:<id>``."""
    NODE = "node"
    """A taxonomy node; named ``node:<id>``."""


class Relation(StrEnum):
    """What an edge says (DESIGN §3); `RELATIONS` says what each one is."""

    TRAINS = "trains"
    PROMPTS = "prompts"
    EVALUATES = "evaluates"
    PRODUCES = "produces"
    EXAMINES = "examines"
    DERIVED_FROM = "derived_from"
    VARIANT_OF = "variant_of"
    INTRODUCES = "introduces"
    CLASSIFIED_AS = "classified_as"
    PART_OF = "part_of"


@dataclass(frozen=True, slots=True)
class RelationRow:
    """What a relation is: all that graph, answers, exports, pictures and pages know of it.

    Attributes:
        forward: What it is called between source and target: "D trains M"; also seen from the source.
        back: What it is called seen from the target: "M, trained on D".
        meaning: What it stands for.
        direction: The direction of the claims that it comes from.
        carries_lineage: Whether lineage, loops, dependence and leakage follow it.
        joins_artifacts: Whether it leads from a model or dataset to another one.
        stages: The stages at which data do this to a model (DESIGN §3); a stage of no relation gives no edge.
        field: The field of a model4data claim that holds the datasets to which a model does this.
    """

    forward: str
    back: str
    meaning: str
    direction: DirectionId | None = None
    carries_lineage: bool = False
    joins_artifacts: bool = True
    stages: tuple[str, ...] = ()
    field: Literal["datasets", "input_datasets"] | None = None


RELATIONS: Mapping[str, RelationRow] = {
    Relation.TRAINS: RelationRow(
        "trains",
        "trained on",
        "data train a model",
        direction="data4model",
        carries_lineage=True,
        stages=TRAINING_STAGES,
    ),
    Relation.PRODUCES: RelationRow(
        "produces", "made by", "a model makes data", direction="model4data", carries_lineage=True, field="datasets"
    ),
    Relation.DERIVED_FROM: RelationRow("is the basis of", "built on", "it is made from it", carries_lineage=True),
    Relation.VARIANT_OF: RelationRow("has the variant", "variant of", "another version of it", carries_lineage=True),
    Relation.PROMPTS: RelationRow(
        "prompts", "prompted with", "a model gets data in its context", direction="data4model", stages=("inference",)
    ),
    Relation.EVALUATES: RelationRow(
        "evaluates", "evaluated on", "data measure a model", direction="data4model", stages=("evaluation",)
    ),
    Relation.EXAMINES: RelationRow(
        "examines",
        "examined by",
        "a model reads, filters or judges data",
        direction="model4data",
        field="input_datasets",
    ),
    Relation.INTRODUCES: RelationRow("introduces", "introduced by", "a work introduces it", joins_artifacts=False),
    Relation.CLASSIFIED_AS: RelationRow(
        "is classified as", "holds the work", "a work belongs to a node", joins_artifacts=False
    ),
    Relation.PART_OF: RelationRow(
        "is part of", "has the part", "a node or dataset belongs to a larger one", joins_artifacts=False
    ),
}
"""Every relation by its name, in the order in which they are listed; a new one is a member and a row here."""

LINEAGE: frozenset[Relation] = frozenset(Relation(name) for name, row in RELATIONS.items() if row.carries_lineage)
"""The relations that carry lineage, loops, dependence and leakage; the others are shown and carry nothing (DESIGN §3)."""

BETWEEN_ARTIFACTS: frozenset[Relation] = frozenset(Relation(name) for name, row in RELATIONS.items() if row.joins_artifacts)
"""The relations between models and datasets."""

STAGE_RELATIONS: Mapping[str, Relation] = {stage: Relation(name) for name, row in RELATIONS.items() for stage in row.stages}
"""What data do to a model at each stage."""

Effect = Literal["improves", "degrades", "measures"]
"""What a data4model claim says that data do: improve a model, break it (attack nodes), or measure it (evaluation)."""


class NodeData(TypedDict):
    """The attributes of a node; every node has all of them."""

    kind: str
    """A `NodeKind`."""
    id: str
    """Key, artifact id or term id; of a variant, the id of the model that was retrained."""
    label: str
    """The name to show."""
    year: int | None
    """The year in which a work or an artifact appeared; of a variant, that of the retraining work."""
    access: str | None
    """Of an artifact: a `codev.model.Access`; a variant's is unknown."""
    family: str | None
    """Of an artifact: its family."""
    direction: DirectionId | None
    """Of a taxonomy node."""
    scope: str | None
    """Of a work: a `codev.model.Scope`."""
    work: str | None
    """Of an artifact: the work that introduces it; of a variant: the work that retrained the model."""
    variant: bool
    """Whether this is a model as a work retrained it, not as it was released; or one that a work uses without naming it."""


class EdgeData(TypedDict):
    """The attributes of an edge; every edge has all of them."""

    relation: str
    """A `Relation`."""
    claim: str | None
    """The claim that the edge comes from."""
    basis: str | None
    """Of an edge without claim: ``claim``, ``seen`` or ``recalled`` for `derived_from`, ``declared`` for what an entry states
    in its artifact (`variant_of`, `introduces`, `part_of`)."""
    direction: DirectionId | None
    """The direction of the claim."""
    stages: tuple[str, ...]
    """The stages of the claim at which the edge holds; of a model4data edge, the stages of its claim."""
    node: str | None
    """The taxonomy node of the claim: the approach or role."""
    effect: Effect | None
    """Of a data4model edge."""
    unverified: bool
    """Whether the edge rests on memory or a third party only, or on a field or value that its claim infers."""
