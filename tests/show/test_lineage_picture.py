"""Lineage pictures: who stands where, what lines say, links and escaping, and what is left out."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from codev import Atlas
from codev.graph import graph_of, lineage_graph
from codev.model import Dataset, Introduces, Model, Origin, Scope, Taxonomy, Work
from codev.model.artifact import Basis
from codev.show.addresses import Addresses
from codev.show.columns_picture import LINE_HEIGHT
from codev.show.lineage_picture import NODES_MAX, lineage_legend, lineage_svg

SVG = "{http://www.w3.org/2000/svg}"


def picture(atlas: Atlas, name: str) -> ET.Element:
    """Return a picture as a tree; it must be well-formed."""
    drawn = lineage_svg(atlas, name, url=lambda node: f"../{Addresses(atlas).thing(node)}")
    assert drawn is not None
    return ET.fromstring(drawn)  # noqa: S314 - our own


def texts(tree: ET.Element) -> dict[str, float]:
    """Return the texts and how far right they stand."""
    return {"".join(each.itertext()).rstrip(" ‹›"): float(each.get("x", "0")) for each in tree.iter(f"{SVG}text")}


def small(*, models: list[Model] | None = None, datasets: list[Dataset] | None = None) -> Atlas:
    """Return a knowledge base of one work that introduces a few artifacts."""
    introduced = Introduces(models=tuple(models or ()), datasets=tuple(datasets or ()))
    work = Work(
        key="lee2024tiny",
        title="Tiny",
        authors=("A. Lee",),
        year=2024,
        scope=Scope.EXTENDED,
        introduces=introduced,
        added="2026-11-25",
    )
    return Atlas(Path(), Taxonomy(), [work])


def test_ancestors_stand_to_the_left_and_descendants_to_the_right(facts_atlas: Atlas) -> None:
    places = texts(picture(facts_atlas, "dataset:datacomp-1b"))
    assert places["Common Crawl"] < places["CommonPool"] < places["DataComp-1B"]
    assert places["DataComp-1B"] < places["Recap-DataComp-1B"] < places["MegaPairs"]


def test_what_is_in_a_loop_stands_on_both_sides(facts_atlas: Atlas) -> None:
    tree = picture(facts_atlas, "model:sam-2")
    places = [float(each.get("x", "0")) for each in tree.iter(f"{SVG}text") if "".join(each.itertext()).startswith("SA-V")]
    middle = next(float(each.get("x", "0")) for each in tree.iter(f"{SVG}text") if each.text == "SAM 2")
    assert len(places) == 2
    assert min(places) < middle < max(places)


def test_lines_say_what_they_rest_on(facts_atlas: Atlas) -> None:
    titles = [each.text or "" for each in picture(facts_atlas, "dataset:datacomp-1b").iter(f"{SVG}title")]
    assert "CommonPool is the basis of DataComp-1B (a claim of the atlas)" in titles
    assert any(re.search(r"CLIP produces DataComp-1B \(gadre2023datacomp\.\d", each) for each in titles)


def test_a_work_shows_all_that_it_introduces_or_retrains(facts_atlas: Atlas) -> None:
    tree = picture(facts_atlas, "work:gadre2023datacomp")
    places = texts(tree)
    middle = places["DataComp-1B"]
    assert places["CommonPool"] == places["DataComp"] == middle
    assert places["Common Crawl"] < middle
    bold = {"".join(each.itertext()) for each in tree.iter(f"{SVG}text") if each.get("font-weight")}
    assert {"CommonPool", "DataComp", "DataComp-1B"} <= bold
    assert {
        "".join(each.itertext()) for start in tree.iterfind(".//*[@class='is-start']") for each in start.iter(f"{SVG}text")
    } == bold
    assert "CLIP retrained in DataComp (Samir Yitzhak Gadre et al. 2023)" in bold
    titles = [each.text or "" for each in tree.iter(f"{SVG}title")]
    assert "CommonPool is the basis of DataComp-1B (a claim of the atlas)" in titles, "lines between what stands in the middle"


def test_unverified_lines_are_dashed(facts_atlas: Atlas) -> None:
    seen = set()
    for name in ("model:clip", "dataset:datacomp-1b", "model:llava"):
        for group in picture(facts_atlas, name).iter(f"{SVG}g"):
            for line in group.findall(f"{SVG}path[{SVG}title]"):
                title = line.findtext(f"{SVG}title") or ""
                is_dashed = group.get("stroke-dasharray") is not None
                assert title.endswith("unverified)") is is_dashed, title
                seen.add(is_dashed)
    assert seen == {True, False}


def test_every_node_but_the_artifact_itself_is_a_link(facts_atlas: Atlas) -> None:
    tree = picture(facts_atlas, "model:clip")
    links = [each.get("href") for each in tree.iter(f"{SVG}a")]
    assert len(links) == len(texts(tree)) - 1 - 2 - 2, "all but itself, two heads and two counts of what is left out"
    assert all(re.fullmatch(r"\.\./(models|datasets)/[a-z0-9-]+/", each or "") for each in links)
    assert "../models/clip/" not in links[:1]


def test_names_stand_whole_and_apart(facts_atlas: Atlas) -> None:
    long = "A model of the name that says all there is to be said of it and of its data"
    twin = "The other model whose name is as long as that of the first one of the two"
    children = [
        Model(id=f"m{number}", name=name, derived_from=(Origin(id="a", basis=Basis.SEEN, url="https://a.example/"),))
        for number, name in enumerate((long, twin, "C"))
    ]
    tree = picture(small(models=[Model(id="a", name="A"), *children]), "model:a")
    assert {"A", long, twin, "C"} <= set(texts(tree))
    reach = []
    for each in tree.iter(f"{SVG}text"):
        if "".join(each.itertext()) in (long, twin, "C"):
            lines = each.findall(f"{SVG}tspan")
            top = float(each.get("y", "0"))
            reach.append((top, top + sum(float(line.get("dy", "0")) for line in lines)))
            assert all(line.get("x") == each.get("x") for line in lines)
    reach.sort()
    assert len(reach) == 3
    assert all(after[0] - before[1] > LINE_HEIGHT for before, after in pairwise(reach)), reach
    assert reach[-1][1] < float(tree.get("height", "0"))


def test_the_legend_says_what_the_picture_holds(facts_atlas: Atlas) -> None:
    said = lineage_legend()
    colours = set(re.findall(r"stroke:(var\([^)]*\))", said))
    drawn = {each.get("style") or "" for each in picture(facts_atlas, "model:clip").iter(f"{SVG}g") if each.get("style")}
    assert drawn
    assert all(any(colour in style for colour in colours) for style in drawn)
    assert said.index("trains") < said.index("produces") < said.index("is the basis of or has the variant")


def test_what_is_left_out_is_counted(facts_atlas: Atlas) -> None:
    tree = picture(facts_atlas, "model:clip")
    successors = len(list(lineage_graph(facts_atlas).successors("model:clip")))
    assert f"and {successors - NODES_MAX} more" in texts(tree)


def test_it_has_a_name_and_a_description(facts_atlas: Atlas) -> None:
    tree = picture(facts_atlas, "model:clip")
    identifiers = (tree.get("aria-labelledby") or "").split()
    named = {each.get("id"): each.text for each in tree if each.get("id")}
    assert named[identifiers[0]] == "Lineage of CLIP"
    said = r"Models and datasets within 2 steps\. On the left, what it was made from: \d+\. On the right, .*: \d+\. "
    assert re.match(said, named[identifiers[1]] or "")


def test_nothing_known_gives_no_picture(facts_atlas: Atlas) -> None:
    alone = next(name for name in lineage_graph(facts_atlas) if not lineage_graph(facts_atlas).degree(name))
    assert lineage_svg(facts_atlas, alone, url=lambda node: None) is None
    assert lineage_svg(facts_atlas, "model:no-such-model", url=lambda node: None) is None
    assert lineage_svg(facts_atlas, "work:no2024such", url=lambda node: None) is None
    assert lineage_svg(facts_atlas, "node:data-filter", url=lambda node: None) is None


def test_hostile_names_and_addresses_stay_text() -> None:
    hostile = '</title><script>alert("1")</script>'
    parent = Dataset(id="parent", name=hostile)
    child = Dataset(id="child", name="R&D", derived_from=(Origin(id="parent", basis=Basis.SEEN),))
    drawn = lineage_svg(small(datasets=[parent, child]), "dataset:child", url=lambda node: '"><script>')
    assert drawn is not None
    tree = ET.fromstring(drawn)  # noqa: S314 - our own
    assert not list(tree.iter(f"{SVG}script"))
    assert [each.get("href") for each in tree.iter(f"{SVG}a")] == ['"><script>']
    assert "Lineage of R&D" in [each.text for each in tree.iter(f"{SVG}title")]


def test_an_artifact_that_comes_from_itself_ends() -> None:
    looped = Model(id="ouroboros", name="Ouroboros", derived_from=(Origin(id="ouroboros", basis=Basis.RECALLED),))
    drawn = lineage_svg(small(models=[looped]), "model:ouroboros", url=lambda node: None)
    assert drawn is not None
    assert drawn.count("Ouroboros</text>") == 1


def test_a_node_without_page_is_no_link() -> None:
    parent = Model(id="parent", name="Parent")
    child = Model(id="child", name="Child", derived_from=(Origin(id="parent", basis=Basis.SEEN),))
    drawn = lineage_svg(small(models=[parent, child]), "model:child", url=lambda node: None)
    assert drawn is not None
    assert "<a " not in drawn
    assert "Parent</text>" in drawn


@pytest.mark.slow
def test_all_pictures_are_well_formed_and_the_same_each_time(atlas: Atlas) -> None:
    def url(node: str) -> str | None:
        return f"../{Addresses(atlas).thing(node)}"

    names = [name for name, data in graph_of(atlas).nodes(data=True) if data["kind"] in {"model", "dataset"}]
    drawn = {name: lineage_svg(atlas, name, url=url) for name in names}
    for name, each in drawn.items():
        if each is not None:
            ET.fromstring(each)  # noqa: S314 - our own
            assert each == lineage_svg(atlas, name, url=url)
    assert sum(each is not None for each in drawn.values()) > len(names) / 2
