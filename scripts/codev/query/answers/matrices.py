"""The two research questions as matrices (DESIGN §1, §3): each cell with the works and claims behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph import effect_of
from codev.ids import work_of_claim
from codev.query.facet_values import Facets
from codev.query.questions import ALL_FACETS, Parameter, Question
from codev.query.rows import AnswerRow, Counted, columns
from codev.query.selection import Selection
from codev.query.terms import NOT_STATED

LEVELS = {"subsection": "Subsections of the survey", "node": "The narrowest nodes"}
"""How fine approaches and roles are: at the survey's subsections (§3.1.1 … §6.4), or at the nodes that claims name."""


_LEVEL = Parameter("level", "Rows", "How fine approaches and roles are.", choices=LEVELS, default="subsection")


@dataclass(frozen=True, slots=True)
class Rq1Cell(Counted, AnswerRow):
    """One cell of RQ1: which approach enhances which capability at which stage."""

    columns = columns("stage", "approach", "capability", "effect", "work_count=works", "claim_count=claims")

    stage: str
    """A stage, or ``not-stated``."""
    approach: str
    capability: str
    effect: str
    """``improves``, ``degrades`` (attack nodes) or ``measures`` (evaluation)."""
    works: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rq2Cell(Counted, AnswerRow):
    """One cell of RQ2: which role draws on which capability of which model."""

    columns = columns("role", "capability", "model", "work_count=works", "claim_count=claims")

    role: str
    capability: str
    model: str
    """The acting model, or ``not-stated``."""
    works: tuple[str, ...]
    claims: tuple[str, ...]


@Question(
    name="rq1",
    label="RQ1",
    sentence="At which stage does which data-centric approach enhance which capability?",
    about="What data improve, degrade and measure is told apart.",
    row=Rq1Cell,
    facets=ALL_FACETS,
    parameters=(_LEVEL,),
    examples={"Fine-tuning": {"stage": "finetune"}, "What attacks degrade": {"effect": "degrades", "level": "node"}},
    empty="No claim has all of this.",
)
def rq1(atlas: Atlas, facets: Facets = Facets(), level: str = "subsection") -> list[Rq1Cell]:  # noqa: B008 - frozen
    """Return the cells of RQ1 that claims fill, in the order of stages, nodes and capabilities.

    Args:
        atlas: The knowledge base.
        facets: Which claims count; a facet that is an axis leaves only the cells that it names.
        level: ``subsection`` or ``node``.

    Raises:
        WrongUseError: A facet or the level names nothing.
    """
    _check_level(level)
    cells: dict[tuple[str, str, str, str], list[str]] = {}
    selection = Selection(atlas, facets)
    rows_of = rows_by_node(atlas, level, selection)
    for claim in selection:
        if atlas.direction_of(claim) != "data4model":
            continue
        for stage in claim.stages or (NOT_STATED,):
            effect = str(effect_of(atlas, claim, stage))
            if not (selection.keeps("stage", stage) and selection.keeps("effect", effect)):
                continue
            for capability in claim.capabilities or (NOT_STATED,):
                if selection.keeps("enhanced", capability) and selection.keeps("capability", capability):
                    for approach in rows_of(claim.node):
                        cells.setdefault((stage, approach, capability, effect), []).append(claim.id)
    stages = _ranks(stage.id for stage in atlas.taxonomy.stages)
    nodes = _ranks(atlas.tree)
    terms = _ranks(term.id for term in atlas.taxonomy.enhanced)
    last = len(atlas.tree) + len(terms) + len(stages)
    ordered = sorted(
        cells, key=lambda key: (stages.get(key[0], last), nodes.get(key[1], last), terms.get(key[2], last), key[2], key[3])
    )
    return [Rq1Cell(*key, works=works_of(cells[key]), claims=tuple(cells[key])) for key in ordered]


@Question(
    name="rq2",
    label="RQ2",
    sentence="Which roles do models play for data, and which capability does each draw on?",
    row=Rq2Cell,
    facets=ALL_FACETS,
    parameters=(_LEVEL,),
    examples={"Models as data filters": {"role": "data-filter"}, "CLIP": {"model": "clip"}},
    empty="No claim has all of this.",
)
def rq2(atlas: Atlas, facets: Facets = Facets(), level: str = "subsection") -> list[Rq2Cell]:  # noqa: B008 - frozen
    """Return the cells of RQ2 that claims fill, in the order of nodes and capabilities, models in alphabetical order.

    Args:
        atlas: The knowledge base.
        facets: Which claims count; a facet that is an axis leaves only the cells that it names.
        level: ``subsection`` or ``node``.

    Raises:
        WrongUseError: A facet or the level names nothing.
    """
    _check_level(level)
    cells: dict[tuple[str, str, str], list[str]] = {}
    selection = Selection(atlas, facets)
    rows_of = rows_by_node(atlas, level, selection)
    for claim in selection:
        if atlas.direction_of(claim) != "model4data":
            continue
        for capability in claim.capabilities or (NOT_STATED,):
            if not (selection.keeps("leveraged", capability) and selection.keeps("capability", capability)):
                continue
            for model in claim.models or (NOT_STATED,):
                if selection.keeps("model", model):
                    for role in rows_of(claim.node):
                        cells.setdefault((role, capability, model), []).append(claim.id)
    nodes = _ranks(atlas.tree)
    terms = _ranks(term.id for term in atlas.taxonomy.leveraged)
    last = len(nodes) + len(terms)
    ordered = sorted(
        cells, key=lambda key: (nodes.get(key[0], last), terms.get(key[1], last), key[1], key[2] == NOT_STATED, key[2])
    )
    return [Rq2Cell(*key, works=works_of(cells[key]), claims=tuple(cells[key])) for key in ordered]


def rows_by_node(atlas: Atlas, level: str, selection: Selection) -> Callable[[str], tuple[str, ...]]:
    """Return what gives the rows of a table in which the claims of a node count.

    A row counts the claims of its node and of everything below it, as the facet of its node selects them.  The rows are the
    subsections, or the nodes that claims name, and those above them under which claims are filed.  Where a facet asks for
    nodes, the rows above a claim's own are those that it names.

    Args:
        atlas: The knowledge base.
        level: ``subsection`` or ``node``.
        selection: The facets that are asked for.
    """

    def row_of(node: str) -> str:
        return (atlas.tree.subsection_of(node) if level == "subsection" else None) or node

    filed = {row_of(claim.node) for claim in atlas.claims.values()}

    @cache
    def rows_of(node: str) -> tuple[str, ...]:
        own = row_of(node)
        above = [each for each in atlas.tree.ancestors(own) if each in filed]
        return (own, *(each for each in above if selection.keeps("node", each) and selection.keeps("role", each)))

    return rows_of


def works_of(claims: list[str]) -> tuple[str, ...]:
    """Return the works that make claims, each once, in their order."""
    return tuple(dict.fromkeys(work_of_claim(claim) for claim in claims))


def _ranks(terms: Iterable[str]) -> dict[str, int]:
    """Return the place of each term in its vocabulary."""
    return {term: number for number, term in enumerate(terms)}


def _check_level(level: str) -> None:
    """Refuse a level that there is not."""
    if level not in LEVELS:
        raise WrongUseError(f"no level {level[:80]!r}", f"choose {' or '.join(LEVELS)}")
