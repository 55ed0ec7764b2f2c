"""Agreement of curators: what is compared on each level, by which name an artifact is known, and who differs."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from codev import Atlas
from codev.model import Taxonomy
from codev.model.double import DOUBLE_FOLDER, DoubleEntry
from codev.query import AgreementRow, agreement
from codev.query.answers.agreement import LEVELS
from small import produces, small_atlas, trains


def doubled(taxonomy: Taxonomy, works: dict[str, list[dict[str, Any]]], known: dict[str, Any] | None = None) -> Atlas:
    """Return a knowledge base of works, each of which several curators wrote.

    Args:
        taxonomy: The vocabulary.
        works: By key, what each curator wrote, as `small_atlas` takes it.
        known: The entries that count; those of the first curators by default.
    """
    double = [
        DoubleEntry(path=f"{DOUBLE_FOLDER}{key}.{letter}.yaml", entry=small_atlas(taxonomy, {key: dict(fields)}).works[key])
        for key, entries in works.items()
        for letter, fields in zip("abc", entries, strict=False)
    ]
    counting = known or {key: dict(entries[0]) for key, entries in works.items()}
    return small_atlas(taxonomy.model_copy(update={"double_entries": tuple(double)}), counting)


def by_level(atlas: Atlas) -> dict[str, AgreementRow]:
    """Return the rows by level."""
    return {row.level: row for row in agreement(atlas)}


def test_there_is_no_answer_without_two_curators(taxonomy: Taxonomy) -> None:
    assert agreement(small_atlas(taxonomy.model_copy(update={"double_entries": ()}), {})) == []
    assert agreement(doubled(taxonomy, {"a2024one": [{"claims": [trains("m", "d")]}]})) == []


def test_each_level_compares_sets_over_all_claims(taxonomy: Taxonomy) -> None:
    leaf = "acquisition-for-fine-tuning"
    works = {
        "a2024one": [
            {"claims": [trains("m", "d"), produces("m", "d", inputs=["e"])], "judged_paradigm": "self-boosted"},
            {"claims": [produces("m", "e", "d"), {**trains("m", "d"), "node": leaf}], "judged_paradigm": "none"},
        ],
        "b2024two": [
            {"claims": [trains("m", "d", stages=["pretrain"], modalities=["image"])], "judged_paradigm": "none"},
            {"claims": [trains("n", "d", modalities=["image", "text"])], "judged_paradigm": "none"},
            {"claims": [trains("m", "d", modalities=["video"])], "judged_paradigm": "none"},
        ],
    }
    rows = by_level(doubled(taxonomy, works))
    assert list(rows) == list(LEVELS)
    assert {row.works for row in rows.values()} == {("a2024one", "b2024two")}
    assert {row.pairs for row in rows.values()} == {4}
    equal = {level: row.equal for level, row in rows.items()}
    # The first two agree but for the leaf below the same subsection, and the judgement; of the three others, each pair on some.
    assert equal == {
        "direction": 4,
        "subsection": 4,
        "node": 3,
        "stages": 2,
        "capabilities": 4,
        "modalities": 1,
        "acquired_from": 4,
        "models": 2,
        "datasets": 4,
        "paradigm": 3,
    }
    assert rows["node"].differing == ("a2024one",)
    assert rows["stages"].differing == ("b2024two",)
    assert rows["datasets"].differing == ()
    assert rows["modalities"].overlap == pytest.approx((1 + 1 / 2 + 0 + 0) / 4)
    assert rows["modalities"].equal_share == 1 / 4
    assert rows["node"].overlap == round((1 / 3 + 3) / 4, 4)
    # Where every curator gave the same values, chance alone would have them agree too.
    assert rows["acquired_from"].alpha is None
    # One of four pairs differs; the judgements are 1 self-boosted and 4 none.
    assert rows["paradigm"].alpha == round(1 - ((2 * 1) / 5) / ((2 * 1 * 4) / (5 * 4)), 4)


def test_an_artifact_is_known_by_any_of_its_names(taxonomy: Taxonomy) -> None:
    known = {"a2024one": {"models": [{"id": "deep-m", "aliases": ["M deep"]}], "claims": [trains("deep-m", "d")]}}
    entries = [
        {"models": [{"id": "m-deep", "aliases": ["M deep"]}], "claims": [trains("m-deep", "New Data")]},
        {"models": [{"id": "deep-m"}], "claims": [trains("DEEP-M", "new-data")]},
    ]
    rows = by_level(doubled(taxonomy, {"a2024one": entries}, known))
    assert (rows["models"].equal, rows["datasets"].equal) == (1, 1)


def test_a_node_that_is_no_more_is_a_value_of_its_own(taxonomy: Taxonomy) -> None:
    entries = [{"claims": [trains("m", "d")]}, {"claims": [{**trains("m", "d"), "node": "long-gone"}]}]
    rows = by_level(doubled(taxonomy, {"a2024one": entries}))
    assert [rows[level].equal for level in ("direction", "subsection", "node", "stages")] == [0, 0, 0, 1]


def test_the_real_knowledge_base_has_works_that_curators_classified_independently(atlas: Atlas) -> None:
    rows = agreement(atlas)
    keys = {double.entry.key for double in atlas.taxonomy.double_entries}
    assert all(set(row.works) <= keys <= set(atlas.works) for row in rows)
    for row in rows:
        assert 0 <= row.equal <= row.pairs
        assert 0 <= row.equal_share <= row.overlap <= 1
        assert set(row.differing) <= set(row.works)
        assert (row.equal == row.pairs) == (not row.differing)
    coarse, fine = ({row.level: row for row in rows}.get(level) for level in ("subsection", "node"))
    if coarse is not None and fine is not None:
        assert set(coarse.differing) <= set(fine.differing)


def test_two_of_one_work_are_compared_and_no_third(taxonomy: Taxonomy) -> None:
    entries = [{"claims": [trains("m", "d")]}] * 2
    rows = by_level(doubled(taxonomy, {"a2024one": entries, "b2024two": entries[:1]}, {"a2024one": dict(entries[0])}))
    assert all(row.works == ("a2024one",) and row.pairs == 1 for row in rows.values())
    assert list(itertools.chain(*(row.differing for row in rows.values()))) == []
