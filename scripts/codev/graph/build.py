"""Derives the co-development graph from the knowledge base (DESIGN §3): nothing in it is written by hand.

What the rules mean at their edges:

- One edge stands for one claim between two artifacts; the stages at which it holds are its attribute.  A claim at two training
  stages gives one ``trains`` edge with both; a claim at training and evaluation gives a ``trains`` and an ``evaluates`` edge.
- Retrained is not released: where the claim's work did not introduce the model, ``trains`` leads to ``model:<id>@<work>``, a
  node of its own below the model (``variant_of``).  ``prompts`` and ``evaluates`` change no weights: to the model itself.
- A model that *acts* is the released one, never a variant: ``gpt-4`` produces as ``model:gpt-4``.
- A claim of an attack gives the same edges with ``effect: degrades``; poisoned data train the variant of the attacking work.
- ``input_datasets`` of a data4model claim give no edge: which set a dataset was built from is what ``derived_from`` says, with
  its basis.  In a model4data claim the model ``examines`` them.
- A dataset that stands for a family (``covers``) is linked to its members by ``part_of``, which carries no lineage: a model
  that was trained on "LAION" need not have seen every member.
- A model that a work does not name (``kind: unnamed``) is a node of its own for each work, ``model:<id>@<work>``, and no
  variant of any: two works that do not say which model they used need not have used the same.
- A dataset may name a model as what filtered or captioned it (``derived_from``): that model ``produces`` it.
- A claim without stages (not stated) or with names that lead nowhere (the check reports them) gives no edge there.
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from codev.atlas import Atlas
from codev.graph.relations import RELATIONS, STAGE_RELATIONS, EdgeData, Effect, NodeData, NodeKind, Relation
from codev.ids import artifact_node, variant_node, work_of_claim
from codev.model import Artifact, Claim, DirectionId


def work_node(key: str) -> str:
    """Return the graph's name of a work, such as ``work:gadre2023datacomp``."""
    return f"work:{key}"


def term_node(node_id: str) -> str:
    """Return the graph's name of a taxonomy node, such as ``node:data-filter``."""
    return f"node:{node_id}"


def effect_of(atlas: Atlas, claim: Claim, stage: str | None = None) -> Effect | None:
    """Return what the data of a data4model claim do to the model; None for model4data.

    An attack node degrades whatever the stage; data under evaluation, the node or the stage, measure; elsewhere they improve.

    Args:
        atlas: The knowledge base.
        claim: The claim.
        stage: One of its stages; without it the node alone decides.
    """
    if atlas.direction_of(claim) != "data4model":
        return None
    if atlas.tree.degrades(claim.node):
        return "degrades"
    return "measures" if stage == "evaluation" or atlas.tree.measures(claim.node) else "improves"


def effects_of(atlas: Atlas, claim: Claim) -> frozenset[Effect]:
    """Return what the data of a claim do at any of its stages; empty for model4data."""
    effects = {effect_of(atlas, claim, stage) for stage in claim.stages or (None,)}
    return frozenset(effect for effect in effects if effect is not None)


def is_retrained(atlas: Atlas, claim: Claim, model: str) -> bool:
    """Return whether a claim of training leads to a variant, which bears the name of the claim's work in its own.

    Args:
        atlas: The knowledge base.
        claim: The claim.
        model: The id of a model that it names.
    """
    return atlas.introducer("model", model) != work_of_claim(claim.id) and atlas.models[model].kind != "unnamed"


