"""Words that site, explorer and command show alike: said here once, so that they never differ.

What is said of an answer is what the graph shows, and no more.  An id that a table does not know raises `KeyError`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from codev.atlas import Atlas
from codev.graph import effect_of, effects_of
from codev.graph.relations import RELATIONS, Effect, NodeKind, Relation
from codev.ids import ArtifactKind
from codev.limits.questions import FACET_VALUES_MAX, VALUE_CHARACTERS_MAX
from codev.model import Claim, DirectionId
from codev.model.taxonomy import Node, Stage
from codev.model.vocabularies import ADDED_NOTE
from codev.query import LeakageRow
from codev.query.answers.compare import THINGS_MAX
from codev.query.facet_kinds import Facet
from codev.query.facets import DIRECTION_NAMES
from codev.show.looks import HUES, SHAPES

BASES: Mapping[str | None, str] = {
    "claim": "a claim of the atlas",
    "seen": "a page that was seen",
    "recalled": "memory",
    "declared": "the entry",
    None: "",
}
"""What an edge without a claim of its own rests on."""

KINDS: Mapping[str, tuple[str, str]] = {
    NodeKind.WORK.value: ("Work", "Works"),
    NodeKind.MODEL.value: ("Model", "Models"),
    NodeKind.DATASET.value: ("Dataset", "Datasets"),
    NodeKind.NODE.value: ("Taxonomy node", "Taxonomy nodes"),
}
"""What one and several nodes of each kind are called."""

ARTIFACT_KINDS: Mapping[ArtifactKind, Mapping[str, str]] = {
    "model": {
        "model": "Model",
        "system": "System that acts like a model",
        "method": "Method",
        "unnamed": "Models that works do not name",
    },
    "dataset": {"dataset": "Dataset", "unnamed": "Data without a name of their own"},
}
"""What a model or dataset is, by its kind."""

DATASET_KINDS: Mapping[str, str] = {"training": "Dataset", "benchmark": "Benchmark", "both": "Dataset and benchmark"}
"""What a dataset with a name is, by its purpose."""

PURPOSES: Mapping[str, str] = {"training": "Training", "benchmark": "Benchmark", "both": "Both"}
"""What the purposes of datasets are called."""

ARROWS: Mapping[str, tuple[Relation, ...]] = {
    "made": (Relation.PRODUCES,),
    "trained": (Relation.TRAINS,),
    "judged": (Relation.EXAMINES, Relation.EVALUATES),
    "derived": (Relation.DERIVED_FROM, Relation.VARIANT_OF),
}
"""What the arrows of the timeline say, each with the relations that it stands for; it shows no other relation."""

DIRECTION_ARROWS: Mapping[DirectionId, str] = {
    "data4model": DIRECTION_NAMES["data4model"].lower(),
    "model4data": DIRECTION_NAMES["model4data"].lower(),
}
"""How a direction is written in a line of text."""

SHORT_STAGES: Mapping[str, str] = {
    "pretrain": "Pre-training",
    "pretrain-projector": "Projector",
    "finetune": "Fine-tuning",
    "inference": "Inference",
    "evaluation": "Evaluation",
}
"""Stages as column heads have room for (survey Table 2 shortens them likewise)."""

CAPABILITY_LABELS: Mapping[Effect | None, str] = {
    "improves": "Capability enhanced",
    "degrades": "Capability at risk",
    "measures": "Capability measured",
    None: "Capability leveraged",
}
"""What stands before the capabilities of a claim, by what its data do to the model; None for a claim of model4data."""

PART_LABELS: Mapping[DirectionId, tuple[str, str, str]] = {
    "data4model": ("Models", "Data", "Made from"),
    "model4data": ("Acting models", "Produced data", "Input data"),
}
"""What stands before models, datasets and input datasets of a claim, by its direction."""

PICTURE_LEGEND = (
    ", ".join(f"{SHAPES[kind].sign} {one.lower()}" for kind, (one, _) in KINDS.items())
    + ". "
    + "; ".join(f"{hue}: {DIRECTION_ARROWS[direction]}" for direction, hue in HUES.items()).capitalize()
    + "; grey: neither. Dashed: unverified."
)
"""What shapes, colours and strokes of a picture mean (`codev.show.looks`)."""

TIMELINE_LEGEND = (
    f"{HUES['model4data'].capitalize()}: made; {HUES['data4model']}: trained; dotted: judged; grey: derived. "
    "Dashed: unverified. Ring: in a loop."
)
"""What the arrows of the timeline mean (`codev.show.looks`)."""

PARADIGM_MEANINGS: Mapping[str, str] = {
    "self-boosted": "The trained model is the producer itself, a variant of it, or recorded as derived from it.",
    "externally-boosted": "The trained model is not the producer, and is not recorded as a variant of it or as derived from "
    "it.",
}
"""What a chain's paradigm says of its two models, as `codev.query.answers.loops` finds it."""

CHAIN_REASONS: Mapping[str, str] = {
    "same model": "the same model",
    "variant": "a variant of the producer",
    "derived": "derived from the producer",
}
"""Why a chain is self-boosted: what the trained model is."""

