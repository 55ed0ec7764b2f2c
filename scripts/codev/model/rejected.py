"""Papers that the watch found and a person turned down, so that nobody looks at them twice.

They are no works of the knowledge base and no page shows them.  An id that is neither an arXiv id nor a DOI, and one that is
given twice, are refused by pydantic.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from codev.ids import ARXIV_PATTERN, DOI_PATTERN
from codev.limits.records import DOI_CHARACTERS_MAX
from codev.model.fields import Day, Record, Sentence, Title

REJECTED_PATH = "papers/rejected.yaml"
"""Where they are listed, relative to the root."""

PaperId = Annotated[str, StringConstraints(pattern=f"{ARXIV_PATTERN}|{DOI_PATTERN}", max_length=DOI_CHARACTERS_MAX)]
"""An arXiv id without version, or a DOI without resolver."""


class RejectedPaper(Record):
    """A paper that does not belong in the knowledge base."""

    id: PaperId
    """Its arXiv id, or its DOI where it has none."""
    title: Title
    """Its title: the watch learns from it what does not belong here."""
    why: Sentence
    """Why it does not belong."""
    date: Day
    """When it was turned down."""


class RejectedFile(Record):
    """``papers/rejected.yaml``."""

    rejected: tuple[RejectedPaper, ...] = Field(default=())
    """The oldest first."""

    @model_validator(mode="after")
    def _have_ids_of_their_own(self) -> Self:
        """Refuse two papers of one id."""
        ids = [paper.id.casefold() for paper in self.rejected]
        if len(set(ids)) < len(ids):
            raise ValueError("a paper is rejected twice")
        return self
