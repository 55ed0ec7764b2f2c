"""What each day brought: works, claims, loops that closed with their last work, cells with their first, comparisons."""

from __future__ import annotations

from codev import Atlas
from codev.model import Taxonomy
from codev.query import growth
from codev.query.answers.gaps import gaps
from codev.query.answers.loops import find_loops
from small import produces, small_atlas, trains

EARLY, LATE = "2026-01-01", "2026-02-01"


def two_days(taxonomy: Taxonomy) -> Atlas:
    """Return a loop of two works that came in on two days."""
    made = produces("a", "d", modalities=["image"], checked=[{"by": "somebody", "date": LATE, "against": ["abstract"]}])
    return small_atlas(
        taxonomy,
        {
            "a2024one": {"added": EARLY, "models": ["a"], "datasets": ["d"], "claims": [made]},
            "b2024two": {"added": LATE, "models": ["b"], "claims": [trains("b", "d"), made]},
            "c2024three": {
                "added": LATE,
                "models": [{"id": "c"}],
                "datasets": ["e"],
                "claims": [produces("c", "e"), trains("c", "e")],
            },
        },
    )


def test_each_day_has_what_came_in_on_it(taxonomy: Taxonomy) -> None:
    late, early = growth(two_days(taxonomy))
    assert (early.day, early.works, early.claims) == (EARLY, ("a2024one",), ("a2024one.1",))
    assert late.day == LATE
    assert set(late.works) == {"b2024two", "c2024three"}
    assert (late.work_count, late.claim_count) == (2, 4)


def test_a_loop_closes_with_the_last_of_its_works(taxonomy: Taxonomy) -> None:
    late, early = growth(two_days(taxonomy))
    assert early.loops == ()
    assert late.loops == ("model:c → dataset:e",)


def test_a_cell_fills_with_its_first_work(taxonomy: Taxonomy) -> None:
    late, early = growth(two_days(taxonomy))
    assert early.cells == ("data-mapper × finetune × image",)
    assert not set(early.cells) & set(late.cells)


def test_comparisons_count_on_their_own_day(taxonomy: Taxonomy) -> None:
    late, early = growth(two_days(taxonomy))
    assert early.compared == ()
    assert set(late.compared) == {"a2024one.1", "b2024two.2"}


def test_the_days_of_the_real_base_add_up(atlas: Atlas) -> None:
    rows = growth(atlas)
    assert [row.day for row in rows] == sorted({row.day for row in rows}, reverse=True)
    assert sorted(key for row in rows for key in row.works) == sorted(atlas.works)
    assert sorted(each for row in rows for each in row.claims) == sorted(atlas.claims)
    assert sum(row.loop_count for row in rows) == len(find_loops(atlas).rows)
    assert sum(row.cell_count for row in rows) == sum(bool(cell.works) for cell in gaps(atlas))
    assert {each for row in rows for each in row.compared} == {claim.id for claim in atlas.claims.values() if claim.checked}
