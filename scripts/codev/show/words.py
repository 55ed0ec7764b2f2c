"""Words that site and explorer show alike: said here once, so that the two never differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from codev.atlas import Atlas
from codev.graph import effect_of, effects_of
from codev.graph.relations import Effect
from codev.model import Claim

CAPABILITY_LABELS: Mapping[Effect | None, str] = {
    "improves": "Capability enhanced",
    "degrades": "Capability at risk",
    "measures": "Capability measured",
    None: "Capability leveraged",
}
"""What stands before the capabilities of a claim, by what its data do to the model; None for a claim of model4data."""


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


def capability_label(atlas: Atlas, claim: Claim) -> str:
    """Return what stands before the capabilities of a claim.

    Where the data do several things at the claim's stages (train at one, measure at another), its node decides.

    Args:
        atlas: The knowledge base.
        claim: The claim.
    """
    effects = effects_of(atlas, claim)
    return CAPABILITY_LABELS[next(iter(effects)) if len(effects) == 1 else effect_of(atlas, claim)]
