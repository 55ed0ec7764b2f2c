"""How well claims are founded, said in one mark: who checked them, and how many of their fields were inferred.

Counted are the fields that a claim has, its node and its sentence among them; a field with one inferred value is inferred in
part, and counts as inferred.  A work without claims has no mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codev.model import Claim, Evidence
from codev.model.fields import CLAIM_FIELDS


@dataclass(frozen=True, slots=True)
class FieldStanding:
    """What one field of a claim rests on.

    Attributes:
        field: The field.
        is_inferred: Whether no evidence states it.
        inferred_values: The values of it that no evidence states, where it is inferred in part.
        stated_by: The evidence that was noted to state it, or a value of it.
        perhaps_by: The evidence of which nobody noted what it states; asked where none is known to state the field.
    """

    field: str
    is_inferred: bool
    inferred_values: tuple[str, ...]
    stated_by: tuple[Evidence, ...]
    perhaps_by: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How well some claims are founded.

    Attributes:
        claim_count: How many claims.
        checked_count: Those that somebody compared with a source.
        twice_count: Those that two people compared.
        field_count: The fields that the claims have.
        inferred_count: Those that no evidence states, whole or in part.
    """

    claim_count: int
    checked_count: int
    twice_count: int
    field_count: int
    inferred_count: int

    @property
    def checks(self) -> str:
        """How far the claims were checked, in words."""
        if self.twice_count == self.claim_count:
            return "checked twice"
        if self.checked_count == self.claim_count:
            return "checked" if not self.twice_count else f"checked, {self.twice_count} of {self.claim_count} claims twice"
        if not self.checked_count:
            return "not checked"
        return f"{self.checked_count} of {self.claim_count} claims checked"

    @property
    def words(self) -> str:
        """The mark: "checked twice; 6 of 8 fields inferred"."""
        inferred = f"{self.inferred_count} of {self.field_count} fields" if self.inferred_count else "no field"
        return f"{self.checks}; {inferred} inferred"


def standing_of(claims: Iterable[Claim]) -> Standing | None:
    """Return how well claims are founded, or None where there is none.

    Args:
        claims: Those of a work, or one.
    """
    listed = list(claims)
    if not listed:
        return None
    held = [{field for field in CLAIM_FIELDS if claim.holds(field)} for claim in listed]
    return Standing(
        claim_count=len(listed),
        checked_count=sum(bool(claim.checked) for claim in listed),
        twice_count=sum(claim.is_checked_twice for claim in listed),
        field_count=sum(map(len, held)),
        inferred_count=sum(len(fields.intersection(claim.inferred_fields)) for fields, claim in zip(held, listed, strict=True)),
    )


def field_standings(claim: Claim) -> Iterator[FieldStanding]:
    """Yield what each field of a claim rests on.

    Args:
        claim: The claim.
    """
    unsaid = tuple(item for item in claim.evidence if not item.states)
    for field in CLAIM_FIELDS:
        if claim.holds(field):
            stated = tuple(item for item in claim.evidence if any(part.partition(".")[0] == field for part in item.states))
            is_inferred = field in claim.inferred
            yield FieldStanding(
                field,
                is_inferred,
                () if is_inferred else claim.inferred_values(field),
                () if is_inferred else stated,
                () if is_inferred or stated else unsaid,
            )
