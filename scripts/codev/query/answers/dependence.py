"""How much rests on a model, a family or a kind of access, and what falls if it goes away (DESIGN §3).

The share is counted over the datasets that entries introduce, and over those of them with a recorded origin.  Directly: a
model of the group produces the dataset.  Transitively: a path of relations that carry lineage leads from a model of the group
to it.  Only a dataset with a recorded origin can rest on anything, so that the first share is too small where origins are
missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from codev.atlas import Atlas
from codev.errors import WrongUseError
from codev.graph import NodeKind, Relation, edges_of, graph_of, lineage_graph
from codev.ids import artifact_node
from codev.memory import made_once
from codev.model.vocabularies import VOCABULARIES
from codev.query.facet_kinds import ACCESS_NAMES
from codev.query.facets import FACETS
from codev.query.questions import Answer, Parameter, Question
from codev.query.rows import AnswerRow, columns
from codev.query.terms import find_model, find_term

ACCESS_LIMITS = "Access is from memory unless an entry verifies it."
"""What an answer by access rests on."""


@dataclass(frozen=True, slots=True)
class DependenceRow(AnswerRow):
    """How much rests on one model or group of models."""

    columns = columns(
        *("on", "access", "transitive=in all", "share", "of", "recorded=with a recorded origin", "share_of_recorded"),
        *("direct=directly", "sole=on it alone"),
    )

    on: str
    """``model:gpt-4``, ``family:gpt`` or ``access:closed``."""
    models: tuple[str, ...]
    """The models of the group."""
    access: tuple[str, ...]
    """Their access; recalled unless an entry verifies it."""
    direct: int
    """Introduced datasets that a model of the group produces."""
    transitive: int
    """Introduced datasets that rest on the group directly or over other artifacts."""
    of: int
    """The datasets that entries introduce."""
    share: float
    """``transitive / of``, from 0 to 1."""
    recorded: int
    """Of these datasets, those with a recorded origin: a model that produced them, or data that they were made from."""
    share_of_recorded: float
    """``transitive / recorded``, from 0 to 1."""
    sole: int
    """Of the direct ones, those that no model outside the group takes part in producing."""


@dataclass(frozen=True, slots=True)
class FallRow(AnswerRow):
    """An artifact that rests on a model or group of models."""

    columns = columns("artifact", "kind=what it is", "depth=steps", "through", "introduced_by", "year")

    artifact: str
    kind: str
    depth: int
    """The steps of the shortest way; 1 for what the group itself produces or is the parent of."""
    through: tuple[str, ...]
    """The shortest way: from a model of the group to the artifact."""
    introduced_by: str | None
    year: int | None
    counted: bool
    """Whether it is a dataset that an entry introduces: these make up the share."""


def _families(atlas: Atlas) -> dict[str, str]:
    """Return how the families of models are shown, by id."""
    names = VOCABULARIES["family"].names(atlas.taxonomy)
    return {
        family: names.get(family, family) for family in sorted({each.family for each in atlas.models.values() if each.family})
    }


_GROUP = (
    Parameter("family", "Family of models", "A family of models.", choices=_families),
    Parameter("access", "Access", "A kind of access.", choices=ACCESS_NAMES),
)


@Question(
    name="dependence",
    label="How much rests on it",
    sentence="How many datasets rest on a model, a family of models or a kind of access?",
    about="One share is that of the datasets that entries introduce, the other that of those with a recorded origin; with "
    "--year, of the datasets that works of these years introduce.",
    row=DependenceRow,
    facets=("model", "year"),
    parameters=_GROUP,
    examples={
        "Every model": {},
        "GPT-4": {"model": "gpt-4"},
        "All closed models": {"access": "closed"},
        "All closed models, datasets of 2024": {"access": "closed", "year": "2024"},
    },
    empty="No model produces data.",
    is_single=lambda given: len(given.get("model", ())) + ("family" in given) + ("access" in given) == 1,
)
def _answer(
    atlas: Atlas,
    *,
    model: Iterable[str] = (),
    year: Iterable[str] = (),
    family: str | None = None,
    access: str | None = None,
) -> Answer[DependenceRow]:
    """Answer the question for dependence, and say what the access of models rests on."""
    rows = dependence(atlas, model=model, year=year, family=family, access=access)
    return Answer(rows, ACCESS_LIMITS if access else "")


def dependence(
    atlas: Atlas,
    *,
    model: Iterable[str] = (),
    year: Iterable[str] = (),
    family: str | None = None,
    access: str | None = None,
) -> list[DependenceRow]:
    """Return how much rests on models, a family or a kind of access; without any, on each model that produces data.

    Args:
        atlas: The knowledge base.
        model: Ids, names or aliases; each gives a row.
        year: Years or ranges of years: only datasets that works of these years introduce are counted.
        family: A family of models, such as ``llava``.
        access: ``closed``, ``open-weights`` …

    Returns:
        One row for each thing asked for; of all models the one that most rests on first.

    Raises:
        WrongUseError: A model, family, access or year is none.
    """
    groups = _groups(atlas, model, family, access)
    counted = _introduced(atlas, {int(each) for text in year for each in FACETS["year"].find(atlas, text)} if year else None)
    if groups:
        return [_row(atlas, on, members, counted) for on, members in groups]
    nodes = graph_of(atlas).nodes
    acting = sorted({nodes[name]["id"] for name, _, _ in edges_of(atlas, Relation.PRODUCES)})
    rows = [_row(atlas, on, members, counted) for on, members in _groups(atlas, acting, None, None)]
    return sorted(rows, key=lambda row: (-row.transitive, -row.direct, row.on))


def dependence_by_year(atlas: Atlas, access: str) -> Mapping[int, DependenceRow]:
    """Return how much of the datasets of each year rests on models of a kind of access: `dependence` of every year at once.

    Args:
        atlas: The knowledge base.
        access: A kind of access.

    Raises:
        WrongUseError: There is no such access.
    """
    ((on, members),) = _groups(atlas, (), None, access)
    reached = _reached(atlas, members)
    by_year = {int(year): _introduced(atlas, {int(year)}) for year in atlas.works_by_year}
    return {year: _row(atlas, on, members, counted, reached) for year, counted in by_year.items() if counted}


@Question(
    name="falls",
    label="What was made with it",
    sentence="What was made with a model, a family of models or a kind of access?",
    row=FallRow,
    facets=("model",),
    parameters=_GROUP,
    examples={"GPT-4V": {"model": "gpt-4v"}, "CLIP": {"model": "clip"}, "All closed models": {"access": "closed"}},
    start="Choose models, a family, or a kind of access to see what rests on them.",
    empty="Nothing rests on it.",
    limits="Listed is what was made with it, directly or through other artifacts. Whether something else could have taken its "
    "place is not recorded.",
)
def falls(atlas: Atlas, *, model: Iterable[str] = (), family: str | None = None, access: str | None = None) -> list[FallRow]:
    """Return what rests on models, a family or a kind of access, the nearest first.

    Args:
        atlas: The knowledge base.
        model: Ids, names or aliases; together they are one group.
        family: A family of models.
        access: A kind of access.

    Raises:
        WrongUseError: A name is none, or nothing is named.
    """
    groups = _groups(atlas, model, family, access)
    if not groups:
        raise WrongUseError("no model, family or access is named", "name a model, a family or an access")
    members = tuple(dict.fromkeys(member for _, group in groups for member in group))
    graph = graph_of(atlas)
    counted = _introduced(atlas)
    rows = []
    # The members in their order, not as a set: of several shortest ways the same one is shown every time.
    paths = nx.multi_source_dijkstra_path(lineage_graph(atlas), members) if members else {}
    for name, path in paths.items():
        if name in members:
            continue
        data = graph.nodes[name]
        rows.append(
            FallRow(name, data["kind"], len(path) - 1, tuple(path), data["work"], data["year"], counted=name in counted)
        )
    return sorted(rows, key=lambda row: (row.depth, row.kind, row.artifact))


def _groups(atlas: Atlas, models: Iterable[str], family: str | None, access: str | None) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is asked for, each with its models."""
    groups: list[tuple[str, tuple[str, ...]]] = []
    for text in models:
        model = find_model(atlas, text)
        name = artifact_node("model", model)
        # A model without a name is another one in each work: it stands for all of them.
        is_unnamed = atlas.models[model].kind == "unnamed"
        groups.append((name, _where(atlas, "id", model, variants=True) if is_unnamed else (name,)))
    if family is not None:
        wanted = find_term("family of models", family, atlas.models_by_family)
        groups.append((f"family:{wanted}", _where(atlas, "family", wanted)))
    if access is not None:
        wanted = find_term("access", access, ACCESS_NAMES)
        groups.append((f"access:{wanted}", _where(atlas, "access", wanted)))
    return groups


