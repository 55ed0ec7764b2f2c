"""The lineage as W3C PROV-O (https://www.w3.org/TR/prov-o/): what was made from what, in which activity, by whom.

Models and datasets are entities; a claim that trains or makes something is an activity of its work's authors; a model that
makes data is an agent too.  `PROPERTIES` says which property a relation becomes.  A step is told twice, as PROV means it:
short (``prov:wasDerivedFrom``), for paths, and qualified, with its claim or basis and whether it is unverified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from codev.atlas import Atlas
from codev.export.about import DESCRIPTION, LICENCE_URL, TITLE, page_of
from codev.export.artifact_tables import DATASETS, MODELS
from codev.export.graph_tables import GRAPH_EDGES
from codev.export.linked.rows import class_of, property_of, statements_of
from codev.export.linked.text import LANGUAGE, Statement, block, head, iri, literal, name, nested
from codev.graph import LINEAGE, Relation, graph_of, lineage_graph
from codev.graph.relations import RELATIONS, EdgeData
from codev.ids import split_artifact, work_of_claim

FILE = "lineage.prov.ttl"
"""The name of the file."""

ATLAS = name("atlas", "knowledge-base")
"""The knowledge base as a whole."""

CURATORS = name("agent", "curators")
"""Those who keep it."""


class Property(NamedTuple):
    """What a relation that carries lineage is in PROV.

    Attributes:
        short: The property between what was made and what was there first.
        qualified: The property that leads to the qualified form.
        kind: The class of the qualified form.
        end: The property that leads from it to what was there first.
    """

    short: str
    qualified: str
    kind: str
    end: str


DERIVATION = Property("prov:wasDerivedFrom", "prov:qualifiedDerivation", "prov:Derivation", "prov:entity")
"""What a relation is where `PROPERTIES` says nothing else."""

PROPERTIES: Mapping[str, Property] = {
    Relation.PRODUCES: Property("prov:wasAttributedTo", "prov:qualifiedAttribution", "prov:Attribution", "prov:agent"),
    Relation.VARIANT_OF: Property("prov:wasRevisionOf", "prov:qualifiedRevision", "prov:Revision", "prov:entity"),
}
"""The relations that are no plain derivation."""

LINEAGE_PATH = (
    "(" + "|".join(dict.fromkeys(PROPERTIES.get(each, DERIVATION).short for each in Relation if each in LINEAGE)) + ")"
)
"""One step of lineage, from what was made to what was there first, as a property path of SPARQL."""


def write(atlas: Atlas, folder: Path) -> list[str]:
    """Write the lineage.

    Args:
        atlas: The knowledge base.
        folder: Where to write.

    Returns:
        The name of the file.
    """
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(head("dcterms", "foaf", "prov", "rdfs"))
        stream.writelines(_blocks(atlas))
    return [FILE]


def activity(claim: str) -> str:
    """Return the name of what a claim says was done."""
    return name("activity", claim)


def about_the_atlas() -> str:
    """Return what is said of the knowledge base as a whole, and of who keeps it."""
    return block(CURATORS, [("a", ["prov:Agent", "foaf:Group"]), ("foaf:name", literal(f"{TITLE} contributors"))]) + block(
        ATLAS,
        [
            ("a", "prov:Entity"),
            ("dcterms:title", literal(TITLE, LANGUAGE)),
            ("dcterms:description", literal(DESCRIPTION, LANGUAGE)),
            ("dcterms:license", iri(LICENCE_URL)),
            ("prov:wasAttributedTo", CURATORS),
        ],
    )


def _blocks(atlas: Atlas) -> Iterator[str]:
    yield about_the_atlas()
    facts = {f"{table.one}:{row[0]}": (table, row) for table in (MODELS, DATASETS) for row in table.rows(atlas)}
    graph = graph_of(atlas)
    done = _done(atlas)
    acting = {agent for _, agents in done.values() for agent in agents}
    for node in lineage_graph(atlas):
        kind, thing = split_artifact(node)
        data = graph.nodes[node]
        table, row = facts.get(node, (MODELS, ()))
        own_class = class_of(table) if row else name("class", "variant")
        own: list[Statement] = [
            ("a", ["prov:Entity", own_class, *(["prov:Agent", "prov:SoftwareAgent"] if node in acting else ())]),
            ("rdfs:label", literal(data["label"])),
            ("foaf:page", iri(page_of(str(kind), thing) or "")),
            *(statements_of(table, row) if row else [("prov:hadPrimarySource", name("work", data["work"]))]),
        ]
        steps: list[Statement] = []
        for source, _, edge in graph.in_edges(node, data=True):
            if edge["relation"] in LINEAGE:
                steps += _step(source, cast("EdgeData", edge))
                if edge["claim"] is not None:
                    steps.append(("prov:wasGeneratedBy", activity(edge["claim"])))
        yield block(_thing(node), _joined([*own, *steps]))
    for claim, (used, agents) in done.items():
        yield _activity(atlas, claim, used, agents)
    for work in dict.fromkeys(work_of_claim(claim) for claim in done):
        yield block(name("authors", work), [("a", "prov:Agent"), ("foaf:name", literal(atlas.works[work].byline))])


def _done(atlas: Atlas) -> dict[str, tuple[dict[str, None], dict[str, None]]]:
    """Return for each claim that carries lineage what was used, and the models that acted; in the order of claims."""
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    carrying = set()
    for source, target, data in graph_of(atlas).edges(data=True):
        claim, relation = data["claim"], data["relation"]
        if claim is None or not RELATIONS[relation].joins_artifacts:
            continue
        used, agents = found.setdefault(claim, ({}, {}))
        if data["direction"] == "model4data":
            agents[source] = None
            if relation not in LINEAGE:
                used[target] = None
        else:
            used[source] = None
        if relation in LINEAGE:
            carrying.add(claim)
    return {claim: found[claim] for claim in atlas.claims if claim in carrying}


def _thing(node: str) -> str:
    """Return the name of a node of the graph."""
    kind, thing = split_artifact(node)
    return name(str(kind), thing)


def _step(source: str, edge: EdgeData) -> Iterator[Statement]:
    """Yield the two forms of a step that leads from a source."""
    found = PROPERTIES.get(edge["relation"], DERIVATION)
    said: list[Statement] = [
        (_property("relation"), literal(edge["relation"])),
        (_property("basis"), literal(edge["basis"]) if edge["basis"] else ()),
        (_property("unverified"), "true" if edge["unverified"] else ()),
    ]
    yield found.short, _thing(source)
    yield (
        found.qualified,
        nested(
            [
                ("a", found.kind),
                (found.end, _thing(source)),
                *([("prov:hadActivity", activity(edge["claim"]))] if edge["claim"] is not None else ()),
                *said,
            ]
        ),
    )


@cache
def _property(column: str) -> str:
    """Return the property that a column of the table of edges is."""
    return next(property_of(GRAPH_EDGES, each) for each in GRAPH_EDGES.columns if each.name == column)


def _activity(atlas: Atlas, claim: str, used: Iterable[str], agents: Iterable[str]) -> str:
    """Return what is said of what a claim says was done."""
    work = work_of_claim(claim)
    return block(
        activity(claim),
        [
            ("a", "prov:Activity"),
            ("rdfs:label", literal(atlas.claims[claim].statement, LANGUAGE)),
            ("prov:used", map(_thing, used)),
            ("prov:wasAssociatedWith", [*map(_thing, agents), name("authors", work)]),
            ("dcterms:source", [name("claim", claim), name("work", work)]),
            ("foaf:page", iri(page_of("claim", claim) or "")),
        ],
    )


def _joined(statements: list[Statement]) -> Iterator[Statement]:
    """Yield statements with the objects of one predicate together."""
    found: dict[str, list[str]] = {}
    for predicate, objects in statements:
        found.setdefault(predicate, []).extend([objects] if isinstance(objects, str) else objects)
    yield from found.items()
