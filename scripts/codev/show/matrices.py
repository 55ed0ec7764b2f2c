"""Matrices as data for templates: rows, columns, cells with their works, claims, shades and addresses, and totals.

The two research questions and the gaps have three axes each: a matrix shows two of them and folds the third.  A cell knows what
it folds together; its shade is a step of seven on a square-root scale, so that cells with few works can still be told apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType

from codev.atlas import Atlas
from codev.model.vocabularies import CAPABILITIES, added_terms
from codev.query import GapCell, PivotRow, Rq1Cell, Rq2Cell
from codev.query.terms import NOT_STATED, short_name
from codev.show.words import SHORT_STAGES

Part = Rq1Cell | Rq2Cell | GapCell | PivotRow
"""A cell of a question, with all its axes."""

SHADES = 7
"""Steps of colour; more cannot be told apart."""

JOINT = "~"
"""Stands between the row's and the column's id in the name of a cell; no id holds it."""

MODELS_SHOWN = 24
"""Acting models with a column of their own: those with the most works."""

OTHERS = "other"
"""The column of the other models."""

NOT_STATED_NAME = "Not stated"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or column.

    Attributes:
        id: The term.
        name: As shown.
        address: Where it leads, or None.
        group: The row that it belongs to, such as that of the objective above an approach; its own id for such a row itself.
            Of a column the one that stands for it where it is folded away.
        effect: ``degrades`` or ``measures``; empty where it does not matter.
        direction: The direction of a row, where rows of both stand in one matrix.
        is_added: Whether the atlas added the term to the survey's.
    """

    id: str
    name: str
    address: str | None = None
    group: str = ""
    effect: str = ""
    direction: str = ""
    is_added: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell.

    Attributes:
        row: The row's id.
        column: The column's id.
        parts: The cells of the question that it folds together.
    """

    row: str
    column: str
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """What an address calls it."""
        return f"{self.row}{JOINT}{self.column}"

    @cached_property
    def works(self) -> tuple[str, ...]:
        """The works behind it, each once."""
        return tuple(dict.fromkeys(work for part in self.parts for work in part.works))

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The claims behind it, each once."""
        return tuple(dict.fromkeys(claim for part in self.parts for claim in part.claims))

    @property
    def number(self) -> int:
        """The number of works."""
        return len(self.works)

    def with_effect(self, effect: str) -> int:
        """Return the number of works whose data break (``degrades``) or measure a model."""
        return len({work for part in self.parts if getattr(part, "effect", "") == effect for work in part.works})

    @property
    def state(self) -> str:
        """Whether a gap is filled with two works or more, thin with one, empty, or not applicable at all."""
        if self.works:
            return "filled" if self.number > 1 else "thin"
        return "not-applicable" if all(getattr(part, "status", "") == "not-applicable" for part in self.parts) else "empty"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why nothing can be in it."""
        return tuple(dict.fromkeys(part.reason for part in self.parts if isinstance(part, GapCell) and part.reason))


@dataclass(frozen=True)
class Matrix:
    """A matrix.

    Attributes:
        name: What scripts call it.
        caption: Said above it.
        corner: What stands above the heads of rows.
        direction: The direction, whose colour it takes.
        facet: The facet whose values the columns are.
        rows: Heads of rows.
        columns: Heads of columns.
        cells: By row and column.
        address_of: Returns where a cell leads.
        chosen: The name of the cell that is looked at.
        trust_of: Returns how far the claims of a cell were checked: of `codev.show.words.CELL_TRUST`, or empty.
        row_facet: The facet whose values the rows are.
        unit: What totals count, each once: ``work`` or ``claim``.
        text_of: Returns what stands in a cell; the number of its works by default.
        weight_of: Returns what its shade tells.
    """

    name: str
    caption: str
    corner: str
    direction: str
    facet: str
    rows: Sequence[Head]
    columns: Sequence[Head]
    cells: Mapping[tuple[str, str], Cell]
    address_of: Callable[[Cell], str]
    chosen: str = ""
    trust_of: Callable[[Cell], str] = lambda cell: ""

    row_facet: str = "node"
    unit: str = "work"
    text_of: Callable[[Cell], str] = lambda cell: str(cell.number)
    weight_of: Callable[[Cell], float] = attrgetter("number")

    def shade(self, number: float) -> int:
        """Return the shade of a weight, from 0 for none to `SHADES`, which a group may exceed."""
        if not number or not self._largest:
            return 0
        return min(SHADES, max(1, math.ceil(SHADES * math.sqrt(number / self._largest))))

    @cached_property
    def _largest(self) -> float:
        """The largest weight of a cell that is shaded."""
        groups = {row.id for row in self.rows if row.id == row.group}
        return max((self.weight_of(cell) for (row, _), cell in self.cells.items() if row not in groups), default=0)

    def total(self, row: str = "", column: str = "") -> int:
        """Return the number of works, or claims, in a row, a column or the whole, each counted once.

        Args:
            row: The row's id; every row by default.
            column: The column's id; every column by default.
        """
        found = (cell for (r, c), cell in self.cells.items() if row in ("", r) and column in ("", c))
        return len({each for cell in found for each in (cell.works if self.unit == "work" else cell.claims)})

    def grouped_rows(self) -> list[list[Head]]:
        """Return the rows by their groups, in order: the group's own row first."""
        return [list(rows) for _, rows in groupby(self.rows, key=lambda row: row.group)]