def _where(atlas: Atlas, field: str, value: str, *, variants: bool = False) -> tuple[str, ...]:
    """Return the models whose family, access or id is a given one."""
    graph = graph_of(atlas)
    return tuple(
        name
        for name, data in graph.nodes(data=True)
        if data["kind"] == NodeKind.MODEL and (variants or not data["variant"]) and data[field] == value
    )


def _introduced(atlas: Atlas, years: Collection[int] | None = None) -> frozenset[str]:
    """Return the graph's names of the datasets that entries, of some years where these are given, introduce."""
    introducers = ((each, atlas.introducer("dataset", each)) for each in atlas.datasets)
    return frozenset(
        artifact_node("dataset", each)
        for each, key in introducers
        if key is not None and (years is None or atlas.works[key].year in years)
    )


@made_once
def _with_origin(atlas: Atlas) -> frozenset[str]:
    """Return the artifacts whose origin is recorded: what they were made from, or which model produced them."""
    return frozenset(name for name, count in lineage_graph(atlas).in_degree() if count)


def _reached(atlas: Atlas, members: tuple[str, ...]) -> Collection[str]:
    """Return everything that rests on a group of models, these models included.

    The distances from a group at once, where descendants of each member would go over the same ground again and again.
    """
    if not members:
        # Of an access that no model has.
        return ()
    reached: Mapping[str, float] = nx.multi_source_dijkstra_path_length(lineage_graph(atlas), members)
    return reached.keys()


