"""The vocabularies of the taxonomy in one table: what each is called, where its terms stand, which fields may hold them.

Whatever lists vocabularies derives from `VOCABULARIES`: schema, check, renaming, comparing, facets, pages and exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from codev.model.taxonomy import TAXONOMY_FILES, Taxonomy


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A list of terms whose ids are unique within it (DESIGN §2).

    Attributes:
        name: What one term is called.
        prefix: The same in one word: stands before the colon in ``codev rename source:web``, and in addresses.
        members: The list, in its file and in `Taxonomy`.
        title: What all of them are called.
        about: What all of them are, in a few words more.
        direction: Of capabilities: the direction whose claims hold them.
        folder: The folder of the site in which each term has a page; empty for terms that have none, or a page of another kind.
    """

    name: str
    prefix: str
    members: str
    title: str
    about: str
    direction: str | None = None
    folder: str = ""

    @property
    def stem(self) -> str:
        """The name of the file under ``taxonomy/``."""
        return next(stem for stem, file in TAXONOMY_FILES.items() if self.members in file.model_fields)

    @property
    def path(self) -> str:
        """The file, relative to the root."""
        return f"taxonomy/{self.stem}.yaml"

    def terms(self, taxonomy: Taxonomy) -> tuple[Any, ...]:
        """Return the terms, in the order of the file.

        Args:
            taxonomy: Whose terms.
        """
        found: tuple[Any, ...] = getattr(taxonomy, self.members)
        return found

    def names(self, taxonomy: Taxonomy) -> dict[str, str]:
        """Return how each term is shown, by its id.

        Args:
            taxonomy: Whose terms.
        """
        return {term.id: term.name for term in self.terms(taxonomy)}


VOCABULARIES: Mapping[str, Vocabulary] = {
    each.name: each
    for each in (
        Vocabulary("direction", "direction", "directions", "Directions", "Directions of co-development"),
        Vocabulary("node", "node", "nodes", "Approaches and roles", "Approaches (data for models) and roles (models for data)"),
        Vocabulary("stage", "stage", "stages", "Stages", "Stages of an MLLM's lifecycle", folder="stages"),
        Vocabulary(
            "enhanced capability",
            "enhanced",
            "enhanced",
            "Capabilities that data enhance",
            "Capabilities that data enhance or measure",
            "data4model",
            "capabilities",
        ),
        Vocabulary(
            "leveraged capability",
            "leveraged",
            "leveraged",
            "Capabilities that models bring",
            "Capabilities that the acting model draws on",
            "model4data",
            "capabilities",
        ),
        Vocabulary("modality", "modality", "modalities", "Modalities", "Modalities of data", folder="modalities"),
        Vocabulary("paradigm", "paradigm", "paradigms", "Paradigms", "Paradigms of co-development"),
        Vocabulary("component", "component", "components", "Parts of an MLLM", "Parts of an MLLM"),
        Vocabulary(
            "acquisition source", "source", "acquisition_sources", "Sources of data", "Where data come from", folder="sources"
        ),
        Vocabulary("family", "family", "families", "Families", "Families of models", folder="families"),
        Vocabulary("rule", "rule", "rules", "Rules", "Cells that cannot exist"),
        Vocabulary("roadmap item", "roadmap", "roadmap", "Roadmap", "Future work that the survey names"),
    )
}
"""Every vocabulary by its name."""

CAPABILITIES: Mapping[str, Vocabulary] = {each.direction: each for each in VOCABULARIES.values() if each.direction}
"""The vocabulary of capabilities that the claims of a direction hold."""


ADDED_NOTE = "Added by the atlas: the survey does not have this term."
"""What every face and export says of such a term."""


def added_terms(terms: Iterable[Any]) -> frozenset[str]:
    """Return the ids of the terms that the atlas added to the survey's; none of a vocabulary that does not tell them apart.

    Args:
        terms: Terms of one vocabulary.
    """
    return frozenset(term.id for term in terms if getattr(term, "is_added", False))


def vocabularies_of(to: str) -> tuple[Vocabulary, ...]:
    """Return the vocabularies whose terms a field may hold; none where it holds no terms.

    Args:
        to: What the field refers to, as in `codev.model.fields.Refers`.
    """
    if to == "capability":
        return tuple(CAPABILITIES.values())
    return (VOCABULARIES[to],) if to in VOCABULARIES else ()


def term_names(taxonomy: Taxonomy) -> dict[str, dict[str, str]]:
    """Return how terms are shown, by the name of their list, ``capabilities`` being both, and by id.

    Args:
        taxonomy: Whose terms.
    """
    names = {each.members: each.names(taxonomy) for each in VOCABULARIES.values() if each.name != "rule"}
    return names | {"capabilities": names["leveraged"] | names["enhanced"]}
