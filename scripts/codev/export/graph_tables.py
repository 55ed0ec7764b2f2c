"""Tables of the co-development graph: what Spark GraphFrames, Neo4j and SQL read it from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from codev.atlas import Atlas
from codev.export.columns import Column, Value, boolean, integer, table_of, text
from codev.graph import LINEAGE, Relation, graph_of


def _nodes(atlas: Atlas) -> Iterator[dict[str, Any]]:
    return ({**data, "id": name, "item": data["id"]} for name, data in graph_of(atlas).nodes(data=True))


def _edges(atlas: Atlas) -> Iterator[dict[str, Any]]:
    for number, (source, target, data) in enumerate(graph_of(atlas).edges(data=True), start=1):
        yield {"number": number, "source": source, "target": target, **data, "carries_lineage": data["relation"] in LINEAGE}


def _by_name(*columns: Column) -> tuple[Column, ...]:
    """Return columns whose cells are the attributes of the same names."""

    def value(name: str) -> Value:
        return lambda _, thing: thing[name]

    return tuple(replace(column, value=value(column.name)) for column in columns)


GRAPH_NODES = table_of(
    "graph_nodes",
    "graph_node",
    "A node of the co-development graph: work, model (or its variant), dataset or taxonomy node.",
    _nodes,
    columns=_by_name(
        text(
            "id",
            "Its name in the graph, such as model:clip, dataset:laion or work:gadre2023datacomp.",
            required=True,
        ),
        text("kind", "work, model, dataset or node.", required=True),
        text(
            "item",
            "Key, artifact id or term id; of a variant, the id of the model that was retrained.",
            required=True,
        ),
        text("label", "The name to show.", required=True),
        integer("year", "The year in which it appeared; of a variant, that of the retraining work."),
        text("access", "Of an artifact: who can use it; of a variant: unknown."),
        text("family", "Of an artifact: its family."),
        text("direction", "Of a taxonomy node: its direction."),
        text("scope", "Of a work: how it stands to the survey."),
        text(
            "work",
            "Of an artifact: the work that introduces it; of a variant: the work that retrained it.",
            references="works",
        ),
        boolean("variant", "Whether it is a model as a work retrained it, not as it was released."),
    ),
    key=("id",),
    indices=("kind", "item"),
)

GRAPH_EDGES = table_of(
    "graph_edges",
    "graph_edge",
    "An edge of the co-development graph, from a source to what was made from it, with its claim.",
    _edges,
    columns=_by_name(
        integer("number", "Its place in the graph, from 1.", required=True),
        text("source", "The source node.", required=True, references="graph_nodes"),
        text(
            "target",
            "The target node: what was made from the source, or what the source is about.",
            required=True,
            references="graph_nodes",
        ),
        text("relation", f"What the edge says: {', '.join(Relation)}.", required=True),
        text("claim", "The claim that states it.", references="claims"),
        text("basis", "Of an edge without claim: claim, seen or recalled for derived_from, else declared."),
        text("direction", "The claim's direction."),
        Column("stages", "texts", "The claim's stages at which it holds.", references="stages", item="stage"),
        text("node", "The claim's taxonomy node: the approach or role.", references="nodes"),
        text("effect", "Of data to model: improves, degrades (attacks) or measures (evaluation)."),
        boolean("carries_lineage", "Whether lineage, loops, dependence and leakage follow it."),
        boolean(
            "unverified",
            "Whether it is only from memory or a third party, or from an inferred field of its claim.",
        ),
    ),
    key=("number",),
    indices=("relation",),
)
