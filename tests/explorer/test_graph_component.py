"""The site's graph view in the explorer: where it comes from, and the page with and without it."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from codev import Atlas
from codev.explorer.launch import VIEW_VARIABLE
from codev.explorer.state.controls import CHANGED, widget_key
from codev.explorer.widgets import graph_component
from codev.explorer.widgets.graph_component import HELD, VERSION_LENGTH, VIEW, graph_view, whole_graph
from codev.limits.interfaces import GRAPH_QUERY_CHARACTERS_MAX, GRAPH_VERSIONS_MAX
from codev.query import Facets, Query, run, select_claims
from explorer.conftest import OpenPage, assert_healthy, drawn, said
from explorer.test_app import switch

SCRIPT = "var codevGraph = { mountGraph: (element, data, options) => ({ setQuery() {}, close() {} }) };"


@pytest.fixture
def view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the view."""
    (tmp_path / "graph-view.js").write_text(SCRIPT)
    (tmp_path / "widgets.css").write_text(".cg-a{font-size:.72rem}")
    (tmp_path / "graph.css").write_text(".cg-b{margin:1rem}")
    monkeypatch.setenv(VIEW_VARIABLE, str(tmp_path))
    return tmp_path


def test_the_view_is_script_and_style_with_the_colours(view: Path) -> None:
    made = graph_view()
    assert made is not None
    script, style = made
    assert script.startswith(SCRIPT)
    assert "globalThis.codevGraph = codevGraph" in script
    assert ".cg-a{font-size:0.9rem}" in style
    assert "--codev-model: #7b3f8f" in style


@pytest.mark.parametrize("missing", ["graph-view.js", "graph.css"])
def test_half_a_view_is_none(view: Path, missing: str) -> None:
    (view / missing).unlink()
    assert graph_view() is None


def test_pages_of_the_graph_are_states_of_the_explorer(facts_atlas: Atlas) -> None:
    nodes = whole_graph(facts_atlas)["nodes"]
    assert whole_graph(facts_atlas)["nodes"] is nodes
    pages = dict(zip(nodes["id"], nodes["page"], strict=True))
    assert pages["model:clip"] == "?question=lineage&of=model%3Aclip"
    assert pages["work:liu2023visual"] == "?question=works&show=liu2023visual"
    assert pages["node:data-filter"] == "?question=works&node=data-filter"


def test_without_the_view_the_tab_says_how_to_get_it(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VIEW_VARIABLE, raising=False)
    assert "make site" in said(open_page("view=graph"))
    page = open_page("question=lineage&of=sam&picture=map")
    assert any("Lineage of SAM" in each for each in drawn(page))


def sent(page: AppTest) -> dict[str, str]:
    """Return what is sent to the graph view."""
    (data,) = [data for each in page.get("bidi_component") if "graph" in (data := json.loads(each.proto.json))]
    return dict(data)


def test_the_graph_is_sent_once_and_its_states_after_it(open_page: OpenPage, view: Path, facts_atlas: Atlas) -> None:
    page = open_page("view=graph")
    first = sent(page)
    assert json.loads(first["graph"])["nodes"]["id"] == list(whole_graph(facts_atlas)["nodes"]["id"])
    # The browser tells that it holds this version.
    page.session_state[HELD] = {first["version"]}
    page.run()
    assert_healthy(page)
    assert sent(page) == {**first, "graph": ""}
    # It has lost it, as after "Start over".
    del page.session_state[HELD]
    assert sent(page.run()) == first
    # Another part of the graph is another version.
    part = sent(open_page("question=lineage&of=sam&picture=map"))
    assert part["graph"]
    assert part["version"] != first["version"]


def test_a_selection_as_a_graph_holds_what_its_claims_connect(open_page: OpenPage, view: Path, facts_atlas: Atlas) -> None:
    graph = json.loads(sent(open_page("question=claims&node=data-filter&picture=map"))["graph"])
    told = set(graph["claims"])
    assert told
    assert told <= {row.id for row in select_claims(facts_atlas, Facets.of(node="data-filter"))}
    assert set(graph["edges"]["claim"]) == set(range(len(told))), "every edge rests on one of the claims"
    # What is chosen in the graph can be asked about in words.
    page = open_page("view=graph&graph=of%3Dmodel%253Aclip")
    page.button(key="way_model:clip_0").click().run()
    assert_healthy(page)
    assert page.query_params["model"] in ("clip", ["clip"])


