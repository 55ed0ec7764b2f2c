"""The site's graph view in the explorer: parts of its data, its style, and the page with and without it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from codev import Atlas
from codev.explorer.graph_module import (
    EXTENT,
    LAID_OUT_MAX,
    GraphData,
    GraphModule,
    component_script,
    component_style,
    encode,
    part_of,
    provide,
    provided,
    whole_graph,
)
from codev.query import lineage
from codev.show.graph_data import graph_data
from codev.site.addresses import Addresses
from explorer.conftest import OpenPage, assert_healthy, said

SCRIPT = "var codevGraph = { mountGraph: (element, data, options) => ({ setQuery() {}, close() {} }) };"
STYLE = ".cg-a{font-size:.72rem;margin:1rem 0 .5rem}@media(max-width:44rem){.cg-a{padding:2rem}}"


@pytest.fixture(scope="module")
def whole(facts_atlas: Atlas) -> GraphData:
    """The data of the whole graph."""
    return graph_data(facts_atlas, Addresses(facts_atlas).thing, with_claims=True)


@pytest.fixture
def module(whole: GraphData) -> Iterator[GraphModule]:
    """The view, handed over for one test."""
    made = GraphModule(SCRIPT, STYLE, lambda atlas: whole)
    provide(made)
    yield made
    provide(None)


def edges_of(data: GraphData) -> set[tuple[str, str, str, str | None]]:
    """Return the edges of a graph by names."""
    names, relations, claims = data["nodes"]["id"], data["relations"], data["claims"]
    edges = data["edges"]
    return {
        (
            names[edges["source"][number]],
            names[edges["target"][number]],
            relations[edges["relation"][number]],
            claims[edges["claim"][number]] if edges["claim"][number] >= 0 else None,
        )
        for number in range(len(edges["source"]))
    }


@pytest.mark.parametrize(("name", "way"), [("sharegpt4v", "both"), ("model:clip", "down"), ("sam", "both")])
def test_a_part_holds_its_nodes_edges_claims_and_loops(facts_atlas: Atlas, whole: GraphData, name: str, way: str) -> None:
    rows = lineage(facts_atlas, name, way=way)
    names = {each for row in rows for each in (row.source, row.target)}
    part = part_of(whole, names, {row.relation for row in rows})
    assert set(part["nodes"]["id"]) == names
    assert part["nodeCount"] == len(names)
    assert edges_of(part) >= {(row.source, row.target, row.relation, row.claim) for row in rows}
    assert edges_of(part) <= edges_of(whole)
    assert set(part["claimTexts"]) == set(part["claims"])
    lengths = {len(values) for values in part["nodes"].values()}
    assert lengths == {len(names)}
    whole_loops = [{whole["nodes"]["id"][number] for number in loop["nodes"]} for loop in whole["loops"]]
    part_loops = [{part["nodes"]["id"][number] for number in loop["nodes"]} for loop in part["loops"]]
    assert part_loops == [loop for loop in whole_loops if loop <= names]
    json.loads(encode(part))


def test_a_small_part_is_laid_out_by_itself_and_always_alike(whole: GraphData) -> None:
    names = whole["nodes"]["id"][:LAID_OUT_MAX]
    one, two = (part_of(whole, names, whole["relations"]) for _ in range(2))
    assert one == two
    assert max(map(abs, (*one["nodes"]["x"], *one["nodes"]["y"]))) <= EXTENT
    assert len(set(zip(one["nodes"]["x"], one["nodes"]["y"], strict=True))) > LAID_OUT_MAX * 0.9
    large = part_of(whole, whole["nodes"]["id"][: LAID_OUT_MAX + 1], whole["relations"])
    assert large["nodes"]["x"] == whole["nodes"]["x"][: LAID_OUT_MAX + 1]


def test_parts_of_nothing_and_of_one(whole: GraphData) -> None:
    assert part_of(whole, (), whole["relations"])["nodes"]["id"] == []
    assert part_of(whole, ["model:clip"], ())["edges"]["source"] == []


def test_lengths_are_stretched_but_not_those_that_ask_for_the_window(module: GraphModule) -> None:
    style = component_style(module)
    assert "font-size:0.9rem;margin:1.25rem 0 0.625rem" in style
    assert "@media(max-width:44rem){.cg-a{padding:2.5rem}}" in style


def test_the_script_exports_what_streamlit_calls(module: GraphModule) -> None:
    script = component_script(module)
    assert script.startswith(SCRIPT)
    assert "export default function" in script


def test_the_data_are_made_once(facts_atlas: Atlas, whole: GraphData) -> None:
    made = []

    def make(each: Atlas) -> GraphData:
        made.append(each)
        return whole

    module = GraphModule(SCRIPT, STYLE, make)
    provide(module)
    assert whole_graph(module, facts_atlas) is whole_graph(module, facts_atlas)
    assert made == [facts_atlas]
    provide(None)
    assert provided() is None


def test_without_the_view_the_tab_says_how_to_get_it(open_page: OpenPage) -> None:
    provide(None)
    assert "make site" in said(open_page("view=graph"))
    page = open_page("question=lineage&of=sam&picture=map")
    assert "■ model" in said(page)


def test_with_the_view_graph_and_lineage_show_it(open_page: OpenPage, module: GraphModule) -> None:
    page = open_page("view=graph&graph=of%3Dmodel%253Aclip")
    assert "make site" not in said(page)
    assert page.query_params["graph"] in ("of=model%3Aclip", ["of=model%3Aclip"])
    page = open_page("question=lineage&of=sam&way=both")
    assert "■ model" in said(page)
    page.segmented_control(key="w_picture").set_value("map").run()
    assert_healthy(page)
    assert "■ model" not in said(page)
    assert page.query_params["picture"] in ("map", ["map"])
