"""How far curators agree who classified the same works without seeing each other's entry (DESIGN §3, 10).

What is compared are the sets of values that two curators gave to a work over all its claims: claims themselves cannot be
matched one to one.  An artifact that a curator's entry introduces is known by any of its names that the knowledge base knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import ClassVar, Literal

from codev.atlas import Atlas
from codev.ids import slugify
from codev.model import Claim, Work
from codev.query.questions import Question
from codev.query.rows import AnswerRow, Words, columns
from codev.query.set_agreement import Values, jaccard, krippendorff_alpha, pairs_of

LEVELS: Mapping[str, str] = {
    "direction": "Direction",
    "subsection": "Subsection of the taxonomy",
    "node": "Node of the taxonomy",
    "stages": "Stages",
    "capabilities": "Capabilities",
    "modalities": "Modalities",
    "acquired_from": "Sources of acquired data",
    "models": "Models named",
    "datasets": "Datasets named",
    "paradigm": "Paradigm judged",
}
"""What is compared, the coarser first: the name of each level."""


@dataclass(frozen=True, slots=True)
class AgreementRow(AnswerRow):
    """How far curators agree on one level."""

    value_names: ClassVar[Words] = {"level": LEVELS}
    columns = columns(
        "level",
        "alpha=Krippendorff's alpha",
        "equal_share=share of equal pairs",
        "overlap=mean overlap of pairs",
        "equal=equal pairs",
        "pairs=pairs of curators",
        "work_count=works compared",
        "differing=works on which they differ",
    )

    level: str
    """What is compared: of `LEVELS`."""
    works: tuple[str, ...]
    """The works that two curators or more classified."""
    pairs: int
    """How often two curators can be compared: one pair a work, three where three classified it."""
    equal: int
    """Pairs that gave the same values."""
    overlap: float
    """What a pair shares by what it gave (Jaccard), on average over the pairs; from 0 to 1."""
    alpha: float | None
    """Krippendorff's alpha with the MASI distance of sets; 1 for agreement, 0 for chance; None where all values are equal."""
    differing: tuple[str, ...]
    """The works to which two curators gave different values."""

    @property
    def work_count(self) -> int:
        """The number of works compared."""
        return len(self.works)

    @property
    def equal_share(self) -> float:
        """``equal / pairs``, from 0 to 1."""
        return round(self.equal / self.pairs, 4)


@Question(
    name="agreement",
    label="Agreement of curators",
    sentence="How far do curators agree who classify the same work independently?",
    about="Two or three curators wrote an entry of the same work without seeing each other's (papers/double/). For each level, "
    "the values that a curator gave to a work over all its claims are one set. Shown are Krippendorff's alpha with the MASI "
    "distance of sets (1: they agree; 0: as often as by chance), the share of pairs of curators whose sets are equal, and how "
    "much of their values two curators share on average.",
    row=AgreementRow,
    examples={"Every level": {}},
    empty="No work was classified by two curators independently.",
)
def agreement(atlas: Atlas) -> list[AgreementRow]:
    """Return how far curators agree, in the order of `LEVELS`; nothing where no work was classified twice.

    Args:
        atlas: The knowledge base.
    """
    entries: dict[str, list[Work]] = {}
    for double in atlas.taxonomy.double_entries:
        entries.setdefault(double.entry.key, []).append(double.entry)
    compared = {key: written for key, written in entries.items() if len(written) > 1}
    if not compared:
        return []
    rows = []
    for level in LEVELS:
        units = {key: [values_of(atlas, level, entry) for entry in written] for key, written in compared.items()}
        pairs = list(pairs_of(list(units.values())))
        alpha = krippendorff_alpha(list(units.values()))
        rows.append(
            AgreementRow(
                level=level,
                works=tuple(units),
                pairs=len(pairs),
                equal=sum(one == other for one, other in pairs),
                overlap=round(sum(jaccard(*pair) for pair in pairs) / len(pairs), 4),
                alpha=None if alpha is None else round(alpha, 4),
                differing=tuple(key for key, unit in units.items() if any(a != b for a, b in combinations(unit, 2))),
            )
        )
    return rows


def values_of(atlas: Atlas, level: str, entry: Work) -> Values:
    """Return what a curator's entry says on a level, over all its claims.

    Args:
        atlas: The knowledge base, whose names of artifacts are understood.
        level: Of `LEVELS`.
        entry: What the curator wrote.
    """
    if level == "paradigm":
        return frozenset([entry.judged_paradigm.value] if entry.judged_paradigm else [])
    value = _VALUES.get(level) or (lambda _, __, claim: getattr(claim, level))
    return frozenset(each for claim in entry.claims for each in value(atlas, entry, claim))


def _artifacts(atlas: Atlas, entry: Work, claim: Claim, *, kind: Literal["model", "dataset"]) -> Iterable[str]:
    """Return the artifacts of a kind that a claim names, by the id of the knowledge base where it has one."""
    book = atlas.names.models if kind == "model" else atlas.names.datasets
    declared = getattr(entry.introduces, f"{kind}s") if entry.introduces is not None else ()
    for name in claim.models if kind == "model" else (*claim.datasets, *claim.input_datasets):
        own = next((each for each in declared if name in (each.id, each.name, *each.aliases)), None)
        called = [name] if own is None else [own.id, own.name, *own.aliases]
        yield next((found for each in called if (found := book.find(each))), slugify(called[0]))


_VALUES: Mapping[str, Callable[[Atlas, Work, Claim], Iterable[str]]] = {
    "direction": lambda atlas, _, claim: [atlas.direction_of(claim)] if claim.node in atlas.tree else [],
    "subsection": lambda atlas, _, claim: [(claim.node in atlas.tree and atlas.tree.subsection_of(claim.node)) or claim.node],
    "node": lambda _, __, claim: (claim.node,),
    "models": partial(_artifacts, kind="model"),
    "datasets": partial(_artifacts, kind="dataset"),
}
"""How the values of a level are found, where they are no field of a claim."""
