"""Pictures of steps: what stands in which column, lines with their words and tips, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev import Atlas
from codev.graph import LINEAGE
from codev.graph.relations import RELATIONS
from codev.model import Taxonomy
from codev.query import loops, neighbours
from codev.show.columns_picture import STEP_NODES_MAX, path_columns, steps_svg
from small import produces, small_atlas, trains

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str | None) -> ET.Element:
    """Return a picture as a tree; it must be there and well-formed."""
    assert svg is not None
    return ET.fromstring(svg)  # noqa: S314 - our own


def words(tree: ET.Element) -> list[str]:
    """Return what is written on lines."""
    said = {words.forward for words in RELATIONS.values()}
    return [text.text or "" for text in tree.iter(f"{SVG}text") if set((text.text or "").split(" and ")) <= said]


def titles(tree: ET.Element) -> list[str]:
    """Return what lines and nodes say."""
    return [each.text or "" for each in tree.iter(f"{SVG}title")]


@pytest.fixture(scope="module")
def small(taxonomy: Taxonomy) -> Atlas:
    """A loop of a model and its data, and a second model."""
    works = {
        "a2024one": {
            "models": ["m", "n"],
            "datasets": ["d"],
            "claims": [produces("m", "d"), trains("m", "d"), trains("n", "d")],
        }
    }
    return small_atlas(taxonomy, works)


@pytest.mark.parametrize(
    ("columns", "relations", "said"),
    [
        ([["model:m"], ["dataset:d"], ["model:m"]], LINEAGE, ["produces", "trains"]),
        ([["model:m"], ["dataset:d"], ["model:m"]], ["produces"], ["produces", "produces"]),
        # Against the arrow, as a path may go.
        ([["model:n"], ["dataset:d"]], LINEAGE, ["trains"]),
        ([["dataset:d"], ["model:m", "model:n"]], ["trains"], ["trains", "trains"]),
        ([["model:m"], ["model:n"]], LINEAGE, []),
    ],
)
def test_lines_say_their_relation(small: Atlas, columns: list[list[str]], relations: Iterable[str], said: list[str]) -> None:
    tree = drawn(steps_svg(small, columns, list(relations), title="Steps", url=lambda name: None))
    assert sorted(words(tree)) == sorted(said)
    assert tree.get("aria-labelledby")
    assert titles(tree)[0] == "Steps"


def test_a_tip_points_the_way_of_the_arrow(small: Atlas) -> None:
    def tips(*columns: str) -> list[str]:
        tree = drawn(steps_svg(small, [[each] for each in columns], LINEAGE, title="", url=lambda name: None))
        found = (each.get("d", "") for each in tree.iter(f"{SVG}path"))
        return [tip.group() for tip in (re.search(r"l-?7-3\.5v7z$", path) for path in found) if tip]

    assert tips("dataset:d", "model:n") == ["l-7-3.5v7z"]
    assert tips("model:n", "dataset:d") == ["l7-3.5v7z"]


def test_every_loop_is_closed(facts_atlas: Atlas) -> None:
    for row in loops(facts_atlas):
        columns = path_columns([(*row.artifacts, row.artifacts[0])])
        tree = drawn(steps_svg(facts_atlas, columns, LINEAGE, title="Loop", url=lambda name: f"?{name}"))
        assert len(words(tree)) >= len(row.artifacts)
        symbols = [each for each in tree.iter(f"{SVG}path") if each.get("transform")]
        assert len(symbols) == len(row.artifacts) + 1


def test_what_is_left_out_is_counted(facts_atlas: Atlas) -> None:
    rows = [row for row in neighbours(facts_atlas, "model:clip") if row.edge_direction == "down"]
    others = list(dict.fromkeys(row.neighbour for row in rows))
    assert len(others) > STEP_NODES_MAX
    tree = drawn(
        steps_svg(
            facts_atlas,
            [["model:clip"], others],
            {row.relation for row in rows},
            title="",
            url=lambda name: None,
            centre="model:clip",
        )
    )
    assert f"and {len(others) - STEP_NODES_MAX} more" in [text.text for text in tree.iter(f"{SVG}text")]
    bold = [text.text for text in tree.iter(f"{SVG}text") if text.get("font-weight")]
    assert bold == ["CLIP"]


def test_a_long_name_is_cut_and_told_whole(taxonomy: Taxonomy) -> None:
    name = "A model of a very long name " * 4
    works = {"a2024one": {"models": [{"id": "m", "name": name}], "datasets": ["d"], "claims": [produces("m", "d")]}}
    tree = drawn(steps_svg(small_atlas(taxonomy, works), [["model:m"], ["dataset:d"]], LINEAGE, title="", url=lambda _: None))
    [shown] = ["".join(each.itertext()) for each in tree.iter(f"{SVG}text") if (each.text or "").startswith("A model")]
    assert shown.endswith("…")
    assert name.startswith(shown.removesuffix("…"))
    assert any(title.startswith(name.strip()) for title in titles(tree))


@pytest.mark.parametrize("columns", [[], [[]], [["model:clip"]], [["model:nobody"], ["dataset:nothing"]]])
def test_nothing_gives_no_picture(facts_atlas: Atlas, columns: list[list[str]]) -> None:
    assert steps_svg(facts_atlas, columns, LINEAGE, title="", url=lambda name: None) is None


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=5), max_size=4))
def test_paths_share_columns(paths: list[list[str]]) -> None:
    columns = path_columns(paths)
    assert len(columns) == max(map(len, paths), default=0)
    for path in paths:
        assert all(name in column for name, column in zip(path, columns, strict=False))
    assert all(len(set(column)) == len(column) for column in columns)


def test_hostile_names_and_addresses_stay_text(taxonomy: Taxonomy) -> None:
    evil = '</title><script>alert("1")</script>'
    works = {"evil2024work": {"models": [{"id": "m", "name": evil}], "datasets": ["d"], "claims": [produces("m", "d")]}}
    made = small_atlas(taxonomy, works)
    tree = drawn(steps_svg(made, [["model:m"], ["dataset:d"]], LINEAGE, title=evil, url=lambda name: f'"><script>{name}'))
    assert not list(tree.iter(f"{SVG}script"))
    assert titles(tree)[0] == evil
