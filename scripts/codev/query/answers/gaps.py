"""Which cells of approach or role × stage × modality are filled, thin, empty, or cannot be (DESIGN §3).

Cells stand at the survey's subsections.  What cannot be is said by the rules of ``taxonomy/not-applicable.yaml``, each with its
reason; a cell that a claim fills is filled, whatever a rule says, so that no rule can hide knowledge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import ClassVar, NamedTuple

from codev.atlas import Atlas
from codev.model import NotApplicableRule
from codev.query.answers.matrices import works_of
from codev.query.facet_values import Facets
from codev.query.facets import FACETS
from codev.query.questions import ALL_FACETS, Parameter, Question
from codev.query.rows import AnswerRow, Counted, Words, columns
from codev.query.selection import Selection
from codev.query.terms import NOT_STATED, find_node, find_term

STATUSES: Mapping[str, tuple[str, str]] = {
    "filled": ("filled", "two works or more"),
    "thin": ("thin", "one work"),
    "empty": ("empty", "no work here"),
    "not-applicable": ("not possible", "a rule of the taxonomy says why"),
}
"""The states of a cell of the gaps map: name and meaning."""


class Line(NamedTuple):
    """The possible cells that differ from a cell in one axis alone; a tuple, since there are thousands."""

    axis: str
    """Where they differ: ``modality``, ``stage``, or ``node`` for the other approaches or roles of its direction."""
    filled: int
    """Those with two works or more."""
    possible: int
    """All of them."""

    @property
    def share(self) -> float:
        """The part of the line that is filled; 0 where it has no cell."""
        return self.filled / self.possible if self.possible else 0.0


@dataclass(frozen=True, slots=True)
class GapCell(Counted, AnswerRow):
    """One cell of the gaps map."""

    value_names: ClassVar[Words] = {"status": {status: name for status, (name, _) in STATUSES.items()}}
    columns = columns("node", "stage", "modality", "status", "work_count=works", "neighbours_filled", "neighbours", "reason")

    direction: str
    node: str
    """A subsection: an approach or a role."""
    stage: str
    modality: str
    status: str
    """``filled``, ``thin``, ``empty`` or ``not-applicable``."""
    works: tuple[str, ...]
    claims: tuple[str, ...]
    rule: str | None
    """The rule by which the cell cannot be."""
    reason: str | None
    """Why it cannot be."""
    lines: tuple[Line, ...]
    """The three lines of neighbours through it: an empty cell among full ones is a gap, one among empty ones a desert."""
    contribute: str | None
    """Of an empty or thin cell: the query string that prefills a contribution."""

    @property
    def neighbours(self) -> int:
        """The possible cells of the answer that differ from it in one axis alone."""
        return sum(line.possible for line in self.lines)

    @property
    def neighbours_filled(self) -> int:
        """Of the neighbours, those with two works or more."""
        return sum(line.filled for line in self.lines)

    @property
    def surrounded(self) -> float:
        """How full the emptiest of its lines is, from 0 to 1."""
        return min(line.share for line in self.lines)


@Question(
    name="gaps",
    sentence="Which combinations have no work here?",
    about="A cell of approach or role, stage and modality is filled, thin, empty, or not applicable, and why.",
    row=GapCell,
    facets=ALL_FACETS,
    parameters=(
        Parameter(
            "status",
            "Only cells that are",
            "What the cells are.",
            choices={status: f"{name.capitalize()}: {meaning}" for status, (name, meaning) in STATUSES.items()},
        ),
    ),
    examples={"Empty cells of data filters": {"status": "empty", "role": "data-filter"}, "Audio": {"modality": "audio"}},
    empty="No cell has all of this.",
    limits="An empty cell means that the atlas has no work there, not that nobody has tried.",
)
def gaps(atlas: Atlas, facets: Facets = Facets(), status: str | None = None) -> list[GapCell]:  # noqa: B008 - frozen
    """Return the cells of approach or role × stage × modality, in the order of the vocabularies.

    Args:
        atlas: The knowledge base.
        facets: Node (its subsections), direction, stage and modality choose cells; the others choose the claims that count.
        status: Only cells that are ``filled``, ``thin``, ``empty`` or ``not-applicable``.

    Raises:
        WrongUseError: A facet or the status names nothing.
    """
    wanted = find_term("status", status, STATUSES) if status is not None else None
    counted: dict[tuple[str, str, str], list[str]] = {}
    for claim in Selection(atlas, facets):
        subsection = atlas.tree.subsection_of(claim.node)
        for cell in product([subsection] if subsection else [], claim.stages, claim.modalities):
            counted.setdefault(cell, []).append(claim.id)
    rules = _Rules(atlas)
    places, names = {}, {}
    direction_of = {node: atlas.tree.direction(node) for node in atlas.tree.subsections}
    # The lines of neighbours, each named by the axis in which its cells differ and by what they share.
    possible, filled = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for place in product(*_axes(atlas, facets)):
        works = works_of(counted.get(place, []))
        rule = None if works else rules.find(*place)
        found = "not-applicable" if rule else ("empty", "thin", "filled")[min(2, len(works))]
        places[place] = (found, works, rule)
        node, stage, modality = place
        lines = ("modality", node, stage), ("stage", node, modality), ("node", direction_of[node], stage, modality)
        names[place] = lines
        if found != "not-applicable":
            possible.update(lines)
        if found == "filled":
            filled.update(lines)
    cells = []
    for (node, stage, modality), (found, works, rule) in places.items():
        if wanted in {None, found}:
            cells.append(
                GapCell(
                    direction=direction_of[node],
                    node=node,
                    stage=stage,
                    modality=modality,
                    status=found,
                    works=works,
                    claims=tuple(counted.get((node, stage, modality), [])),
                    rule=rule.id if rule else None,
                    reason=rule.reason if rule else None,
                    lines=tuple(
                        Line(line[0], filled[line] - (found == "filled"), possible[line] - (found != "not-applicable"))
                        for line in names[node, stage, modality]
                    ),
                    contribute=contribution_query(node, stage, modality) if found in {"thin", "empty"} else None,
                )
            )
    return cells


def ranked_gaps(cells: Iterable[GapCell]) -> list[GapCell]:
    """Return the gaps among cells, those with the best reason first: empty cells with works along each line through them.

    They are ranked by the emptiest of their lines, so that a full row alone is no reason: few works are on a rare modality
    anywhere.  Then they are ranked by all lines together.

    Args:
        cells: Those of `gaps`.
    """
    found = [cell for cell in cells if cell.status == "empty" and cell.surrounded > 0]
    return sorted(found, key=lambda cell: (-cell.surrounded, -sum(line.share for line in cell.lines)))


def contribution_query(node: str, stage: str, modality: str) -> str:
    """Return the query string that opens a contribution prefilled with a cell; ids have nothing to escape (`codev.ids`)."""
    return f"node={node}&stage={stage}&modality={modality}"


def _axes(atlas: Atlas, facets: Facets) -> tuple[list[str], list[str], list[str]]:
    """Return the nodes, stages and modalities that facets leave."""
    nodes = list(atlas.tree.subsections)
    for values, kind in ((facets.node, "node"), (facets.role, "role")):
        if values:
            chosen = {node for value in values for node in _subsections_of(atlas, find_node(atlas, value, kind))}
            nodes = [node for node in nodes if node in chosen]
    if facets.direction:
        directions = {each for text in facets.direction for each in FACETS["direction"].find(atlas, text)}
        nodes = [node for node in nodes if atlas.tree.direction(node) in directions]
    return nodes, _chosen(atlas, "stage", facets.stage), _chosen(atlas, "modality", facets.modality)


def _subsections_of(atlas: Atlas, node: str) -> set[str]:
    """Return the subsections in or below a node, or the one that it lies in."""
    return {each for below in atlas.tree.descendants(node) if (each := atlas.tree.subsection_of(below)) is not None}


def _chosen(atlas: Atlas, facet: str, texts: tuple[str, ...]) -> list[str]:
    """Return the terms that a facet leaves, in the order of the vocabulary."""
    wanted = {term for text in texts for term in FACETS[facet].find(atlas, text)}
    return [term for term in FACETS[facet].names(atlas) if term != NOT_STATED and (not texts or term in wanted)]


class _Rules:
    """The rules that say which cells cannot be, looked up by node."""

    def __init__(self, atlas: Atlas) -> None:
        """Find the subsections that each rule is about.

        A rule is about a subsection where it names it, a node above it, or all nodes right below it.
        """
        self._by_node: dict[str, list[NotApplicableRule]] = {}
        for rule in atlas.taxonomy.rules:
            named = {node for each in rule.nodes if each in atlas.tree for node in atlas.tree.descendants(each)}
            for node in atlas.tree.subsections:
                children = atlas.tree.children(node)
                if not rule.nodes or node in named or (children and named.issuperset(children)):
                    self._by_node.setdefault(node, []).append(rule)

    def find(self, node: str, stage: str, modality: str) -> NotApplicableRule | None:
        """Return the first rule by which a cell cannot be."""
        return next((rule for rule in self._by_node.get(node, ()) if applies(rule, stage, modality)), None)


def applies(rule: NotApplicableRule, stage: str, modality: str) -> bool:
    """Return whether a rule speaks of a stage and a modality; an empty list stands for all."""
    return (not rule.stages or stage in rule.stages) and (not rule.modalities or modality in rule.modalities)
