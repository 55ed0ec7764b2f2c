"""Terms that the atlas added to the survey's: one of each vocabulary is added, and told apart wherever it is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from rdflib import SKOS, Graph, Literal, URIRef

from codev import Atlas
from codev.explorer.results.options import facet_options, thing_options
from codev.export import skos
from codev.export.about import term_iri
from codev.export.taxonomy_tables import MODALITIES, NODES, STAGES
from codev.model import Taxonomy
from codev.model.taxonomy import DefinedTerm, Node, Stage
from codev.model.vocabularies import ADDED_NOTE, VOCABULARIES, added_terms
from codev.query import classifications, disagreements, gaps, rq1
from codev.query.answers.gaps import STATUSES
from codev.query.facets import FACETS
from codev.query.stats import statistics
from codev.show.gap_map import gap_matrix
from codev.show.matrices import question_matrix
from codev.show.words import ADDED, CELL_TRUST, MARKS, facet_labels
from codev.site.pages.environment import Renderer
from codev.site.pages.nodes import node_page, taxonomy_page
from codev.site.pages.terms import term_page, terms_index
from small import produces, small_atlas, trains

DEFINED = DefinedTerm(id="dreaming", name="Dreaming", since="atlas", definition="Dream.")
NODES_ADDED = (
    Node(id="dream-data", name="Dream data", since="atlas", parent="scaling-up", definition="Dreamt data."),
    Node(id="nap-data", name="Nap data", since="atlas", parent="data-acquisition", definition="Short dreams."),
)
"""One at the level of the survey's subsections, and one below one of them."""

STAGE = Stage(id="asleep", name="Asleep", since="atlas", definition="At night.")
GROWING = ("node", "stage", "enhanced capability", "leveraged capability", "modality", "component", "acquisition source")


@pytest.fixture(scope="module")
def grown(taxonomy: Taxonomy) -> Atlas:
    """A small knowledge base whose vocabulary has grown."""
    more: dict[str, Any] = {
        "nodes": (*taxonomy.nodes, *NODES_ADDED),
        "stages": (*taxonomy.stages, STAGE),
        **{name: (*getattr(taxonomy, name), DEFINED) for name in ("enhanced", "leveraged", "modalities")},
    }
    fields = {"capabilities": ["dreaming"], "modalities": ["dreaming", "image"]}
    works = {
        "a2024one": {
            "claims": [
                trains("m", node="dream-data", stages=["asleep"], **fields),
                trains("m", node="nap-data", **fields),
                trains("m", node="data-mixture", capabilities=["robustness"]),
                produces("m", "d", **fields),
            ],
            "models": ["m"],
            "datasets": ["d"],
        }
    }
    return small_atlas(taxonomy.model_copy(update=more), works)


@pytest.fixture(scope="module")
def renderer(grown: Atlas, repository: Path) -> Renderer:
    """What renders its pages."""
    made = Renderer(grown, repository / "site" / "templates")
    made.prepare()
    return made


def marked(html: str, selector: str) -> set[str]:
    """Return what stands right before a mark of added terms, among the parts of a page that a selector finds."""
    found = set()
    for part in BeautifulSoup(html, "html.parser").select(selector):
        for mark in part.select(":scope > .mark-added, :scope > span > .mark-added"):
            assert mark["title"] == MARKS["added"].meaning
            before = mark.find_previous_sibling()
            found.add(before.get_text() if before else str(mark.previous_sibling).strip())
    return found


def test_every_vocabulary_of_the_survey_may_grow(taxonomy: Taxonomy) -> None:
    for name in GROWING:
        for term in VOCABULARIES[name].terms(taxonomy):
            added = term.model_copy(update={"since": "atlas"})
            assert (term.is_added, added.is_added) == (False, True)
            assert added_terms([term, added]) == {term.id}
            break


def test_the_tree_says_which_nodes_were_added(grown: Atlas, renderer: Renderer) -> None:
    page = taxonomy_page(renderer)
    assert marked(page.body, ".codev-tree li") == {"Dream data", "Nap data"}
    (index,) = terms_index(renderer)
    assert marked(index.body, ".codev-terms dt") == {"Asleep", "Dreaming"}
    for folder, term, is_added in (
        ("stages", "asleep", True),
        ("modalities", "dreaming", True),
        ("modalities", "image", False),
    ):
        kicker = BeautifulSoup(term_page(renderer, folder, term).body, "html.parser").select_one(".codev-kicker")
        assert kicker is not None
        assert (kicker.select_one(".mark-added") is not None) == is_added
    lede = BeautifulSoup(page.body, "html.parser").select_one(".codev-lede")
    assert lede is not None
    assert f"{len(grown.tree) - 2} nodes, and 2 that the atlas added" in lede.get_text()