def test_what_the_browser_tells_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    session: dict[str, object] = {}
    monkeypatch.setattr("streamlit.session_state", session)
    for number in range(GRAPH_VERSIONS_MAX + 5):
        session["k"] = SimpleNamespace(told={"query": "q" * 9_999, "held": f"{number}" * 99})
        graph_component._take_told("k")
    held = session[HELD]
    assert isinstance(held, set)
    assert len(held) <= GRAPH_VERSIONS_MAX
    assert max(map(len, held)) <= VERSION_LENGTH
    assert session[widget_key(VIEW)] == "q" * GRAPH_QUERY_CHARACTERS_MAX
    for told in (None, 5, {"query": None}, {"held": ["x"]}):
        session["k"] = SimpleNamespace(told=told)
        graph_component._take_told("k")
    assert session[widget_key(VIEW)] == ""


def test_with_the_view_graph_and_lineage_show_it(open_page: OpenPage, view: Path) -> None:
    page = open_page("view=graph&graph=of%3Dmodel%253Aclip")
    assert "make site" not in said(page)
    assert page.query_params["graph"] in ("of=model%3Aclip", ["of=model%3Aclip"])
    page = open_page("question=lineage&of=sam&edge_direction=both")
    assert any("Lineage of SAM" in each for each in drawn(page))
    page.segmented_control(key="w_picture").set_value("map").run()
    assert_healthy(page)
    assert not drawn(page)
    assert page.query_params["picture"] in ("map", ["map"])


@pytest.mark.parametrize("thing", ["model:clip", "node:data-filter"])
def test_what_is_chosen_in_the_graph_narrows_the_other_tabs_until_it_is_taken_away(
    open_page: OpenPage, view: Path, facts_atlas: Atlas, thing: str
) -> None:
    facet, _, value = thing.partition(":")
    rest = "rel=trained_on"
    page = open_page("view=graph")
    page.session_state[widget_key(VIEW)] = urlencode({"of": thing}) + "&" + rest
    page.session_state[CHANGED] = True
    page.run()
    assert_healthy(page)
    assert value in str(page.query_params["graph"])
    works = run(facts_atlas, Query.build("works", **{facet: value})).works()
    assert 0 < len(works) < len(facts_atlas.works)
    assert f"{len(works)} works" in said(page)
    switch(page, "Works")
    assert page.query_params[facet] in (value, [value])
    assert set(page.dataframe[0].value["Key"]) == set(works)
    # Taken away in another tab, it is chosen in the graph no more.
    page.button(key=f"chosen_{facet}_0").click().run()
    assert len(page.dataframe[0].value) == len(facts_atlas.works)
    switch(page, "Graph")
    assert sent(page)["query"] == rest
    assert not any(each.key == f"chosen_{facet}_0" for each in page.button)
    # A step back chooses it again; taken away beside the graph, it is gone everywhere.
    page.query_params["graph"] = urlencode({"of": thing})
    page.run()
    page.button(key=f"chosen_{facet}_0").click().run()
    assert sent(page)["query"] == ""
    assert "of" not in page.query_params.get("graph", "")
    switch(page, "Works")
    assert len(page.dataframe[0].value) == len(facts_atlas.works)


def test_the_next_choice_in_the_graph_takes_the_place_of_the_last(open_page: OpenPage, view: Path, facts_atlas: Atlas) -> None:
    page = open_page("view=graph&graph=of%3Dmodel%253Aclip")
    for thing in ("dataset:sharegpt4v", "model:llava"):
        page.session_state[widget_key(VIEW)] = urlencode({"of": thing})
        page.session_state[CHANGED] = True
        page.run()
        assert_healthy(page)
    switch(page, "Works")
    assert {name: page.query_params[name] for name in ("model", "dataset") if name in page.query_params} in (
        {"model": "llava"},
        {"model": ["llava"]},
    )
    # What is no facet, such as a part that there is not, narrows nothing.
    assert "chosen_" not in " ".join(str(each.key) for each in open_page("view=graph&graph=of%3Dmodel%253Anonsense").button)
