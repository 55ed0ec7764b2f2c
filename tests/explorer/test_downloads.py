"""Downloads: every format of every kind of answer, and selections that miss nothing."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable

import jsonschema  # type: ignore[import-untyped]
import markdown  # type: ignore[import-untyped]
import networkx as nx
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bs4 import BeautifulSoup
from rdflib import Graph

from codev import Atlas
from codev.explorer.results.downloads import (
    BIBLIOGRAPHIES,
    ROW_FORMATS,
    TOOL_FORMATS,
    DownloadFormat,
    file_name,
    selection_of,
    works_behind,
)
from codev.export.run import FORMATS
from codev.query import Query, Result, run

EVERY = (*ROW_FORMATS, *BIBLIOGRAPHIES, *TOOL_FORMATS)


@pytest.fixture(scope="module")
def answer(facts_atlas: Atlas) -> Result:
    """A selection of some works."""
    return run(facts_atlas, Query.from_url("question=works&node=data-filter&scope=extended"))


def test_every_export_has_a_button() -> None:
    offered = {each.id for each in (*BIBLIOGRAPHIES, *TOOL_FORMATS)}
    assert offered == set(FORMATS)


@pytest.mark.parametrize("each", EVERY, ids=lambda each: f"{'works' if each.of_works else 'rows'}-{each.id}")
def test_every_format_is_made_twice_alike(facts_atlas: Atlas, answer: Result, each: DownloadFormat) -> None:
    made = each.make(facts_atlas, answer)
    assert made
    assert each.make(facts_atlas, answer) == made
    if each.ending.endswith("zip"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert archive.testzip() is None
            assert all(not name.startswith(("/", "..")) for name in archive.namelist())
    if each.ending.endswith("json"):
        json.loads(made)


def rows_of(text: str, separator: str) -> list[dict[str, str]]:
    """Return the rows of a table as its readers see them."""
    return list(csv.DictReader(io.StringIO(text), delimiter=separator))


def parse_xml(data: bytes) -> nx.Graph[str]:
    """Return the graph in a GraphML file."""
    return nx.read_graphml(io.BytesIO(data), force_multigraph=True)


READERS: dict[str, Callable[[bytes], object]] = {
    "rows-csv": lambda data: rows_of(data.decode("utf-8-sig"), ","),
    "rows-tsv": lambda data: rows_of(data.decode(), "\t"),
    "rows-json": json.loads,
    "rows-markdown": lambda data: BeautifulSoup(markdown.markdown(data.decode(), extensions=["tables"]), "html.parser")("tr")[
        1:
    ],
    "works-bibtex": lambda data: parse_string(data.decode()).entries,
    "works-ris": lambda data: rispy.loads(data.decode()),
    "works-csl": json.loads,
    "works-jsonl": lambda data: [json.loads(line) for line in file_in(data, "works").splitlines()],
    "works-csv": lambda data: rows_of(file_in(data, "works.csv").decode("utf-8-sig"), ","),
    "works-parquet": lambda data: pq.read_table(io.BytesIO(file_in(data, "works.parquet"))).to_pylist(),
    "works-graphml": lambda data: works_in(parse_xml(data)),
    "works-gexf": lambda data: works_in(nx.read_gexf(io.BytesIO(data))),
    "works-cytoscape": lambda data: [
        each for each in json.loads(data)["elements"]["nodes"] if each["data"]["id"].startswith("work:")
    ],
    "works-skos": lambda data: Graph().parse(data=data, format="turtle"),
    "works-jsonld": lambda data: json.loads(data)["@graph"],
    "works-prov": lambda data: list(ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri="https://example.org/")),
    "works-nanopub": lambda data: list(ox.parse(data, format=ox.RdfFormat.TRIG, base_iri="https://example.org/")),
    "works-croissant": lambda data: json.loads(file_in(data, ".json"))["conformsTo"],
    "works-mlbom": lambda data: json.loads(file_in(data, ".cdx.json"))["components"],
    "works-shacl": lambda data: Graph().parse(data=data, format="turtle"),
    "works-dcat": lambda data: Graph().parse(data=data, format="turtle"),
    "works-views": lambda data: file_in(data, ".sql").count(b"CREATE OR REPLACE TEMPORARY VIEW"),
    "works-awesome": lambda data: BeautifulSoup(markdown.markdown(data.decode()), "html.parser")("li"),
    "works-schema": lambda data: jsonschema.Draft202012Validator.check_schema(json.loads(file_in(data, "work"))) or [1],
    "works-datapackage": lambda data: json.loads(file_in(data, "datapackage.json"))["resources"],
}
"""How the users of each format read it: the libraries that they would use."""

ALL_WORKS = {
    *("rows-csv", "rows-tsv", "rows-json", "rows-markdown", "works-bibtex", "works-ris", "works-csl"),
    *("works-jsonl", "works-csv", "works-parquet", "works-graphml", "works-gexf", "works-cytoscape"),
}
"""The formats in which every work is one record."""


def file_in(data: bytes, part: str) -> bytes:
    """Return the first file of a ZIP in whose name a text stands, or the data where they are no ZIP."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(next(name for name in sorted(archive.namelist(), key=len) if part in name))


