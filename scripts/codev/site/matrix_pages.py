"""The two research questions: a page of matrices for each, and a page a row with the works and statements of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codev.atlas import Atlas
from codev.graph import effect_of
from codev.ids import work_of_claim
from codev.model import Claim
from codev.query import rq1, rq2
from codev.query.terms import NOT_STATED
from codev.show.matrices import Head, Matrix
from codev.site.circle_picture import short_name
from codev.site.environment import SHORT_STAGES, Renderer
from codev.site.page import Page

MODELS_SHOWN = 24
"""Acting models with a column of their own: those with the most works; the pages of roles list all."""

NOT_STATED_NAME = "Not stated"

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
    yield _rq1_page(renderer)
    yield _rq2_page(renderer, _acting_models(renderer.claimed))


def _acting_models(atlas: Atlas) -> list[str]:
    """Return the models that act on data, those with the most works first."""
    counts: dict[str, set[str]] = {}
    for cell in rq2(atlas):
        if cell.model != NOT_STATED:
            counts.setdefault(cell.model, set()).update(cell.works)
    return sorted(counts, key=lambda model: (-len(counts[model]), model))


def row_address(direction: str, node: str) -> str:
    """Return the address of the page with a row's works and statements.

    Args:
        direction: The row's direction.
        node: The approach or role.
    """
    return f"{'rq1' if direction == 'data4model' else 'rq2'}/{node}/"


def row_heads(atlas: Atlas, direction: str, base: str) -> list[Head]:
    """Return the heads of rows: the approaches or roles of a direction, below the group that they belong to.

    Args:
        atlas: The knowledge base.
        direction: The direction.
        base: The way from the page to the site's root.
    """
    tree = atlas.tree
    grouped: dict[str, list[str]] = {node: [node] for node in _groups(atlas)}
    for node in tree.subsections:
        grouped[tree[node].parent or node].append(node)
    return [
        Head(
            node,
            short_name(tree[node].name),
            base + row_address(direction, node),
            group,
            "degrades" if tree.degrades(node) else "measures" if tree.measures(node) else "",
        )
        for group, nodes in grouped.items()
        for node in nodes
        if tree.direction(node) == direction
    ]


def _groups(atlas: Atlas) -> list[str]:
    """Return the nodes right above the subsections, and those further above under which claims are filed."""
    tree = atlas.tree
    wanted: set[str | None] = {tree[node].parent for node in tree.subsections}
    wanted |= {claim.node for claim in atlas.claims.values() if tree.subsection_of(claim.node) is None}
    return [node for node in tree if node in wanted]


def stage_heads(atlas: Atlas, *, with_not_stated: bool = True) -> list[Head]:
    """Return the heads of stages.

    Args:
        atlas: The knowledge base.
        with_not_stated: Whether claims without a stage have a column.
    """
    heads = [Head(stage.id, SHORT_STAGES.get(stage.id, stage.name)) for stage in atlas.taxonomy.stages]
    return [*heads, Head(NOT_STATED, NOT_STATED_NAME)] if with_not_stated else heads


def _rq1_page(renderer: Renderer) -> Page:
    """Return the page of RQ1."""
    atlas, base = renderer.claimed, "../"
    rows = row_heads(atlas, "data4model", base)
    by_stage = Matrix(
        "rq1",
        "Number of works by approach and stage",
        rows,
        stage_heads(atlas),
        "Approach",
        "data4model",
        "stage",
    )
    capabilities = [Head(term.id, term.name) for term in atlas.taxonomy.enhanced]
    by_capability = Matrix(
        "rq1-capability",
        "Number of works by approach and capability",
        rows,
        [*capabilities, Head(NOT_STATED, NOT_STATED_NAME)],
        "Approach",
        "data4model",
        "enhanced",
    )
    for cell in rq1(atlas):
        for row in by_stage.rows_of(atlas.tree.path(cell.approach)):
            by_stage.cell(row, cell.stage, f"#{cell.stage}").add(cell.works, cell.claims, cell.effect)
            by_capability.cell(row, cell.capability, f"#capability-{cell.capability}").add(cell.works, cell.claims, cell.effect)
    direction = next(each for each in atlas.taxonomy.directions if each.question == "RQ1")
    body = renderer.render(
        "matrix.md.jinja",
        "rq1/",
        direction=direction,
        matrices=[
            ("Stage × approach", "stage", by_stage.without_empty_columns()),
            ("Capability × approach", "capability", by_capability.without_empty_columns()),
        ],
        other_models=[],
    )
    return Page(
        address="rq1/",
        title="RQ1: data for models",
        description=direction.asks,
        body=body,
        section="Questions",
        scripts=("matrix",),
        layout="wide",
        contents=False,
        facets={"kind": ["Page"]},
    )


def _rq2_page(renderer: Renderer, ranked: Sequence[str]) -> Page:
    """Return the page of RQ2, with a column for each of the first acting models."""
    atlas, base = renderer.claimed, "../"
    rows = row_heads(atlas, "model4data", base)
    shown = ranked[:MODELS_SHOWN]
    capabilities = [Head(term.id, term.name) for term in atlas.taxonomy.leveraged]
    by_capability = Matrix(
        "rq2",
        "Number of works by role and leveraged capability",
        rows,
        [*capabilities, Head(NOT_STATED, NOT_STATED_NAME)],
        "Role",
        "model4data",
        "leveraged",
    )
    models = [Head(each, atlas.models[each].name, base + renderer.addresses.artifact("model", each)) for each in shown]
    by_model = Matrix(
        "rq2-model",
        f"Number of works by role and acting model: the {len(shown)} models with the most works",
        rows,
        [*models, Head("other", "Others"), Head(NOT_STATED, NOT_STATED_NAME)],
        "Role",
        "model4data",
        "model",
    )
    for cell in rq2(atlas):
        column = cell.model if cell.model in shown or cell.model == NOT_STATED else "other"
        anchor = f"#model-{cell.model}" if column != "other" else f"#{OTHER_MODELS}"
        for row in by_model.rows_of(atlas.tree.path(cell.role)):
            by_capability.cell(row, cell.capability, f"#capability-{cell.capability}").add(cell.works, cell.claims)
            by_model.cell(row, column, anchor).add(cell.works, cell.claims)
    direction = next(each for each in atlas.taxonomy.directions if each.question == "RQ2")
    body = renderer.render(
        "matrix.md.jinja",
        "rq2/",
        direction=direction,
        matrices=[
            ("Leveraged capability × role", "capability", by_capability.without_empty_columns()),
            ("Acting model × role", "model", by_model.without_empty_columns()),
        ],
        other_models=ranked[MODELS_SHOWN:],
    )
    return Page(
        address="rq2/",
        title="RQ2: models for data",
        description=direction.asks,
        body=body,
        section="Questions",
        scripts=("matrix",),
        layout="wide",
        contents=False,
        facets={"kind": ["Page"]},
    )


def row_nodes(atlas: Atlas) -> list[str]:
    """Return the nodes that rows of the matrices stand for: approaches, roles, and groups of them.

    Args:
        atlas: The knowledge base.
    """
    return [*_groups(atlas), *atlas.tree.subsections]


def row_page(renderer: Renderer, node: str) -> Page:
    """Return the page with the works and statements of an approach or role, by stage or model, and by capability.

    Args:
        renderer: Templates and knowledge base.
        node: The approach or role.
    """
    atlas, tree = renderer.records, renderer.records.tree
    direction = tree.direction(node)
    address = row_address(direction, node)
    claims = sorted(
        (atlas.claims[claim_id] for claim_id in atlas.claims_by_node[node]),
        key=lambda claim: (-atlas.work_of(claim).year, claim.id),
    )
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
        models_shown = frozenset(_acting_models(renderer.claimed)[:MODELS_SHOWN])
        named = {model: atlas.models[model].name for model in models}
        parts = _parts(atlas, claims, "models", named, "model-")
        others = [part for part in parts if part.id.removeprefix("model-") in named.keys() - models_shown]
        groups.append(Group("By acting model", "models", [part for part in parts if part not in others]))
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
    found = []
    for term, name in (*names.items(), (NOT_STATED, NOT_STATED_NAME)):
        listed = [
            claim for claim in claims if term in getattr(claim, field) or (term == NOT_STATED and not getattr(claim, field))
        ]
        if listed:
            found.append(Part(f"{prefix}{term}", name, listed, [effect_of(atlas, claim) or "" for claim in listed]))
    return found
