"""Tables of the vocabulary: the tree of nodes with its closure, stages, capabilities, and the survey's other tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from codev.atlas import Atlas
from codev.export.columns import Column, Row, Table, boolean, integer, key_text, meaning_of, position, text, texts
from codev.model import AcquisitionSource as Source
from codev.model import ComparedSurveys, DefinedTerm, Direction, Node, NotApplicableRule, Paradigm, RoadmapItem, Stage
from codev.model.taxonomy import SoughtTerm, Term


def _direction_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each direction."""
    for direction in atlas.taxonomy.directions:
        yield (direction.id, direction.name, direction.question, direction.asks)


DIRECTIONS = Table(
    "directions",
    "direction",
    "One of the two directions of co-development.",
    (
        key_text("id", "data4model or model4data."),
        text("name", meaning_of(Term, "name"), required=True),
        text("question", meaning_of(Direction, "question"), required=True),
        text("asks", meaning_of(Direction, "asks"), required=True),
    ),
    ("id",),
    _direction_rows,
)


def _node_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each node, in the order of the file."""
    for place, node in enumerate(atlas.tree.values(), start=1):
        yield (
            node.id,
            place,
            node.name,
            node.aliases,
            node.parent,
            atlas.tree.direction(node.id),
            atlas.tree.depth(node.id),
            atlas.tree.subsection_of(node.id),
            node.section,
            node.definition,
            node.formal,
            atlas.tree.degrades(node.id),
            atlas.tree.measures(node.id),
            len(atlas.claims_by_node[node.id]),
            len(atlas.works_by_node[node.id]),
        )


NODES = Table(
    "nodes",
    "node",
    "A node of the taxonomy: objective, approach or role, and what they divide into.",
    (
        key_text("id", meaning_of(Term, "id")),
        position("nodes, a parent before its children"),
        text("name", meaning_of(Term, "name"), required=True),
        texts("aliases", "alias", meaning_of(SoughtTerm, "aliases")),
        text("parent", "The node above; none at the top.", references="nodes"),
        text("direction", "Its direction.", required=True, references="directions"),
        integer("depth", "How many nodes are above it.", required=True),
        text("subsection", "The node at the level of the survey's subsections that it lies in, or is.", references="nodes"),
        text("section", meaning_of(Node, "section"), required=True),
        text("definition", meaning_of(Node, "definition"), required=True),
        text("formal", meaning_of(Node, "formal")),
        boolean("degrades", "Whether it is about what data can break (attacks)."),
        boolean("measures", "Whether its data measure and do not improve (evaluation)."),
        integer("claim_count", "Claims under it or below it.", required=True),
        integer("work_count", "Works with a claim under it or below it.", required=True),
    ),
    ("id",),
    _node_rows,
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
        key_text("ancestor", "The node above, or the same.", "nodes"),
        key_text("descendant", "The node at or below it.", "nodes"),
        integer("distance", "How many levels lie between them; 0 for the node itself.", required=True),
    ),
    ("ancestor", "descendant"),
    _closure_rows,
)


def _stage_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each stage."""
    for place, stage in enumerate(atlas.taxonomy.stages, start=1):
        yield (stage.id, place, stage.name, stage.aliases, stage.printed, stage.section, stage.definition)


STAGES = Table(
    "stages",
    "stage",
    "A stage of an MLLM's lifecycle.",
    (
        key_text("id", meaning_of(Term, "id")),
        position("stages, in the order of an MLLM's life"),
        text("name", meaning_of(Term, "name"), required=True),
        texts("aliases", "alias", meaning_of(SoughtTerm, "aliases")),
        text("printed", meaning_of(Stage, "printed")),
        text("section", meaning_of(Stage, "section"), required=True),
        text("definition", meaning_of(Stage, "definition"), required=True),
    ),
    ("id",),
    _stage_rows,
)


