"""Loading: records, their files, their positions, and what is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from codev.check.works import check_work
from codev.store.load import load_records
from codev.store.yaml_in import Position
from generated import write_generated


@pytest.fixture
def root(facts_base: Path, tmp_path: Path) -> Path:
    """A small knowledge base."""
    return write_generated(facts_base, tmp_path / "kb", 6)


def test_records(root: Path) -> None:
    told: list[tuple[int, int]] = []
    records = load_records(root, progress=lambda *step: told.append(step))
    assert [file.stem for file in records.files] == [work.key for work in records.works]
    assert records.findings == ()
    assert records.unread == ()
    assert records.file_count == len(records.works) + len(list((root / "taxonomy").glob("*.yaml")))
    assert told[-1] == (records.file_count, records.file_count)
    assert {node.id for node in records.taxonomy.nodes} >= {"scaling", "insights"}


@pytest.mark.parametrize("at_a_time", [1, 2, 3, 6, 7])
def test_works_read_a_few_at_a_time_are_the_works_of_the_files(
    root: Path, at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load_records(root).works
    monkeypatch.setattr("codev.store.load._WORKS_AT_A_TIME", at_a_time)
    assert load_records(root).works == whole
    assert len(whole) == 6


def test_records_that_set_the_same_fields_name_them_once(root: Path) -> None:
    works = load_records(root).works
    records = [*works, *(claim for work in works for claim in work.claims)]
    named = {frozenset(each.model_fields_set): each.model_fields_set for each in records}
    assert len(named) < len(records)
    assert all(named[frozenset(each.model_fields_set)] is each.model_fields_set for each in records)
    claim = next(claim for work in works for claim in work.claims)
    assert claim.model_fields_set == set(claim.model_dump(exclude_unset=True))
    before = set(claim.model_fields_set)
    assert claim.model_copy(update={"stages": ()}).model_fields_set == before | {"stages"}
    assert claim.model_fields_set == before


def test_positions(root: Path) -> None:
    records = load_records(root)
    path = records.files[0].path
    lines = (root / path).read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("year: "))
    assert records.position(path, ("year",)) == Position(line, 7)
    assert records.position(path, ("year",), of_key=True) == Position(line, 1)
    assert records.position("papers/2024/gone.yaml", ("year",)) == Position(1, 1)
    (root / path).write_bytes(b"\xff")
    assert records.position(path, ("year",)) == Position(line, 7), "a file is read once"
    assert load_records(root).position(path, ("year",)) == Position(1, 1)


def test_a_file_with_mistakes_is_left_out(root: Path) -> None:
    paths = sorted(root.glob("papers/*/*.yaml"))
    paths[0].write_text(paths[0].read_text("utf-8").replace("year:", "yeer:"), encoding="utf-8")
    paths[1].write_text(paths[1].read_text("utf-8").replace("scope:", "et_al: false\nscope:"), encoding="utf-8")
    records = load_records(root, check_work=check_work)
    assert len(records.works) == 5
    assert {finding.path for finding in records.unread} == {paths[0].relative_to(root).as_posix()}
    assert {finding.code for finding in records.findings} == {"unknown-key", "missing-key", "not-canonical"}
    assert load_records(root, check_work=check_work) == records, "the cache says the same"


def test_what_did_not_change_is_taken_from_what_was_loaded_before(root: Path) -> None:
    earlier = load_records(root)
    path = sorted(root.glob("papers/*/*.yaml"))[2]
    retitled = re.sub(r"^title: .*(\n  .*)*", "title: Another title", path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    path.write_text(retitled, encoding="utf-8")
    sorted(root.glob("papers/*/*.yaml"))[4].unlink()
    later = load_records(root, earlier=earlier)
    assert later == load_records(root, use_cache=False)
    before = {work.key: work for work in earlier.works}
    assert [work.key for work in later.works if work is not before[work.key]] == [path.stem]
