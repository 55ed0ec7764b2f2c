"""Imports: one outcome for every entry, known works gain only what they lack, and what is written passes the check."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from codev import Atlas
from codev.bib.read.bibtex import read_bibtex
from codev.contribute.bulk import ImportPlan, ImportStatus, plan_import
from codev.contribute.write import write_all, write_new
from codev.model.same_work import BLOCK_MAX
from copied import new_findings

DAY = "2026-11-25"

CASES = r"""
@article{known1, title={Visual Instruction Tuning}, author={Liu, Haotian}, year={2023}, eprint={2304.08485}}
@article{known2, title={Visual Instruction Tuning}, author={Smith, Ada}, year={2023}, doi={10.1000/other}}
@article{known3, title={Visual Instruction Tuning}, author={Liu, Haotian}, year={2023}, eprint={2311.99999}}
@article{new1, title={A Wholly New Thing About Frogs}, author={Frog, Ada}, year={2024}, eprint={2401.99999}}
@article{new2, title={A wholly new thing about {Frogs}}, author={Frog, Ada}, year={2024}, doi={10.1000/frogs}}
@article{poor1, title={No Way to Reach It}, author={Frog, Ada}, year={2024}}
@article{poor2, author={Frog, Ada}, year={2024}, url={https://example.org}}
@proceedings{volume, title={Proceedings of Things}, year={2024}, editor={Ed Itor}}
@article{new3, title={A Thing With a Volume}, author={Frog, Ada}, year={2024}, volume={3}, url={https://example.org/3}}
@article{other1, title={A Wholly New Thing About Frogs}, author={Toad, Bob}, year={2024}, url={https://example.org/toads}}
@article{slip, title={Nothing of the Kind}, author={Newt, Eve}, year={2024}, eprint={2401.99999}}
@article{broken, title={Never closed, year={2024}
@misc{last, title={The Last Entry of All}, author={{A Group}}, year={2022}, howpublished={\url{https://example.org/last}}}
"""


def planned(atlas: Atlas, text: str) -> ImportPlan:
    """Return what an import of a text would do."""
    return plan_import(atlas, read_bibtex(text), added=DAY)


def test_every_entry_has_one_outcome_with_its_reason(facts_atlas: Atlas) -> None:
    outcomes = {outcome.entry: outcome for outcome in planned(facts_atlas, CASES).outcomes}
    fates = {name: outcome.status for name, outcome in outcomes.items()}
    assert fates == {
        "known1": ImportStatus.KNOWN,
        "known2": ImportStatus.REPORTED,
        "known3": ImportStatus.REPORTED,
        "new1": ImportStatus.NEW,
        "new2": ImportStatus.REPEATED,
        "poor1": ImportStatus.REPORTED,
        "poor2": ImportStatus.REPORTED,
        "volume": ImportStatus.REPORTED,
        "new3": ImportStatus.NEW,
        "other1": ImportStatus.NEW,
        "slip": ImportStatus.REPORTED,
        "broken": ImportStatus.REPORTED,
        "last": ImportStatus.NEW,
    }
    assert [outcome.line for outcome in outcomes.values()] == list(range(2, 15))
    assert all(outcome.reason for outcome in outcomes.values() if outcome.status is not ImportStatus.NEW)
    assert "first authors differ" in outcomes["known2"].reason
    assert "arXiv ids differ" in outcomes["known3"].reason
    assert "title and first author differ" in outcomes["slip"].reason
    assert outcomes["new2"].reason == "the same title as in line 5"


def test_what_later_entries_say_of_a_new_work_is_kept(facts_atlas: Atlas) -> None:
    plan = planned(facts_atlas, CASES)
    assert "doi: 10.1000/frogs" in plan.new_texts["papers/2024/frog2024wholly.yaml"]


def test_a_later_entry_may_tell_of_an_earlier_preprint(facts_atlas: Atlas) -> None:
    entry = "@article{{{}, title={{Frogs and Toads Compared}}, author={{Frog, Ada}}, year={{2025}}, journal={{IJCV}}, {}}}\n"
    plan = planned(
        facts_atlas, entry.format("a", "doi={10.1000/f}") + entry.format("b", "doi={10.1000/f}, eprint={2401.99999}")
    )
    assert [(outcome.status, outcome.work) for outcome in plan.outcomes] == [
        (ImportStatus.NEW, "frog2024frogs"),
        (ImportStatus.REPEATED, "frog2024frogs"),
    ]
    assert list(plan.new_texts) == ["papers/2024/frog2024frogs.yaml"]
    assert "venue_year: 2025" in plan.new_texts["papers/2024/frog2024frogs.yaml"]


def test_a_known_work_gains_only_what_it_lacks(part_atlas: Atlas, base: Path) -> None:
    work = next(work for work in part_atlas.works.values() if work.arxiv and not work.doi and work.venue not in (None, "arXiv"))
    text = (
        f"@article{{a, eprint={{{work.arxiv}}}, title={{Other}}, doi={{10.1000/given}}, journal={{{work.venue}}}, year=1999}}"
    )
    plan = planned(Atlas.load(base), text)
    assert plan.outcomes[0].status is ImportStatus.MERGED
    assert "doi 10.1000/given" in plan.outcomes[0].reason
    write_all(base, plan.changed_texts)
    after = Atlas.load(base).works[work.key]
    assert after == work.model_copy(update={"doi": "10.1000/given"})


@pytest.mark.slow
def test_a_real_file_is_imported_and_passes_the_check(base: Path, repository: Path) -> None:
    text = (repository / "tests/fixtures/contribute/lmms-eval.bib").read_text("utf-8")
    plan = planned(Atlas.load(base), text)
    counts = Counter(outcome.status for outcome in plan.outcomes)
    assert sum(counts.values()) == 38
    assert counts[ImportStatus.NEW] == len(plan.new_texts) > 20
    for path, new in plan.new_texts.items():
        write_new(base, path, new)
    assert new_findings(base) == []
    again = planned(Atlas.load(base), text)
    assert again.new_texts == again.changed_texts == {}
    assert {outcome.status for outcome in again.outcomes} <= {ImportStatus.KNOWN, ImportStatus.REPORTED}


@pytest.mark.slow
def test_five_thousand_entries_are_planned_and_all_accounted_for(facts_atlas: Atlas) -> None:
    entries = [
        f"@article{{k{number}, title={{Thing{number} Seen}}, author={{Frog{'abcdefghij'[number % 10]}, Ada}}, "
        f"year={{2020}}, doi={{10.1000/{number if number % 5 else number - 1}}}}}"
        for number in range(1, 5_001)
    ]
    told: list[tuple[int, int]] = []
    plan = plan_import(
        facts_atlas, read_bibtex("\n".join(entries)), added=DAY, progress=lambda done, count: told.append((done, count))
    )
    counts = Counter(outcome.status for outcome in plan.outcomes)
    assert counts == {ImportStatus.NEW: 4_000, ImportStatus.REPEATED: 1_000}
    assert len(plan.new_texts) == 4_000
    assert told[-1][0] == told[-1][1]


def test_a_file_without_entries_has_no_outcome(facts_atlas: Atlas) -> None:
    assert planned(facts_atlas, "nothing here").outcomes == ()


def test_a_title_of_every_issue_is_known_the_second_time(base: Path) -> None:
    """A journal prints a "Calendar" in every issue, so that more works have the title than are compared one by one."""
    count = 2 * BLOCK_MAX + 1
    entries = [
        f"@article{{c{number}, title={{Calendar}}, author={{{{The Editors}}}}, journal={{TUGboat}}, year={{{1900 + number}}},"
        f" volume={{{number}}}, url={{https://example.org/{number}}}}}"
        for number in range(1, count + 1)
    ]
    text = "\n".join(entries)
    first = planned(Atlas.load(base), text)
    assert {each.status for each in first.outcomes} == {ImportStatus.NEW}
    write_all(base, first.new_texts)
    second = planned(Atlas.load(base), text)
    assert {each.status for each in second.outcomes} == {ImportStatus.KNOWN}
    assert [each.work for each in second.outcomes] == [each.work for each in first.outcomes]
    assert second.new_texts == second.changed_texts == {}
    repeated = planned(Atlas.load(base), text.replace(f"year={{{1900 + count}}}", "year={2020}"))
    assert [each.status for each in repeated.outcomes][-1] is ImportStatus.REPORTED, "another year's is another work"
