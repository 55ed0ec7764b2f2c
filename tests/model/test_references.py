"""What a field refers to stands at the field: one walk finds it, and the schema lists its terms."""

from __future__ import annotations

from typing import Annotated

import pytest

from codev.model import Claim, Dataset, Node, NotApplicableRule, Record, Work
from codev.model.fields import ModalityId, NodeId, Refers, Slug, references


class Example(Record):
    """A record with a term, a list of terms, and an id that refers to nothing."""

    id: Slug
    """Its own id."""
    node: NodeId
    """One term."""
    shown: ModalityId | None = None
    """A term that may be left out."""
    stages: tuple[Annotated[Slug, Refers("stage")], ...] = ()
    """Several terms."""


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Example, {"node": "node", "shown": "modality", "stages": "stage"}),
        (
            Claim,
            {
                "node": "node",
                "stages": "stage",
                "capabilities": "capability",
                "modalities": "modality",
                "acquired_from": "acquisition source",
            },
        ),
        (Dataset, {"input": "modality", "output": "modality"}),
        (NotApplicableRule, {"nodes": "node", "stages": "stage", "modalities": "modality"}),
        (Node, {}),
        (Work, {}),
    ],
)
def test_the_fields_that_hold_terms_are_found(record: type[Record], expected: dict[str, str]) -> None:
    assert dict(references(record)) == expected
