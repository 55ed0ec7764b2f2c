"""The still picture of the graph: whole, well-formed, bounded, and safe whatever a label holds."""

from __future__ import annotations

import copy
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from codev import Atlas
from codev.graph import graph_of
from codev.show.graph_data import graph_data
from codev.site.addresses import Addresses
from codev.site.data import graph as module
from codev.site.data.graph import HALF, MARGIN, PICTURE_ID, graph_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def data(facts_atlas: Atlas) -> dict[str, Any]:
    """The data of the real graph."""
    return graph_data(facts_atlas, Addresses(facts_atlas).thing)


def parts(svg: bytes) -> tuple[ET.Element, list[ET.Element], list[ET.Element], list[str]]:
    """Return the picture: its root, the paths of lines, those of marks, and the names."""
    root = ET.fromstring(svg)  # noqa: S314 - our own
    picture = root.find(f"{SVG}g[@id='{PICTURE_ID}']")
    assert picture is not None
    lines, names = picture.findall(f"{SVG}g")
    return root, lines.findall(f"{SVG}path"), picture.findall(f"{SVG}path"), [text.text or "" for text in names]


def test_every_node_with_an_edge_and_every_pair_is_drawn(facts_atlas: Atlas, data: dict[str, Any]) -> None:
    _, lines, marks, names = parts(graph_svg(data))
    graph = graph_of(facts_atlas)
    assert sum(mark.attrib["d"].count("M") for mark in marks) == sum(degree > 0 for _, degree in graph.degree())
    pairs = {frozenset(ends) for ends in graph.edges()}
    # Two nodes may stand in one unit of the picture; hardly any do.
    assert 0.98 * len(pairs) <= sum(line.attrib["d"].count("M") for line in lines) <= len(pairs)
    assert "CLIP" in names


def test_everything_is_in_the_picture(data: dict[str, Any]) -> None:
    root, _, marks, _ = parts(graph_svg(data))
    left, top, width, height = map(int, root.attrib["viewBox"].split())
    assert (left, top, width, height) == (-HALF - MARGIN, -HALF - MARGIN, 2 * (HALF + MARGIN), 2 * (HALF + MARGIN))
    for mark in marks:
        for x, y in re.findall(r"M(-?\d+) (-?\d+)", mark.attrib["d"]):
            assert left <= int(x) <= left + width
            assert top <= int(y) <= top + height


def test_the_same_graph_gives_the_same_bytes(facts_atlas: Atlas, data: dict[str, Any]) -> None:
    assert graph_svg(data) == graph_svg(graph_data(facts_atlas, Addresses(facts_atlas).thing))


def test_names_are_text(data: dict[str, Any]) -> None:
    hostile = copy.deepcopy(data)
    hostile["nodes"]["label"] = ["</text><script>&" for _ in hostile["nodes"]["label"]]
    *_, names = parts(graph_svg(hostile))
    assert set(names) == {"</text><script>&"}


def test_a_large_graph_is_cut(data: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EDGES_MAX", 100)
    _, lines, _, _ = parts(graph_svg(data))
    assert sum(line.attrib["d"].count("M") for line in lines) == 100


def test_a_graph_without_nodes_is_an_empty_picture(data: dict[str, Any]) -> None:
    empty = copy.deepcopy(data)
    for table in ("nodes", "edges"):
        empty[table] = {name: [] for name in empty[table]}
    _, lines, marks, names = parts(graph_svg(empty))
    assert (lines, marks, names) == ([], [], [])


def test_squares_are_drawn_so_that_printers_show_them(data: dict[str, Any]) -> None:
    _, _, marks, _ = parts(graph_svg(data))
    assert not any(mark.get("stroke-linecap") == "square" for mark in marks)
    squares = [mark for mark in marks if "--codev-model" in mark.attrib["style"]]
    assert squares
    for mark in squares:
        for side, down, back in re.findall(r"M-?\d+ -?\d+h(\d+)v(\d+)h-(\d+)z", mark.attrib["d"]):
            assert side == down == back != "0"
        assert mark.attrib["d"].count("z") == mark.attrib["d"].count("M")