def test_a_page_of_a_node_names_the_survey_only_where_it_has_it(renderer: Renderer) -> None:
    added, below, survey = (
        BeautifulSoup(node_page(renderer, node).body, "html.parser") for node in ("dream-data", "nap-data", "data-acquisition")
    )
    for page in (added, below):
        assert page.select_one(".codev-kicker .mark-added") is not None
        kicker = page.select_one(".codev-kicker").get_text()  # type: ignore[union-attr]
        assert "survey" not in kicker
        assert kicker.count("added") == 1
    assert survey.select_one(".codev-kicker .mark-added") is None
    assert "survey §3.1.1" in survey.select_one(".codev-kicker").get_text()  # type: ignore[union-attr]
    assert marked(str(survey), ".codev-children li") == {"Nap data"}


def test_rows_and_columns_of_matrices_are_told_apart(grown: Atlas, renderer: Renderer) -> None:
    tables = renderer.environment.get_template("_matrices.jinja").make_module({})
    for across, columns in (("stage", {"Asleep"}), ("capability", {"Dreaming"})):
        matrix = question_matrix(grown, rq1(grown), across, address_of=lambda cell: cell.name)
        html = str(tables.question_table(matrix))  # type: ignore[attr-defined]
        assert marked(html, "tbody th") == {"Dream data"}
        assert marked(html, "thead th") == columns
    matrix = gap_matrix(grown, gaps(grown), "modality", address_of=lambda cell: cell.name)
    html = str(tables.gap_table(matrix, STATUSES, CELL_TRUST, ""))  # type: ignore[attr-defined]
    assert (marked(html, "tbody th"), marked(html, "thead th")) == ({"Dream data"}, {"Dreaming"})


def test_facets_of_site_and_explorer_tell_added_terms_apart(grown: Atlas) -> None:
    listed = facet_options(grown)
    for name in ("enhanced", "leveraged", "capability", "modality"):
        labels = facet_labels(grown, FACETS[name])
        assert {value for value, label in labels.items() if label.endswith(f" ({ADDED})")} == {"dreaming"}
        assert listed[name]["dreaming"] == f"Dreaming ({ADDED})"
    assert listed["node"]["dream-data"] == f"Dream data ({ADDED})"
    assert listed["node"]["data-mixture"].startswith("§3.2.2 ")
    assert thing_options(grown)["node:nap-data"] == f"Nap data · node, {ADDED}"


def test_exports_say_since_when(grown: Atlas, tmp_path: Path) -> None:
    skos.write(grown, tmp_path)
    graph = Graph().parse(tmp_path / skos.FILE, format="turtle")
    noted = set(graph.subjects(SKOS.note, Literal(ADDED_NOTE, lang="en")))
    found = {("node", "dream-data"), ("node", "nap-data"), ("stage", "asleep"), ("modality", "dreaming")}
    found |= {("enhanced-capability", "dreaming"), ("leveraged-capability", "dreaming")}
    assert noted == {URIRef(term_iri(*term)) for term in found}
    for table, ids in ((NODES, {"dream-data", "nap-data"}), (STAGES, {"asleep"}), (MODALITIES, {"dreaming"})):
        names = [column.name for column in table.columns]
        rows = [dict(zip(names, row, strict=True)) for row in table.rows(grown)]
        assert {row["id"] for row in rows if row["since"] == "atlas"} == ids


def test_the_survey_and_the_atlas_are_counted_apart(grown: Atlas, taxonomy: Taxonomy) -> None:
    figures = statistics(grown)
    assert (figures["nodes"], figures["nodes_survey"], figures["nodes_added"]) == (
        len(taxonomy.nodes) + 2,
        len(taxonomy.nodes),
        2,
    )
    assert figures["terms_added"] == {
        "node": 2,
        "stage": 1,
        "enhanced capability": 1,
        "leveraged capability": 1,
        "modality": 1,
    }


@pytest.mark.parametrize(
    ("node", "sections", "said", "count"),
    [
        # Below the survey's own subsection: as if the claim were there.
        ("nap-data", ["3.1.1"], ("data-acquisition",), 0),
        ("nap-data", ["3.1.2"], ("data-acquisition",), 1),
        # Beside the survey's subsections: no other source can know it.
        ("dream-data", ["3.1.2"], (), 0),
    ],
)
def test_a_move_to_an_added_node_is_no_disagreement(
    grown: Atlas, node: str, sections: list[str], said: tuple[str, ...], count: int
) -> None:
    work = {
        "claims": [trains("m", node=node)],
        "maintained_list": {"sections": sections},
    }
    small = small_atlas(grown.taxonomy, {"a2024one": work})
    assert classifications(small, small.work("a2024one"))["paper"] == said
    assert len(disagreements(small, kind="classification")) == count
