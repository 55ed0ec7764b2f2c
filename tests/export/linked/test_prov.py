"""PROV-O: counted against the graph, and ten questions of lineage answered in SPARQL as in Python."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from codev import Atlas
from codev.graph import LINEAGE, edges_of, graph_of, lineage_graph
from codev.graph.relations import Relation
from codev.query import chains, dependence, falls, find_loops, lineage

Rows = set[tuple[str, ...]]
Ask = Callable[..., Rows]

HOW = "VALUES ?q { prov:qualifiedDerivation prov:qualifiedRevision prov:qualifiedAttribution }"
"""The properties that lead to the qualified form of a step."""


@pytest.fixture(scope="module")
def deepest(atlas: Atlas) -> str:
    """The model with the most ancestors."""
    paths = lineage_graph(atlas)
    return max((node for node in paths if node.startswith("model:")), key=lambda node: len(nx.ancestors(paths, node)))


@pytest.fixture(scope="module")
def widest(atlas: Atlas) -> str:
    """The model that makes data and from which most was made."""
    paths = lineage_graph(atlas)
    acting = {source for source, _, _ in edges_of(atlas, Relation.PRODUCES)}
    return max(sorted(acting), key=lambda node: len(nx.descendants(paths, node)))


def test_everything_is_there_with_its_name_and_page(atlas: Atlas, ask: Ask) -> None:
    found = ask("SELECT ?it ?label ?page WHERE { ?it a prov:Entity ; rdfs:label ?label ; foaf:page ?page }")
    nodes = graph_of(atlas).nodes
    assert {row[:2] for row in found} == {(node, nodes[node]["label"]) for node in lineage_graph(atlas)}
    model = next(iter(atlas.models))
    assert {row[2] for row in found if row[0] == f"model:{model}"} == {f"https://atlas.example.org/models/{model}/"}


def test_every_edge_is_told_with_what_it_rests_on(atlas: Atlas, ask: Ask) -> None:
    found = ask(
        f"""SELECT ?from ?to ?relation ?activity ?basis ?unverified WHERE {{ {HOW}
        ?to ?q ?how . ?how prov:entity|prov:agent ?from ; field:graph_edges.relation ?relation .
        OPTIONAL {{ ?how prov:hadActivity ?activity }} OPTIONAL {{ ?how field:graph_edges.basis ?basis }}
        OPTIONAL {{ ?how field:graph_edges.unverified ?unverified }} }}"""
    )
    assert found == {
        (
            source,
            target,
            data["relation"],
            f"activity:{data['claim']}" if data["claim"] else "",
            data["basis"] or "",
            "true" if data["unverified"] else "",
        )
        for source, target, data in graph_of(atlas).edges(data=True)
        if data["relation"] in LINEAGE
    }


def test_activities(atlas: Atlas, ask: Ask) -> None:
    found = ask("SELECT ?it ?said WHERE { ?it a prov:Activity ; rdfs:label ?said }")
    carried = {data["claim"] for _, _, data in graph_of(atlas).edges(data=True) if data["relation"] in LINEAGE} - {None}
    assert found == {(f"activity:{claim}", atlas.claims[claim].statement) for claim in carried}
    acting = ask(
        "SELECT ?it ?model WHERE { ?it a prov:Activity ; prov:wasAssociatedWith ?model . ?model a prov:SoftwareAgent }"
    )
    makers = {(f"activity:{data['claim']}", source) for source, _, data in edges_of(atlas, Relation.PRODUCES) if data["claim"]}
    assert makers <= acting


QUESTIONS: dict[str, tuple[str, Callable[[Atlas, str, str], Rows]]] = {
    "what was it made from, at any remove": (
        "SELECT ?it WHERE { $deepest $step+ ?it }",
        lambda atlas, deepest, _: {(row.source,) for row in lineage(atlas, deepest)},
    ),
    "what was made with it, at any remove": (
        "SELECT ?it WHERE { ?it $step+ $widest }",
        lambda atlas, _, widest: {(row.target,) for row in lineage(atlas, widest, edge_direction="down")},
    ),
    "from what and how was it made directly": (
        f"""SELECT ?from ?relation WHERE {{ {HOW} $deepest ?q ?how .
        ?how prov:entity|prov:agent ?from ; field:graph_edges.relation ?relation }}""",
        lambda atlas, deepest, _: {(row.source, row.relation) for row in lineage(atlas, deepest, depth=1)},
    ),
    "which data did it make": (
        "SELECT ?it WHERE { ?it prov:wasAttributedTo $widest }",
        lambda atlas, _, widest: {
            (row.target,) for row in lineage(atlas, widest, edge_direction="down", depth=1, relation=["produces"])
        },
    ),
    "which models make data that train models": (
        """SELECT ?a ?d ?b WHERE { ?d prov:wasAttributedTo ?a . ?b prov:qualifiedDerivation ?how .
        ?how prov:entity ?d ; field:graph_edges.relation "trains" }""",
        lambda atlas, *_: {(row.producer, row.dataset, row.trained) for row in chains(atlas)},
    ),
    "which two made each other": (
        "SELECT ?a ?b WHERE { ?a $step ?b . ?b $step ?a . FILTER(STR(?a) > STR(?b)) }",
        lambda atlas, *_: {tuple(sorted(row.artifacts, reverse=True)) for row in find_loops(atlas, longest=2).rows},
    ),
    "how many introduced datasets rest on it": (
        "SELECT (COUNT(DISTINCT ?it) AS ?n) WHERE { ?it $step+ $widest ; field:datasets.introduced_by ?work }",
        lambda atlas, _, widest: {(str(dependence(atlas, model=[widest])[0].transitive),)},
    ),
    "what rests on closed models": (
        """SELECT DISTINCT ?it WHERE { ?model field:models.access "closed" . ?it $step+ ?model .
        FILTER NOT EXISTS { ?it field:models.access "closed" } }""",
        lambda atlas, *_: {(row.artifact,) for row in falls(atlas, access="closed")},
    ),
    "what leads back to itself": (
        "SELECT ?it WHERE { ?it $step+ ?it }",
        lambda atlas, *_: {
            (node,) for part in nx.strongly_connected_components(lineage_graph(atlas)) if len(part) > 1 for node in part
        },
    ),
    "which claims stand behind all of it": (
        f"SELECT DISTINCT ?activity WHERE {{ $deepest $step* ?it . {HOW} ?it ?q ?how . ?how prov:hadActivity ?activity }}",
        lambda atlas, deepest, _: {(f"activity:{row.claim}",) for row in lineage(atlas, deepest) if row.claim},
    ),
}
"""Ten questions, each in SPARQL and in Python."""


@pytest.mark.parametrize("question", QUESTIONS)
def test_sparql_answers_as_python_does(atlas: Atlas, ask: Ask, deepest: str, widest: str, question: str) -> None:
    query, python = QUESTIONS[question]
    found = ask(query, deepest=deepest, widest=widest)
    assert found == python(atlas, deepest, widest)
    assert found