LEAKAGE_GROUPS: Mapping[str, tuple[str, str]] = {
    "exact": (
        "The benchmark itself",
        "The model was trained on the benchmark, or made from what was, and is evaluated on it; more than one work says so.",
    ),
    "shared-source": (
        "Only a source of the benchmark",
        (
            "The benchmark and the training data go back to one source. Much derives from a few sources, such as COCO, without "
            "sharing a test set."
        ),
    ),
    "one-work": (
        "Trained and evaluated in one work",
        (
            "One work trains the model on the dataset and evaluates it there. Commonly these are two parts of the dataset that "
            "share no sample."
        ),
    ),
}
"""The groups of leakage, those that say most first: heading and meaning."""


def leakage_group(row: LeakageRow) -> str:
    """Return the group of a case of leakage: a benchmark that one work alone trains and evaluates on is told apart."""
    return "one-work" if row.kind == "exact" and row.one_work else row.kind


@dataclass(frozen=True, slots=True)
class Mark:
    """A short word that stands beside what it warns of.

    Attributes:
        word: What is shown.
        meaning: What it says, in a sentence.
    """

    word: str
    meaning: str


MARKS: Mapping[str, Mark] = {
    "unverified": Mark(
        "unverified",
        "Nothing that was seen states this: it was inferred, or it rests on memory or on a third party's summary alone.",
    ),
    "weak": Mark("weak", "Weak evidence: not by the authors of the survey or of the work."),
    "recalled": Mark("recalled", "From memory: no page that was seen says so."),
    "doubt": Mark("in doubt", "A curator doubts this claim; the card of the claim says why."),
    "added": Mark("added", ADDED_NOTE),
    "loop": Mark("M", "Table 2 of the survey lists it among the data made with models in the loop."),
}
"""The marks of site and explorer, by id (DESIGN, the claim: what is shown as unverified)."""


CELL_TRUST: Mapping[str, tuple[str, str]] = {
    "checked": ("checked", "nine of ten claims or more were compared with a source and are not in doubt"),
    "partly": ("partly checked", "fewer were"),
    "unchecked": ("not checked", "no claim was compared with a source"),
}
"""How far the claims of a cell were checked: name and meaning."""

ADDED = "added by the atlas"
"""Stands behind the name of such a term where names are plain text."""


def facet_labels(atlas: Atlas, facet: Facet) -> dict[str, str]:
    """Return how the values of a facet are listed: by name, terms that the atlas added being told apart.

    Args:
        atlas: The knowledge base.
        facet: The facet.
    """
    added = facet.added(atlas)
    return {value: f"{name} ({ADDED})" if value in added else name for value, name in facet.names(atlas).items()}


def section_of(term: Node | Stage) -> str:
    """Return where a term comes from: the survey's section, or that the atlas added it.

    Args:
        term: A node or a stage.
    """
    return ADDED if term.is_added else f"survey §{term.section}"


def claim_labels(atlas: Atlas, claim: Claim) -> dict[str, str]:
    """Return what stands before each field of a claim, by the field's name and in the order of a card.

    Where the data do several things at the claim's stages (train at one, measure at another), its node decides what is said of
    capabilities.

    Args:
        atlas: The knowledge base.
        claim: The claim.
    """
    effects = effects_of(atlas, claim)
    capabilities = CAPABILITY_LABELS[next(iter(effects)) if len(effects) == 1 else effect_of(atlas, claim)]
    models, datasets, inputs = PART_LABELS[atlas.direction_of(claim)]
    return {
        "stages": "Stage",
        "capabilities": capabilities,
        "modalities": "Modality",
        "models": models,
        "datasets": datasets,
        "input_datasets": inputs,
        "acquired_from": "Acquired from",
    }


def script_module() -> str:
    """Return the words that scripts show, and the bounds that they keep to, as a TypeScript module."""
    marks = {name: {"word": mark.word, "meaning": mark.meaning} for name, mark in MARKS.items()}
    constants: dict[str, tuple[str, Any]] = {
        "RELATION_WORDS": ("[string, string]", {name: (each.forward, each.back) for name, each in RELATIONS.items()}),
        "ARROWS": ("string[]", ARROWS),
        "BASIS_NAMES": ("string", {name: words for name, words in BASES.items() if name}),
        "KIND_NAMES": ("[string, string]", KINDS),
        "DIRECTION_NAMES": ("string", {**DIRECTION_NAMES, "none": "Neither"}),
        "MARKS": ("{ word: string; meaning: string }", marks),
    }
    lines = [
        f"export const {name}: Record<string, {kind}> = {json.dumps(value, ensure_ascii=False)};"
        for name, (kind, value) in constants.items()
    ]
    bounds = {"COMPARED_MAX": THINGS_MAX, "VALUES_MAX": FACET_VALUES_MAX, "VALUE_LENGTH_MAX": VALUE_CHARACTERS_MAX}
    lines += [f"export const {name} = {value};" for name, value in bounds.items()]
    return "\n".join(["// Written by the build from codev.show.words.", *lines, ""])
