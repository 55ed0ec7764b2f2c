"""Words that site and explorer show alike: said here once, so that the two never differ."""

from __future__ import annotations

from collections.abc import Mapping

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


def capability_label(atlas: Atlas, claim: Claim) -> str:
    """Return what stands before the capabilities of a claim.

    Where the data do several things at the claim's stages (train at one, measure at another), its node decides.

    Args:
        atlas: The knowledge base.
        claim: The claim.
    """
    effects = effects_of(atlas, claim)
    return CAPABILITY_LABELS[next(iter(effects)) if len(effects) == 1 else effect_of(atlas, claim)]
