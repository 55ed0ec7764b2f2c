"""Tables of the vocabulary: the tree of nodes with its closure, stages, capabilities, and the survey's other tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codev.atlas import Atlas
from codev.export.columns import Row, Table, Value, boolean, integer, position, table_of, text
from codev.export.field_columns import columns_of
from codev.model import ComparedSurveys, DefinedTerm, Node, Record
from codev.model.references import inner_records
from codev.model.taxonomy import TAXONOMY_FILES
from codev.model.vocabularies import CAPABILITIES as CAPABILITY_LISTS
from codev.model.vocabularies import VOCABULARIES


def _second(pair: tuple[int, Any]) -> Any:
    """Return the term of a numbered pair."""
    return pair[1]


def _numbered(members: str) -> Any:
    """Return what numbers the terms of a list."""
    return lambda atlas: enumerate(getattr(atlas.taxonomy, members), start=1)


def _terms(vocabulary: str, meaning: str, name: str = "", **how: Any) -> Table:
    """Return the table of a vocabulary's terms, in the order of the file."""
    found = VOCABULARIES[vocabulary]
    record: type[Record] = next(
        inner for field, inner, _ in inner_records(TAXONOMY_FILES[found.stem]) if field == found.members
    )
    first, *others = columns_of(record, _second, **how)
    columns = (first, position(found.members.replace("_", " ")), *others)
    one = vocabulary.replace(" ", "_")
    return table_of(name or found.members, one, meaning, _numbered(found.members), columns=columns, key=("id",))


DIRECTIONS = _terms("direction", "One of the two directions of co-development.")
STAGES = _terms("stage", "A stage of an MLLM's lifecycle.")
COMPONENTS = _terms("component", "A part of an MLLM.")
MODALITIES = _terms("modality", "A modality of data.")
ACQUISITION_SOURCES = _terms("acquisition source", "Where data come from.")
PARADIGMS = _terms("paradigm", "A paradigm of co-development.")
RULES = _terms(
    "rule",
    "Cells of node × stage × modality that cannot exist; an empty list stands for every term.",
    "not_applicable_rules",
)
FAMILIES = _terms("family", "A family of models.")
ROADMAP = _terms("roadmap item", "A direction of future work that the survey names.", named={"parent": "part"})


def _of_node(value: Value) -> Value:
    """Return what works out a cell from the node of a numbered pair."""
    return lambda atlas, pair: value(atlas, pair[1].id)


NODES = table_of(
    "nodes",
    "node",
    "A node of the taxonomy: objective, approach or role, and what they divide into.",
    lambda atlas: enumerate(atlas.tree.values(), start=1),
    columns=(
        *columns_of(Node, _second, without=("direction", "effect")),
        position("nodes, a parent before its children"),
        text(
            "direction",
            "Its direction.",
            _of_node(lambda atlas, node: atlas.tree.direction(node)),
            required=True,
            references="directions",
        ),
        integer("depth", "How many nodes are above it.", _of_node(lambda atlas, node: atlas.tree.depth(node)), required=True),
        text(
            "subsection",
            "The node at the level of the survey's subsections that it lies in, or is.",
            _of_node(lambda atlas, node: atlas.tree.subsection_of(node)),
            references="nodes",
        ),
        boolean(
            "degrades",
            "Whether it is about what data can break (attacks).",
            _of_node(lambda atlas, node: atlas.tree.degrades(node)),
        ),
        boolean(
            "measures",
            "Whether its data measure and do not improve (evaluation).",
            _of_node(lambda atlas, node: atlas.tree.measures(node)),
        ),
        integer(
            "claim_count",
            "Claims under it or below it.",
            _of_node(lambda atlas, node: len(atlas.claims_by_node[node])),
            required=True,
        ),
        integer(
            "work_count",
            "Works with a claim under it or below it.",
            _of_node(lambda atlas, node: len(atlas.works_by_node[node])),
            required=True,
        ),
    ),
    key=("id",),
)


def _closure_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each node and each node at or above it."""
    for node_id in atlas.tree:
        yield (node_id, node_id, 0)
        for distance, above in enumerate(atlas.tree.ancestors(node_id), start=1):
            yield (above, node_id, distance)


NODE_CLOSURE = Table(
    "node_closure",
    "node_pair",
    "A node and a node at or below it: join on it to include descendants.",
    (
        text("ancestor", "The node above, or the same.", required=True, references="nodes"),
        text("descendant", "The node at or below it.", required=True, references="nodes"),
        integer("distance", "How many levels lie between them; 0 for the node itself.", required=True),
    ),
    ("ancestor", "descendant"),
    _closure_rows,
)


def _capabilities(atlas: Atlas) -> Iterator[tuple[int, DefinedTerm, str]]:
    """Yield each capability of either list with its place and the direction of the list."""
    for direction, vocabulary in CAPABILITY_LISTS.items():
        for place, term in enumerate(vocabulary.terms(atlas.taxonomy), start=1):
            yield place, term, direction


CAPABILITIES = table_of(
    "capabilities",
    "capability",
    "A capability: enhanced or measured by data (data4model), or drawn on by the acting model (model4data).",
    _capabilities,
    columns=(
        text(
            "direction",
            "The list that it is of: an id may stand in both.",
            lambda _, triple: triple[2],
            required=True,
            references="directions",
        ),
        *columns_of(DefinedTerm, _second),
        position("capabilities of its list"),
    ),
    key=("direction", "id"),
)

COMPARED_SURVEYS = table_of(
    "compared_surveys",
    "compared_survey",
    "A row of the survey's Table 1: surveys of one kind.",
    _numbered("surveys"),
    columns=(position("rows of Table 1"), *columns_of(ComparedSurveys, _second)),
    key=("position",),
)
