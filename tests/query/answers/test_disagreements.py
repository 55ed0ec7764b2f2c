"""Where sources differ: text, table, list and paper; doubts, notes, paradigms."""

from __future__ import annotations

from typing import Any

import pytest

from codev import Atlas
from codev.errors import WrongUseError
from codev.model import Taxonomy
from codev.query import classifications, disagreements
from codev.query.answers.disagreements import KINDS
from small import produces, small_atlas, trains

SURVEY = [{"source": "survey", "section": "3.1.1"}]
TABLE = [{"source": "survey-table", "table": 2}]


def listed(badges: list[str], sections: list[str]) -> dict[str, Any]:
    """Return what a surveyed work says of the maintained list."""
    return {"scope": "surveyed", "survey": {"references": [1], "maintained_list": {"badges": badges, "sections": sections}}}


def test_each_source_is_asked_for_its_subsections(taxonomy: Taxonomy) -> None:
    works = {
        "a2024one": {
            "claims": [
                trains("m", node="acquisition-for-projectors", evidence=SURVEY),
                trains("m", node="deduplication", evidence=TABLE),
                trains("m", node="data-mixture"),
                trains("m", node="data-packing", evidence=[{"source": "recalled"}]),
            ],
            **listed(["data-creator"], ["3.1.2", "8.3.1", "Table 2"]),
        }
    }
    small = small_atlas(taxonomy, works)
    assert classifications(small, small.work("a2024one")) == {
        "survey_text": ("data-acquisition",),
        "table2": ("data-condensation",),
        "list_badges": ("data-creator",),
        "list_sections": ("data-augmentation",),
        "paper": ("data-mixture",),
    }
    (row,) = disagreements(small, kind="classification")
    assert "data-creator: the list's tags; not the survey's text, Table 2, the list's sections, the paper" in row.text
    assert "packing" not in row.text


@pytest.mark.parametrize(
    ("claims", "survey", "count"),
    [
        ([trains("m", evidence=SURVEY)], listed([], []), 0),
        ([trains("m", evidence=SURVEY)], listed(["data-acquisition"], ["3.1.1"]), 0),
        ([trains("m", evidence=SURVEY)], listed(["data-acquisition", "data-filter"], ["3.1.1"]), 1),
        ([trains("m", evidence=SURVEY)], listed(["data-acquisition"], ["3.1.1", "5.3"]), 1),
        ([trains("m", evidence=SURVEY), trains("m", evidence=TABLE)], {}, 0),
        ([trains("m", evidence=SURVEY), trains("m", node="data-mixture", evidence=TABLE)], {}, 1),
        ([], listed(["data-filter"], ["5.4"]), 1),
        ([], {}, 0),
    ],
)
def test_who_says_nothing_does_not_disagree(
    taxonomy: Taxonomy, claims: list[dict[str, Any]], survey: dict[str, Any], count: int
) -> None:
    small = small_atlas(taxonomy, {"a2024one": {"claims": claims, **survey}})
    assert len(disagreements(small, kind="classification")) == count


def test_doubts_and_notes_are_shown_as_they_stand(taxonomy: Taxonomy) -> None:
    works: dict[str, dict[str, Any]] = {
        "a2024one": {"claims": [trains("m", doubt="It may be otherwise.")], "notes": ["Of an extended work."]},
        "b2024two": {"notes": ["The survey prints it otherwise."], **listed([], [])},
    }
    rows = disagreements(small_atlas(taxonomy, works))
    assert [(row.work, row.kind, row.claim, row.text) for row in rows] == [
        ("a2024one", "doubt", "a2024one.1", "It may be otherwise."),
        ("b2024two", "note", None, "The survey prints it otherwise."),
    ]


@pytest.mark.parametrize(
    ("judged", "trained", "expected"),
    [
        ("self-boosted", "m", []),
        ("externally-boosted", "m", [("paradigm", "self-boosted", "externally-boosted")]),
        ("none", "m", [("paradigm", "self-boosted", "none")]),
        ("externally-boosted", "n", []),
        ("self-boosted", "n", [("paradigm", "externally-boosted", "self-boosted")]),
        ("self-boosted", None, [("chain-missing", None, "self-boosted")]),
        ("none", None, []),
        (None, "m", []),
    ],
)
def test_judged_and_derived_paradigm_are_compared(
    taxonomy: Taxonomy, judged: str | None, trained: str | None, expected: list[tuple[str, str | None, str]]
) -> None:
    claims = [produces("m", "d"), *([trains(trained, "d")] if trained else [])]
    work = {"models": ["m", "n"], "datasets": ["d"], "claims": claims, "judged_paradigm": judged}
    rows = disagreements(small_atlas(taxonomy, {"a2024one": work}))
    assert [(row.kind, row.derived, row.judged) for row in rows] == expected


def test_rows_are_narrowed_by_kind_and_work(facts_atlas: Atlas) -> None:
    everything = disagreements(facts_atlas)
    assert [row.work for row in everything] == sorted(row.work for row in everything)
    for kind in KINDS:
        rows = disagreements(facts_atlas, kind=kind)
        assert rows
        assert rows == [row for row in everything if row.kind == kind]
    assert disagreements(facts_atlas, work="gadre2023datacomp") == [
        row for row in everything if row.work == "gadre2023datacomp"
    ]
    with pytest.raises(WrongUseError, match="no kind of disagreement 'quarrel'"):
        disagreements(facts_atlas, kind="quarrel")
    with pytest.raises(WrongUseError, match="no work 'nobody2020'"):
        disagreements(facts_atlas, work="nobody2020")


def test_every_doubt_is_there(atlas: Atlas) -> None:
    doubted = {claim.id: claim.doubt for claim in atlas.claims.values() if claim.doubt}
    assert {row.claim: row.text for row in disagreements(atlas, kind="doubt")} == doubted
