"""The tabs of lineage and paths: what comes before a thing is told from what comes after it, in words and in the picture."""

from __future__ import annotations

from codev import Atlas
from codev.explorer.results.links import Links
from codev.query import lineage, neighbours
from codev.show.columns_picture import steps_svg
from explorer.conftest import OpenPage, drawn, said


def test_what_comes_before_a_thing_is_told_from_what_comes_after_it(open_page: OpenPage, facts_atlas: Atlas) -> None:
    name = "dataset:sharegpt4v"
    before = {row.source for row in lineage(facts_atlas, name, edge_direction="up")}
    after = {row.target for row in lineage(facts_atlas, name, edge_direction="down")}
    assert len(before) != len(after)
    page = open_page("question=lineage&of=dataset%3Asharegpt4v&edge_direction=both")
    assert f"from {len(before)} artifacts and into {len(after)} artifacts" in said(page)


def test_neighbours_stand_on_their_side_of_the_picture(open_page: OpenPage, facts_atlas: Atlas) -> None:
    rows = neighbours(facts_atlas, "model:sam")
    before, after = ([row.neighbour for row in rows if row.edge_direction == each] for each in ("up", "down"))
    assert set(before) != set(after)
    picture = steps_svg(
        facts_atlas,
        [before, ["model:sam"], after],
        {row.relation for row in rows},
        title="Neighbours",
        url=Links().thing,
        centre="model:sam",
    )
    assert picture is not None
    assert any(picture in html for html in drawn(open_page("question=neighbours&of=model%3Asam")))
