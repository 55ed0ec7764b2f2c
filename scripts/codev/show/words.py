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
from codev.graph.relations import Effect, NodeKind, Relation
from codev.model import Claim, DirectionId
from codev.query import LeakageRow, Question
from codev.query.facets import DIRECTION_NAMES
from codev.show.looks import SHAPES


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

GAP_STATES: Mapping[str, tuple[str, str]] = {
    "filled": ("filled", "two works or more"),
    "thin": ("thin", "one work"),
    "empty": ("empty", "no work here"),
    "not-applicable": ("not possible", "a rule of the taxonomy says why"),
}
"""The states of a cell of the gaps map: name and meaning."""

THIN_EVIDENCE: Mapping[str, tuple[str, str]] = {
    "unverified": ("Nothing by the authors was seen", "From memory, or from a third party's summary only."),
    "weak": ("Weak sources only", "A dataset card, a third party's summary, or memory."),
    "doubt": ("In doubt", "The curator says why it may be wrong."),
    "statement": ("The sentence says more than its evidence", "The statement is among the inferred fields."),
    "field": ("Another field is inferred", "Stages, capabilities, names or other fields that no evidence states."),
    "origin": ("Recalled origin", "What an artifact was made from, from memory."),
}
"""The ways in which evidence is thin (`codev.query.evidence.KINDS`), the worst first: heading and explanation."""

DISAGREEMENTS: Mapping[str, tuple[str, str]] = {
    "classification": (
        "Sources classify differently",
        "Where the sources classify a work under different subsections. A source that says nothing is not counted.",
    ),
    "doubt": ("Claims in doubt", "Why a claim may be wrong, in its curator's words."),
    "note": ("Notes on what the survey cites", "Where the survey and a paper differ, and what else a curator should know."),
    "paradigm": ("Derived and judged paradigm differ", "The graph shows another paradigm than the curator judged."),
    "chain-missing": (
        "A judged paradigm without a chain",
        "The curator judged a paradigm, but the claims contain no chain that shows it: something is missing.",
    ),
}
"""The kinds of disagreement in the order of a page: heading and explanation."""

CLASSIFYING_SOURCES: Mapping[str, str] = {
    "survey_text": "Survey, text",
    "table2": "Table 2",
    "list_badges": "List, badges",
    "list_sections": "List, sections",
    "paper": "The paper",
}
"""Whose word each field of a disagreement on a classification is."""

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
    + f". Blue: {DIRECTION_ARROWS['data4model']}; vermilion: {DIRECTION_ARROWS['model4data']}; grey: neither. "
    "Dashed: unverified."
)
"""What shapes, colours and strokes of a picture mean (`codev.show.looks`)."""

LIMITS: Mapping[Question, str] = {
    Question.CHAINS: "A chain joins two records: that a model produced data, and that the data trained a model. They may come "
    "from different works, and do not show that the two models were developed together.",
    Question.LOOPS: "A loop is a closed path along the lineage relations. Each step is recorded; how often the loop was run is "
    "not.",
    Question.FALLS: "Listed is what was made with it, directly or through other artifacts. Whether something else could have "
    "taken its place is not recorded.",
    Question.GAPS: "An empty cell means that the atlas has no work there, not that nobody has tried.",
    Question.LEAKAGE: "A path from a benchmark to a model is a reason to look, not a proof: it does not show that test samples "
    "were used in training.",
}
"""What an answer does not show, for the questions whose answers could be taken for more."""

PARADIGM_MEANINGS: Mapping[str, str] = {
    "self-boosted": "The trained model is the producer itself, a variant of it, or recorded as derived from it.",
    "externally-boosted": "The trained model is not the producer, and is not recorded as a variant of it or as derived from "
    "it.",
}
"""What a chain's paradigm says of its two models, as `codev.query.loops` finds it."""

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
    "loop": Mark("M", "Table 2 of the survey lists it among the data made with models in the loop."),
}
"""The marks of site and explorer, by id (DESIGN, the claim: what is shown as unverified)."""


def short_name(name: str) -> str:
    """Return a node's name without what its place says: "Scaling up: larger datasets" is "Scaling up".

    Args:
        name: The name.
    """
    head = name.partition(":")[0].removeprefix("Model as a ")
    return head[:1].upper() + head[1:]


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
    """Return the words that scripts show as a TypeScript module."""
    marks = {name: {"word": mark.word, "meaning": mark.meaning} for name, mark in MARKS.items()}
    constants: dict[str, tuple[str, Any]] = {
        "RELATION_WORDS": ("[string, string]", {name: (each.forward, each.back) for name, each in RELATIONS.items()}),
        "BASIS_NAMES": ("string", {name: words for name, words in BASES.items() if name}),
        "KIND_NAMES": ("[string, string]", KINDS),
        "DIRECTION_NAMES": ("string", {**DIRECTION_NAMES, "none": "Neither"}),
        "MARKS": ("{ word: string; meaning: string }", marks),
    }
    lines = [
        f"export const {name}: Record<string, {kind}> = {json.dumps(value, ensure_ascii=False)};"
        for name, (kind, value) in constants.items()
    ]
    return "\n".join(["// Written by the build from codev.show.words.", *lines, ""])