def _row(
    atlas: Atlas, on: str, members: tuple[str, ...], counted: frozenset[str], reached: Collection[str] | None = None
) -> DependenceRow:
    """Return how much of the counted datasets rests on a group of models."""
    graph = graph_of(atlas)
    group = set(members)
    direct = {
        target
        for member in members
        for _, target, data in graph.out_edges(member, data=True)
        if data["relation"] == Relation.PRODUCES and target in counted
    }
    transitive = counted & set(_reached(atlas, members) if reached is None else reached)
    recorded = len(counted & _with_origin(atlas))
    sole = [each for each in direct if _producers(graph, each) <= group]
    return DependenceRow(
        on=on,
        models=members,
        access=tuple(sorted({graph.nodes[member]["access"] for member in members})),
        direct=len(direct),
        transitive=len(transitive),
        of=len(counted),
        share=round(len(transitive) / len(counted), 4) if counted else 0.0,
        recorded=recorded,
        share_of_recorded=round(len(transitive) / recorded, 4) if recorded else 0.0,
        sole=len(sole),
    )


def _producers(graph: nx.MultiDiGraph[str], dataset: str) -> set[str]:
    """Return the models that produce a dataset."""
    return {model for model, _, data in graph.in_edges(dataset, data=True) if data["relation"] == Relation.PRODUCES}