def build_graph(atlas: Atlas) -> nx.MultiDiGraph[str]:
    """Return the co-development graph.

    Nodes carry `NodeData`, edges `EdgeData`; an edge's key is its relation and what it rests on, such as
    ``trains:gadre2023datacomp.1``.  The order of nodes and edges follows the knowledge base, so that equal knowledge gives an
    equal graph.

    Args:
        atlas: The knowledge base.

    Returns:
        A graph of works, models, datasets and taxonomy nodes; edges lead from what was there first to what was made from it.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_nodes(graph, atlas)
    for node in atlas.tree.values():
        if node.parent is not None and node.parent in atlas.tree:
            _add(graph, term_node(node.id), term_node(node.parent), Relation.PART_OF, basis="declared")
    for artifact in (*atlas.models.values(), *atlas.datasets.values()):
        _add_declared(graph, atlas, artifact)
    for claim in atlas.claims.values():
        direction = atlas.direction_of(claim) if claim.node in atlas.tree else None
        if direction is None:
            continue
        _add(
            graph,
            work_node(work_of_claim(claim.id)),
            term_node(claim.node),
            Relation.CLASSIFIED_AS,
            claim=claim,
            direction=direction,
            effect=effect_of(atlas, claim),
            leans_on=(("node", None),),
        )
        if direction == "data4model":
            _add_data4model(graph, atlas, claim)
        else:
            _add_model4data(graph, atlas, claim)
    return graph


def _add_nodes(graph: nx.MultiDiGraph[str], atlas: Atlas) -> None:
    for work in atlas.works.values():
        _add_node(graph, work_node(work.key), NodeKind.WORK, work.key, work.title, year=work.year, scope=work.scope.value)
    for artifact in (*atlas.models.values(), *atlas.datasets.values()):
        kind = artifact.artifact_kind
        _add_node(
            graph,
            artifact_node(kind, artifact.id),
            NodeKind(kind),
            artifact.id,
            artifact.name,
            year=artifact.year,
            access=artifact.access.value,
            family=artifact.family,
            work=atlas.introducer(kind, artifact.id),
        )
    for node in atlas.tree.values():
        _add_node(graph, term_node(node.id), NodeKind.NODE, node.id, node.name, direction=atlas.tree.direction(node.id))


def _add_node(
    graph: nx.MultiDiGraph[str],
    name: str,
    kind: NodeKind,
    node_id: str,
    label: str,
    *,
    year: int | None = None,
    access: str | None = None,
    family: str | None = None,
    direction: DirectionId | None = None,
    scope: str | None = None,
    work: str | None = None,
    variant: bool = False,
) -> None:
    data = NodeData(
        kind=kind.value,
        id=node_id,
        label=label,
        year=year,
        access=access,
        family=family,
        direction=direction,
        scope=scope,
        work=work,
        variant=variant,
    )
    graph.add_node(name, **data)


def _add(
    graph: nx.MultiDiGraph[str],
    source: str,
    target: str,
    relation: Relation,
    *,
    claim: Claim | None = None,
    basis: str | None = None,
    direction: DirectionId | None = None,
    stages: Iterable[str] = (),
    effect: Effect | None = None,
    leans_on: Iterable[tuple[str, str | None]] = (),
    unverified: bool = False,
) -> None:
    """Add one edge with all its attributes; the same edge is added once.

    Args:
        graph: The graph.
        source: What was there first.
        target: What was made from it.
        relation: What the edge says.
        claim: The claim that it comes from.
        basis: What it rests on, without a claim.
        direction: The claim's direction.
        stages: The stages at which it holds.
        effect: Of a data4model edge.
        leans_on: The fields of the claim that the edge is made of, each with the value that it is made of, or None for the
            whole field: if the claim infers one, the edge is unverified.
        unverified: Whether what it rests on without a claim was not seen.
    """
    if claim is not None:
        unverified = claim.is_unverified or any(claim.infers(*part) for part in leans_on)
    data = EdgeData(
        relation=relation.value,
        claim=claim.id if claim else None,
        basis=basis,
        direction=direction,
        stages=tuple(stages),
        node=claim.node if claim else None,
        effect=effect,
        unverified=unverified,
    )
    key = f"{relation.value}:{claim.id if claim else basis}"
    if not graph.has_edge(source, target, key):
        graph.add_edge(source, target, key=key, **data)


def _add_declared(graph: nx.MultiDiGraph[str], atlas: Atlas, artifact: Artifact) -> None:
    """Add what an artifact's own record states: who introduces it, what it comes from, whose version it is, whom it covers."""
    kind = artifact.artifact_kind
    same_kind = atlas.models if kind == "model" else atlas.datasets
    name = artifact_node(kind, artifact.id)
    introducer = atlas.introducer(kind, artifact.id)
    if introducer is not None:
        _add(graph, work_node(introducer), name, Relation.INTRODUCES, basis="declared")
    for origin in artifact.derived_from:
        basis, doubtful = origin.basis.value, origin.is_unverified
        if origin.id is not None and origin.id in same_kind:
            _add(graph, artifact_node(kind, origin.id), name, Relation.DERIVED_FROM, basis=basis, unverified=doubtful)
        elif origin.model is not None and origin.model in atlas.models:
            _add(graph, artifact_node("model", origin.model), name, Relation.PRODUCES, basis=basis, unverified=doubtful)
    if artifact.variant_of is not None and artifact.variant_of in same_kind:
        _add(graph, artifact_node(kind, artifact.variant_of), name, Relation.VARIANT_OF, basis="declared")
    for member in atlas.datasets[artifact.id].covers if kind == "dataset" else ():
        if member in same_kind:
            _add(graph, artifact_node(kind, member), name, Relation.PART_OF, basis="declared")


