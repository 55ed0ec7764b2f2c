"""The two research questions: a page of matrices for each, and a page a row with the works and statements of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codev.atlas import Atlas
from codev.graph import effect_of
from codev.ids import work_of_claim
from codev.model import Claim
from codev.query import Rq1Cell, Rq2Cell, rq1, rq2
from codev.query.terms import NOT_STATED
from codev.show.matrices import (
    MODELS_SHOWN,
    NOT_STATED_NAME,
    OTHERS,
    Cell,
    Matrix,
    acting_models,
    question_matrix,
    row_groups,
)
from codev.show.site_links import Links
from codev.site.pages.environment import Renderer
from codev.site.pages.page import Page, page_of_section
from codev.site.pages.works import newest_claims_first

OTHER_MODELS = "models-other"
"""The HTML id under which a role's page lists the acting models that have no column."""


@dataclass(frozen=True)
class Part:
    """The claims of one cell, or of one term of a row.

    Attributes:
        id: The HTML id that cells lead to.
        name: The term's name.
        claims: The claims, those of the newest works first.
        effects: For each claim what its data do to a model; empty strings in RQ2.
    """

    id: str
    name: str
    claims: Sequence[Claim]
    effects: Sequence[str]

    @property
    def works(self) -> int:
        """The number of works that make the claims."""
        return len({work_of_claim(claim.id) for claim in self.claims})


@dataclass(frozen=True)
class Group:
    """Parts under one heading.

    Attributes:
        heading: The heading.
        id: Its HTML id.
        parts: The parts.
        counts_itself: Whether a number leads to the whole group.
    """

    heading: str
    id: str
    parts: Sequence[Part]
    counts_itself: bool = False

    @property
    def claims(self) -> int:
        """The number of claims, each counted once."""
        return len({claim.id for part in self.parts for claim in part.claims})

    @property
    def works(self) -> int:
        """The number of works that make the claims, each counted once."""
        return len({work_of_claim(claim.id) for part in self.parts for claim in part.claims})


def matrix_pages(renderer: Renderer) -> Iterator[Page]:
    """Yield the two matrices.

    Args:
        renderer: Templates and knowledge base.
    """
    atlas = renderer.claimed
    yield _question_page(renderer, "RQ1", rq1(atlas), {"stage": "Stage × approach", "capability": "Capability × approach"})
    headings = {"capability": "Leveraged capability × role", "model": "Acting model × role"}
    yield _question_page(renderer, "RQ2", rq2(atlas), headings)


def row_address(direction: str, node: str) -> str:
    """Return the address of the page with a row's works and statements.

    Args:
        direction: The row's direction.
        node: The approach or role.
    """
    return f"{'rq1' if direction == 'data4model' else 'rq2'}/{node}/"


def _question_page(
    renderer: Renderer, question: str, parts: Sequence[Rq1Cell] | Sequence[Rq2Cell], headings: Mapping[str, str]
) -> Page:
    """Return the page of a question with a matrix for each pair of axes, under its heading."""
    atlas, base = renderer.claimed, "../"
    direction = next(each for each in atlas.taxonomy.directions if each.question == question)

    def matrix(across: str) -> Matrix:
        anchor = {"stage": ""}.get(across, f"{across}-")

        def address_of(cell: Cell) -> str:
            place = OTHER_MODELS if cell.column == OTHERS else f"{anchor}{cell.column}"
            return f"{base}{row_address(direction.id, cell.row)}#{place}"

        return question_matrix(
            atlas,
            parts,
            across,
            address_of=address_of,
            row_address=lambda node: base + row_address(direction.id, node),
            model_address=lambda model: base + renderer.addresses.artifact("model", model),
            term_address=Links(renderer.addresses, base).term,
        )

    shown = {across: matrix(across) for across in headings}
    with_column = {column.id for column in shown["model"].columns} if "model" in shown else set()
    address = f"{question.lower()}/"
    body = renderer.render(
        "matrix.md.jinja",
        address,
        direction=direction,
        parts=[(heading, across, shown[across]) for across, heading in headings.items()],
        other_models=[model for model in acting_models(parts) if model not in with_column],
    )
    return page_of_section(
        "Questions",
        address,
        f"{question}: {'data for models' if question == 'RQ1' else 'models for data'}",
        direction.asks,
        body,
        layout="wide",
        scripts=("matrix",),
    )


def row_nodes(atlas: Atlas) -> list[str]:
    """Return the nodes that rows of the matrices stand for: approaches, roles, and groups of them.

    Args:
        atlas: The knowledge base.
    """
    return [*row_groups(atlas), *atlas.tree.subsections]


def row_page(renderer: Renderer, node: str) -> Page:
    """Return the page with the works and statements of an approach or role, by stage or model, and by capability.

    Args:
        renderer: Templates and knowledge base.
        node: The approach or role.
    """
    atlas, tree = renderer.records, renderer.records.tree
    direction = tree.direction(node)
    address = row_address(direction, node)
    claims = newest_claims_first(atlas, (atlas.claims[claim_id] for claim_id in atlas.claims_by_node[node]))
    stages = {stage.id: stage.name for stage in atlas.taxonomy.stages}
    terms = atlas.taxonomy.enhanced if direction == "data4model" else atlas.taxonomy.leveraged
    models = sorted(
        {model for claim in claims for model in claim.models}, key=lambda each: (atlas.models[each].name.casefold(), each)
    )
    groups = [
        Group("By stage", "stages", _parts(atlas, claims, "stages", stages, "")),
        Group(
            "By capability",
            "capabilities",
            _parts(atlas, claims, "capabilities", {each.id: each.name for each in terms}, "capability-"),
        ),
    ]
    if direction == "model4data":
        models_shown = frozenset(acting_models(rq2(renderer.claimed))[:MODELS_SHOWN])
        named = {model: atlas.models[model].name for model in models}
        parts = _parts(atlas, claims, "models", named, "model-")
        ids = {f"model-{model}" for model in named.keys() - models_shown}
        others = [part for part in parts if part.id in ids]
        groups.append(Group("By acting model", "models", [part for part in parts if part.id not in ids]))
        if others:
            groups.append(Group("By other acting models", OTHER_MODELS, others, counts_itself=True))
    question = "RQ1" if direction == "data4model" else "RQ2"
    body = renderer.render(
        "row.md.jinja",
        address,
        node=tree[node],
        direction=direction,
        question=question,
        groups=groups,
        degrades=tree.degrades(node),
        claim_count=len(claims),
        work_count=len(atlas.works_by_node[node]),
    )
    return Page(
        address=address,
        title=f"{question}: {tree[node].name}",
        description=f"The works and statements behind the row “{tree[node].name}” of {question}, by stage and capability.",
        body=body,
        section="Questions",
    )


def _parts(atlas: Atlas, claims: Sequence[Claim], field: str, names: dict[str, str], prefix: str) -> list[Part]:
    """Return claims by the terms of one field, in the order of the terms; those that state none come last."""
    by_term: dict[str, list[tuple[Claim, str]]] = {}
    for claim in claims:
        shown = (claim, effect_of(atlas, claim) or "")
        for term in dict.fromkeys(getattr(claim, field)) or (NOT_STATED,):
            by_term.setdefault(term, []).append(shown)
    return [
        Part(f"{prefix}{term}", name, [claim for claim, _ in by_term[term]], [effect for _, effect in by_term[term]])
        for term, name in (*names.items(), (NOT_STATED, NOT_STATED_NAME))
        if term in by_term
    ]