def folded(
    parts: Iterable[Part], rows_of: Callable[[Part], Iterable[str]], column_of: Callable[[Part], str]
) -> dict[tuple[str, str], Cell]:
    """Return the cells of a matrix by row and column, in the order in which their first part comes.

    Args:
        parts: The cells of the question.
        rows_of: The rows that each belongs to.
        column_of: The column that each belongs to.
    """
    found: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        for row in rows_of(part):
            found.setdefault((row, column_of(part)), []).append(part)
    return {(row, column): Cell(row, column, tuple(each)) for (row, column), each in found.items()}


def row_groups(atlas: Atlas) -> list[str]:
    """Return the nodes right above the subsections, and those further above under which claims are filed."""
    tree = atlas.tree
    wanted: set[str | None] = {tree[node].parent for node in tree.subsections}
    wanted |= {claim.node for claim in atlas.claims.values() if tree.subsection_of(claim.node) is None}
    return [node for node in tree if node in wanted]


def row_heads(atlas: Atlas, direction: str, address_of: Callable[[str], str | None]) -> list[Head]:
    """Return the heads of rows: the approaches or roles of a direction, below the group that they belong to.

    Args:
        atlas: The knowledge base.
        direction: The direction.
        address_of: Returns where the row of a node leads.
    """
    tree = atlas.tree
    grouped: dict[str, list[str]] = {node: [node] for node in row_groups(atlas)}
    for node in tree.subsections:
        grouped[tree[node].parent or node].append(node)
    return [
        row_head(atlas, node, address_of(node), group)
        for group, nodes in grouped.items()
        for node in nodes
        if tree.direction(node) == direction
    ]


def row_head(atlas: Atlas, node: str, address: str | None = None, group: str = "") -> Head:
    """Return the head of one row.

    Args:
        atlas: The knowledge base.
        node: The approach or role.
        address: Where it leads.
        group: The row that it belongs to.
    """
    tree = atlas.tree
    effect = "degrades" if tree.degrades(node) else "measures" if tree.measures(node) else ""
    return Head(node, short_name(tree[node].name), address, group, effect, tree.direction(node), tree[node].is_added)


