"""Maps of gaps: rows of approaches and roles, columns of modalities or stages, cells with their works, trust and state.

`gap_matrix` draws the cells of an answer as they are.  `stage_maps` draws one map with a view for each stage and one for all.
Its rows stand below groups, and its rare modalities beside a column for all of them, so that both can be folded away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import cast

from codev.atlas import Atlas
from codev.query import GapCell
from codev.query.terms import short_name
from codev.show.matrices import OTHERS, Cell, Head, Matrix, Part, folded, row_head, row_heads, stage_heads, term_heads

RARE_PART = 20
"""A modality is rare where it has fewer works than this part of the works of the most common one."""

CHECKED_SHARE = 0.9
"""From this share of sound claims on a cell counts as checked: one doubt among hundreds of claims does not hide that."""

ALL_STAGES = "all"
"""The view of all stages together; no stage is called so."""


@dataclass(frozen=True, slots=True)
class View:
    """The map at one stage, or at all.

    Attributes:
        id: The stage, or `ALL_STAGES`.
        name: As shown.
        matrix: What it holds.
        empty_count: How many cells of approach or role and modality are empty.
    """

    id: str
    name: str
    matrix: Matrix
    empty_count: int


def gap_matrix(
    atlas: Atlas,
    parts: Sequence[GapCell],
    across: str,
    *,
    address_of: Callable[[Cell], str],
    row_address: Callable[[str], str | None] = lambda node: None,
    term_address: Callable[[str, str], str | None] = lambda members, term: None,
    caption: str = "",
    name: str = "gaps",
    chosen: str = "",
) -> Matrix:
    """Return a map of gaps.

    Args:
        atlas: The knowledge base.
        parts: The cells of the question.
        across: What the columns are: ``modality`` or ``stage``.
        address_of: Returns where a cell leads.
        row_address: Returns where the row of a node leads.
        term_address: Returns where the column of a term leads, by the name of its list and its id.
        caption: Said above it.
        name: What scripts call it.
        chosen: The name of the cell that is looked at.
    """
    cells = folded(parts, lambda part: [part.node], lambda part: str(getattr(part, across)))  # type: ignore[union-attr]
    named = {row for row, _ in cells}, {column for _, column in cells}
    heads = stage_heads(atlas, term_address) if across == "stage" else term_heads(atlas, "modalities", term_address)
    return Matrix(
        name=name,
        caption=caption or f"Number of works by approach or role and {across}",
        corner="Approach or role",
        direction="data4model",
        facet=across,
        rows=[row_head(atlas, node, row_address(node)) for node in atlas.tree if node in named[0]],
        columns=[head for head in heads if head.id in named[1]],
        cells=cells,
        address_of=address_of,
        chosen=chosen,
        trust_of=lambda cell: trust_of(atlas, cell.claims),
    )


def stage_maps(
    atlas: Atlas,
    parts: Sequence[GapCell],
    *,
    address_of: Callable[[Cell], str],
    row_address: Callable[[str], str | None],
    term_address: Callable[[str, str], str | None],
) -> list[View]:
    """Return the views of one map by modality: all stages together, then each stage.

    Args:
        atlas: The knowledge base.
        parts: The cells of the question.
        address_of: Returns where a cell leads.
        row_address: Returns where the row of a node leads.
        term_address: Returns where the column of a term leads, by the name of its list and its id.
    """
    rare = rare_modalities(parts)
    heads = [head for direction in atlas.taxonomy.directions for head in row_heads(atlas, direction.id, row_address)]
    group_of = {head.id: head.group for head in heads if head.id != head.group}
    rows = [head for head in heads if head.id in group_of or head.id in group_of.values()]

    def rows_of(part: Part) -> list[str]:
        node = cast("GapCell", part).node
        return [group_of[node], node] if node in group_of else [node]

    def modality_of(part: Part) -> str:
        return cast("GapCell", part).modality

    views = []
    for stage_id, name in ((ALL_STAGES, "All stages"), *((stage.id, stage.name) for stage in atlas.taxonomy.stages)):
        own = [part for part in parts if stage_id in (ALL_STAGES, part.stage)]
        caption = f"Works by approach or role and modality: {name}"
        matrix = gap_matrix(
            atlas,
            own,
            "modality",
            address_of=address_of,
            term_address=term_address,
            caption=caption,
            name=f"gaps-{stage_id}",
        )
        cells = folded(own, rows_of, modality_of)
        if rare:
            cells |= folded((part for part in own if part.modality in rare), rows_of, lambda part: OTHERS)
        empty = sum(cell.state == "empty" for cell in matrix.cells.values())
        columns = [replace(head, group=OTHERS) if head.id in rare else head for head in matrix.columns]
        if rare:
            columns.append(Head(OTHERS, "Rare modalities", group=OTHERS))
        views.append(View(stage_id, name, replace(matrix, rows=rows, columns=columns, cells=cells), empty))
    return views


def rare_modalities(parts: Sequence[GapCell]) -> frozenset[str]:
    """Return the modalities with few works, which a map can fold away: none where it would be one alone.

    Args:
        parts: The cells of the question.
    """
    works: dict[str, set[str]] = {}
    for part in parts:
        works.setdefault(part.modality, set()).update(part.works)
    most = max(map(len, works.values()), default=0)
    rare = frozenset(modality for modality, keys in works.items() if len(keys) * RARE_PART < most)
    return rare if len(rare) > 1 else frozenset()


def trust_of(atlas: Atlas, claims: Collection[str]) -> str:
    """Return how far the claims of a cell were checked: of `codev.show.words.CELL_TRUST`, empty where there is none.

    Args:
        atlas: The knowledge base.
        claims: Their ids.
    """
    if not claims:
        return ""
    found = [atlas.claims[each] for each in claims]
    if not any(claim.checked for claim in found):
        return "unchecked"
    sound = sum(bool(claim.checked) and claim.doubt is None for claim in found)
    return "checked" if sound >= CHECKED_SHARE * len(found) else "partly"


def reason_of(atlas: Atlas, cell: GapCell) -> str:
    """Return why an empty cell is a gap, as a sentence that counts what surrounds it.

    Args:
        atlas: The knowledge base.
        cell: An empty cell.
    """
    kind = "approaches" if atlas.tree.direction(cell.node) == "data4model" else "roles"
    nouns = {"modality": "modalities", "stage": "stages", "node": kind}
    around = [f"{line.filled} of {line.possible} other {nouns[line.axis]}" for line in cell.lines]
    return f"Two works or more stand in {', '.join(around[:-1])} and {around[-1]}."


def gap_name(atlas: Atlas, cell: GapCell) -> tuple[str, str, str]:
    """Return what the approach or role, the stage and the modality of a cell are called.

    Args:
        atlas: The knowledge base.
        cell: The cell.
    """
    stages = {stage.id: stage.name for stage in atlas.taxonomy.stages}
    modalities = {modality.id: modality.name for modality in atlas.taxonomy.modalities}
    return short_name(atlas.tree[cell.node].name), stages[cell.stage], modalities[cell.modality]
