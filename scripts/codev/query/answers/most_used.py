"""The models and datasets that most works and claims name (DESIGN §6).

A claim names a dataset as data, output or input, and a model as trained, measured or acting: what the facets `model` and
`dataset` ask for, so that the table of works, asked for one of them, shows the same works and claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from codev.atlas import Atlas
from codev.ids import ArtifactKind, artifact_node
from codev.query.answers.matrices import works_of
from codev.query.facet_values import Facets
from codev.query.facets import FACETS
from codev.query.questions import ALL_FACETS, Parameter, Question
from codev.query.rows import AnswerRow, Counted, columns
from codev.query.selection import Selection
from codev.query.terms import find_term

MEASURES = {"works": "Works that name it", "claims": "Claims that name it", "years": "Years in which works name it"}
"""What the rows can be ordered by."""

_KINDS: Mapping[ArtifactKind, str] = {"dataset": "Datasets", "model": "Models"}
_CHOICES = {str(kind): name for kind, name in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class UsedRow(Counted, AnswerRow):
    """A model or dataset with what names it."""

    columns = columns("thing", "work_count=works", "claim_count=claims", "year_count=years", "first", "latest")

    thing: str
    """The model or dataset by its name in the graph."""
    first: int
    """The first year in which a work that names it was published."""
    latest: int
    """The latest such year."""
    by_year: tuple[tuple[int, int], ...]
    """Years, each with the number of works of the year."""
    works: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def year_count(self) -> int:
        """The number of years in which works name it."""
        return len(self.by_year)


@Question(
    name="most-used",
    label="Most used",
    sentence="Which models and datasets do most works use?",
    row=UsedRow,
    facets=ALL_FACETS,
    parameters=(
        Parameter("kind", "Models or datasets", "Models only, or datasets only.", choices=_CHOICES, placeholder="Both"),
        Parameter("by", "Ordered by", "What the greatest number is of.", choices=MEASURES, default="works"),
    ),
    examples={
        "Datasets": {"kind": "dataset"},
        "Models": {"kind": "model"},
        "Datasets of pre-training, by claims": {"kind": "dataset", "stage": "pretrain", "by": "claims"},
    },
    about="Used means named in a claim: as data, output or input, or as trained, measured or acting.",
    empty="No claim with all of this names a model or dataset.",
    limits="Models and datasets without a name of their own are left out: each work means another one.",
)
def most_used(
    atlas: Atlas,
    facets: Facets = Facets(),  # noqa: B008 - frozen
    kind: str | None = None,
    by: str = "works",
) -> list[UsedRow]:
    """Return the models and datasets that claims name, the most used first.

    Args:
        atlas: The knowledge base.
        facets: Which claims count; a model or dataset that a facet asks for is the only one of its kind.
        kind: ``model`` or ``dataset``; both by default.
        by: What they are ordered by: of `MEASURES`.

    Returns:
        Rows by the greatest number of the measure, then of works and claims, then by name.

    Raises:
        WrongUseError: A facet, the kind or the measure names nothing.
    """
    measure = find_term("measure", by, MEASURES)
    wanted = list(_KINDS) if kind is None else [each for each in _KINDS if each == find_term("kind", kind, _KINDS)]
    selection = Selection(atlas, facets)
    claims: dict[str, list[str]] = {}
    for claim in selection:
        for each in wanted:
            known = atlas.models if each == "model" else atlas.datasets
            for value in dict.fromkeys(FACETS[each].values(atlas, claim)):
                if value in known and known[value].kind != "unnamed" and selection.keeps(each, value):
                    claims.setdefault(artifact_node(each, value), []).append(claim.id)
    rows = [_row(atlas, thing, found) for thing, found in claims.items()]
    count = f"{measure.removesuffix('s')}_count"
    return sorted(rows, key=lambda row: (-getattr(row, count), -row.work_count, -row.claim_count, row.thing))


def _row(atlas: Atlas, thing: str, claims: list[str]) -> UsedRow:
    """Return a model or dataset with the claims that name it."""
    works = works_of(claims)
    years = Counter(atlas.works[key].year for key in works)
    return UsedRow(thing, min(years), max(years), tuple(sorted(years.items())), works, tuple(claims))
