"""Words that site, explorer and command show alike: said here once, so that they never differ.

What is said of an answer is what the graph shows, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from codev.atlas import Atlas
from codev.graph import effect_of, effects_of
from codev.graph.relations import Effect
from codev.model import Claim, DirectionId
from codev.query import LeakageRow, Question

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
    "inferred": Mark("inferred", "No item of evidence states this field of the claim."),
    "weak": Mark("weak", "Weak evidence: not by the authors of the survey or of the work."),
    "recalled": Mark("recalled", "From memory: no page that was seen says so."),
    "doubt": Mark("in doubt", "A curator doubts this claim; the card of the claim says why."),
    "loop": Mark("M", "Table 2 of the survey lists it among the data made with models in the loop."),
}
"""The marks of site and explorer, by id (DESIGN, the claim: what is shown as unverified)."""


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
