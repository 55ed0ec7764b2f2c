"""The timeline: in which lane things stand, what is shown at first, which loops lead into it; and its still picture."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from codev import Atlas
from codev.graph import graph_of
from codev.model import Taxonomy
from codev.show.graph_data import graph_data
from codev.show.svg import text_width
from codev.show.timeline import LANES_FIRST, THINGS_A_YEAR, arrows_of, lanes_of, leading_loops
from codev.show.timeline_picture import WIDTH, columns, timeline_rows, timeline_svg
from codev.show.words import ARROWS

SVG = "{http://www.w3.org/2000/svg}"


def test_a_dataset_stands_with_the_models_of_its_work(facts_atlas: Atlas) -> None:
    lane = lanes_of(facts_atlas).lane
    assert lane["model:sam"] == lane["dataset:sa-1b"] == lane["model:sam-2"] == lane["dataset:sa-v"] == "sam"
    assert lane["dataset:coco"] is None
    assert set(lane) == {name for name, data in graph_of(facts_atlas).nodes(data=True) if data["kind"] in ("model", "dataset")}


def test_each_base_has_as_many_first_things_as_there_is_room_for(atlas: Atlas) -> None:
    lanes, graph = lanes_of(atlas), graph_of(atlas)
    shown: dict[tuple[str | None, int], int] = {}
    for name in lanes.first:
        cell = (lanes.lane[name], graph.nodes[name]["year"])
        shown[cell] = shown.get(cell, 0) + 1
    assert max(shown.values()) <= THINGS_A_YEAR
    assert 0 < len({family for family, _ in shown}) <= LANES_FIRST
    assert all(family and year for family, year in shown)
    active = [name for arrow in arrows_of(graph) if arrow[2] != "derived" for name in arrow[:2]]
    assert set(lanes.first) <= set(active)


def test_every_arrow_has_a_word_of_its_own() -> None:
    relations = [relation for group in ARROWS.values() for relation in group]
    assert len(relations) == len(set(relations))


def test_arrows_are_told_once(facts_atlas: Atlas) -> None:
    arrows = arrows_of(graph_of(facts_atlas))
    assert len(arrows) == len(set(arrows))
    assert ("model:sam", "dataset:sa-1b", "made") in arrows
    assert ("dataset:sa-1b", "model:sam", "trained") in arrows


def test_the_loop_that_led_to_most_comes_first(facts_atlas: Atlas) -> None:
    assert leading_loops(facts_atlas)[0] == ("model:sam", "dataset:sa-1b")


def test_the_script_is_handed_the_same_lanes(facts_atlas: Atlas) -> None:
    data, lanes = graph_data(facts_atlas, lambda name: name), lanes_of(facts_atlas)
    ids = [family["id"] for family in data["families"]]
    assert tuple(ids) == lanes.families
    for name, number, first in zip(data["nodes"]["id"], data["nodes"]["lane"], data["nodes"]["first"], strict=True):
        assert (ids[number] if number >= 0 else None) == lanes.lane.get(name)
        assert bool(first) == (name in lanes.first)


@pytest.fixture(scope="module")
def picture(facts_atlas: Atlas) -> ET.Element:
    """The still picture."""
    drawn = timeline_svg(facts_atlas, url=lambda name: f"../{name}/")
    assert drawn is not None
    return ET.fromstring(drawn)  # noqa: S314 - our own


def test_everything_is_drawn_once_with_its_whole_name(facts_atlas: Atlas, picture: ET.Element) -> None:
    labels = [graph_of(facts_atlas).nodes[name]["label"] for name in lanes_of(facts_atlas).first]
    assert sorted(link.findall(f"{SVG}text")[0].text or "" for link in picture.findall(f"{SVG}a")) == sorted(labels)
    assert {link.attrib["href"] for link in picture.findall(f"{SVG}a")} == {
        f"../{name}/" for name in lanes_of(facts_atlas).first
    }


def test_the_table_holds_the_arrows_of_the_picture(facts_atlas: Atlas, picture: ET.Element) -> None:
    rows = timeline_rows(facts_atlas)
    assert [row.name for row in rows] == list(lanes_of(facts_atlas).first)
    tips = [path for path in picture.findall(f"{SVG}path") if path.attrib.get("opacity") == ".8"]
    assert sum(len(row.after) for row in rows) == sum(len(row.before) for row in rows) == len(tips) > 0


@pytest.mark.parametrize("base", ["facts_atlas", "atlas"])
def test_no_name_covers_a_name_or_a_mark(request: pytest.FixtureRequest, base: str) -> None:
    drawn = timeline_svg(request.getfixturevalue(base), url=lambda _: None)
    assert drawn is not None
    boxes: dict[float, list[tuple[float, float, str]]] = {}
    for group in ET.fromstring(drawn).findall(f"{SVG}g"):  # noqa: S314 - our own
        text, mark = group.find(f"{SVG}text"), group.findall(f"{SVG}path")[-1]
        assert text is not None
        assert text.text
        found = re.match(r"translate\((\S+) (\S+)\)", mark.attrib["transform"])
        assert found
        x, y, end = float(found[1]) + 5.5, float(found[2]) + 5.5, float(text.attrib["x"])
        ends = (end - text_width(text.text), x + 8) if "text-anchor" in text.attrib else (x - 8, end + text_width(text.text))
        boxes.setdefault(round(y, 1), []).append((*ends, text.text))
    for row in boxes.values():
        row.sort()
        assert row[0][0] >= 0
        assert row[-1][1] <= WIDTH
        for (_, end, name), (begin, _, other) in pairwise(row):
            assert end <= begin, f"{name} covers {other}"


@pytest.mark.parametrize(
    ("years", "first"),
    [([2019, 2023], 2019), ([2008] * 2 + [2020] * 60 + [2024], 2020), ([2023], 2023)],
    ids=["few years", "early ones share a column", "one year"],
)
def test_columns_of_years(years: list[int], first: int) -> None:
    places = columns(years)
    assert [year for year, x in places.items() if x == 0][-1] == first
    assert max(places.values()) < WIDTH


def test_nothing_gives_no_picture(tmp_path: Path) -> None:
    empty = Atlas(tmp_path, Taxonomy(), [])
    assert timeline_svg(empty, url=lambda _: None) is None
    assert timeline_rows(empty) == []
    assert leading_loops(empty) == []
