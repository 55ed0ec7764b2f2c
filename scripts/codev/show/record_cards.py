"""Cards of works, claims, models and datasets, which explorer and notebooks show; every text of an entry is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from codev.atlas import Atlas
from codev.model import Claim, Dataset, Model, Work
from codev.show.artifact_facts import artifact_facts
from codev.show.cards import macros
from codev.show.openings import artifact_opening
from codev.show.words import MARKS


class RecordCards:
    """Makes the cards of a knowledge base."""

    def __init__(self, atlas: Atlas, environment: Environment, to: Any) -> None:
        """Prepare the templates.

        Args:
            atlas: The knowledge base.
            environment: What renders the shared templates.
            to: The links of the face.
        """
        self._atlas, self._to = atlas, to
        self._macros = macros(environment, "_macros.jinja", to=to)

    def claims(self, claims: Iterable[Claim]) -> Markup:
        """Return claims as cards, each with its work.

        Args:
            claims: The claims.
        """
        atlas, card = self._atlas, self._macros.claim_card
        made = [card(claim, atlas.work_of(claim), atlas.direction_of(claim), named=True) for claim in claims]
        return self._with_meanings(Markup('<div class="codev-claims">{}</div>').format(Markup().join(made)))

    def work(self, work: Work, chosen: Iterable[str] = ()) -> Markup:
        """Return a work with all its claims.

        Args:
            work: The work.
            chosen: The claims that a selection is about: shown first.
        """
        wanted = set(chosen)
        ordered = sorted(work.claims, key=lambda each: each.id not in wanted)
        return self._with_meanings(self._macros.work_card(work, ordered))

    def artifact(self, name: str) -> Markup | None:
        """Return a model or dataset; None for what is neither, and for a model as a work retrained it.

        Args:
            name: Its name in the graph.
        """
        atlas = self._atlas
        kind, _, artifact_id = name.partition(":")
        artifact: Model | Dataset | None = atlas.models.get(artifact_id) if kind == "model" else None
        if kind == "dataset":
            artifact = atlas.datasets.get(artifact_id)
        if artifact is None:
            return None
        opening, facts = artifact_opening(atlas, artifact), artifact_facts(atlas, artifact, self._to)
        introducer = atlas.introducer(artifact.artifact_kind, artifact.id)
        return self._with_meanings(self._macros.artifact_card(kind, artifact, opening, facts, introducer))

    def _with_meanings(self, html: Markup) -> Markup:
        """Return cards and below them what the marks in them mean."""
        met = [name for name in MARKS if f'class="codev-mark mark-{name}"' in html]
        meanings: Markup = self._macros.mark_meanings(met)
        return html + meanings
