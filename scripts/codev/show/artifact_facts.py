"""What is known of a model or dataset as lines of label and value, for its card and its page.

A value that rests on memory or on a third party's summary only is marked unverified.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from markupsafe import Markup, escape

from codev.atlas import Atlas
from codev.model import Artifact, Dataset
from codev.model.vocabularies import VOCABULARIES
from codev.query.facet_kinds import ACCESS_NAMES
from codev.show.rendering import filled

_RECALLED_LABELS = {"access": "Access", "licence": "Licence", "developer": "Developer", "source": "Published at"}
"""The fields that may rest on memory."""


class TermLinks(Protocol):
    """What says where terms lead on a face."""

    def term(self, members: str, term_id: str) -> str | None:
        """Return the way to a term of a list, or None where it leads nowhere."""


def artifact_facts(atlas: Atlas, artifact: Artifact, to: TermLinks) -> list[tuple[str, Any, bool]]:
    """Return what is known of a model or dataset: label, value, whether it is unverified.

    Args:
        atlas: The knowledge base.
        artifact: The model or dataset.
        to: The links of the face.
    """
    names, families = (VOCABULARIES[each].names(atlas.taxonomy) for each in ("modality", "family"))
    facts: list[tuple[str, Any, bool]] = []
    if artifact.year:
        facts.append(("Year", artifact.year, False))
    inputs = artifact.best_input if isinstance(artifact, Dataset) else artifact.input
    outputs = artifact.best_output if isinstance(artifact, Dataset) else artifact.output
    arrow = _arrow(inputs, outputs, names, to)
    if arrow:
        facts.append(("Modalities" if inputs and outputs else "Modalities in" if inputs else "Modalities out", arrow, False))
    if isinstance(artifact, Dataset) and artifact.modalities_corrected:
        stated = _arrow(artifact.input, artifact.output, names, to) or "none"
        corrected = filled("{}; corrected ({})", stated, artifact.modalities_corrected.why)
        facts.append(("Modalities as stated", corrected, False))
    if isinstance(artifact, Dataset) and artifact.best_size:
        size = artifact.best_size
        facts.append(("Size", f"{size.as_stated} {size.unit}", False))
        if artifact.size_corrected and artifact.size:
            why = f" ({artifact.size_corrected.why})" if artifact.size_corrected.why else ""
            facts.append(("Size as stated", f"{artifact.size.as_stated} {artifact.size.unit}; corrected{why}", False))
    if artifact.family:
        name = families.get(artifact.family, artifact.family)
        facts.append(("Family", _linked(to.term("families", artifact.family), name), False))
    for name, label in _RECALLED_LABELS.items():
        value = getattr(artifact, name)
        if value is None or value == "unknown":
            continue
        facts.append((label, _shown(name, str(value)), artifact.is_recalled(name)))
    return facts


def _shown(name: str, value: str) -> str:
    """Return a field that may rest on memory as it is shown."""
    if name == "source":
        return filled('<a href="{0}" rel="external">{0}</a>', value)
    return ACCESS_NAMES[value] if name == "access" else value


def _arrow(inputs: Sequence[str], outputs: Sequence[str], names: Mapping[str, str], to: TermLinks) -> Markup:
    """Return modalities in and out in one line, each leading to its works."""
    sides = [[_linked(to.term("modalities", each), names.get(each, each)) for each in side] for side in (inputs, outputs)]
    return Markup(" → ").join(Markup(", ").join(side) for side in sides if side)


def _linked(address: str | None, text: str) -> Markup:
    """Return a text as a link where it leads anywhere."""
    return filled('<a href="{}">{}</a>', address, text) if address else escape(text)