def _add_data4model(graph: nx.MultiDiGraph[str], atlas: Atlas, claim: Claim) -> None:
    """Add the edges of a data4model claim: dataset to model, by its stages."""
    stages: dict[Relation, list[str]] = {}
    for stage in claim.stages:
        if stage in STAGE_RELATIONS:
            stages.setdefault(STAGE_RELATIONS[stage], []).append(stage)
    models = [model for model in claim.models if model in atlas.models]
    datasets = [dataset for dataset in claim.datasets if dataset in atlas.datasets]
    for relation, at_stages in stages.items():
        effect = effect_of(atlas, claim, at_stages[0])
        for model in models:
            if not datasets:
                continue
            target = _used(graph, atlas, claim, model)
            if RELATIONS[relation].carries_lineage:
                target = _trained(graph, atlas, claim, model)
            for dataset in datasets:
                _add(
                    graph,
                    artifact_node("dataset", dataset),
                    target,
                    relation,
                    claim=claim,
                    direction="data4model",
                    stages=at_stages,
                    effect=effect,
                    leans_on=(("stages", _best(claim, at_stages)), ("models", model), ("datasets", dataset)),
                )


def _trained(graph: nx.MultiDiGraph[str], atlas: Atlas, claim: Claim, model: str) -> str:
    """Return the node that a training claim leads to: the model where its own work trains it, else the work's variant."""
    if not is_retrained(atlas, claim, model):
        return _used(graph, atlas, claim, model)
    work = work_of_claim(claim.id)
    variant = variant_node(model, work)
    if variant not in graph:
        record, trainer = atlas.models[model], atlas.works[work]
        where = f"in {trainer.name} ({trainer.cited_as})" if trainer.name else f"by {trainer.cited_as}"
        _add_node(
            graph,
            variant,
            NodeKind.MODEL,
            model,
            f"{record.name} retrained {where}",
            year=trainer.year,
            access="unknown",
            family=record.family,
            work=work,
            variant=True,
        )
    training = [stage for stage in claim.stages if STAGE_RELATIONS.get(stage) is Relation.TRAINS]
    # One edge for each claim: what one of them infers another one states.
    _add(
        graph,
        artifact_node("model", model),
        variant,
        Relation.VARIANT_OF,
        claim=claim,
        direction="data4model",
        leans_on=(("stages", _best(claim, training)), ("models", model)),
    )
    return variant


def _used(graph: nx.MultiDiGraph[str], atlas: Atlas, claim: Claim, model: str) -> str:
    """Return the node of a model that a claim names; of one without a name, the node of the claim's work."""
    record = atlas.models[model]
    if record.kind != "unnamed":
        return artifact_node("model", model)
    work = work_of_claim(claim.id)
    name = variant_node(model, work)
    if name not in graph:
        label, year = f"{record.name} ({atlas.works[work].cited_as})", atlas.works[work].year
        _add_node(graph, name, NodeKind.MODEL, model, label, year=year, access="unknown", work=work, variant=True)
    return name


def _best(claim: Claim, stages: list[str]) -> str:
    """Return a stage that the evidence states, the first where it states none: one that is stated is enough for an edge."""
    return next((stage for stage in stages if not claim.infers("stages", stage)), stages[0])


def _add_model4data(graph: nx.MultiDiGraph[str], atlas: Atlas, claim: Claim) -> None:
    """Add the edges of a model4data claim: acting model to what comes out and to what it works on."""
    for model in claim.models:
        if model not in atlas.models:
            continue
        of_field = [(Relation(name), row.field) for name, row in RELATIONS.items() if row.field is not None]
        for relation, field in of_field:
            for dataset in (each for each in getattr(claim, field) if each in atlas.datasets):
                _add(
                    graph,
                    _used(graph, atlas, claim, model),
                    artifact_node("dataset", dataset),
                    relation,
                    claim=claim,
                    direction="model4data",
                    stages=claim.stages,
                    leans_on=(("models", model), (field, dataset)),
                )
