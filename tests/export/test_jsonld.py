"""JSON-LD: read back by rdflib as RDF in the vocabulary of schema.org, without the network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from codev import Atlas
from codev.bib import publication_year
from codev.export.about import work_iri
from codev.export.jsonld import work_to_jsonld

# rdflib's own reader of JSON-LD uses what rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SCHEMA = Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def graph(exported: Path) -> Graph:
    """The file, read."""
    return Graph().parse(exported / "works.jsonld", format="json-ld")


def test_every_work(atlas: Atlas, graph: Graph) -> None:
    articles = {str(each) for each in graph.subjects(RDF.type, SCHEMA.ScholarlyArticle)}
    assert articles == {work_iri(key) for key in atlas.works}
    for key, work in atlas.works.items():
        article = URIRef(work_iri(key))
        assert str(graph.value(article, SCHEMA.headline)) == work.title
        assert str(graph.value(article, SCHEMA.datePublished)) == str(publication_year(work))
        authors = {str(graph.value(each, SCHEMA.name)) for each in graph.objects(article, SCHEMA.author)}
        assert authors == set(work.authors)
        about = {str(graph.value(each, SCHEMA.termCode)) for each in graph.objects(article, SCHEMA.about)}
        assert about == {claim.node for claim in work.claims}


def test_addresses_are_resources(graph: Graph) -> None:
    urls = list(graph.objects(None, SCHEMA.url))
    assert urls
    assert all(isinstance(each, URIRef) for each in urls)


def test_one_work(facts_atlas: Atlas) -> None:
    data = work_to_jsonld(facts_atlas, facts_atlas.works["fernandez2023large"])
    assert data["@type"] == "ScholarlyArticle"
    assert data["isPartOf"] == {
        "@type": "Periodical",
        "name": "Proceedings of the VLDB Endowment",
        "volumeNumber": "16",
        "issueNumber": "11",
    }
    assert {each["propertyID"] for each in data["identifier"]} == {"doi"}
    assert json.loads(json.dumps(data)) == data


def test_groups_are_organizations(facts_atlas: Atlas) -> None:
    assert work_to_jsonld(facts_atlas, facts_atlas.works["openai2024sora"])["author"] == [
        {"@type": "Organization", "name": "OpenAI"}
    ]