def works_in(graph: nx.Graph[str]) -> list[str]:
    """Return the works among the nodes of a graph."""
    return [node for node in graph if str(node).startswith("work:")]


# The SQLite file is read back in a test of its own.
@pytest.mark.parametrize(
    "each",
    [each for each in EVERY if each.id != "sqlite"],
    ids=lambda each: f"{'works' if each.of_works else 'rows'}-{each.id}",
)
def test_every_file_is_read_by_its_own_library(facts_atlas: Atlas, answer: Result, each: DownloadFormat) -> None:
    name = f"{'works' if each.of_works else 'rows'}-{each.id}"
    found = READERS[name](each.make(facts_atlas, answer))
    assert found
    if name in ALL_WORKS:
        assert len(found) == len(answer.rows)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked", ["question=lineage&of=sam", "question=loops", "question=works&text=zzzz", "question=dependence"]
)
def test_every_answer_can_be_taken_away(facts_atlas: Atlas, asked: str) -> None:
    result = run(facts_atlas, Query.from_url(asked))
    for each in (*ROW_FORMATS, *BIBLIOGRAPHIES):
        assert isinstance(each.make(facts_atlas, result), bytes)


def test_file_names_tell_rows_from_works(answer: Result) -> None:
    names = [file_name(answer, each) for each in EVERY]
    assert len(set(names)) == len(names)
    assert "codev-works.csv" in names
    assert "codev-selection.bib" in names


def test_a_selection_holds_all_that_its_works_name(facts_atlas: Atlas, answer: Result) -> None:
    part = selection_of(facts_atlas, answer.works())
    assert list(part.works) == list(answer.works())
    assert {each.key for each in works_behind(facts_atlas, answer)} == set(part.works)
    for claim in part.claims.values():
        assert claim == facts_atlas.claims[claim.id]
        assert set(claim.models) <= set(part.models)
        assert {*claim.datasets, *claim.input_datasets} <= set(part.datasets)
    for artifacts, whole in ((part.models, facts_atlas.models), (part.datasets, facts_atlas.datasets)):
        for artifact_id, artifact in artifacts.items():
            assert artifact == whole[artifact_id]
            assert {origin.id for origin in artifact.derived_from} <= set(artifacts)
    assert len(part.models) < len(facts_atlas.models)


def test_a_selection_of_everything_is_everything(facts_atlas: Atlas) -> None:
    assert selection_of(facts_atlas, list(facts_atlas.works)) is facts_atlas


def test_the_database_of_a_selection_lacks_nothing_that_it_refers_to(facts_atlas: Atlas, answer: Result) -> None:
    sqlite = next(each for each in TOOL_FORMATS if each.id == "sqlite")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(sqlite.make(facts_atlas, answer))
    assert connection.execute("SELECT count(*) FROM works").fetchone() == (len(answer.rows),)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
