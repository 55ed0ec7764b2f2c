"""Audits: samples of claims that were compared again with their papers, and what was found (DESIGN §3, 10).

Counts that do not add up, and a verdict that is missing, are refused by pydantic.
"""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from codev.model.fields import Count, Day, Label, Record, Sentence, Slug


class SentenceVerdicts(Record):
    """How many sentences were found to be what."""

    compact = True

    right: Count
    """What the text says, with its numbers, names and qualifiers."""
    imprecise: Count
    """Nearly: a qualifier, a version or the credit of one part is not as the text has it."""
    wrong: Count
    """Not what the text says."""
    not_comparable: Count = 0
    """The text was not found, or says nothing of it."""


class NodeVerdicts(Record):
    """How many claims stand under a node that fits its definition."""

    compact = True

    fits: Count
    """The definition covers the claim."""
    arguable: Count
    """Another node would do as well."""
    wrong: Count
    """Another node is right."""
    not_judged: Count = 0
    """The text was not found, or says too little."""


class FieldVerdicts(Record):
    """How many fields that are not marked as inferred the text states."""

    compact = True

    judged: Count
    """Fields that were looked at."""
    not_stated: Count
    """Those of them that the text does not state."""


class Audit(Record):
    """A sample of claims that somebody compared again; the counts are of the claims as they stood before they were mended."""

    name: Slug
    """What it is called in addresses."""
    date: Day
    """When."""
    by: Label
    """Who compared."""
    sample: Sentence
    """Which claims, and how they were chosen."""
    seed: Count | None = None
    """The seed with which they were drawn, where chance chose them."""
    sentences: SentenceVerdicts
    """What was found of the sentences."""
    nodes: NodeVerdicts | None = None
    """What was found of the nodes; none where nobody looked."""
    fields_stated: FieldVerdicts | None = None
    """What was found of the other fields; none where nobody counted."""
    note: Sentence | None = None
    """What else a reader should know, such as the faults that recur."""

    @property
    def claim_count(self) -> int:
        """How many claims were in the sample."""
        return self.compared_count + self.sentences.not_comparable

    @property
    def compared_count(self) -> int:
        """How many sentences could be compared."""
        return self.sentences.right + self.sentences.imprecise + self.sentences.wrong

    @property
    def shares(self) -> dict[str, float]:
        """Which share of what was compared or judged was found to be what; nothing of what nobody looked at."""
        found: dict[str, tuple[int, int]] = {}
        if self.compared_count:
            sentences = self.sentences
            found = {name: (getattr(sentences, name), self.compared_count) for name in ("right", "imprecise", "wrong")}
        if self.nodes is not None and (judged := self.claim_count - self.nodes.not_judged):
            found |= {f"nodes_{name}": (getattr(self.nodes, name), judged) for name in ("fits", "arguable", "wrong")}
        if self.fields_stated is not None and self.fields_stated.judged:
            found["fields_not_stated"] = (self.fields_stated.not_stated, self.fields_stated.judged)
        return {name: round(number / of, 4) for name, (number, of) in found.items()}

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        """Refuse nodes of another number of claims, and more fields not stated than were judged."""
        nodes, fields = self.nodes, self.fields_stated
        if nodes is not None and nodes.fits + nodes.arguable + nodes.wrong + nodes.not_judged != self.claim_count:
            raise ValueError(f"the nodes are of another number of claims than the {self.claim_count} sentences")
        if fields is not None and fields.not_stated > fields.judged:
            raise ValueError("more fields are not stated than were judged")
        return self


class AuditsFile(Record):
    """``taxonomy/audits.yaml``."""

    audits: tuple[Audit, ...] = Field(default=())
    """The oldest first."""

    @model_validator(mode="after")
    def _have_names_of_their_own(self) -> Self:
        """Refuse two audits of one name."""
        names = [audit.name for audit in self.audits]
        if len(set(names)) < len(names):
            raise ValueError("two audits have one name")
        return self
