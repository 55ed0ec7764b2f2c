"""Similar works: by shared classification and artifacts, with reasons, bounded and stable."""

from __future__ import annotations

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.model import Taxonomy
from codev.query import similar, similar_to_each
from small import produces, small_atlas, trains

WORKS = {
    "a2024one": {"datasets": ["d"], "claims": [produces("m", "d", capabilities=["captioning"], modalities=["image"])]},
    "b2024two": {"claims": [produces("m", "d", capabilities=["captioning"], modalities=["image"])]},
    "c2024three": {"claims": [produces("n", capabilities=["captioning"], modalities=["image"])]},
    "d2024four": {"claims": [trains("n", stages=["evaluation"], modalities=["audio"])]},
    "e2024five": {},
}


def test_who_shares_more_and_rarer_things_is_more_alike(taxonomy: Taxonomy) -> None:
    rows = similar(small_atlas(taxonomy, WORKS, {"models": ["m", "n"]}), "a2024one")
    assert [row.key for row in rows] == ["b2024two", "c2024three"]
    assert rows[0].score == pytest.approx(1.0)
    assert rows[1].score < 0.8
    assert "model:m" in rows[0].because
    assert rows[0].because.index("node:annotation") < rows[0].because.index("modality:image")


def test_a_work_that_is_not_classified_is_like_none(taxonomy: Taxonomy) -> None:
    small = small_atlas(taxonomy, WORKS, {"models": ["m", "n"]})
    assert similar(small, "e2024five") == []
    assert "e2024five" not in [row.key for row in similar(small, "a2024one")]


def test_likeness_is_mutual_and_between_0_and_1(atlas: Atlas) -> None:
    for key in list(atlas.works)[::40]:
        for row in similar(atlas, key, limit=100)[::10]:
            assert 0 <= row.score <= 1
            assert row.key != key
            assert row.because
            back = {other.key: other.score for other in similar(atlas, row.key, limit=100)}
            if key in back:
                assert back[key] == row.score


def test_the_most_alike_come_first_and_ties_by_key(facts_atlas: Atlas) -> None:
    rows = similar(facts_atlas, "chen2023sharegpt4v", limit=100)
    assert [(-row.score, row.key) for row in rows] == sorted((-row.score, row.key) for row in rows)
    assert rows[0].key == "chen2024sharegpt4video" or "node:quality-enhancement" in rows[0].because


@pytest.mark.parametrize(
    ("work", "limit", "message"),
    [
        ("nobody2020", 10, "no work 'nobody2020'"),
        ("kirillov2023segment", 0, "0 works are not possible; give a number from 1 to 100"),
        ("kirillov2023segment", 1000, "give a number from 1 to 100"),
    ],
)
def test_wrong_use_is_told(facts_atlas: Atlas, work: str, limit: int, message: str) -> None:
    with pytest.raises(WrongUseError, match=message):
        similar(facts_atlas, work, limit=limit)


@pytest.mark.parametrize("limit", [1, 6, 100])
def test_all_at_once_gives_what_each_by_itself_gives(facts_atlas: Atlas, limit: int) -> None:
    found = dict(similar_to_each(facts_atlas, limit=limit))
    for key in list(facts_atlas.works)[:: 1 if limit == 6 else 20]:
        assert found.get(key, []) == similar(facts_atlas, key, limit=limit)
