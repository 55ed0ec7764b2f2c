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
    """What an edge says (DESIGN §3)."""

    TRAINS = "trains"
    """Dataset to model: the model learns from the data (pre-training, projector, fine-tuning)."""
    PROMPTS = "prompts"
    """Dataset to model: the data reach the model in its context (inference)."""
    EVALUATES = "evaluates"
    """Dataset to model: the data measure the model."""
    PRODUCES = "produces"
    """Model to dataset: the data come out of the model's work."""
    EXAMINES = "examines"
    """Model to dataset: the model works on, filters, judges or reads the data."""
    DERIVED_FROM = "derived_from"
    """Parent to child: the target is built on or from the source."""
    VARIANT_OF = "variant_of"
    """Model to variant, dataset to version: the target is a version of the source."""
    INTRODUCES = "introduces"
    """Work to artifact."""
    CLASSIFIED_AS = "classified_as"
    """Work to taxonomy node, one edge a claim."""
    PART_OF = "part_of"
    """Taxonomy node to its parent; dataset to the family name that covers it."""


@dataclass(frozen=True, slots=True)
class RelationWords:
    """What a relation is called.

    Attributes:
        forward: Between source and target: "D trains M"; also seen from the source.
        back: Seen from the target: "M, trained on D".
        meaning: What it stands for.
    """

    forward: str
    back: str
    meaning: str


RELATIONS: Mapping[str, RelationWords] = {
    Relation.TRAINS.value: RelationWords("trains", "trained on", "data train a model"),
    Relation.PRODUCES.value: RelationWords("produces", "made by", "a model makes data"),
    Relation.DERIVED_FROM.value: RelationWords("is the basis of", "built on", "it is made from it"),
    Relation.VARIANT_OF.value: RelationWords("has the variant", "variant of", "another version of it"),
    Relation.PROMPTS.value: RelationWords("prompts", "prompted with", "a model gets data in its context"),
    Relation.EVALUATES.value: RelationWords("evaluates", "evaluated on", "data measure a model"),
    Relation.EXAMINES.value: RelationWords("examines", "examined by", "a model reads, filters or judges data"),
    Relation.INTRODUCES.value: RelationWords("introduces", "introduced by", "a work introduces it"),
    Relation.CLASSIFIED_AS.value: RelationWords("is classified as", "holds the work", "a work belongs to a node"),
    Relation.PART_OF.value: RelationWords("is part of", "has the part", "a node or dataset belongs to a larger one"),
}
"""What can be followed in the graph."""

LINEAGE: frozenset[Relation] = frozenset([Relation.TRAINS, Relation.PRODUCES, Relation.DERIVED_FROM, Relation.VARIANT_OF])
"""The relations that carry lineage, loops, dependence and leakage; the others are shown and carry nothing (DESIGN §3)."""

BETWEEN_ARTIFACTS: frozenset[Relation] = LINEAGE | {Relation.PROMPTS, Relation.EVALUATES, Relation.EXAMINES}
"""The relations between models and datasets."""

STAGE_RELATIONS: dict[str, Relation] = {
    "pretrain": Relation.TRAINS,
    "pretrain-projector": Relation.TRAINS,
    "finetune": Relation.TRAINS,
    "inference": Relation.PROMPTS,
    "evaluation": Relation.EVALUATES,
}
"""What data do to a model at each stage (DESIGN §3); a stage that is not listed here gives no edge."""

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
    """Whether this is a model as a work retrained it, not as it was released."""


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
    """Whether the edge rests on memory or a third party only, or on a field that its claim infers."""