def _capability_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each capability of either list."""
    for direction, terms in (("data4model", atlas.taxonomy.enhanced), ("model4data", atlas.taxonomy.leveraged)):
        for place, term in enumerate(terms, start=1):
            yield (direction, term.id, place, term.name, term.aliases, term.definition, term.section)


CAPABILITIES = Table(
    "capabilities",
    "capability",
    "A capability: enhanced or measured by data (data4model), or drawn on by the acting model (model4data).",
    (
        key_text("direction", "The list that it is of: an id may stand in both.", "directions"),
        key_text("id", "Unique within its list."),
        position("capabilities of its list"),
        text("name", meaning_of(Term, "name"), required=True),
        texts("aliases", "alias", meaning_of(SoughtTerm, "aliases")),
        text("definition", meaning_of(DefinedTerm, "definition"), required=True),
        text("section", meaning_of(DefinedTerm, "section")),
    ),
    ("direction", "id"),
    _capability_rows,
)


def _terms(name: str, one: str, meaning: str, terms: Callable[[Atlas], Sequence[DefinedTerm]]) -> Table:
    """Return the table of a plain list of terms."""

    def rows(atlas: Atlas) -> Iterator[Row]:
        for place, term in enumerate(terms(atlas), start=1):
            printed = term.printed if isinstance(term, Source) else None
            yield (term.id, place, term.name, term.aliases, term.definition, term.section, printed)[: len(columns)]

    columns: tuple[Column, ...] = (
        key_text("id", meaning_of(Term, "id")),
        position(name.replace("_", " ")),
        text("name", meaning_of(Term, "name"), required=True),
        texts("aliases", "alias", meaning_of(SoughtTerm, "aliases")),
        text("definition", meaning_of(DefinedTerm, "definition"), required=True),
        text("section", meaning_of(DefinedTerm, "section")),
    )
    if name == "acquisition_sources":
        columns = (*columns, text("printed", meaning_of(Source, "printed")))
    return Table(name, one, meaning, columns, ("id",), rows)


COMPONENTS = _terms("components", "component", "A part of an MLLM.", lambda atlas: atlas.taxonomy.components)
MODALITIES = _terms("modalities", "modality", "A modality of data.", lambda atlas: atlas.taxonomy.modalities)
ACQUISITION_SOURCES = _terms(
    "acquisition_sources", "acquisition_source", "Where data come from.", lambda atlas: atlas.taxonomy.acquisition_sources
)


def _paradigm_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each paradigm."""
    for term in atlas.taxonomy.paradigms:
        yield (term.id, term.name, term.section, term.definition, term.explanation, term.works)


PARADIGMS = Table(
    "paradigms",
    "paradigm",
    "A paradigm of co-development.",
    (
        key_text("id", meaning_of(Term, "id")),
        text("name", meaning_of(Term, "name"), required=True),
        text("section", meaning_of(Paradigm, "section"), required=True),
        text("definition", meaning_of(Paradigm, "definition"), required=True),
        text("explanation", meaning_of(Paradigm, "explanation"), required=True),
        texts("works", "work", meaning_of(Paradigm, "works"), references="works"),
    ),
    ("id",),
    _paradigm_rows,
)


def _rule_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each rule of what cannot be."""
    for rule in atlas.taxonomy.rules:
        yield (rule.id, rule.nodes, rule.stages, rule.modalities, rule.reason)


RULES = Table(
    "not_applicable_rules",
    "rule",
    "Cells of node × stage × modality that cannot exist; an empty list stands for every term.",
    (
        key_text("id", meaning_of(NotApplicableRule, "id")),
        texts("nodes", "node", meaning_of(NotApplicableRule, "nodes"), references="nodes"),
        texts("stages", "stage", meaning_of(NotApplicableRule, "stages"), references="stages"),
        texts("modalities", "modality", meaning_of(NotApplicableRule, "modalities"), references="modalities"),
        text("reason", meaning_of(NotApplicableRule, "reason"), required=True),
    ),
    ("id",),
    _rule_rows,
)


def _roadmap_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield a row for each direction of future work."""
    for place, item in enumerate(atlas.taxonomy.roadmap, start=1):
        yield (item.id, place, item.name, item.section, item.parent, item.summary, item.works, item.nodes)


ROADMAP = Table(
    "roadmap",
    "roadmap_item",
    "A direction of future work that the survey names.",
    (
        key_text("id", meaning_of(Term, "id")),
        position("survey's directions of future work"),
        text("name", meaning_of(Term, "name"), required=True),
        text("section", meaning_of(RoadmapItem, "section"), required=True),
        text("part", meaning_of(RoadmapItem, "parent"), required=True),
        text("summary", meaning_of(RoadmapItem, "summary"), required=True),
        texts("works", "work", meaning_of(RoadmapItem, "works"), references="works"),
        texts("nodes", "node", meaning_of(RoadmapItem, "nodes"), references="nodes"),
    ),
    ("id",),
    _roadmap_rows,
)


def _survey_rows(atlas: Atlas) -> Iterator[Row]:
    """Yield the rows of Table 1."""
    for place, row in enumerate(atlas.taxonomy.surveys, start=1):
        yield (place, row.modality, row.perspective, row.taxonomy_basis, row.highlights, row.works)


COMPARED_SURVEYS = Table(
    "compared_surveys",
    "compared_survey",
    "A row of the survey's Table 1: surveys of one kind.",
    (
        position("rows of Table 1"),
        text("modality", meaning_of(ComparedSurveys, "modality"), required=True),
        text("perspective", meaning_of(ComparedSurveys, "perspective"), required=True),
        text("taxonomy_basis", meaning_of(ComparedSurveys, "taxonomy_basis"), required=True),
        text("highlights", meaning_of(ComparedSurveys, "highlights"), required=True),
        texts("works", "work", meaning_of(ComparedSurveys, "works"), references="works"),
    ),
    ("position",),
    _survey_rows,
)
