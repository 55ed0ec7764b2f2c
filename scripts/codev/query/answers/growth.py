"""What the knowledge base gained, day by day: works, claims, loops that closed, cells of the gaps map that filled, comparisons.

A day is the one on which entries came in (``added``) or on which claims were compared (``checked``); nothing here asks for
today.  A loop closes with the last of the works that its steps and artifacts come from, a cell fills with its first work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from codev.atlas import Atlas
from codev.graph import graph_of
from codev.ids import work_of_claim
from codev.model import Work
from codev.query.answers.gaps import gaps
from codev.query.answers.loops import find_loops
from codev.query.questions import Question
from codev.query.rows import AnswerRow, Counted, columns


@dataclass(frozen=True, slots=True)
class GrowthRow(Counted, AnswerRow):
    """What one day brought."""

    columns = columns(
        "day",
        "work_count=works added",
        "claim_count=claims added",
        "loop_count=loops closed",
        "cell_count=cells of the gaps map filled",
        "compared_count=claims compared",
    )

    day: str
    """The day."""
    works: tuple[str, ...]
    """The works that came in, the newest publication first."""
    claims: tuple[str, ...]
    """Their claims."""
    loops: tuple[str, ...]
    """The loops that closed: their artifacts with arrows between, by their names in the graph."""
    cells: tuple[str, ...]
    """The cells that got their first work: subsection, stage and modality with a times sign between."""
    compared: tuple[str, ...]
    """The claims that somebody compared with their sources on this day."""

    @property
    def loop_count(self) -> int:
        """The number of loops that closed."""
        return len(self.loops)

    @property
    def cell_count(self) -> int:
        """The number of cells that got their first work."""
        return len(self.cells)

    @property
    def compared_count(self) -> int:
        """The number of claims that were compared."""
        return len(self.compared)


@Question(
    name="growth",
    label="What is new, day by day",
    sentence="What did the knowledge base gain on each day?",
    row=GrowthRow,
    examples={"Every day": {}},
    empty="Nothing has come in yet.",
    limits="A correction of an entry has no day of its own; the history of its file tells it.",
)
def growth(atlas: Atlas) -> list[GrowthRow]:
    """Return what each day brought, the newest day first.

    Args:
        atlas: The knowledge base.
    """
    added = {key: work.added for key, work in atlas.works.items()}
    graph = graph_of(atlas)
    found: dict[str, dict[str, list[str]]] = {}

    def put(day: str, kind: str, names: Iterable[str]) -> None:
        found.setdefault(day, {}).setdefault(kind, []).extend(names)

    for work in newest_works(atlas):
        put(work.added, "works", [work.key])
        put(work.added, "claims", [claim.id for claim in work.claims])
    for row in find_loops(atlas).rows:
        works = {*row.works, *(graph.nodes[name]["work"] for name in row.artifacts)} - {None}
        if works:
            put(max(added[key] for key in works), "loops", [" → ".join(row.artifacts)])
    for cell in gaps(atlas):
        if cell.works:
            day = min(added[work_of_claim(claim)] for claim in cell.claims)
            put(day, "cells", [f"{cell.node} × {cell.stage} × {cell.modality}"])
    for claim in atlas.claims.values():
        for day in sorted({check.date for check in claim.checked}):
            put(day, "compared", [claim.id])
    kinds = ("works", "claims", "loops", "cells", "compared")
    return [
        GrowthRow(day=day, **{kind: tuple(found[day].get(kind, ())) for kind in kinds}) for day in sorted(found, reverse=True)
    ]


def newest_works(atlas: Atlas) -> list[Work]:
    """Return works in the order in which they came into the knowledge base, the newest first; those of one day by their age.

    Args:
        atlas: The knowledge base.
    """
    return sorted(atlas.works.values(), key=lambda work: (work.added, work.year, work.arxiv or "", work.key), reverse=True)