def question_matrix(
    atlas: Atlas,
    parts: Sequence[Rq1Cell | Rq2Cell],
    across: str,
    *,
    address_of: Callable[[Cell], str],
    row_address: Callable[[str], str | None] = lambda node: None,
    model_address: Callable[[str], str | None] = lambda model: None,
    term_address: Callable[[str, str], str | None] = lambda members, term: None,
    is_exact: bool = False,
    is_whole: bool = True,
    chosen: str = "",
) -> Matrix:
    """Return one of the matrices of RQ1 or RQ2.

    Args:
        atlas: The knowledge base.
        parts: The cells of the question.
        across: What the columns are: ``stage`` or ``capability`` of RQ1, ``capability`` or ``model`` of RQ2.
        address_of: Returns where a cell leads.
        row_address: Returns where the row of a node leads.
        model_address: Returns where the column of a model leads.
        term_address: Returns where the column of a term leads, by the name of its list and its id.
        is_exact: Whether each node that claims name has a row, and nothing is added up.
        is_whole: Whether rows that hold nothing are shown.
        chosen: The name of the cell that is looked at.
    """
    is_rq1 = across == "stage" or any(isinstance(part, Rq1Cell) for part in parts)
    direction, corner = ("data4model", "Approach") if is_rq1 else ("model4data", "Role")
    field = "approach" if is_rq1 else "role"
    columns, column_of = _columns(atlas, parts, across, is_rq1=is_rq1, model_address=model_address, term_address=term_address)
    if is_exact:
        named = {getattr(part, field) for part in parts}
        rows = [row_head(atlas, node, row_address(node)) for node in atlas.tree if node in named]
    else:
        rows = row_heads(atlas, direction, row_address)
    ids = {row.id for row in rows}

    def rows_of(part: Part) -> Iterable[str]:
        node = getattr(part, field)
        return [node] if is_exact else [each for each in atlas.tree.path(node) if each in ids]

    cells = folded(parts, rows_of, column_of)
    filled = {row for row, _ in cells}, {column for _, column in cells}
    shown = [head for head in columns if head.id in filled[1]]
    words = {"model": "acting model", "capability": "capability" if is_rq1 else "leveraged capability"}.get(across, across)
    most = f": the {len(columns) - 2} models with the most works" if across == "model" else ""
    names = {"stage": "rq1", "model": "rq2-model", "capability": "rq1-capability" if is_rq1 else "rq2"}
    return Matrix(
        name=names[across],
        caption=f"Number of works by {corner.lower()} and {words}{most}",
        corner=corner,
        direction=direction,
        facet={"capability": "enhanced" if is_rq1 else "leveraged"}.get(across, across),
        rows=[row for row in rows if is_whole or row.id in filled[0]],
        columns=shown,
        cells=cells,
        address_of=address_of,
        chosen=chosen,
    )


def _columns(
    atlas: Atlas,
    parts: Iterable[Part],
    across: str,
    *,
    is_rq1: bool,
    model_address: Callable[[str], str | None],
    term_address: Callable[[str, str], str | None],
) -> tuple[list[Head], Callable[[Part], str]]:
    """Return the heads of columns, and what says in which of them a part belongs."""
    not_stated = Head(NOT_STATED, NOT_STATED_NAME)
    if across == "stage":
        return [*stage_heads(atlas, term_address), not_stated], attrgetter("stage")
    if across == "capability":
        members = CAPABILITIES["data4model" if is_rq1 else "model4data"].members
        return [*term_heads(atlas, members, term_address), not_stated], attrgetter("capability")
    shown = acting_models(parts)[:MODELS_SHOWN]
    heads = [Head(each, atlas.models[each].name, model_address(each)) for each in shown]
    own = {*shown, NOT_STATED}
    return [*heads, Head(OTHERS, "Others"), not_stated], lambda part: part.model if part.model in own else OTHERS


def term_heads(
    atlas: Atlas, members: str, address_of: Callable[[str, str], str | None], short: Mapping[str, str] = MappingProxyType({})
) -> list[Head]:
    """Return the heads of the terms of a list.

    Args:
        atlas: The knowledge base.
        members: The name of the list.
        address_of: Returns where a term leads, by the name of its list and its id.
        short: Shorter names of terms.
    """
    return [
        Head(term.id, short.get(term.id, term.name), address_of(members, term.id), is_added=bool(added_terms([term])))
        for term in getattr(atlas.taxonomy, members)
    ]


def stage_heads(atlas: Atlas, address_of: Callable[[str, str], str | None]) -> list[Head]:
    """Return the heads of stages, with their short names.

    Args:
        atlas: The knowledge base.
        address_of: Returns where a term leads, by the name of its list and its id.
    """
    return term_heads(atlas, "stages", address_of, SHORT_STAGES)


def acting_models(parts: Iterable[Part]) -> list[str]:
    """Return the models that act on data, those with the most works first.

    Args:
        parts: The cells of RQ2.
    """
    works: dict[str, set[str]] = {}
    for part in parts:
        if isinstance(part, Rq2Cell) and part.model != NOT_STATED:
            works.setdefault(part.model, set()).update(part.works)
    return sorted(works, key=lambda model: (-len(works[model]), model))
